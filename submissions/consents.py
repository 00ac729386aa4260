"""The history of an author's consent: what each version let be done with the text, from when on."""

from dataclasses import dataclass
from datetime import datetime

from .models import Version


@dataclass(frozen=True)
class Consent:
    """A choice as it was made: in which version, when, how it came, and in words."""

    number: int
    at: datetime
    publish: str  # in words
    translation: str
    channel: str
    is_in_force: bool


def history(submission) -> list[Consent]:
    """Every choice that differed from the one before it, the oldest first; the last one is in force."""
    versions = list(Version.objects.filter(submission=submission).exclude(number=None).order_by("number"))
    pairs = zip([None, *versions], versions, strict=False)
    made = [version for before, version in pairs if before is None or _choice(before) != _choice(version)]
    return [_consent(version, in_force=version is made[-1]) for version in made]


def _choice(version):
    return version.publish, version.translation


def _consent(version, *, in_force):
    return Consent(
        number=version.number,
        at=version.sent_at,
        publish=version.get_publish_display(),
        translation=version.get_translation_display(),
        channel=version.get_channel_display(),
        is_in_force=in_force,
    )
