"""Who may do what with people and groups, and who is who in a group today."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from audit.clock import now
from audit.log import SYSTEM

from .models import Contact, Office, Seat, StaffRole, WorkingGroup

ROLES = ("secretariat", "chair", "assistant", "member", "observer", "stakeholder")


def roles_of(actor, group) -> set[str]:
    """What the actor is in the group today; everybody is at least a stakeholder.

    An observer is a signed-in person without seat or office in the group (process, §2).
    """
    if not actor.is_authenticated or not actor.is_active:
        return {"stakeholder"}
    roles = {"stakeholder"}
    if StaffRole.objects.current().filter(group=group, user=actor).exists():
        roles.add("secretariat")
    if actor.person_id:
        roles |= _roles_of_person(actor.person_id, group)
    return roles if roles - {"stakeholder"} else roles | {"observer"}


def _roles_of_person(person_id, group):
    kinds = set(Office.objects.current().filter(group=group, person=person_id).values_list("kind", flat=True))
    roles = {"chair"} if kinds & {Office.Kind.CHAIR, Office.Kind.ACTING_CHAIR} else set()
    if Office.Kind.ASSISTANT in kinds:
        roles.add("assistant")
    own = Seat.objects.current().filter(group=group)
    for_organisation = own.filter(organisation__contacts__person=person_id, organisation__contacts__group=group)
    if own.filter(person=person_id).exists() or for_organisation.exists():
        roles.add("member")
    return roles


def is_secretariat(actor, group) -> bool:
    """Whether the actor manages this group today; the portal itself always does."""
    return actor is SYSTEM or "secretariat" in roles_of(actor, group)


def is_chair(actor, group) -> bool:
    return "chair" in roles_of(actor, group)


def is_assistant(actor, group) -> bool:
    return "assistant" in roles_of(actor, group)


def is_member(actor, group) -> bool:
    return "member" in roles_of(actor, group)


def holds_keys(user) -> bool:
    """Whether more than a reader's rights hang on this account: secretariat or Chair of any group, or technician."""
    if not user.is_authenticated:
        return False
    if user.is_staff or StaffRole.objects.current().filter(user=user).exists():
        return True
    chairs = Office.objects.current().filter(kind__in=[Office.Kind.CHAIR, Office.Kind.ACTING_CHAIR])
    return bool(user.person_id) and chairs.filter(person=user.person_id).exists()


def needs_second_factor(user) -> bool:
    """Whether a code by e-mail is too little to sign in (process, Sign-in)."""
    return settings.SECOND_FACTOR and holds_keys(user)


def acting_chair(group, on=None):
    """The office-holder who chairs the group on a day: the Chair, else the Acting Chair, else nobody."""
    offices = Office.objects.current(on or now().date()).filter(group=group).select_related("person")
    by_kind = {office.kind: office for office in offices}
    return by_kind.get(Office.Kind.CHAIR) or by_kind.get(Office.Kind.ACTING_CHAIR)


def why_not_manage(actor, group: WorkingGroup) -> str:
    """Managing: the group's facts, seats, offices, address book, meetings, calls and letters."""
    if is_secretariat(actor, group):
        return ""
    return _("Only the secretariat of this working group can do this.")


def practice_slug(group):
    """The name in addresses of the group in which this one rehearses."""
    return f"{group.slug[:51]}-practice"


def why_not_open_practice_group(actor, group) -> str:
    """Each group has one group to rehearse in, and that has none."""
    if reason := why_not_manage(actor, group):
        return reason
    if group.is_practice:
        return _("This is a group to practise in already.")
    if WorkingGroup.objects.filter(Q(practice_of=group) | Q(slug=practice_slug(group))).exists():
        return _("There is a group to practise in already.")
    return ""


def why_not_remove_stakeholder_group(actor, stakeholder_group) -> str:
    """A stakeholder group goes only when nothing was ever counted under it."""
    if reason := why_not_manage(actor, stakeholder_group.group):
        return reason
    if is_used(stakeholder_group):
        return _("Seats, addresses or contributions belong to this stakeholder group.")
    return ""


