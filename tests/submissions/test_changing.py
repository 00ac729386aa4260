"""A call changes while it runs: whoever it concerns is told once, and nobody else."""

from datetime import UTC, datetime

import pytest

from audit.clock import now
from correspondence import outbox
from correspondence.models import Message
from meetings.models import Call
from people.models import Contact
from submissions import actions, concerned, reminders
from submissions.models import Declination, Submission
from tests.submissions.contributions import contribution, draft

NEW = datetime(2016, 12, 21, 22, 59, 59, tzinfo=UTC)


@pytest.fixture
def people(call, group, dana):
    """Four in the address book, one of whom has filed and one declined; a draft and a contribution of others."""
    for name in ("book", "filer", "declined", "barred"):
        Contact.objects.create(group=group, name=name.title(), email=f"{name}@example.org", language="fr")
    contribution(call, email="Filer@example.org", language="en")
    contribution(call, email="other@example.org", language="ru")
    contribution(call, email="gone@example.org", state="withdrawn")
    draft(call, "Begun@example.org")
    draft(call, "not an address")
    Declination.objects.create(call=call, email="declined@example.org", declined_at=now())
    outbox.suppress("barred@example.org", reason="bounced")


def told(found):
    return {reader.email.lower(): (reader.standing, reader.language) for reader in found}


def test_an_extension_concerns_everybody_who_did_not_decline(call, people):
    assert told(concerned.everybody(call)) == {
        "begun@example.org": ("begun", "en"),
        "book@example.org": ("", "fr"),
        "filer@example.org": ("filed", "en"),
        "other@example.org": ("filed", "ru"),
    }


def test_a_change_of_substance_concerns_who_is_at_work(call, people):
    assert set(told(concerned.begun_or_filed(call))) == {"begun@example.org", "filer@example.org", "other@example.org"}


def test_who_filed_and_writes_on_is_told_that_it_was_filed(call):
    draft(call, "filer@example.org", of=contribution(call, email="filer@example.org"))
    assert told(concerned.everybody(call)) == {"filer@example.org": ("filed", "en")}


def extend(call, by):
    return actions.extend(call=call, new_deadline_at=NEW, reason="More time.", seen=call.version, by=by)


def test_an_extension_writes_one_letter_to_each(call, people, dana):
    assert extend(call, dana) == 4
    bodies = dict(Message.objects.with_key(f"call:{call.uid}:extended:2:").values_list("to_address", "body"))
    assert "until the new deadline you may still change it" in bodies["Filer@example.org"]
    assert "NOT SUBMITTED" in bodies["Begun@example.org"]
    assert len(bodies) == 4


def test_the_new_ladder_keeps_its_distance_from_the_letter_of_the_extension(call, people, dana, clock):
    clock("2016-12-06T12:00:00")
    extend(call, dana)
    counts = []
    for moment in ("2016-12-09T12:00:00", "2016-12-10T13:00:00", "2016-12-14T12:00:00", "2016-12-20T23:30:00"):
        clock(moment)
        counts.append(reminders.remind_of_deadlines())
    assert counts == [0, 0, 2, 2]


def test_staff_see_the_letter_of_the_extension_on_the_new_ladder(call, people, dana):
    extend(call, dana)
    steps, _waiting, _spared = reminders.plan(Call.objects.get())
    first = steps[0]
    assert (first.key, [count for _state, count in first.went]) == (f"call:{call.uid}:extended:2:", [4])


def test_rewording_in_substance_writes_and_editorially_does_not(call, people, dana):
    question = call.questions.first()
    assert actions.reword(question=question, text="Why?", kind="editorial", seen=1, by=dana) == 0
    question.refresh_from_db()
    assert actions.reword(question=question, text="Who?", kind="substance", seen=2, by=dana) == 3


def test_a_draft_begun_after_an_extension_is_reminded_of_the_new_deadline(call, people, dana, clock):
    extend(call, dana)
    clock("2016-12-08T12:00:00")
    draft(call, "new@example.org")
    assert Submission.objects.filter(call__deadline_at=NEW).exists()
    clock("2016-12-20T23:30:00")
    reminders.remind_of_deadlines()
    letter = Message.objects.get(to_address="new@example.org")
    assert "21 December 2016, 23:59" in letter.subject
