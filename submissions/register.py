"""Filing: the call is held still, the version frozen, and its number taken from the register at the very end."""

from django.db import connection
from django.utils import translation

from meetings.models import Call

from .collation import sort_key
from .models import Register, Version


def hold_deadline(call):
    """Lock the call's row for the rest of the transaction, and return it as it stands.

    FOR SHARE: an extension of the deadline waits for the filings under way, but filings do not wait for each other.
    SQLite has one writer at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM meetings_call WHERE id = %s FOR SHARE", [call.pk])
    return Call.objects.select_related("group").get(pk=call.pk)


def freeze(version, moment):
    """Make a draft a numbered version that never changes again. Returns the version."""
    number = version.submission.versions.exclude(number=None).count() + 1
    Version.objects.filter(pk=version.pk, sent_at=None).update(
        number=number,
        sent_at=moment,
        sha256=version.digest,
        sort_key=_place_of(version),
    )
    version.refresh_from_db()
    return version


def _place_of(version):
    """Where it stands in the alphabet of the group's working language."""
    language = version.submission.call.group.working_language
    with translation.override(language):
        return sort_key(version.body or version.name, language)


def take_number(submission):
    """The number in the register: a contribution keeps the one it has."""
    return submission.register_number or Register.objects.take_number(submission.call)
