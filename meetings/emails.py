"""The letters of meetings, calls and notifications: one to each person, never a list in To."""

from typing import NamedTuple

from django.urls import reverse

from audit.clock import now
from correspondence import outbox
from correspondence.kinds import Kind
from correspondence.models import Message
from documents import dates
from people import emails as news
from people.models import Contact
from people.models.contact import Audience

from .models import Call, Extension, Meeting, Wording

OPENED = "meetings/emails/call_opened.txt"


class Reader(NamedTuple):
    """Somebody who hears of a change of a call, and how far they are: “begun”, “filed”, or nothing."""

    email: str
    name: str
    language: str
    standing: str = ""

    def __str__(self):
        return self.name or self.email


def recipients(group, audiences, kind=Kind.INVITATION) -> list[Contact]:
    """The contacts that a letter of a kind to these audiences goes to: each address once, none it is kept from."""
    found = {}
    for audience in audiences:
        for contact in Contact.objects.in_audience(group, audience).select_related("organisation__state"):
            found.setdefault(contact.email.lower(), contact)
    unwanted = outbox.suppressed(found, kind)
    return [contact for address, contact in found.items() if address not in unwanted]


def call_opened(call: Call) -> int:
    """Tell everybody in the address book and whoever subscribed that a call is open; returns how many letters."""
    people = recipients(call.group, [Audience.ALL], Kind.ANNOUNCEMENT)
    questions = call.questions.numbered()
    for contact in people:
        outbox.post(
            key=f"call:{call.uid}:opened:{contact.email.lower()}",
            kind=Kind.ANNOUNCEMENT,
            to=contact.email,
            to_name=contact.name,
            template=OPENED,
            context=_of_opened(call, questions, contact.language),
            language=contact.language,
            group=call.group,
        )
    others = news.subscribers(call.group, told=[contact.email for contact in people])
    for reader in others:
        context = _of_opened(call, questions, reader.language)
        news.tell(reader, key=f"call:{call.uid}:opened", template=OPENED, context=context)
    return len(people) + len(others)


def _of_opened(call, questions, language):
    return {
        "call": call,
        "questions": questions,
        "deadline": dates.moment(call.deadline_at, call.zone, call.city, language),
        "path": reverse("submissions:call", args=[call.uid]),
    }


def address_book(call: Call) -> list[Reader]:
    """Everybody in the group's address book who may be written to."""
    people = recipients(call.group, [Audience.ALL], Kind.ANNOUNCEMENT)
    return [Reader(contact.email, contact.name, contact.language) for contact in people]


def call_extended(extension: Extension, readers) -> int:
    """Tell everybody of the new deadline; whoever filed may still change it. Returns how many letters there are."""
    call = extension.call
    for reader in readers:
        old, new = (
            dates.moment(moment, call.zone, call.city, reader.language)
            for moment in (extension.old_deadline_at, extension.new_deadline_at)
        )
        context = {"extension": extension, "old": old, "new": new}
        key = f"call:{call.uid}:extended:{extension.number}:{reader.email.lower()}"
        _of_call(call, key, "call_extended", reader, context)
    return len(readers)


def question_reworded(wording: Wording, readers) -> int:
    """Tell whoever has begun or filed that a question asks something else now. Returns how many letters there are."""
    call = wording.question.call
    for reader in readers:
        deadline = dates.moment(call.deadline_at, call.zone, call.city, reader.language)
        key = f"call:{call.uid}:reworded:{wording.question.uid}:{wording.number}:{reader.email.lower()}"
        _of_call(call, key, "question_reworded", reader, {"wording": wording, "deadline": deadline})
    return len(readers)


def _of_call(call, key, template, reader, context):
    outbox.post(
        key=key,
        kind=Kind.ANNOUNCEMENT,
        to=reader.email,
        to_name=reader.name,
        template=f"meetings/emails/{template}.txt",
        context={
            "call": call,
            "standing": reader.standing,
            "path": reverse("submissions:call", args=[call.uid]),
            **context,
        },
        language=reader.language,
        group=call.group,
        send_before=call.deadline_at,
    )


def notify(notification, version, people) -> int:
    """Send the issued notification to these contacts, its PDF attached. Returns how many letters there are."""
    for contact in people:
        outbox.post(
            key=f"{notification_key(notification)}{version.number}:{contact.email.lower()}",
            kind=Kind.INVITATION,
            to=contact.email,
            to_name=contact.name,
            template="meetings/emails/notification.txt",
            context=_of_meeting(notification.meeting, contact.language, version.paper.get_absolute_url()),
            language=contact.language,
            group=notification.meeting.group,
            attachments=[attachment(version)],
        )
    return len(people)


def test_copy(notification, pressed, user) -> None:
    """Send the notification, as printed just now, to the person who asked, and to nobody else."""
    path = reverse("meetings:notification", args=[notification.meeting_id])
    outbox.post(
        key=f"test-copy:{notification.paper.uid}:{pressed.sha256}:{user.email.lower()}:{now():%Y%m%dT%H%M%S}",
        kind=Kind.WORK,
        to=user.email,
        to_name=str(user),
        template="meetings/emails/test_copy.txt",
        context=_of_meeting(notification.meeting, user.language, path),
        language=user.language,
        group=notification.meeting.group,
        attachments=[
            {"name": "draft.pdf", "path": pressed.path, "sha256": pressed.sha256, "content_type": "application/pdf"}
        ],
    )


def notification_key(notification):
    """How the keys of the letters of a notification begin."""
    return f"notification:{notification.paper.uid}:"


def attachment(version):
    """An issued version as the outbox wants its attachments."""
    name = f"{(version.printed_symbol or version.paper.title).replace('/', '-')}.pdf"
    return {"name": name, "path": version.file, "sha256": version.sha256, "content_type": version.content_type}


def letters_of(notification):
    """Every letter by which it was sent, whatever became of it."""
    return Message.objects.with_key(notification_key(notification))


def notified(notification) -> list[Message]:
    """The letters by which people were convened; who never got one need not be told of a change."""
    return list(letters_of(notification).gone())


def meeting_changed(meeting: Meeting, letters) -> int:
    """Tell those who were notified that the meeting is postponed or cancelled. Returns how many letters there are."""
    for letter in letters:
        outbox.post(
            key=f"meeting:{meeting.pk}:{meeting.state}:{meeting.version}:{letter.to_address.lower()}",
            kind=Kind.INVITATION,
            to=letter.to_address,
            to_name=letter.to_name,
            template="meetings/emails/meeting_changed.txt",
            context=_of_meeting(meeting, letter.language, reverse("meeting", args=[meeting.pk])),
            language=letter.language,
            group=meeting.group,
        )
    return len(letters)


def _of_meeting(meeting, language, path):
    return {
        "meeting": meeting,
        "group": meeting.group,
        "days": dates.in_text(meeting.starts_on, meeting.ends_on, language),
        "hour": dates.at_hour(meeting.starts_at, language),
        "path": path,
    }
