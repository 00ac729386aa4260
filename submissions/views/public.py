"""What everybody may read: a call, the contributions to it that are out, and their files."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from documents.models import Paper, PaperVersion
from documents.views import forms_of
from meetings.models import Call, Question
from people.rules import is_secretariat

from .. import renditions, reviewing, rules
from ..compilation import history
from ..forms import FilterForm
from ..models import Submission
from .browser import held_in

PAGE = 50


@require_safe
def call(request, uid):
    """A call: its questions, who may answer, until when, what happens to the text, and what has come out."""
    calls = Call.objects.visible_to(request.user).select_related("group", "meeting")
    found = get_object_or_404(calls, uid=uid)
    questions = Question.objects.filter(call=found).numbered()
    context = {
        "call": found,
        "questions": questions,
        "reworded": any(question.version > 1 for question in questions),
        "why_not": rules.why_not_start(request.user, found),
        "held": held_in(request, found),
        "compilations": compilations_of(found, request.user),
        "manages": is_secretariat(request.user, found.group),
    }
    return render(request, "submissions/call.html", {**context, **list_for(request, found)})


def list_for(request, call):
    """What the reader finds in the list of a call, and the filters. No filter tells anything of those that are gone."""
    listed = shown_to(request.user).filter(call=call)
    facets = reviewing.facets(listed)
    standing = [row for row in facets if row["state"] not in Submission.GONE]
    filters = FilterForm(request.GET, facets=standing)
    if filters.wanted():
        listed, facets = listed.exclude(state__in=Submission.GONE), standing
    return {"filters": filters, "page": page_of(listed, filters, facets, request.GET.get("page"))}


def shown_to(user):
    """What has come out for this reader; of those withdrawn or taken down since then, number and day."""
    return Submission.objects.visible_to(user).out() | Submission.objects.remembered()


def page_of(listed, filters, facets, number):
    """One page of the list for readers, with all that its lines name; how many there are is known from the facets."""
    found = renditions.labelled(filters.narrow(listed).in_neutral_order().with_what_a_list_shows())
    paginator = Paginator(found, PAGE)
    if not filters.wanted().get("words"):
        paginator.count = filters.count(facets)
    page = paginator.get_page(number)
    for submission in page:
        submission.current.submission = submission
    return page


def compilations_of(call, reader):
    """The compilations of a call in force, newest first, with other forms and earlier versions; their text is not
    fetched."""
    papers = Paper.objects.about(call).of_kind(Paper.Kind.COMPILATION)
    states = [PaperVersion.State.ISSUED, PaperVersion.State.SUPERSEDED]
    found = PaperVersion.objects.visible_to(reader).filter(paper__in=papers, state__in=states)
    found = found.select_related("paper__group").defer("html").order_by("-issued_at").prefetch_related("companions")
    shown = history.in_force(call, found)
    for version in shown:
        version.forms = forms_of(version)
    return shown


@require_safe
def contribution(request, uid):
    """One contribution as its readers see it; never anything of how its author is reached."""
    found = renditions.labelled(shown_to(request.user).with_what_a_list_shows())
    submission = get_object_or_404(found, uid=uid)
    version, call = submission.current, submission.call
    version.submission, context = submission, {"submission": submission, "version": version, "call": call}
    if submission.is_gone:
        return render(request, "submissions/gone.html", context, status=410)
    questions = Question.objects.filter(call=call).numbered()
    if not (submission.is_redacted or submission.is_translated):
        version.renditions_in_force = []
    language = request.GET.get("translation") or get_language() or ""
    context["reading"] = renditions.reading(version, questions, language=language)
    return render(request, "submissions/contribution.html", context)
