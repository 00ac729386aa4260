"""The portal's side of reading a message: a child process takes it apart, attachments go through the inspection."""

import io
import json
import logging
import os
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents import pipe
from people.refusals import Refused

from ..cleaning import clean

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS = 20  # of wall clock for one message

FAULTS = {
    "bad_header": gettext_lazy("A line in the head of the message is damaged: check sender and date."),
    "winmail": gettext_lazy(
        "The message holds “winmail.dat”, in which Outlook hides attachments. Ask the sender for them as files."
    ),
    "pictures": gettext_lazy("Pictures that belong to the look of the message were left aside."),
    "too_many": gettext_lazy("The message has more than 30 attachments; the others stand in the message only."),
    "senders": gettext_lazy("The message names several senders; the first is entered. Check whose contribution it is."),
    "no_date": gettext_lazy("The message names no date that can be read: enter when it was received."),
}


@dataclass
class Letter:
    """A message: who sent it (name, address), when, its text, its attachments (name, bytes), what staff must check."""

    senders: list = field(default_factory=list)
    subject: str = ""
    sent_at: datetime | None = None
    text: str = ""
    attachments: list = field(default_factory=list)
    remarks: list = field(default_factory=list)


def read(path: str) -> Letter:
    """Take a stored message apart (a path below the media folder). Raises Refused; the message itself stays kept."""
    answer = io.BytesIO(_ask(Path(settings.MEDIA_ROOT) / path))
    head = json.loads(pipe.read(answer) or b'{"error": "silent"}')
    if "error" in head:
        log.warning("a message could not be read: %s", head["error"])
        raise Refused(_("The message could not be taken apart. It is kept; enter what it says by hand."))
    contents = [pipe.read(answer) or b"" for _each in head["attachments"]]
    faults = [*head["faults"], *(["senders"] if len(head["senders"]) > 1 else []), *_dateless(head)]
    return Letter(
        senders=[(clean(name), address) for name, address in head["senders"]],
        subject=clean(head["subject"]),
        sent_at=datetime.fromisoformat(head["sent_at"]) if head["sent_at"] else None,
        text=clean(head["text"]),
        attachments=[(name, content) for (name, _kind), content in zip(head["attachments"], contents, strict=True)],
        remarks=[str(FAULTS[fault]) for fault in faults],
    )


def _dateless(head):
    return [] if head["sent_at"] else ["no_date"]


def _ask(path):
    """What the child says; nothing when it took too long."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "submissions.intake.message", str(path)],
            cwd=ROOT,
            env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return b""
    return done.stdout
