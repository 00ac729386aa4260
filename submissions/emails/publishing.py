"""Word to contributors of what the secretariat decided."""

from correspondence import outbox
from correspondence.kinds import Kind

from ..models import Rendition, Submission
from .receipts import language_of

RETURNED = "returned:{submission.uid}:"


def tell_published(submission):
    """Word to the author that the contribution is published, or shared with the Working Group, and where it stands."""
    shared = submission.state == Submission.State.SHARED
    redaction = submission.current.renditions.in_force().filter(kind=Rendition.Kind.REDACTION).first()
    key = f"published:{submission.uid}:{submission.current.number}"
    _tell(submission, key, "published", shared=shared, redaction=redaction)


def tell_redacted(submission, redaction):
    """Word to the author that readers see a redaction from now on, and why; once for a version."""
    _tell(submission, f"redacted:{submission.uid}:{submission.current.number}", "redacted", redaction=redaction)


def tell_returned(submission, entry):
    """The question that the author is asked, until when, and the way back to the contribution.

    `entry` is the line of the log: asked again until the same hour, it is another question and another letter.
    """
    _tell(submission, f"{RETURNED.format(submission=submission)}{entry.pk}", "returned")


def _tell(submission, key, template, **context):
    version = submission.current
    if not version.email:
        return
    outbox.post(
        key=key,
        kind=Kind.CONTRIBUTION,
        to=version.email,
        to_name=version.name,
        template=f"submissions/emails/{template}.txt",
        context={"version": version, "submission": submission, "call": submission.call, **context},
        language=language_of(version),
        group=submission.call.group,
    )
