"""Who hears of a change of a call while it runs: one entry for each address, and none that declined or is barred."""

from django.conf import settings

from correspondence import outbox
from correspondence.kinds import Kind
from meetings.emails import Reader, address_book

from . import rules
from .models import Declination, Submission, Version

BEGUN, FILED = "begun", "filed"


def everybody(call) -> list[Reader]:
    """All stakeholders of the address book, whoever has begun a draft, and whoever has filed."""
    found = {reader.email.lower(): reader for reader in address_book(call)}
    return _those_to_be_told(call, found | _at_work(call))


def begun_or_filed(call) -> list[Reader]:
    """Whoever has a draft or a contribution in force."""
    return _those_to_be_told(call, _at_work(call))


def _at_work(call):
    """{address: reader} of drafts and contributions in force; who has filed is told so, a newer draft or not."""
    versions = Version.objects.filter(submission__call=call).exclude(email="").order_by("pk")
    drafts = versions.filter(sent_at=None).exclude(submission__state__in=Submission.GONE)
    in_force = Submission.objects.filter(call=call).in_force().values("current")
    found = {
        version.email.lower(): _reader(call, version, BEGUN) for version in drafts if rules.is_email(version.email)
    }
    return found | {
        version.email.lower(): _reader(call, version, FILED) for version in versions.filter(pk__in=in_force)
    }


def _reader(call, version, standing):
    spoken = {code[:2] for code, _name in settings.LANGUAGES}
    language = version.language if version.language[:2] in spoken else call.group.working_language
    return Reader(version.email, version.name, language, standing)


def _those_to_be_told(call, found):
    declined = set(Declination.objects.filter(call=call).values_list("email", flat=True))
    unwanted = declined | outbox.suppressed(found, Kind.ANNOUNCEMENT)
    return [found[address] for address in sorted(found) if address not in unwanted]
