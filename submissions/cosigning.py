"""Co-signatories of a coalition: entered when it is filed, written to, shown and counted."""

import secrets
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q

from audit.clock import now

from . import emails, signatories
from .models import CoSignatory, Submission, Version

Standing = CoSignatory.Standing


def enter(version):
    """Make the rows of a version that is about to be sent. Its contribution is held by the caller.

    Who stood in the version before keeps key and standing, so that a link goes on working and no second letter goes.
    """
    if version.behalf != Version.Behalf.COALITION:
        return
    before, typed = version.submission.current, signatories.read(version.signatories)
    known = {signatories.fold(row.name): row for row in (before.co_signatories.all() if before else ())}
    rows = [_row(version, order, each, known.get(signatories.fold(each.name))) for order, each in enumerate(typed, 1)]
    CoSignatory.objects.bulk_create(rows)


def _row(version, order, typed, before):
    """One row. Another address gets another key; a name that was removed stays removed, whatever address it has."""
    row = CoSignatory(version=version, order=order, name=typed.name, email=typed.email, key=secrets.token_urlsafe(32))
    if before and (before.email.lower() == typed.email.lower() or before.standing == Standing.REMOVED):
        row.key, row.standing = before.key, before.standing
        row.answered_at, row.invited_at = before.answered_at, before.invited_at
    return row


def invite_due():
    """Write to every co-signatory who has an address, can still answer and was not written to yet."""
    moment = now()
    in_time = Q(version__submission__call__cosign_until_at__gte=moment) | Q(
        version__submission__call__cosign_until_at=None, version__submission__call__deadline_at__gte=moment
    )
    waiting = CoSignatory.objects.filter(in_time, standing=Standing.NAMED, invited_at=None).exclude(email="")
    in_force = Submission.objects.in_force().values("current")
    for pk in waiting.filter(version__in=in_force).order_by("pk").values_list("pk", flat=True):
        _invite(pk, moment)


@transaction.atomic
def _invite(pk, moment):
    """Post one letter and mark it; two workers at once post it once."""
    if CoSignatory.objects.filter(pk=pk, invited_at=None).update(invited_at=moment):
        found = CoSignatory.objects.select_related("version__submission__call__group", "version__stakeholder_group")
        emails.invite_to_sign(found.get(pk=pk))


def shown(version) -> list[str]:
    """The names that stand under it before readers: never an address, and nobody who removed the name."""
    if version.is_draft:
        return version.signatory_names
    return [row.name for row in version.co_signatories.all() if row.standing != Standing.REMOVED]


@dataclass(frozen=True)
class Tally:
    """How many co-signatories a version names, and how many of them confirmed or removed their name."""

    named: int
    confirmed: int
    removed: int


def tally(version) -> Tally:
    standings = [row.standing for row in version.co_signatories.all()]
    return Tally(len(standings), standings.count(Standing.CONFIRMED), standings.count(Standing.REMOVED))


def found_by(key):
    """The co-signatory whose link holds this key, as the version in force names it; None when it names it no more."""
    rows = CoSignatory.objects.select_related("version__submission__call__group", "version__stakeholder_group")
    return rows.filter(key=key, version=F("version__submission__current")).first()
