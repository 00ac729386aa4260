"""The page of a paper at its permanent address, its download, and the secretariat's list of papers."""

import re

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from people.models import WorkingGroup
from people.refusals import Refused

from . import actions, rules, shelf
from .forms import FileForm, UploadForm, WithdrawForm
from .models import Paper, PaperVersion

PER_PAGE = 50


@require_safe
def paper(request, symbol):
    """The version in force of the paper with this symbol; after a withdrawal what became of it."""
    return _page(request, get_object_or_404(_papers(request), symbol=symbol))


@require_safe
def paper_by_id(request, uid):
    """The same for any paper, by its id; one with a symbol has its address there."""
    found = get_object_or_404(_papers(request), uid=uid)
    return redirect(found) if found.symbol else _page(request, found)


@require_safe
def version(request, uid, number, language):
    """One version, also one that has been replaced."""
    found = get_object_or_404(_papers(request), uid=uid)
    return _page(request, found, _version(request, uid, number, language))


def _papers(request):
    return Paper.objects.visible_to(request.user).select_related("group")


def _version(request, uid, number, language):
    visible = PaperVersion.objects.visible_to(request.user).select_related("paper__group")
    return get_object_or_404(visible, paper__uid=uid, number=number, language=language)


def _page(request, paper, shown=None):
    """The reading page. `shown`: the version to show; without one the version in force, else the newest."""
    visible = PaperVersion.objects.visible_to(request.user).filter(paper=paper).select_related("paper__group")
    versions = list(visible.order_by("-number", "language"))
    in_force = [each for each in versions if each.state == PaperVersion.State.ISSUED]
    shown = shown or _first_choice(paper, in_force or versions)
    if shown is None:
        raise Http404
    context = {"paper": paper, "shown": shown, "versions": versions, "in_force": in_force, "forms": forms_of(shown)}
    context["address"] = settings.PORTAL_URL + (paper if paper.symbol else shown).get_absolute_url()
    context["why_not_withdraw"] = rules.why_not_withdraw(request.user, shown)
    return render(request, "documents/paper.html", context, status=410 if shown.text_removed_at else 200)


def _first_choice(paper, versions):
    """The version in the group's working language, else the first; None of none."""
    own = [each for each in versions if each.language == paper.group.working_language]
    return next(iter(own or versions), None)


def forms_of(version) -> dict:
    """{kind: the other form of an issued version}, those that can be had."""
    if not version.is_frozen or version.state == PaperVersion.State.WITHDRAWN:
        return {}
    return {each.kind: each for each in version.companions.all() if each.file}


@require_safe
def download(request, uid, number, language):
    """The file of an issued version, under a name made from its symbol."""
    found = _version(request, uid, number, language)
    if found.text_removed_at:
        return _page(request, found.paper, found)
    if not found.file or found.state == PaperVersion.State.WITHDRAWN:
        raise Http404
    return unchanged(request, found.sha256) or _send(found, found.content_type, file_name(found))


@require_safe
def companion(request, uid, number, language, kind):
    """Another form of an issued version, to be kept."""
    found = _version(request, uid, number, language)
    if found.text_removed_at:
        return _page(request, found.paper, found)
    form = forms_of(found).get(kind)
    if form is None:
        raise Http404
    name = file_name(found, form.ending)
    return unchanged(request, form.sha256) or _send(form, form.content_type, name, is_kept=True)


def unchanged(request, sha256):
    """The answer to a browser that has exactly this already; None to any other."""
    tag = f'"{sha256}"'
    return HttpResponseNotModified(headers={"ETag": tag}) if request.headers.get("If-None-Match") == tag else None


def _send(kept, content_type, name, *, is_kept=False):
    """A file from the shelf, opened in the browser or kept; nothing in it is run or taken for something else."""
    if settings.ACCEL_REDIRECT:
        response = HttpResponse(headers={"X-Accel-Redirect": f"{settings.ACCEL_REDIRECT.rstrip('/')}/{kept.file}"})
    else:
        try:
            response = FileResponse(shelf.place(kept.file).open("rb"))
        except FileNotFoundError:
            raise Http404 from None
    response.headers["Content-Type"] = content_type
    response.headers["Content-Disposition"] = content_disposition_header(is_kept, name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["ETag"] = f'"{kept.sha256}"'
    return response


def file_name(version, ending=".pdf") -> str:
    """“DTL-STICT-MISC-2016-9_en.pdf”; where there is no symbol, from the title."""
    stem = re.sub(r"[^\w.]+", "-", version.printed_symbol or version.paper.title).strip("-._")[:80]
    again = f"_v{version.number}" if version.number > 1 else ""
    return f"{stem or 'paper'}{again}_{version.language}{ending}"


def _group(request, slug):
    """The working group, for its own secretariat; anybody else learns nothing (404)."""
    return get_object_or_404(WorkingGroup.objects.staffed_by(request.user), slug=slug)


@require_safe
def papers(request, slug):
    group = _group(request, slug)
    found = PaperVersion.objects.visible_to(request.user).filter(paper__group=group).select_related("paper__group")
    page = Paginator(found.order_by("-paper", "-number", "language"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "documents/list.html", {"group": group, "page": page})


def upload(request, slug):
    """A paper made elsewhere, put beside ours."""
    group = _group(request, slug)
    first = {"language": group.working_language, "about": request.GET.get("about", "")}
    form = UploadForm(request.POST or None, request.FILES or None, initial=first, group=group)

    def save(fields):
        return actions.upload(group=group, by=request.user, **fields)

    return _taken(request, form, save, {"group": group, "title": _("Add a paper made elsewhere")})


def upload_version(request, uid):
    """A new version of an uploaded paper, or an official translation of one made here."""
    paper = get_object_or_404(_papers(request), uid=uid)
    group = _group(request, paper.group.slug)
    form = FileForm(request.POST or None, request.FILES or None, initial={"language": group.working_language})

    def save(fields):
        return actions.upload_version(paper=paper, by=request.user, **fields)

    title = _("Add a version of “%(paper)s”") % {"paper": paper}
    return _taken(request, form, save, {"group": group, "title": title, "paper": paper})


def _taken(request, form, save, context):
    """Answer an upload: to the page of the paper, or back with the reason and everything that was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            made = save(form.cleaned_data)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("The paper is published."))
            return redirect(made)
    return render(request, "documents/upload.html", {"form": form, **context})


def withdraw(request, uid, number, language):
    """Take an issued version back: what will happen, then the deed."""
    found = _version(request, uid, number, language)
    group = _group(request, found.paper.group.slug)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw(version=found, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The paper is withdrawn."))
        return redirect(found)
    why_not = rules.why_not_withdraw(request.user, found)
    return render(
        request, "documents/withdraw.html", {"form": form, "shown": found, "group": group, "why_not": why_not}
    )
