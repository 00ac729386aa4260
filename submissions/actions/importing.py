"""Contributions from another system: all of a file are filed, or none."""

import secrets
from dataclasses import asdict

from django.db import transaction

from audit.clock import now
from audit.log import record
from people.refusals import Refused

from .. import rules
from ..models import Answer, File, Submission, Version
from .filing import file_version


class Faulty(Exception):
    """Lines that cannot be filed, as “line 3: why”; nothing of their file was."""

    def __init__(self, faults):
        super().__init__("\n".join(faults))
        self.faults = faults


@transaction.atomic
def import_contributions(*, call, contributions, by, receipts=False):
    """File contributions (importing.Contribution, their files stored), in their order. Returns the sent Versions.

    Raises Faulty, with all that is wrong; then nothing was filed. The register is held from the first filing to the
    end, so everything else is written before.
    """
    if reason := rules.why_not_import(by, call):
        raise Faulty([reason])
    drafts, faults, sent = _drafts(call, contributions), [], []
    for one, draft in drafts:
        try:
            hour = one.values["received_at"]
            sent.append(file_version(version=draft, by=by, received_at=hour, receipt=receipts))
        except Refused as reason:
            faults.append(f"line {one.line}: {reason}")
    if faults:
        raise Faulty(faults)
    record("call.contributions_imported", call, by=by, count=len(sent))
    return sent


def _drafts(call, contributions):
    """[(contribution, its draft)], written in few strokes."""
    moment = now()
    submissions = Submission.objects.bulk_create(
        [Submission(call=call, holder_key=secrets.token_urlsafe(32), created_at=moment) for _one in contributions]
    )
    pairs = zip(submissions, contributions, strict=True)
    versions = Version.objects.bulk_create([_version(submission, one, moment) for submission, one in pairs])
    drafts = list(zip(contributions, versions, strict=True))
    Answer.objects.bulk_create([answer for one, version in drafts for answer in _answers(one, version)])
    File.objects.bulk_create([file for one, version in drafts for file in _files(one, version, moment)])
    return drafts


def _version(submission, one, moment):
    channel = Version.Channel.IMPORT
    return Version(submission=submission, submission_key=one.key, channel=channel, saved_at=moment, **one.values)


def _answers(one, version):
    for question, (text, none, language) in one.answers.items():
        said = {"text": "" if none else text, "no_position": none, "language": language}
        yield Answer(version=version, question=question, **said)


def _files(one, version, moment):
    for each in one.files:
        role = File.Role.ANSWER if each.question else File.Role.ATTACHMENT
        yield File(version=version, role=role, question=each.question, received_at=moment, **asdict(each.stored))
