"""The Word form of a call: what is asked, a marked place for each answer, and how to send it."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from documents import dates

from ..models import Version
from .building import Building
from .wording import plain

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def make(call) -> bytes:
    """The form in the language of the screen, as the bytes of a .docx."""
    made = Building(
        title=_("Form for contributions: %(call)s") % {"call": call.title},
        language=get_language() or "en",
        on_every_page=on_every_page(call),
        author=call.group.secretariat_name,
    )
    language = call.group.working_language
    with made.control("fixed", _("About this form"), locked=True):
        made.title(call.title)
        made.paragraph(call.group.full_name, language)
        made.paragraph(_notice(), loud=True)
        for heading, texts in _explained(call):
            made.heading(heading, 1)
            for text in texts:
                made.paragraph(text)
        made.heading(_answers_heading(), 1)
        made.paragraph(_hint(call))
    ask(made, call, {}, "")
    return made.bytes()


def ask(made, call, answers, other, language=None):
    """The questions, each with its answer ({question's key: text}) or with room for one, and anything else."""
    for question in call.questions.prefetch_related("translations").numbered():
        name = _("Question %(number)s") % {"number": question.label}
        with made.control(f"question:{question.uid}", name, locked=True):
            made.heading(name, 2)
            made.paragraph(question.text, call.group.working_language)
            for translation in question.translations.all():
                if translation.language[:2] == (get_language() or "en")[:2]:
                    made.paragraph(_courtesy(), quiet=True)
                    made.paragraph(translation.text)
        if question.is_asked:
            made.answer(f"answer:{question.uid}", name, answers.get(question.pk, ""), _prompt(), language)
    with made.control("fixed", _other(), locked=True):
        made.heading(_other(), 2)
    made.answer("other", _other(), other, _prompt(), language)


def on_every_page(call) -> str:
    """What stands in the head of each page."""
    return _("NOT SUBMITTED. It counts only when it has been sent through the portal. Deadline: %(deadline)s") % {
        "deadline": _deadline(call)
    }


def _deadline(call):
    return dates.moment(call.deadline_at, call.zone, call.city)


def _notice():
    return _("This document is not a filing. Only a contribution that was sent through the portal counts.")


def _explained(call):
    """[(heading, paragraphs)] before the questions."""
    address = settings.PORTAL_URL + reverse("submissions:call", args=[call.uid])
    sending = [
        _("Deadline: %(deadline)s.") % {"deadline": _deadline(call)},
        _("First, write your answers at the marked places and save this document."),
        _("Then open %(address)s and begin a contribution. No account is needed.") % {"address": address},
        _("Add this document there. The portal reads your answers into its form, and you check them."),
        _("Last, send the contribution. You get a receipt with a number at once; without one, nothing is filed."),
        _("If you cannot use the portal, send this document to %(address)s, with your name and your choices.")
        % {"address": call.group.secretariat_email},
    ]
    choices = [f"– {label}" for label in [*Version.Publish.labels, *Version.Translation.labels]]
    return [
        (_("How to send it"), sending),
        (_("What you will be asked to choose"), [_("You choose in the portal, before you send:"), *choices]),
    ]


def _hint(call):
    hint = _("You may leave out any question, or write “No position”. You may write in any language.")
    limit = _("Each answer: up to %(words)s words.") % {"words": call.word_limit} if call.word_limit else ""
    return f"{hint} {limit}".strip()


def _answers_heading():
    return _("Your answers")


def _courtesy():
    return _("Courtesy translation; the wording above it is the one that counts:")


def _prompt():
    return _("Click here and write your answer.")


def _other():
    return _("Any other relevant issue")


def fixed_words(call) -> set:
    """All lines of the form itself in their plain form, in every language: no answers, wherever they turn up."""
    found = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            parts = [text for heading, texts in _explained(call) for text in (heading, *texts)]
            parts += [call.title, call.group.full_name, on_every_page(call), _notice(), _hint(call)]
            found |= {plain(text) for text in [*parts, _answers_heading(), _courtesy(), _prompt(), _other()]}
    return found
