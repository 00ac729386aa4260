"""Who sits in a working group, who holds its offices, who is its secretariat. Everything has a first and a last day."""

from django.db import transaction

from audit.log import change, record

from .. import rules, sessions
from ..models import Contact, Office, Seat, StaffRole, User
from ..refusals import refuse_if
from .address_book import account_of, organisation_called


@transaction.atomic
def give_seat(*, group, stakeholder_group, by, starts_on, ends_on=None, organisation="", person=None):
    """A place for an organisation (by its name; made when unknown) or for a person, from a day to a day."""
    seat = Seat(
        group=group,
        stakeholder_group=stakeholder_group,
        organisation=organisation_called(organisation),
        person=person,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    refuse_if(rules.why_not_seat(by, seat))
    seat.save()
    record("seat.given", seat, by=by)
    return seat


@transaction.atomic
def change_seat(*, seat, seen, by, organisation="", **fields):
    """Change whose seat it is and when, on version `seen`; a seat ends by its last day and is never removed."""
    fields["organisation"] = organisation_called(organisation)
    refuse_if(rules.why_not_seat(by, _as_changed(seat, fields)))
    change(seat, seen=seen, by=by, **fields)


@transaction.atomic
def appoint(*, group, kind, name, email, by, starts_on, ends_on=None, title=""):
    """Give an office to the person behind an e-mail address, who gets an account and a line in the address book."""
    refuse_if(rules.why_not_manage(by, group))
    person = account_of(email, name=name, title=title, by=by).person
    office = Office(group=group, kind=kind, person=person, starts_on=starts_on, ends_on=ends_on)
    refuse_if(rules.why_not_appoint(by, office))
    office.save()
    record("office.given", office, by=by)
    _note_address(group, person, email, by)
    return office


def _note_address(group, person, email, by):
    """Put the office-holder into the group's address book, or say whose the address there is."""
    contact = Contact.objects.filter(group=group, email__iexact=email).first()
    if contact is None:
        contact = Contact.objects.create(group=group, name=person.name, email=email.lower(), person=person)
        record("contact.added", contact, by=by)
    elif contact.person_id is None:
        change(contact, seen=contact.version, by=by, person=person)


@transaction.atomic
def change_office(*, office, seen, by, **fields):
    refuse_if(rules.why_not_appoint(by, _as_changed(office, fields)))
    change(office, seen=seen, by=by, **fields)
    for user in User.objects.filter(person=office.person):
        _end_without_keys(user)


@transaction.atomic
def add_colleague(*, group, email, by, starts_on, name="", title="", ends_on=None):
    """Take a colleague into the secretariat by e-mail address; the account is made when there is none."""
    refuse_if(rules.why_not_manage(by, group))
    user = account_of(email, name=name or email, title=title, by=by)
    role = StaffRole(group=group, user=user, starts_on=starts_on, ends_on=ends_on)
    refuse_if(rules.why_not_add_colleague(by, role))
    role.save()
    record("staffrole.given", role, by=by)
    return role


@transaction.atomic
def change_staff_role(*, role, seen, by, **fields):
    refuse_if(rules.why_not_change_staff_role(by, _as_changed(role, fields)))
    change(role, seen=seen, by=by, **fields)
    _end_without_keys(role.user)


def _end_without_keys(user):
    """Whoever is no longer secretariat nor Chair of any group signs in anew for what is left to them."""
    if not rules.holds_keys(user):
        sessions.end_all(user)


def _as_changed(thing, fields):
    """A copy of the record as it would be saved, for the rules to look at."""
    copy = type(thing).objects.get(pk=thing.pk)
    for name, value in fields.items():
        setattr(copy, name, value)
    return copy
