"""From a dropped message to a proposal of an entry: who, when, answers, files; for staff to check and file."""

from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from audit.clock import now
from people.models import Contact
from people.refusals import Refused

from .. import storing
from ..guessing import guess
from ..models import File
from ..word import form, matching
from ..word import reading as word_reading
from . import reading

TYPE = "message/rfc822"


@dataclass
class Prepared:
    """What the entry begins with: fields of the version, {question's key: text or None for “no position”}, files.

    `files` are (role, storing.Stored); `remarks` tell staff what to check and what was refused, and why.
    """

    values: dict = field(default_factory=dict)
    answers: dict = field(default_factory=dict)
    files: list = field(default_factory=list)
    remarks: list = field(default_factory=list)
    message: str = ""  # SHA-256 of the message

    def discard(self):
        """Remove the bytes of files that no row came to know."""
        for _role, stored in self.files:
            storing.discard(stored.path)


def prepare(upload, call) -> Prepared:
    """Keep the message, take it apart, sort its text. A fault of one part is told and loses nothing of the others."""
    message = storing.keep(upload, TYPE)
    made = Prepared(files=[(File.Role.ORIGINAL, message)], message=message.sha256)
    try:
        letter = reading.read(message.path)
    except Refused as reason:
        made.remarks.append(str(reason))
        return made
    made.remarks += letter.remarks
    found = [_attachment(made, name, content, call) for name, content in letter.attachments]
    said = next((each for each in found if each), None) or _sorted(_as_paper(letter.text), call)
    made.answers = {question.pk: text for question, text in said.answers.items()}
    made.answers |= {question.pk: None for question in said.none}
    made.values = _who(letter, call) | _when(letter, made)
    made.values["other"] = "\n\n".join(text for text in [said.other, *said.loose] if text)
    made.values["language"] = guess("\n\n".join([*said.answers.values(), made.values["other"]]))
    return made


def _attachment(made, name, content, call):
    """Inspect and keep an attachment; what a Word file says, when it answers anything."""
    try:
        stored = storing.store(ContentFile(content, name=name or _("attachment")))
    except Refused as reason:
        made.remarks.append(str(reason))
        return None
    said = None
    if stored.content_type == form.TYPE:
        try:
            said = _sorted(word_reading.read(stored.path), call)
        except Refused as reason:
            made.remarks.append(f"“{stored.name}”: {reason}")
    answers = said if said and (said.answers or said.none) else None
    made.files.append((File.Role.ORIGINAL if answers else File.Role.ATTACHMENT, stored))
    return answers


def _sorted(paper, call):
    return matching.match(paper, call)


def _as_paper(text):
    """The body of a message as lines that can be sorted by question."""
    return word_reading.Paper([word_reading.Line(line) for line in text.split("\n")], {}, {})


def _who(letter, call):
    """The sender, with what the group's address book knows of the address."""
    if not letter.senders:
        return {}
    name, address = letter.senders[0]
    found = {"name": name, "email": address}
    contact = (
        Contact.objects.filter(group=call.group, email__iexact=address).select_related("organisation__state").first()
    )
    if contact:
        found["name"] = name or contact.name
        found["stakeholder_group"] = contact.stakeholder_group
        found["organisation"] = str(contact.organisation or "")
        found["country"] = contact.organisation.state if contact.organisation else None
    return found


def _when(letter, made):
    """When it was sent, as its sender's clock says; an hour to come is not believed."""
    if letter.sent_at and letter.sent_at > now():
        made.remarks.append(_("The message is dated in the future: enter when it was received."))
        return {}
    return {"received_at": letter.sent_at} if letter.sent_at else {}