def why_not_seat(actor, seat: Seat) -> str:
    """`seat` as it would be saved: an organisation or a person has one seat at a time."""
    if reason := why_not_manage(actor, seat.group):
        return reason
    holder = {"organisation": seat.organisation} if seat.organisation else {"person": seat.person}
    if _overlapping(seat, **holder).exists():
        return _("There is already a seat for this organisation or person in that time.")
    return ""


def why_not_appoint(actor, office: Office) -> str:
    """`office` as it would be saved: one Chair and one Acting Chair at a time, but they may change on a day.

    The Chair may change inside a meeting (process, §2), so that two terms may share their last and first day.
    """
    if reason := why_not_manage(actor, office.group):
        return reason
    if office.kind == Office.Kind.ASSISTANT:
        return ""
    others = _overlapping(office, kind=office.kind).exclude(ends_on=office.starts_on)
    if office.ends_on:
        others = others.exclude(starts_on=office.ends_on)
    if others.exists():
        return _("Somebody else holds this office in that time: end that term first.")
    return ""


def why_not_add_colleague(actor, role: StaffRole) -> str:
    """`role` as it would be saved: nobody is in the secretariat twice at a time."""
    if reason := why_not_manage(actor, role.group):
        return reason
    if _overlapping(role, user=role.user).exists():
        return _("This colleague is in the secretariat already.")
    return ""


def why_not_change_staff_role(actor, role: StaffRole) -> str:
    """`role` as it would be saved: somebody must stay who can manage the group."""
    if reason := why_not_manage(actor, role.group):
        return reason
    staying = StaffRole.objects.current().filter(group=role.group, ends_on=None, user__is_active=True)
    if role.ends_on and not staying.exclude(pk=role.pk).exists():
        return _("At least one colleague must stay in the secretariat without a last day.")
    return ""


def why_not_remove_contact(actor, contact: Contact) -> str:
    """An address goes only when nothing hangs on it."""
    if reason := why_not_manage(actor, contact.group):
        return reason
    if contact.person_id and Office.objects.current().filter(group=contact.group, person=contact.person_id).exists():
        return _("This person holds an office in the group: end the term first.")
    if contact.person_id and Seat.objects.current().filter(group=contact.group, person=contact.person_id).exists():
        return _("This person holds a seat in the group: end it first.")
    if is_used(contact):
        return _("Other records of the portal refer to this address.")
    return ""


def why_not_open_account(actor, contact: Contact) -> str:
    """Accounts are for persons: a mailbox or a list cannot sign in."""
    if reason := why_not_manage(actor, contact.group):
        return reason
    if contact.kind != Contact.Kind.PERSON:
        return _("Only the address of a person can have an account.")
    if has_account(contact):
        return _("This person has an account already.")
    return ""


def why_not_reset_second_factor(actor, group, user) -> str:
    """For a colleague or an officer of the group who has lost phone and recovery codes; never for oneself."""
    if reason := why_not_manage(actor, group):
        return reason
    if actor == user:
        return _("Nobody does this for their own account: ask a colleague.")
    if actor is not SYSTEM and not works_for(user, group):
        return _("This account belongs to nobody who works for this group today.")
    if not Authenticator.objects.filter(user=user).exists():
        return _("No second step is set up for this account.")
    return ""


def works_for(user, group) -> bool:
    """Whether the account belongs to the secretariat or to an officer of the group today."""
    if StaffRole.objects.current().filter(group=group, user=user).exists():
        return True
    offices = Office.objects.current().filter(group=group)
    return bool(user.person_id) and offices.filter(person=user.person_id).exists()


def has_account(contact) -> bool:
    """Whether the person behind the address can sign in; asks no query when person and account were fetched along."""
    return bool(contact.person) and hasattr(contact.person, "user")


def _overlapping(thing, **same):
    """Others of the kind in the group that share a day with it."""
    others = type(thing).objects.filter(group=thing.group, **same).exclude(pk=thing.pk)
    if thing.ends_on:
        others = others.filter(starts_on__lte=thing.ends_on)
    return others.exclude(ends_on__lt=thing.starts_on)


def is_used(thing) -> bool:
    """Whether any record, of whatever app, points at the thing, by a name or without one (“+”)."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: thing}).exists()
        for relation in thing._meta.get_fields(include_hidden=True)
        if relation.is_relation and relation.auto_created and not relation.concrete
    )
