"""Why somebody got, or did not get, a letter: what became of each, as the floors that write letters tell it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from audit.models import Entry

from .models import Message

WILL_GO, SKIPPED = "will_go", "skipped"  # beside the states of a letter that was posted


@dataclass
class Line:
    """One letter to one person. `what` is a state of a letter, WILL_GO at `at`, or SKIPPED; `why` says it in words."""

    name: str
    what: str
    at: datetime | None = None
    why: str = ""
    message: Message | None = None

    @property
    def in_words(self):
        words = {WILL_GO: _("Will go"), SKIPPED: _("Does not go")}
        return words[self.what] if self.what in words else Message.State(self.what).label


@dataclass
class Topic:
    """What letters are about: a call, a duty, a paper; with the lines of one person."""

    title: str
    path: str
    lines: list


def of_letter(name, message, why_withdrawn="") -> Line:
    """What became of a letter that was posted; of one that was withdrawn, when, and why as far as the floor knows."""
    if message.state != Message.State.WITHDRAWN:
        at = message.sent_at or message.posted_at
        return Line(name, message.state, at, message.error, message)
    entry = Entry.objects.about(message).filter(action="message.withdrawn").first()
    why = message.error or why_withdrawn or _("It was taken back before it went.")
    return Line(name, message.state, entry.at if entry else message.posted_at, why, message)


def will_go(name, at) -> Line:
    return Line(name, WILL_GO, at)


def skipped(name, why) -> Line:
    return Line(name, SKIPPED, why=why)
