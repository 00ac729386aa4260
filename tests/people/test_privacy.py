"""What address books and accounts hold of a person: told, erased, and what of the public record stays."""

import pytest

from audit.log import SYSTEM
from people import actions, privacy
from people.models import Contact, Person, Seat, User
from tests.conftest import make_user
from tests.leaks import rows_holding

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
ADDRESS = "canary+x@example.org"


@pytest.fixture
def line(group, dana):
    """A line of the address book, edited once, whose owner has an account."""
    contact = actions.add_contact(group=group, email="Canary+X@Example.org", name="canary", by=dana)
    actions.change_contact(contact=contact, seen=1, email=ADDRESS, name="canary two", by=dana)
    actions.open_account(contact=contact, by=dana)
    contact.refresh_from_db()
    return contact


def test_lines_and_account_are_told(line):
    told = privacy.export(ADDRESS.upper())
    assert [(row["name"], row["address"]) for row in told["address book"]] == [("canary two", ADDRESS)]
    assert [(row["address"], row["name"], row["open"]) for row in told["account"]] == [(ADDRESS, "canary two", True)]


def test_staff_of_another_group_are_told_nothing(line, other_group):
    assert privacy.export(ADDRESS, [other_group.pk]) == {"address book": [], "subscriptions": [], "account": []}


def test_nothing_is_left_of_somebody_who_never_sat_in_a_group(line):
    assert privacy.erase(ADDRESS, SYSTEM) == {"address book": 1, "subscriptions": 0, "account": 1}
    assert (rows_holding("canary"), rows_holding("Canary"), Contact.objects.count()) == (set(), set(), 0)


def test_an_erased_account_signs_nobody_in(line, client_of):
    user = User.objects.get(email=ADDRESS)
    browser = client_of(user)
    privacy.erase(ADDRESS, SYSTEM)
    assert browser.get("/desk/").status_code == 302


def test_who_sat_in_the_group_stays_on_its_record(line, group):
    seats = {"group": group, "stakeholder_group": group.stakeholder_groups.first(), "starts_on": "2016-05-02"}
    Seat.objects.create(person=line.person, ends_on="2016-10-01", **seats)
    privacy.erase(ADDRESS, SYSTEM)
    assert (Person.objects.get(pk=line.person_id).name, privacy.account_of(ADDRESS)) == ("canary two", None)


@pytest.mark.parametrize("who", ["dana", "emil", "bela"])
def test_the_account_of_somebody_with_a_role_stays(request, who):
    user = request.getfixturevalue(who)
    assert privacy.why_account_stays(user.email) != ""
    assert privacy.erase(user.email, SYSTEM)["account"] == 0


def test_the_account_stays_when_one_group_alone_erases(line, group):
    assert privacy.erase(ADDRESS, SYSTEM, [group.pk]) == {"address book": 1, "subscriptions": 0, "account": 0}
    assert privacy.account_of(ADDRESS).is_active


def test_erasing_twice_is_as_well_as_once(line):
    privacy.erase(ADDRESS, SYSTEM)
    assert privacy.erase(ADDRESS, SYSTEM) == {"address book": 0, "subscriptions": 0, "account": 0}


def test_an_ended_group_keeps_no_address_book_and_no_accounts_of_its_members(group, bela, emil, dana, chidi, line):
    assert privacy.forget_group(group) == {"address_book": 2, "subscriptions": 0, "accounts": 2}
    assert set(User.objects.filter(is_active=True)) == {dana, chidi, User.objects.get(email=ADDRESS)}
    assert privacy.forget_group(group) == {"address_book": 0, "subscriptions": 0, "accounts": 0}


def test_whom_another_group_knows_keeps_the_account(group, other_group, bela):
    Contact.objects.create(group=other_group, email=bela.email, person=bela.person)
    assert privacy.forget_group(group) == {"address_book": 1, "subscriptions": 0, "accounts": 0}


def test_known_again_by_traces_only(line):
    make_user("Other Person")
    trace = privacy.trace_of("CANARY+X@example.org")
    assert privacy.known_by({trace}) == {trace: ADDRESS}
