"""A draft as a Word document for partners: NOT SUBMITTED on every page, and nothing of how its author is reached."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from . import form
from .building import Building


def make(version) -> bytes:
    """The draft as the bytes of a .docx that can be read back, answer by answer."""
    call = version.submission.call
    head = form.on_every_page(call)
    title = _("Draft of a contribution: %(call)s") % {"call": call.title}
    made = Building(title=title, language=get_language() or "en", on_every_page=head)
    with made.control("fixed", _("About this draft"), locked=True):
        made.title(call.title)
        made.paragraph(head, loud=True)
        for label, text in facts(version):
            made.paragraph(f"{label}: {text}")
        made.heading(_("Answers"), 1)
    texts = {answer.question_id: _text(answer) for answer in version.answers.all()}
    form.ask(made, call, texts, version.other, version.language or None)
    return made.bytes()


def facts(version) -> list[tuple[str, str]]:
    """(label, text) of what the author said about the contribution; addresses and notes to the secretariat stay out."""
    said = [
        (_("Name"), version.name),
        (_("Title or function"), version.title),
        (_("Organisation"), version.organisation),
        (_("Stakeholder group"), version.stakeholder_group),
        (_("Country"), version.country),
        (_("On behalf of"), version.behalf_name),
        (_("Co-signatories"), "; ".join(version.signatory_names)),
        (_("Publication"), version.get_publish_display()),
        (_("Translation"), version.get_translation_display()),
        (_("Files"), "; ".join(file.name for file in version.files.exclude(role="original"))),
    ]
    return [(label, str(text)) for label, text in said if text]


def _text(answer):
    return _("No position") if answer.no_position else answer.text
