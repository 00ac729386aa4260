"""Who is who in a group, and who may do what with it. The refusal stands beside the permission."""

from datetime import date

import pytest

from audit.log import SYSTEM
from people import rules
from people.models import Contact, Office, Organisation, Person, Seat, StaffRole, StakeholderGroup
from tests.submissions.contributions import contribution

pytestmark = pytest.mark.django_db

ROLES = [
    ("amina", {"stakeholder"}),
    ("bela", {"stakeholder", "member"}),
    ("chidi", {"stakeholder", "observer"}),
    ("dana", {"stakeholder", "secretariat"}),
    ("emil", {"stakeholder", "chair"}),
    ("fatou", {"stakeholder", "assistant"}),
    ("oumar", {"stakeholder", "observer"}),
]
ONLY_SECRETARIAT = "Only the secretariat of this working group can do this."


@pytest.mark.parametrize(("name", "roles"), ROLES)
def test_each_of_the_cast_has_a_role(request, group, name, roles):
    assert rules.roles_of(request.getfixturevalue(name), group) == roles


def test_roles_end_with_their_last_day(group, dana, emil, bela):
    for model in (StaffRole, Office, Seat):
        model.objects.filter(group=group).update(ends_on=date(2016, 11, 24))
    assert [rules.roles_of(user, group) for user in (dana, emil, bela)] == [{"stakeholder", "observer"}] * 3


def test_a_role_holds_through_its_last_day(group, dana):
    StaffRole.objects.update(ends_on=date(2016, 11, 25))
    assert rules.is_secretariat(dana, group)


def test_a_closed_account_has_no_role(group, dana):
    dana.is_active = False
    assert rules.roles_of(dana, group) == {"stakeholder"}


def test_a_delegate_is_a_member_by_the_seat_of_the_organisation(group, chidi):
    delegation = Organisation.objects.create(name="Some academy")
    kind = group.stakeholder_groups.get(order=4)
    Seat.objects.create(group=group, stakeholder_group=kind, organisation=delegation, starts_on=date(2016, 5, 2))
    Contact.objects.create(group=group, email=chidi.email, organisation=delegation, person=chidi.person)
    assert rules.is_member(chidi, group)


def test_a_delegate_in_another_groups_book_is_no_member_here(group, other_group, chidi):
    delegation = Organisation.objects.create(name="Some academy")
    kind = group.stakeholder_groups.get(order=4)
    Seat.objects.create(group=group, stakeholder_group=kind, organisation=delegation, starts_on=date(2016, 5, 2))
    Contact.objects.create(group=other_group, email=chidi.email, organisation=delegation, person=chidi.person)
    assert not rules.is_member(chidi, group)


@pytest.mark.parametrize(("name", "_roles"), ROLES)
def test_only_its_secretariat_manages_a_group(request, group, name, _roles):
    actor = request.getfixturevalue(name)
    assert rules.why_not_manage(actor, group) == ("" if name == "dana" else ONLY_SECRETARIAT)


def test_the_portal_itself_manages_every_group(group):
    assert rules.why_not_manage(SYSTEM, group) == ""


@pytest.mark.parametrize(
    ("kind", "first", "last", "reason"),
    [
        ("chair", date(2017, 1, 1), None, "Somebody else holds this office in that time: end that term first."),
        (
            "chair",
            date(2016, 1, 1),
            date(2016, 10, 1),
            "Somebody else holds this office in that time: end that term first.",
        ),
        ("chair", date(2016, 1, 1), date(2016, 9, 30), ""),
        ("acting chair", date(2016, 11, 1), None, ""),
        ("assistant", date(2016, 11, 1), None, ""),
    ],
)
def test_one_person_chairs_at_a_time(group, dana, emil, kind, first, last, reason):
    office = Office(group=group, kind=kind, person=Person.objects.create(name="X"), starts_on=first, ends_on=last)
    assert rules.why_not_appoint(dana, office) == reason


