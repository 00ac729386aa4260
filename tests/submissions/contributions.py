"""A contribution as it lies in the database: for tests of what is made of contributions."""

import hashlib
import uuid
from datetime import timedelta

from audit.clock import now
from submissions.collation import sort_key
from submissions.models import Answer, Submission, Version


def contribution(call, *, state="published", number=None, stakeholders="Civil society", answers=(), **fields):
    """A filed contribution of version 1. `answers` in the order of the questions; None is “no position”."""
    count = Submission.objects.count()
    submission = Submission.objects.create(
        call=call, holder_key=f"key-{count}", created_at=now(), uid=uuid.UUID(int=count + 1)
    )
    choices = {
        "name": "Nora Name",
        "email": f"contributor{count + 1}@secret.example",
        "organisation": f"Organisation {count + 1:02}",
        "language": "en",
        "publish": Version.Publish.NAME,
        **fields,
    }
    version = Version.objects.create(
        submission=submission,
        number=1,
        sent_at=now() - timedelta(hours=2),
        received_at=now() - timedelta(hours=2),
        saved_at=now() - timedelta(hours=2),
        sha256=hashlib.sha256(str(count).encode()).hexdigest(),
        stakeholder_group=call.group.stakeholder_groups.get(name=stakeholders),
        sort_key=sort_key(choices["organisation"] or choices["name"], "en"),
        **choices,
    )
    for question, text in zip(call.questions.all(), answers, strict=False):
        Answer.objects.create(version=version, question=question, text=text or "", no_position=text is None)
    return file_it(submission, version, state, number)


def file_it(submission, version, state, number):
    """Give the contribution its number in the register and its state."""
    number = number or submission.call.submissions.filed().count() + 1
    Submission.objects.filter(pk=submission.pk).update(
        current=version,
        register_number=number,
        state=state,
        submitted_at=version.sent_at,
        withdrawn_at=now() if state == "withdrawn" else None,
        withheld_reason="Not fit to be shown." if state == "withheld" else "",
        published_at=now() - timedelta(hours=1) if state in ("published", "shared") else None,
        public_at=now() - timedelta(hours=1) if state == "published" else None,
    )
    submission.refresh_from_db()
    return submission


def draft(call, email, *, hours_ago=5, of=None):
    """An unsent version with an address: of a new contribution, or of one that was filed."""
    moment = now() - timedelta(hours=hours_ago)
    submission = of or Submission.objects.create(
        call=call, holder_key=f"key-{Submission.objects.count()}", created_at=moment
    )
    return Version.objects.create(submission=submission, email=email, saved_at=moment)
