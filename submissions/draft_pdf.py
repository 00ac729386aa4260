"""A draft as PDF for partners: NOT SUBMITTED on every page, nothing of how its author is reached, kept nowhere."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from documents import pdf
from documents.inline import direction

from .pdf import as_received, direction_of
from .word import draft, form


def make(version) -> pdf.Pdf:
    """The PDF; may raise PressFailed. Never call it inside a transaction: it takes a tenth of a second to minutes."""
    return pdf.render(pdf.lay_out("submissions/pdf/draft.html", context(version)))


def context(version) -> dict:
    """What the template needs."""
    call, language = version.submission.call, get_language() or "en"
    answers = {answer.question_id: answer for answer in version.answers.all()}
    return {
        "language": language,
        "direction": direction(language),
        "title": _("Draft of a contribution: %(call)s") % {"call": call.title},
        "mark": _("NOT SUBMITTED"),
        "call": call,
        "notice": form.on_every_page(call),
        "facts": draft.facts(version),
        "parts": [
            *(_asked(question, answers.get(question.pk), version) for question in call.questions.numbered()),
            _part(_("Any other relevant issue"), version.other, version.language),
        ],
    }


def _asked(question, answer, version):
    """A question with its answer, or with none yet."""
    wording = {
        "question": as_received(question.text),
        "question_dir": direction_of(question.text, ""),
        "no_position": bool(answer and answer.no_position),
        "is_asked": question.is_asked,
    }
    text, language = (answer.text, answer.language) if answer else ("", "")
    heading = _("Question %(number)s") % {"number": question.label}
    return wording | _part(heading, text, language or version.language)


def _part(heading, text, language):
    lines = as_received(text) if text.strip() else []
    return {"heading": heading, "lines": lines, "language": language, "dir": direction_of(text, language)}
