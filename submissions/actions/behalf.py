"""In whose name a contribution speaks: what co-signatories answer, and what staff know about it."""

from django.db import transaction

from audit.clock import now
from audit.log import ImpossibleMove, change, record
from people.models import Holder
from people.refusals import refuse_if

from .. import drafting, rules
from ..compilation import fragments
from ..models import CoSignatory, Submission
from .publishing import hold


@transaction.atomic
def sign(*, signatory, standing, seen):
    """Confirm or remove a co-signatory’s name; whoever has the link acts. `seen` is the standing that was shown.

    Doing it again changes nothing; raises ImpossibleMove when another window answered otherwise in the meantime.
    """
    signatory.version.submission = drafting.hold(signatory.version.submission)  # whatever happens to it waits, or was
    refuse_if(rules.why_not_sign(signatory))
    row = CoSignatory.objects.select_for_update().get(pk=signatory.pk)
    if row.standing == standing:
        return
    if row.standing != seen or row.version_id != row.version.submission.current_id:
        raise ImpossibleMove(rules.ANSWERED_MEANWHILE)
    CoSignatory.objects.filter(pk=row.pk).update(standing=standing, answered_at=now())
    if standing == CoSignatory.Standing.REMOVED:
        fragments.forget(signatory.version.submission)
    record(f"cosignatory.{standing}", row, by=Holder(key=row.key))


@transaction.atomic
def confirm_authority(*, submission, how, seen, by):
    """Record that it speaks for those whom it names, how that was confirmed, and by whom."""
    submission = hold(submission)
    refuse_if(rules.why_not_confirm_authority(by, submission))
    change(
        submission,
        seen=seen,
        by=by,
        action="authority_confirmed",
        authority_for=submission.current.spoken_for,
        authority_how=how,
        authority_confirmed_at=now(),
        authority_confirmed_by=by,
    )


@transaction.atomic
def revoke_authority(*, submission, seen, by):
    """Take the confirmation back."""
    submission = hold(submission)
    refuse_if(rules.why_not_revoke_authority(by, submission))
    nothing = {"authority_for": "", "authority_how": "", "authority_confirmed_at": None, "authority_confirmed_by": None}
    change(submission, seen=seen, by=by, action="authority_revoked", **nothing)


@transaction.atomic
def stand_beside(*, submission, by):
    """Both stand: this contribution and the others in the same name are held no longer."""
    refuse_if(rules.why_not_stand_beside(by, submission))
    pks = [submission.pk, *rules.others_of_the_same(submission).values_list("pk", flat=True)]
    for each in Submission.objects.filter(pk__in=pks, stands_beside=False).order_by("pk"):
        change(each, seen=each.version, by=by, action="stands_beside", stands_beside=True)