def test_the_chair_may_change_inside_a_meeting(group, dana, emil):
    Office.objects.filter(kind="chair").update(ends_on=date(2017, 1, 26))
    successor = Person.objects.create(name="Successor")
    office = Office(group=group, kind="chair", person=successor, starts_on=date(2017, 1, 26))
    assert rules.why_not_appoint(dana, office) == ""


def test_the_chair_is_the_chair_else_the_acting_chair_else_nobody(group, emil):
    deputy = Person.objects.create(name="Deputy")
    Office.objects.create(group=group, person=deputy, kind="acting chair", starts_on=date(2016, 9, 30))
    assert rules.acting_chair(group).person == emil.person
    Office.objects.filter(kind="chair").update(ends_on=date(2016, 11, 1))
    assert rules.acting_chair(group).person == deputy
    Office.objects.update(ends_on=date(2016, 11, 1))
    assert rules.acting_chair(group) is None


@pytest.mark.parametrize(("first", "refused"), [(date(2016, 10, 1), True), (date(2018, 2, 1), False)])
def test_nobody_has_two_seats_at_a_time(group, dana, bela, first, refused):
    Seat.objects.update(ends_on=date(2018, 1, 31))
    kind = group.stakeholder_groups.get(order=5)
    seat = Seat(group=group, stakeholder_group=kind, person=bela.person, starts_on=first)
    reason = "There is already a seat for this organisation or person in that time."
    assert rules.why_not_seat(dana, seat) == (reason if refused else "")


def test_somebody_always_stays_in_the_secretariat(group, dana, chidi):
    role = StaffRole.objects.get(user=dana)
    role.ends_on = date(2017, 12, 31)
    reason = "At least one colleague must stay in the secretariat without a last day."
    assert rules.why_not_change_staff_role(dana, role) == reason
    StaffRole.objects.create(group=group, user=chidi, starts_on=date(2016, 11, 1))
    assert rules.why_not_change_staff_role(dana, role) == ""


def test_a_stakeholder_group_goes_only_while_nothing_is_counted_under_it(group, dana, bela):
    used = group.stakeholder_groups.get(name="Civil society")
    unused = StakeholderGroup.objects.create(group=group, name="Youth", order=6)
    reason = "Seats, addresses or contributions belong to this stakeholder group."
    assert rules.why_not_remove_stakeholder_group(dana, used) == reason
    assert rules.why_not_remove_stakeholder_group(dana, unused) == ""


def test_an_address_goes_only_when_nothing_hangs_on_it(group, dana, bela):
    contact = Contact.objects.get(email=bela.email)
    assert rules.why_not_remove_contact(dana, contact) == "This person holds a seat in the group: end it first."
    Seat.objects.update(ends_on=date(2016, 11, 1))
    assert rules.why_not_remove_contact(dana, contact) == ""


def test_the_address_of_an_office_holder_stays(group, dana, emil):
    contact = Contact.objects.create(group=group, email=emil.email, person=emil.person)
    reason = "This person holds an office in the group: end the term first."
    assert rules.why_not_remove_contact(dana, contact) == reason


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("person", ""),
        ("mailbox", "Only the address of a person can have an account."),
        ("list", "Only the address of a person can have an account."),
    ],
)
def test_accounts_are_for_persons(group, dana, kind, reason):
    contact = Contact.objects.create(group=group, email="x@example.org", kind=kind)
    assert rules.why_not_open_account(dana, contact) == reason


def test_nobody_gets_a_second_account(dana, bela):
    contact = Contact.objects.get(email=bela.email)
    assert rules.why_not_open_account(dana, contact) == "This person has an account already."


def test_a_stakeholder_group_that_only_a_contribution_counts_under_stays(group, call, dana):
    youth = group.stakeholder_groups.create(name="Youth", order=9)
    contribution(call, stakeholders="Youth")
    reason = rules.why_not_remove_stakeholder_group(dana, youth)
    assert reason == "Seats, addresses or contributions belong to this stakeholder group."
