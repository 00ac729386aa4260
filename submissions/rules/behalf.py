"""In whose name a contribution speaks: what the form lacks, who confirms that it does, until when names are signed."""

import hashlib

from django.db.models import Case, Exists, OuterRef, Q, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.clock import now
from documents import dates
from people.rules import is_secretariat

from .. import signatories
from ..models import Submission, Version

Behalf = Version.Behalf
MOST_TOLD = 20  # faults of a list, at once
NO_BODY = gettext_lazy("Enter your organisation, or choose another answer to “On behalf of”.")
ANSWERED_MEANWHILE = gettext_lazy("Another window answered in the meantime, or a new version was sent. Look again.")
NO_JOINT_NAME = gettext_lazy("Enter the name of the group of States or coalition.")


def lacking(version) -> list[tuple[str, str]]:
    """[(field, what to do)]: what the step “about you” lacks about those it speaks for."""
    if version.behalf == Behalf.ORGANISATION and not version.body:
        return [("organisation", str(NO_BODY))]
    found = [("behalf_name", str(NO_JOINT_NAME))] if version.is_joint and not version.behalf_name else []
    if version.behalf == Behalf.COALITION:
        found += [("signatories", why) for why in unfit(version.signatories)]
    return found


def unfit(text) -> list[str]:
    """Why a list of co-signatories cannot be sent: its faults, then the names that stand twice."""
    found = signatories.faults(text) or [_repeated(pair) for pair in signatories.repeated(signatories.read(text))]
    more = len(found) - MOST_TOLD
    return found if more <= 0 else [*found[:MOST_TOLD], _("The same with %(number)s more.") % {"number": more}]


def _repeated(pair):
    first, again = pair
    where = {"name": again.short_name, "first": first.line, "again": again.line}
    return _("“%(name)s” stands twice, on lines %(first)s and %(again)s.") % where


def body_key(version) -> str:
    """A hash of whom it speaks for; empty when it speaks for a person alone. Two of one in a call are held.

    A State is one, whichever of its offices writes; a group of States or coalition is known by its own name.
    """
    group = version.stakeholder_group
    if version.is_joint:
        whom = f"joint:{signatories.fold(version.behalf_name)}"
    elif group and group.is_states and version.country:
        whom = f"state:{version.country.iso3}"
    elif version.behalf == Behalf.SELF or not version.organisation.strip():
        return ""
    else:
        whom = f"body:{signatories.fold(version.organisation)}"
    return hashlib.sha256(whom.encode()).hexdigest()


def waits_for_authority(version) -> bool:
    """“Those of States wait for the second” (process, Words): a State’s own, or a group of States’."""
    return bool(version.stakeholder_group.is_states) or version.behalf == Behalf.STATES


def why_not_in_its_name(submission) -> str:
    """Why it cannot come out yet: nobody has confirmed that it speaks for its State or group of States."""
    if submission.authority_is_confirmed or not waits_for_authority(submission.current):
        return ""
    return _("It speaks for a State or a group of States: confirm first that it does, and how you know.")


def others_of_the_same(submission):
    """Others in force in the same name in the same call, the oldest first."""
    if not submission.current or not submission.current.body_key:
        return Submission.objects.none()
    same = Submission.objects.in_force().filter(call=submission.call_id, current__body_key=submission.current.body_key)
    return same.exclude(pk=submission.pk).order_by("register_number")


def with_others_of_the_same(submissions):
    """The same queryset; each row tells by `is_held` whether staff have to look at two contributions in one name."""
    same = Submission.objects.in_force().filter(call=OuterRef("call"), current__body_key=OuterRef("current__body_key"))
    others = same.exclude(pk=OuterRef("pk")).exclude(current__body_key="")
    lies = Q(stands_beside=False) & ~Q(state__in=[*Submission.GONE, Submission.State.DUPLICATE]) & Exists(others)
    return submissions.annotate(is_held=Case(When(lies, then=True), default=False))


def why_not_alone(submission) -> str:
    """“One organisation, several people: hold for staff, never overwrite” (process, Contributions)."""
    if submission.stands_beside or submission.state in (*Submission.GONE, Submission.State.DUPLICATE):
        return ""
    numbers = others_of_the_same(submission).values_list("register_number", flat=True)
    if not numbers:
        return ""
    listed = ", ".join(map(str, numbers))
    return _("There is another contribution in the same name: No. %(numbers)s. Say first that both stand.") % {
        "numbers": listed
    }


def why_not_stand_beside(actor, submission) -> str:
    """Staff say that two contributions of one organisation both stand."""
    if not is_secretariat(actor, submission.call.group):
        return _("Only the secretariat of this working group can say so.")
    if not others_of_the_same(submission).exists():
        return _("There is no other contribution in the same name.")
    return _("It was said already that it stands beside the other.") if submission.stands_beside else ""


def why_not_confirm_authority(actor, submission) -> str:
    """Staff know that it speaks for those whom it names, and say how they know."""
    if not is_secretariat(actor, submission.call.group):
        return _("Only the secretariat of this working group can confirm it.")
    if not submission.is_filed or submission.state in Submission.GONE:
        return _("It was not submitted, or it is withdrawn or taken down.")
    if not submission.current.spoken_for:
        return _("It names no organisation, State or coalition.")
    return _("It is confirmed already.") if submission.authority_is_confirmed else ""


def why_not_revoke_authority(actor, submission) -> str:
    """A confirmation that turned out wrong is taken back; what was published meanwhile is withheld apart."""
    if not is_secretariat(actor, submission.call.group):
        return _("Only the secretariat of this working group can take it back.")
    return "" if submission.authority_confirmed_at else _("It was not confirmed.")


def signed_until(call):
    """The moment until which co-signatories may answer: the call’s own, else the deadline."""
    return call.cosign_until_at or call.deadline_at


def why_not_sign(signatory) -> str:
    """A name can be confirmed or removed by its link until the set date, while the contribution stands."""
    submission = signatory.version.submission
    call = submission.call
    if submission.state in (*Submission.GONE, Submission.State.DUPLICATE):
        return _("This contribution does not stand any more. Nothing has to be confirmed or removed.")
    if now() <= signed_until(call):
        return ""
    return _("Names could be confirmed or removed until %(until)s. To have yours removed, write to %(address)s.") % {
        "until": dates.moment(signed_until(call), call.zone, call.city),
        "address": call.group.secretariat_email,
    }
