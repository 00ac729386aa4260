"""What everybody may read: a call, the contributions to it that are out, and their files."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from documents.models import Paper, PaperVersion
from meetings.models import Call
from people.rules import is_secretariat

from .. import rules
from ..forms import FilterForm
from ..models import File, Submission
from .browser import held, held_in

PAGE = 50


@require_safe
def call(request, uid):
    """A call: its questions, who may answer, until when, what happens to the text, and what has come out."""
    calls = Call.objects.visible_to(request.user).select_related("group", "meeting")
    found = get_object_or_404(calls, uid=uid)
    out = Submission.objects.visible_to(request.user).filter(call=found).out()
    filters = FilterForm(request.GET, call=found, found=out)
    context = {
        "call": found,
        "why_not": rules.why_not_start(request.user, found),
        "held": held_in(request, found),
        "filters": filters,
        "page": page_of(filters.narrow(out).in_neutral_order(), request.GET.get("page")),
        "compilations": compilations_of(found, request.user),
        "manages": is_secretariat(request.user, found.group),
    }
    return render(request, "submissions/call.html", context)


def page_of(found, number):
    """One page of a list of contributions, with all that its lines name."""
    return Paginator(found.with_what_a_list_shows(), PAGE).get_page(number)


def compilations_of(call, reader):
    """The issued compilations of a call, newest first; their text is not fetched."""
    papers = Paper.objects.about(call).of_kind(Paper.Kind.COMPILATION)
    found = PaperVersion.objects.visible_to(reader).issued().filter(paper__in=papers)
    return found.select_related("paper__group").defer("html").order_by("-issued_at")


@require_safe
def contribution(request, uid):
    """One contribution as it was received; never anything of how its author is reached."""
    found = get_object_or_404(Submission.objects.visible_to(request.user).out().with_what_a_list_shows(), uid=uid)
    context = {"submission": found, "version": found.current, "call": found.call}
    return render(request, "submissions/contribution.html", context)


@require_safe
def download(request, uid, pk):
    """A file of a contribution, to whoever may read the contribution, and to the browser that holds the draft."""
    own, _holder = held(request, uid)
    submission = own or get_object_or_404(Submission.objects.visible_to(request.user), uid=uid)
    versions = submission.versions.all() if own else submission.versions.filter(pk=submission.current_id)
    file = get_object_or_404(File, pk=pk, version__in=versions)
    inside = own or is_secretariat(request.user, submission.call.group)
    return _send(file, file.name if inside else file.public_name)


def _send(file, name):
    """The bytes as an attachment that no browser runs, keeps or takes for something else."""
    if settings.ACCEL_REDIRECT:
        response = HttpResponse(headers={"X-Accel-Redirect": f"{settings.ACCEL_REDIRECT.rstrip('/')}/{file.path}"})
    else:
        try:
            response = FileResponse(default_storage.open(file.path))
        except FileNotFoundError:
            raise Http404 from None
    response.headers["Content-Type"] = file.content_type
    response.headers["Content-Disposition"] = content_disposition_header(True, safe(name))
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "no-store"
    return response


def safe(name):
    """A file name that means no folder and hides no ending."""
    return Path(name.replace("\\", "/")).name.strip(". ") or "file"
