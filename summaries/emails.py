"""The letter that brings an issued summary: one to each person, its PDF attached."""

from correspondence import outbox
from correspondence.kinds import Kind
from documents import dates
from meetings.emails import attachment, recipients
from people.models import Contact
from people.models.contact import Audience

from .models import Summary


def readers(summary: Summary, *, observers: bool) -> list[Contact]:
    """Who gets the summary: the members of the group and, when asked for, the States that observe it."""
    audiences = [Audience.MEMBERS, Audience.OBSERVERS] if observers else [Audience.MEMBERS]
    return recipients(summary.meeting.group, audiences)


def key_of(summary, version) -> str:
    """How the keys of the letters with a version begin."""
    return f"summary:{summary.paper.uid}:{version.number}:"


def send(summary: Summary, version, people) -> int:
    """Post the issued version to these contacts. Returns how many letters there are."""
    meeting = summary.meeting
    for contact in people:
        outbox.post(
            key=f"{key_of(summary, version)}{contact.email.lower()}",
            kind=Kind.INVITATION,
            to=contact.email,
            to_name=contact.name,
            template="summaries/emails/issued.txt",
            context={
                "meeting": meeting,
                "group": meeting.group,
                "version": version,
                "days": dates.in_text(meeting.starts_on, meeting.ends_on, contact.language),
                "path": summary.paper.get_absolute_url(),
            },
            language=contact.language,
            group=meeting.group,
            attachments=[attachment(version)],
        )
    return len(people)
