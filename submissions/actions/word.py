"""The Word file from which a draft's text is read: kept with it, and never public."""

from django.db import transaction

from audit.clock import now
from people.refusals import refuse_if

from .. import drafting, rules
from ..models import File


@transaction.atomic
def keep_original(*, version, stored, by):
    """Keep the file (a storing.Stored) from which text is read, so that it can be read again. Returns the File."""
    submission = drafting.hold(version.submission)
    refuse_if(rules.why_not_attach(by, submission, stored.size))
    return add_original(submission.draft, stored)


def add_original(version, stored):
    """The row of a file from which text was read."""
    return File.objects.create(
        version=version,
        role=File.Role.ORIGINAL,
        name=stored.name,
        path=stored.path,
        content_type=stored.content_type,
        size=stored.size,
        sha256=stored.sha256,
        is_clean=stored.is_clean,
        received_at=now(),
    )
