"""What the secretariat does with its group, and the trail of it."""

from datetime import date

import pytest

from audit.log import SYSTEM, Stale
from audit.models import Entry
from people import actions, importing
from people.models import Contact, Office, Organisation, Person, Seat, StaffRole, User
from people.refusals import Refused
from tests.audit.test_log import at_once

pytestmark = pytest.mark.django_db
DAY = date(2016, 11, 25)


def trail():
    """The log's actions, in their order."""
    return list(Entry.objects.order_by("pk").values_list("action", flat=True))


def test_a_change_of_the_facts_is_in_the_trail(group, dana):
    actions.change_group(group=group, seen=1, by=dana, city="Vienna")
    entry = Entry.objects.get()
    assert (group.city, group.version) == ("Vienna", 2)
    assert (entry.action, entry.details, entry.group) == ("workinggroup.changed", {"fields": ["city"]}, group.pk)


def test_the_second_of_two_editors_overwrites_nothing(group, dana):
    actions.change_group(group=group, seen=1, by=dana, city="Vienna")
    with pytest.raises(Stale):
        actions.change_group(group=group, seen=1, by=dana, city="Nairobi")
    group.refresh_from_db()
    assert group.city == "Vienna"


@pytest.mark.parametrize("name", ["bela", "chidi", "emil", "fatou", "oumar"])
def test_nobody_but_the_secretariat_changes_anything(request, group, name):
    by = request.getfixturevalue(name)
    before = Contact.objects.count()
    with pytest.raises(Refused):
        actions.change_group(group=group, seen=1, by=by, city="Vienna")
    with pytest.raises(Refused):
        actions.add_contact(group=group, email="x@example.org", by=by)
    with pytest.raises(Refused):
        actions.add_colleague(group=group, email="x@example.org", by=by, starts_on=DAY)
    assert (trail(), Contact.objects.count(), User.objects.filter(email="x@example.org").exists()) == (
        [],
        before,
        False,
    )


def test_a_group_to_practise_in_has_the_same_facts_and_colleagues_and_nobody_else(group, dana, bela):
    practice = actions.open_practice_group(group=group, by=dana)
    kinds = [list(each.stakeholder_groups.values_list("name", "is_states")) for each in (group, practice)]
    assert kinds[0] == kinds[1] != []
    assert (practice.mandate_symbol, practice.slug) == (group.mandate_symbol, f"{group.slug}-practice")
    assert [role.user for role in StaffRole.objects.filter(group=practice)] == [dana]
    assert (Contact.objects.filter(group=practice).count(), Seat.objects.filter(group=practice).count()) == (0, 0)


def test_there_is_one_group_to_practise_in(group, dana):
    practice = actions.open_practice_group(group=group, by=dana)
    for wrong, reason in ((group, "There is a group"), (practice, "This is a group")):
        with pytest.raises(Refused, match=f"{reason} to practise in already."):
            actions.open_practice_group(group=wrong, by=dana)


@pytest.mark.django_db(transaction=True)
def test_two_who_open_a_group_to_practise_in_at_once_open_one(group, dana):
    ends = at_once(*[lambda: actions.open_practice_group(group=group, by=dana)] * 3)
    assert sorted(ends, key=str) == [Refused, Refused, None]


def test_a_group_opens_with_its_first_colleague(db):
    group = actions.open_group(slug="new", name="New", first_year=2026, by=SYSTEM)
    actions.add_colleague(group=group, email="First@Example.org", by=SYSTEM, starts_on=DAY)
    assert StaffRole.objects.get(group=group).user.email == "first@example.org"
    assert trail() == ["workinggroup.opened", "user.opened", "staffrole.given"]


def test_a_seat_is_given_to_a_state_by_any_of_its_names(group, dana):
    kind = group.stakeholder_groups.get(is_states=True)
    seat = actions.give_seat(group=group, stakeholder_group=kind, organisation="Suiza", by=dana, starts_on=DAY)
    assert (seat.organisation.state.iso3, seat.organisation.name) == ("CHE", "Switzerland")
    assert (seat.organisation.is_unctad_member, trail()) == (True, ["seat.given"])


