"""Two clocks: what is erased when a group's work has long ended, on which day, and what stays."""

from datetime import date

import pytest

from audit.models import Entry
from correspondence.models import Message
from people import actions as people
from people.models import Contact
from submissions import actions, verifying
from submissions.models import Submission, Version
from tests.leaks import files_holding, rows_holding
from tests.submissions.conftest import draft
from tests.submissions.takedowns import at_commit
from wgec_portal import retention

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def ended(call, group, dana):
    """A group with a published contribution, its letters, and a line of the address book that was edited."""
    contact = people.add_contact(group=group, email="canary-line@example.org", name="canary", by=dana)
    people.change_contact(contact=contact, seen=1, email="canary-line@example.org", name="canary too", by=dana)
    version, holder = draft(call, email="canary@example.org", name="Amina", organisation="Open Rivers")
    submission = actions.submit(version=version, by=holder).submission
    actions.publish(submission=submission, by=dana)
    return group


def forget():
    with at_commit():
        retention.forget_what_is_due()


@pytest.mark.parametrize(
    ("ends_on", "months", "until"),
    [
        (date(2018, 1, 31), 12, date(2019, 1, 31)),
        (date(2018, 1, 31), 1, date(2018, 2, 28)),
        (date(2018, 12, 15), 1, date(2019, 1, 15)),
        (date(2016, 2, 29), 12, date(2017, 2, 28)),
        (date(2018, 1, 31), 0, date(2018, 1, 31)),
        (None, 12, None),
    ],
)
def test_contact_data_is_kept_for_so_many_months_after_the_work_ends(group, ends_on, months, until):
    group.work_ends_on, group.retention_months = ends_on, months
    assert group.contact_data_until == until


def test_nothing_goes_before_its_day(ended, clock):
    clock("2019-01-31T12:00:00")
    forget()
    assert (Contact.objects.count(), Version.objects.get().email) == (1, "canary@example.org")


def test_on_the_day_after_nobody_is_reached_any_more(ended, clock):
    clock("2019-02-01T12:00:00")
    forget()
    assert (rows_holding("canary"), files_holding("canary")) == (set(), set())


def test_contributions_their_names_and_the_register_stay(ended, call, clock):
    clock("2019-02-01T12:00:00")
    forget()
    assert str(Submission.objects.published().get().current.public_name) == "Open Rivers (Amina)"
    assert verifying.first_broken(call) is None


def test_the_trail_says_how_much_went_and_nothing_of_it(ended, clock):
    clock("2019-02-01T12:00:00")
    forget()
    line = Entry.objects.get(action="workinggroup.contact_data_erased")
    assert (line.actor, line.group) == ("system", ended.pk)
    assert (line.details["address_book"], line.details["contributions"], line.details["letters"]) == (1, 1, 2)


def test_a_second_run_finds_nothing(ended, clock):
    clock("2019-02-01T12:00:00")
    forget()
    forget()
    assert Entry.objects.filter(action="workinggroup.contact_data_erased").count() == 1


def test_another_group_keeps_what_it_has(ended, other_group, clock):
    other_group.work_ends_on = date(2025, 1, 1)
    other_group.save()
    Contact.objects.create(group=other_group, email="kept@example.org")
    clock("2019-02-01T12:00:00")
    forget()
    assert [contact.email for contact in Contact.objects.all()] == ["kept@example.org"]


def test_a_group_without_an_end_is_not_cleaned_by_itself(ended, clock):
    ended.work_ends_on = None
    ended.save()
    clock("2030-01-01T12:00:00")
    forget()
    assert (Contact.objects.count(), Message.objects.exclude(to_address="").count() > 0) == (1, True)


def test_an_interrupted_run_is_finished_by_the_next(ended, clock, monkeypatch):
    clock("2019-02-01T12:00:00")
    monkeypatch.setattr(retention.submissions, "forget_contacts", lambda group: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        forget()
    monkeypatch.undo()
    forget()
    assert rows_holding("canary") == set()
