"""The secretariat's screens of a copy beside the original: a redaction, an unofficial translation."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from audit.log import Stale
from meetings.models import Question
from people.refusals import Refused

from .. import actions, languages, rules
from ..forms import LanguageForm, RedactionForm, TranslationForm
from ..models import Rendition
from ..renditions import as_received, reading, texts_in_force
from .publishing import key_of, own_submission, redirect_to_record


def _standing(version, kind, language=""):
    """(the rendition in force of that kind, its texts), or (None, {})."""
    found = texts_in_force(version).items()
    same = [(each, texts) for each, texts in found if (each.kind, each.language) == (kind, language)]
    return same[0] if same else (None, {})


def _edit(request, submission, form, save, **context):
    """Save the copy, or show it beside the original with what is wrong, or what somebody else saved meanwhile."""
    if request.method == "POST" and form.is_valid():
        try:
            save(form)
            messages.success(request, _("Saved."))
            return redirect_to_record(submission)
        except Refused as reason:
            form.add_error(None, str(reason))
        except Stale as stale:
            context["differences"] = form.differences(stale)
    whose = {"submission": submission, "version": submission.current, "call": submission.call}
    return render(request, "submissions/rendition.html", {**whose, "form": form, **context})


def redact(request, uid):
    """A copy of the text, side by side with the original; what is left of it is what readers see."""
    submission = own_submission(request, uid)
    version = submission.current
    standing = _standing(version, Rendition.Kind.REDACTION)
    passages = as_received(version, Question.objects.filter(call=submission.call).numbered())
    form = RedactionForm(request.POST or None, version=version, passages=passages, standing=standing)

    def save(form):
        actions.redact(version=version, by=request.user, **form.values())

    why_not = rules.why_not_redact(request.user, version)
    return _edit(request, submission, form, save, why_not=why_not)


@require_POST
def revoke_redaction(request, uid):
    """The original shows again."""
    submission = own_submission(request, uid)
    seen = key_of(request.POST.get("seen"))
    actions.revoke_redaction(version=submission.current, seen=seen, by=request.user)
    messages.success(request, _("The original shows again."))
    return redirect_to_record(submission)


def choose_language(request, uid):
    """Into which language it is translated."""
    submission = own_submission(request, uid)
    form = LanguageForm(request.POST or None, version=submission.current)
    if form.is_valid():
        return redirect("submissions:translate", uid, form.cleaned_data["language"])
    why_not = rules.why_not_translate(request.user, submission.current)
    context = {"submission": submission, "call": submission.call, "form": form, "why_not": why_not}
    return render(request, "submissions/choose_language.html", context)


def translate(request, uid, language):
    """An unofficial translation, answer by answer beside the text that readers see."""
    if language not in languages.LANGUAGES:
        raise Http404
    submission = own_submission(request, uid)
    version, standing = submission.current, _standing(submission.current, Rendition.Kind.TRANSLATION, language)
    shown = reading(version, Question.objects.filter(call=submission.call).numbered())
    redaction = shown.redaction.pk if shown.redaction else None
    whose = {"version": version, "passages": shown.passages, "standing": standing, "redaction": redaction}
    form = TranslationForm(request.POST or None, language=language, **whose)

    def save(form):
        actions.translate(version=version, language=language, by=request.user, **form.values())

    why_not = rules.why_not_translate(request.user, version)
    return _edit(request, submission, form, save, why_not=why_not, into=language)


@require_POST
def revoke_translation(request, uid, language):
    """Take a translation away again."""
    submission = own_submission(request, uid)
    actions.revoke_translation(version=submission.current, language=language, by=request.user)
    return redirect_to_record(submission)
