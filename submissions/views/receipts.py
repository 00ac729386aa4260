"""Receipts, on screen and as PDF: for the browser that holds the contribution, and for the group's own staff."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .. import receipt_pdf
from .browser import for_holder_always
from .publishing import own_submission


@require_safe
@for_holder_always
def confirmation(request, submission, holder):
    """The receipt of the version in force; safe to reload."""
    if not submission.is_filed:
        return redirect("submissions:check", submission.uid)
    return _on_screen(request, submission, submission.current.number, holder=holder)


@require_safe
@for_holder_always
def receipt(request, submission, holder, number):
    """The receipt of one version; those of superseded ones stay."""
    return _on_screen(request, submission, number, holder=holder)


@require_safe
@for_holder_always
def receipt_as_pdf(request, submission, holder, number):
    """The same as a PDF, printed now and not kept."""
    return _as_pdf(submission, number)


@require_safe
@cache_control(private=True, no_store=True)
def record_receipt(request, uid, number):
    """The receipt as its author has it, for staff."""
    return _on_screen(request, own_submission(request, uid), number, holder=None)


@require_safe
@cache_control(private=True, no_store=True)
def record_receipt_as_pdf(request, uid, number):
    """The same as a PDF, for staff: to be sent by post to who has no e-mail address."""
    return _as_pdf(own_submission(request, uid), number)


def _sent_version(submission, number):
    known = submission.versions.exclude(sent_at=None).select_related("submission__call__group", "stakeholder_group")
    return get_object_or_404(known.select_related("country", "submission__current"), number=number)


def _on_screen(request, submission, number, holder):
    """`holder`: whose browser it is; None for staff."""
    context = {
        "submission": submission,
        "call": submission.call,
        "version": _sent_version(submission, number),
        "versions": submission.versions.exclude(sent_at=None).order_by("number"),
        "holder": holder,
        "page": "submissions:receipt" if holder else "submissions:record_receipt",
        "pdf": "submissions:receipt_as_pdf" if holder else "submissions:record_receipt_as_pdf",
    }
    return render(request, "submissions/confirmation.html", context)


def _as_pdf(submission, number):
    pdf = receipt_pdf.printed(_sent_version(submission, number))
    name = f"receipt-{submission.register_number}-version-{number}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
