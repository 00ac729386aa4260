"""Fills a call with contributions that hold: files on the disk, hashes, register, letters, papers. Run in the portal.

python bench/cabinet.py CALL NUMBER BYTES      so many contributions, with so many bytes of files together
"""

import hashlib
import os
import secrets
import sys
from pathlib import Path

import django
from contributors import fill

django.setup()

from django.conf import settings  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from stage import sample_pdf  # noqa: E402

from audit.models import Entry  # noqa: E402
from correspondence.models import Message  # noqa: E402
from documents import actions as papers  # noqa: E402
from meetings.models import Call  # noqa: E402
from people.models import User  # noqa: E402
from submissions.models import File, Register, RegisterEntry, Version  # noqa: E402
from submissions.register import hash_of  # noqa: E402

A_TIME = 500
PAPERS = 20
WHOLE = ("answers__question", "files__question", "co_signatories")


def file_all(call, count, size):
    """`count` contributions, each with a file of `size` bytes, three lines of the log and a receipt."""
    fill(call, count)
    head = ""
    for begin in range(1, count + 1, A_TIME):
        numbers = range(begin, min(begin + A_TIME, count + 1))
        versions = list(_versions(call, numbers))
        File.objects.bulk_create(_file(version, size) for version in versions)
        lines = []
        for number, version in zip(numbers, _versions(call, numbers), strict=True):
            _seal(version)
            lines.append(_line(call, number, version, head))
            head = lines[-1].hash
        Version.objects.bulk_update([line.version for line in lines], ["salt", "sha256"])
        RegisterEntry.objects.bulk_create(lines)
        Entry.objects.bulk_create(entry for line in lines for entry in _entries(call, line))
        Message.objects.bulk_create(_receipt(call, line) for line in lines)
        print(f"{numbers[-1]} of {count}", file=sys.stderr, flush=True)
    Register.objects.filter(call=call).update(last_number=count, last_entry=count, head=head)


def _versions(call, numbers):
    found = Version.objects.filter(submission__call=call, submission__register_number__in=numbers)
    found = found.select_related("submission__call", "stakeholder_group", "country").prefetch_related(*WHOLE)
    return found.order_by("submission__register_number")


def _file(version, size):
    content, name = os.urandom(size), secrets.token_hex(16)
    path = Path("contributions") / name[:2] / name[2:4] / name
    place = Path(settings.MEDIA_ROOT) / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return File(
        version=version, name="attachment.pdf", path=str(path), content_type="application/pdf", size=size,
        sha256=hashlib.sha256(content).hexdigest(), received_at=version.received_at,
    )  # fmt: skip


def _seal(version):
    version.salt = secrets.token_hex(32)
    version.sha256 = version.digest


def _line(call, number, version, head):
    line = RegisterEntry(
        call=call, sequence=number, kind=RegisterEntry.Kind.FILED, submission=version.submission, number=number,
        version_number=1, at=version.sent_at, received_at=version.received_at, commitment=version.sha256, previous=head,
    )  # fmt: skip
    line.hash, line.version = hash_of(line), version
    return line


def _entries(call, line):
    about = {"thing": "submissions.submission", "thing_key": str(line.submission_id), "group": call.group_id}
    for action in ("draft_started", "submitted", "published"):
        yield Entry(at=line.at, actor="system", action=f"submission.{action}", **about)


def _receipt(call, line):
    return Message(
        key=f"receipt:{line.submission.uid}:1", group=call.group_id, to_address=line.version.email, subject="Receipt",
        body="What was received, word for word.\n" * 60, language="en", message_id=f"<{line.hash}@example.org>",
        state=Message.State.SENT, posted_at=line.at, next_attempt_at=line.at, sent_at=line.at,
    )  # fmt: skip


def issue_papers(call):
    by = User.objects.get()
    for number in range(PAPERS):
        file = SimpleUploadedFile("paper.pdf", sample_pdf())
        papers.upload(group=call.group, title=f"Paper {number}", file=file, about=None, by=by, symbol=f"EX/{number}")


if __name__ == "__main__":
    found, count, size = Call.objects.get(uid=sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    file_all(found, count, size // count)
    issue_papers(found)
