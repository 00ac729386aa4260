"""Word to contributors of what the secretariat decided."""

from correspondence import outbox

from ..models import Submission
from .receipts import language_of


def tell_published(submission):
    """Word to the author that the contribution is published, or shared with the Working Group, and where it stands."""
    version = submission.current
    outbox.post(
        key=f"published:{submission.uid}:{version.number}",
        to=version.email,
        to_name=version.name,
        template="submissions/emails/published.txt",
        context={
            "version": version,
            "submission": submission,
            "call": submission.call,
            "shared": submission.state == Submission.State.SHARED,
        },
        language=language_of(version),
        group=submission.call.group_id,
    )