def test_the_same_organisation_is_made_once(group, dana):
    kind = group.stakeholder_groups.get(order=3)
    for name, day in [("Some Society", date(2016, 5, 2)), (" some  society ", date(2018, 5, 2))]:
        seat = actions.give_seat(group=group, stakeholder_group=kind, organisation=name, by=dana, starts_on=day)
        Seat.objects.filter(pk=seat.pk).update(ends_on=day)
    assert Organisation.objects.count() == 1


def test_a_seat_ends_and_stays_on_record(group, dana, bela):
    seat = Seat.objects.get()
    fields = {"stakeholder_group": seat.stakeholder_group, "person": bela.person, "starts_on": seat.starts_on}
    actions.change_seat(seat=seat, seen=1, by=dana, ends_on=date(2016, 11, 1), **fields)
    assert (seat.ends_on, Seat.objects.current().count()) == (date(2016, 11, 1), 0)


def test_an_office_holder_gets_account_and_address(group, dana):
    office = actions.appoint(
        group=group,
        kind=Office.Kind.CHAIR,
        name="A Chair",
        title="Ms.",
        email="Chair@example.org",
        by=dana,
        starts_on=DAY,
    )
    assert office.person.user.email == "chair@example.org"
    assert Contact.objects.get(group=group).person == office.person


def test_an_office_holder_who_is_known_keeps_name_and_account(group, dana, bela):
    office = actions.appoint(group=group, kind="chair", name="Other", email=bela.email, by=dana, starts_on=DAY)
    assert (office.person, office.person.name) == (bela.person, "Bela Member")
    assert (User.objects.filter(email=bela.email).count(), Contact.objects.count()) == (1, 1)


def test_a_refused_appointment_leaves_no_account(group, dana, emil):
    with pytest.raises(Refused):
        actions.appoint(group=group, kind="chair", name="X", email="x@example.org", by=dana, starts_on=DAY)
    assert (User.objects.filter(email="x@example.org").exists(), Person.objects.filter(name="X").exists()) == (
        False,
        False,
    )


def test_nobody_joins_the_secretariat_twice(group, dana):
    with pytest.raises(Refused, match="already"):
        actions.add_colleague(group=group, email=dana.email, by=dana, starts_on=DAY)


def test_the_person_behind_an_address_gets_an_account(group, dana):
    contact = actions.add_contact(group=group, email="New@example.org", name="New One", language="fr", by=dana)
    user = actions.open_account(contact=contact, by=dana)
    assert (user.email, user.person.name, user.language) == ("new@example.org", "New One", "fr")
    assert (contact.person, user.has_usable_password()) == (user.person, False)


def test_an_address_is_removed_and_the_trail_keeps_that(group, dana):
    contact = actions.add_contact(group=group, email="new@example.org", by=dana)
    actions.remove_contact(contact=contact, by=dana)
    assert (Contact.objects.count(), trail()) == (0, ["contact.added", "contact.removed"])


def test_a_download_of_addresses_is_in_the_trail(group, dana, bela):
    actions.note_download(group=group, contacts=list(Contact.objects.all()), by=dana)
    entry = Entry.objects.get()
    assert (entry.action, entry.actor, entry.details) == (
        "workinggroup.contacts_downloaded",
        dana.actor_key,
        {"count": 1},
    )


def test_an_import_saves_the_new_and_changed_lines_once(group, dana, bela):
    text = "email,name,organisation,country\nbela@example.org,Bela M.,,\nx@example.org,X,Ecole,Suisse\nno address,Y,,\n"
    for _round in range(2):
        actions.import_contacts(group=group, preview=importing.preview(group, text), by=dana)
    assert sorted(Contact.objects.values_list("email", "name", "organisation__country__iso3")) == [
        ("bela@example.org", "Bela M.", None),
        ("x@example.org", "X", "CHE"),
    ]
    assert trail().count("contact.added") == 1
    assert Entry.objects.latest("pk").details == {"new": 0, "changed": 0, "same": 2, "duplicate": 0, "error": 1}
