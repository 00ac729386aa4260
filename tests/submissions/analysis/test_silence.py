"""Who has not answered, and that the counts are those of the reminders."""

from datetime import date

import pytest

from audit.clock import now
from correspondence import outbox
from people.models import Contact, Organisation, Person, Seat
from submissions import reminders
from submissions.analysis.silence import out_of_reach, silence
from submissions.models import Declination
from tests.submissions.contributions import contribution, draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(group):
    """Eight addresses: two of one body, one person without a body."""
    society = group.stakeholder_groups.get(name="Civil society")
    bodies = {name: Organisation.objects.create(name=name) for name in ("Acme", "Net Watch", "Quiet", "Gone", "Barred")}
    rows = [("acme", "Acme"), ("watch", "Net Watch"), ("quiet", "Quiet"), ("quiet2", "Quiet"), ("gone", "Gone")]
    for name, body in [*rows, ("barred", "Barred"), ("solo", None), ("newer", None)]:
        organisation = bodies.get(body)
        email = f"{name}@example.org"
        Contact.objects.create(group=group, email=email, organisation=organisation, stakeholder_group=society)
    return bodies


@pytest.fixture
def said(call, book):
    """What came: an answer by a body, an answer with a newer draft, a refusal, a draft begun."""
    contribution(call, email="elsewhere@example.org", organisation="ACME")
    draft(call, "newer@example.org", of=contribution(call, email="newer@example.org", organisation=""), hours_ago=1.5)
    Declination.objects.create(call=call, email="gone@example.org", declined_at=now())
    outbox.suppress("barred@example.org", reason="bounced")
    draft(call, "solo@example.org", hours_ago=0)
    draft(call, "unknown@example.net")


def addresses(people):
    return [person.address.partition("@")[0] for person in people]


def test_everybody_is_in_one_place(call, said):
    found = silence(call)
    assert (found.asked, found.answered) == (9, 2)
    assert sorted(addresses(found.silent)) == ["barred", "quiet", "quiet2", "solo", "unknown", "watch"]
    assert addresses(found.declined) == ["gone"]
    assert found.bodies == 5


def test_the_counts_are_those_of_the_reminders(call, said):
    found = silence(call)
    _steps, waiting, spared = reminders.plan(call)
    assert (found.letters, found.asked) == (len(waiting), len(waiting) + len(spared))
    silent_with_letters = [person for person in found.silent if not person.spared]
    assert found.letters == len(silent_with_letters) + found.with_newer_drafts
    assert (len(silent_with_letters), found.with_newer_drafts) == (4, 1)


def test_whoever_declined_and_answered_after_all_has_answered(call, said):
    contribution(call, email="gone@example.org", organisation="")
    found = silence(call)
    assert (found.answered, found.declined) == (3, [])


def test_whoever_declined_stands_there_though_the_address_is_barred(call, said):
    Declination.objects.create(call=call, email="barred@example.org", declined_at=now())
    assert sorted(addresses(silence(call).declined)) == ["barred", "gone"]


def test_members_come_first(call, group, book, said):
    seat = {"group": group, "stakeholder_group": group.stakeholder_groups.first(), "starts_on": date(2016, 5, 2)}
    Seat.objects.create(organisation=book["Net Watch"], **seat)
    Seat.objects.create(organisation=book["Quiet"], ends_on=date(2016, 6, 1), **seat)
    first = silence(call).silent[0]
    assert (first.organisation, first.has_seat, silence(call).silent[1].has_seat) == ("Net Watch", True, False)


def test_seats_of_another_group_are_nobodys_here(call, other_group, book):
    kind = other_group.stakeholder_groups.first()
    held = {"organisation": book["Quiet"], "starts_on": date(2016, 5, 2)}
    Seat.objects.create(group=other_group, stakeholder_group=kind, **held)
    assert [person.has_seat for person in silence(call).silent] == [False] * 8
    assert out_of_reach(call) == []


def test_seats_that_no_letter_reaches(call, group, book, bela):
    kind = group.stakeholder_groups.first()
    seat = {"group": group, "stakeholder_group": kind, "starts_on": date(2016, 5, 2)}
    for name in ("Mission of Nowhere", "Has Answered"):
        Seat.objects.create(organisation=Organisation.objects.create(name=name), **seat)
    for name in ("Nora Name", "Somebody Silent"):
        Seat.objects.create(person=Person.objects.create(name=name), **seat)
    Seat.objects.create(organisation=book["Quiet"], **seat)
    contribution(call, organisation="has answered", name="nora  NAME")
    assert [str(found) for found in out_of_reach(call)] == ["Mission of Nowhere", "Somebody Silent"]
