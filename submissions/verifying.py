"""Walks the register of a call from its first line to its head and names the first that is not as it was written."""

import hashlib
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef, Q

from .models import Register, RegisterEntry, Submission, Version
from .register import hash_of

AT_ONCE = 50  # lines, with the texts of their versions
PIECE = 1024 * 1024  # bytes of a file
Kind = RegisterEntry.Kind
GONE = {  # what a contribution may be once a line says so: a withdrawn one can still be taken down
    Kind.WITHDRAWN: Submission.GONE,
    Kind.TAKEN_DOWN: (Submission.State.TAKEN_DOWN,),
}


@dataclass(frozen=True)
class Broken:
    """The first line of a chain that does not hold; `sequence` is where it stands, or should stand."""

    call: str
    sequence: int
    fault: str
    what: str = ""  # the contribution and version that the line is about, when there is a line

    def __str__(self):
        return f"{self.call}: line {self.sequence}{self.what}: {self.fault}"


class _Walk:
    """How far a chain was walked: the last line’s number in the chain, its hash, the highest register number."""

    def __init__(self, call, gone):
        self.call, self.sequence, self.head, self.highest, self.gone = call, 0, "", 0, gone

    def step(self, line, version):
        """What is wrong with the next line, or nothing."""
        fault = self._of_chain(line) or self._of_number(line) or _of_version(line, version, self.gone)
        self.sequence, self.head = line.sequence, line.hash
        self.highest = max(self.highest, line.number)
        return fault

    def _of_chain(self, line):
        if line.previous != self.head:
            return "it does not hold the hash of the line before it"
        return "" if hash_of(line) == line.hash else "its facts do not give its hash"

    def _of_number(self, line):
        submission = line.submission
        if line.number > self.highest + 1:
            return f"number {self.highest + 1} was left out"
        if submission.call_id != line.call_id or submission.register_number != line.number:
            return f"its contribution has another number: {submission.register_number}"
        if line.kind in GONE and submission.state not in GONE[line.kind]:
            return f"it says “{line.kind}”, its contribution says “{submission.state}”"
        return ""

    def end(self):
        """What is wrong with the head of the register, or nothing."""
        held = Register.objects.filter(call=self.call).first() or Register(call=self.call)
        said = (held.last_entry, held.head, held.last_number)
        if said != (self.sequence, self.head, self.highest):
            return (
                "the head of the register does not fit the last line: lines are missing at the end, or it was changed"
            )
        return _without_line(self.call)


def first_broken(call, gone=frozenset()) -> Broken | None:
    """The first line of the register of a call that does not hold; None when all hold. Memory stays flat.

    `gone`: paths of files that are known to be missing, and are not looked for.
    """
    walk = _Walk(call, gone)
    while lines := _next(call, walk.sequence):
        versions = _versions_of(lines)
        for line in lines:
            if line.sequence != walk.sequence + 1:
                return Broken(call.title, walk.sequence + 1, "the line is missing")
            if fault := walk.step(line, versions.get((line.submission_id, line.version_number))):
                what = f" (No. {line.number}, version {line.version_number})"
                return Broken(call.title, line.sequence, fault, what)
    fault = walk.end()
    return Broken(call.title, walk.sequence, fault) if fault else None


def _next(call, sequence):
    known = RegisterEntry.objects.filter(call=call).select_related("call", "submission")
    after = known.filter(sequence__gt=sequence) if sequence else known
    return list(after.order_by("sequence")[:AT_ONCE])


def _versions_of(lines):
    """{(submission’s key, number): Version} of the lines, with all that their hash is made of."""
    wanted = reduce(or_, (Q(submission=line.submission_id, number=line.version_number) for line in lines))
    found = Version.objects.filter(wanted).select_related("submission__call", "country")
    found = found.prefetch_related("answers__question", "files__question", "co_signatories")
    return {(version.submission_id, version.number): version for version in found}


def _of_version(line, version, gone):
    """What is wrong with the version of a line, its text or its files; an erased one has nothing left to be wrong."""
    if version is None:
        return "its version is missing"
    if version.sha256 != line.commitment:
        return "its version has another hash"
    if version.received_at != line.received_at or (line.kind == Kind.FILED and version.sent_at != line.at):
        return "its version has another hour"
    if not version.salt:
        submission = version.submission
        gone = submission.is_gone or submission.erased_at or submission.personal_data_erased_at
        return "" if gone else "the salt of its version is missing, and nothing says that it was erased"
    if version.digest != version.sha256:
        return "the text of its version is not the one that was filed"
    files = version.files.all() if line.kind == Kind.FILED else ()
    faults = (_of_file(file) for file in files if file.path not in gone)
    return next((fault for fault in faults if fault), "")


def _of_file(file):
    """Whether the bytes on disk are those that were filed."""
    if not default_storage.exists(file.path):
        return f"file {file.pk} is missing on disk"
    digest = hashlib.sha256()
    with default_storage.open(file.path) as stored:
        for piece in stored.chunks(PIECE):
            digest.update(piece)
    return "" if digest.hexdigest() == file.sha256 else f"file {file.pk} on disk is not the one that was filed"


def _without_line(call):
    """What stands in the tables and in no line: a version that was sent, or a contribution that is gone."""
    lines = RegisterEntry.objects.filter(submission=OuterRef("submission"), version_number=OuterRef("number"))
    sent = Version.objects.filter(submission__call=call).exclude(number=None).select_related("submission")
    if stray := sent.exclude(Exists(lines.filter(kind=Kind.FILED))).order_by("pk").first():
        return f"{stray} was sent and stands in no line"
    later = Version.objects.filter(submission=OuterRef("pk"), number__gt=OuterRef("current__number"))
    if stray := Submission.objects.filter(Exists(later), call=call).first():
        return f"{stray} has a later version than the one in force"
    gone = Submission.objects.filter(call=call, state__in=Submission.GONE)
    if stray := gone.exclude(Exists(RegisterEntry.objects.filter(_says_so(), submission=OuterRef("pk")))).first():
        return f"{stray} is {stray.state} and no line says so"
    return ""


def _says_so():
    """A line that says of its contribution what its state says."""
    return Q(kind=OuterRef("state"))
