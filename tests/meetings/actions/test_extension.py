"""A deadline is extended: an event on record, forward only; the old letters stop, everybody hears once."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from audit.log import Stale
from audit.models import Entry
from correspondence.models import Message
from meetings import actions, foresight
from meetings.models import Call, Extension, Notification
from people.refusals import Refused
from submissions.register import hold_deadline

OLD, NEW = datetime(2016, 12, 7, 22, 59, 59, tzinfo=UTC), datetime(2016, 12, 14, 22, 59, 59, tzinfo=UTC)
REASON = "Several missions asked for more time."


def extend(call, by, **different):
    typed = {"new_deadline_at": NEW, "reason": REASON, "seen": call.version, "by": by, **different}
    count = actions.extend_call(call=call, **typed)
    call.refresh_from_db()
    return count


def test_an_extension_is_an_event_on_record(dana, call):
    extend(call, dana)
    made = Extension.objects.get()
    assert (made.number, made.old_deadline_at, made.new_deadline_at, made.reason, made.extended_by) == (
        2, OLD, NEW, REASON, dana
    )  # fmt: skip
    assert (call.deadline_at, call.original_deadline_at, call.deadline_version) == (NEW, OLD, 2)
    entry = Entry.objects.about(call).first()
    assert (entry.action, entry.actor) == ("call.extended", dana.actor_key)


def test_the_first_deadline_is_kept_through_a_second_extension(dana, call):
    extend(call, dana)
    extend(call, dana, new_deadline_at=NEW + timedelta(days=7))
    assert (call.original_deadline_at, call.deadline_version) == (OLD, 3)
    assert list(Extension.objects.values_list("number", "old_deadline_at")) == [(2, OLD), (3, NEW)]


@pytest.mark.parametrize(
    ("moment", "new", "reason"),
    [
        ("2016-11-25T12:00:00", OLD, "The new deadline has to lie after the present one."),
        ("2016-11-25T12:00:00", OLD - timedelta(seconds=1), "The new deadline has to lie after the present one."),
        ("2016-12-20T12:00:00", NEW, "The new deadline is past already."),
    ],
)
def test_a_deadline_moves_only_forward_and_into_the_future(dana, call, clock, moment, new, reason):
    clock(moment)
    with pytest.raises(Refused, match=reason):
        extend(call, dana, new_deadline_at=new)
    assert Extension.objects.count() == 0


def test_a_deadline_that_is_past_can_be_extended(dana, call, clock):
    clock("2016-12-09T12:00:00")
    extend(call, dana)
    assert (call.is_open, call.is_over) == (True, False)


@pytest.mark.parametrize(("state", "reason"), [("draft", "It is in preparation."), ("cancelled", "It is cancelled.")])
def test_only_an_opened_call_is_extended(dana, call, state, reason):
    Call.objects.update(state=state)
    with pytest.raises(Refused, match=reason):
        extend(call, dana)


def test_nobody_else_extends(emil, oumar, call):
    for actor in (emil, oumar):
        with pytest.raises(Refused):
            extend(call, actor)


def test_two_members_of_staff_do_not_extend_on_top_of_each_other(dana, call):
    extend(call, dana)
    with pytest.raises(Stale):
        extend(call, dana, seen=1, new_deadline_at=NEW + timedelta(days=1))


def test_everybody_in_the_address_book_hears_once_and_old_letters_stop(dana, call, address_book):
    Message.objects.create(
        key=f"call:{call.uid}:reminder:1:7:bra@example.org", to_address="bra@example.org", message_id="<1@x>",
        posted_at=OLD, next_attempt_at=OLD,
    )  # fmt: skip
    assert extend(call, dana) == 5
    assert Message.objects.get(message_id="<1@x>").state == "withdrawn"
    keys = Message.objects.with_key(f"call:{call.uid}:extended:2:")
    assert (keys.count(), {letter.send_before for letter in keys}) == (5, {NEW})


def test_the_letter_says_both_dates_and_why(dana, call, address_book):
    extend(call, dana)
    letter = Message.objects.get(to_address="bra@example.org")
    assert (
        letter.subject
        == "New deadline: 14 December 2016, 23:59 Geneva time (UTC+1), for “Inputs on enhanced cooperation”"
    )
    wanted = ["It was: 7 December 2016, 23:59", f"Reason: {REASON}", f"/calls/{call.uid}/"]
    assert [words for words in wanted if words not in letter.body] == []


def test_a_second_extension_takes_the_letters_of_the_first_back(dana, call, address_book):
    extend(call, dana)
    extend(call, dana, new_deadline_at=NEW + timedelta(days=7))
    states = Message.objects.with_key(f"call:{call.uid}:extended:2:").values_list("state", flat=True)
    assert set(states) == {"withdrawn"}


def test_the_outlook_says_what_will_happen_and_what_to_look_at(dana, call, notification):
    late = datetime(2017, 2, 1, tzinfo=UTC)
    said = " ".join(foresight.extending(call, late, []).sentences)
    assert "from 7 December 2016, 23:59 Geneva time (UTC+1) to 1 February 2017, 01:00 Geneva time (UTC+1)" in said
    assert ("after the meeting has begun" in said, "prints the old deadline" in said) == (True, False)
    version = Notification.objects.get().paper.versions.get()
    type(version).objects.filter(pk=version.pk).update(issued_at=OLD)
    assert "prints the old deadline" in " ".join(foresight.extending(call, late, []).sentences)


@pytest.fixture
def extending(dana, call):
    """An extension in another connection: (its thread, an event that says it is done)."""
    done = threading.Event()

    def run():
        extend(Call.objects.get(pk=call.pk), dana)
        done.set()
        connection.close()

    return threading.Thread(target=run), done


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_an_extension_waits_for_a_filing_under_way(call, extending):
    thread, done = extending
    with transaction.atomic():
        hold_deadline(call.pk)
        thread.start()
        assert done.wait(0.5) is False
    thread.join(5)
    assert done.is_set()
