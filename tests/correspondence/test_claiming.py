"""Who has a letter, and which of them went: whatever is killed, none is lost and one at most is doubled."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from audit.clock import now
from audit.log import SYSTEM
from audit.models import Entry
from correspondence import claiming, delivery, outbox
from correspondence.kinds import Kind
from correspondence.models import Message
from tests.correspondence.post_office import letter

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
REAL = pytest.mark.django_db(transaction=True)
State = Message.State


def taken(*letters, lease=None):
    """These letters, leased; with the lease."""
    lease = lease or now() + claiming.LEASE
    return claiming.take([each.pk for each in letters], lease), lease


def states():
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def test_what_somebody_took_nobody_else_takes():
    (found,), _lease = taken(letter(1))
    assert taken(found)[0] == []


def test_what_was_taken_can_be_taken_again_when_the_lease_is_over(clock):
    (found,), _lease = taken(letter(1))
    clock((now() + claiming.LEASE + timedelta(seconds=1)).isoformat())
    assert taken(found)[0] == [found]


def test_what_was_not_tried_is_given_back():
    (found,), lease = taken(letter(1))
    claiming.give_back([found], lease)
    assert taken(found)[0] == [found]


def test_a_letter_withdrawn_after_it_was_taken_is_not_claimed():
    (found,), lease = taken(letter(1))
    outbox.withdraw("test:", by=SYSTEM)
    assert claiming.claim(found, lease) is False


def test_a_letter_is_claimed_once_and_by_its_holder_only():
    (found,), lease = taken(letter(1))
    assert claiming.claim(found, lease + timedelta(microseconds=1)) is False
    assert (claiming.claim(found, lease), claiming.claim(found, lease)) == (True, False)
    assert Message.objects.get().attempts == 1


def test_claiming_a_letter_writes_down_that_the_one_before_it_went():
    found, lease = taken(letter(1), letter(2))
    claiming.claim(found[0], lease)
    found[0].sent_at = now()
    claiming.claim(found[1], lease, after=found[0])
    assert [each.sent_at for each in Message.objects.order_by("pk")] == [found[0].sent_at, None]
    assert (states(), list(Message.objects.accepted())) == (["waiting", "waiting"], [found[0]])


def test_what_went_and_was_not_booked_is_not_sent_again_but_booked(clock):
    message = letter(1, sent_at=now(), lease_until=now() + claiming.LEASE, attempts=1)
    clock((now() + claiming.LEASE + timedelta(seconds=1)).isoformat())
    assert (delivery.sweep(), states()) == (0, [State.SENT])
    assert Message.objects.get().sent_at == message.sent_at
    assert [entry.action for entry in Entry.objects.all()] == ["message.sent"]


def test_what_went_counts_as_gone_before_it_is_booked():
    letter(1, state=State.SENT, sent_at=now())
    letter(2, sent_at=now(), lease_until=now() + claiming.LEASE)
    letter(3, lease_until=now() + claiming.LEASE)
    letter(4, state=State.BOUNCED, sent_at=now())
    assert [each.key for each in Message.objects.gone().order_by("pk")] == ["test:1", "test:2"]


def test_what_went_and_is_not_booked_can_no_longer_be_withdrawn():
    letter(1, sent_at=now(), lease_until=now() + claiming.LEASE)
    assert outbox.withdraw("test:", by=SYSTEM) == 0


def test_booking_writes_a_line_for_each_letter():
    found, _lease = taken(*[letter(number) for number in range(3)])
    assert (claiming.book(found), set(states())) == (3, {State.SENT})
    lines = Entry.objects.values_list("action", "thing_key", "details")
    assert sorted(lines) == sorted(("message.sent", str(each.pk), {"was": "waiting"}) for each in found)


def test_booking_blanks_codes_and_nothing_else():
    found, _lease = taken(letter(1), letter(2, secret=True))
    claiming.book(found)
    assert [bool(each.body) for each in Message.objects.order_by("pk")] == [True, False]


def test_a_letter_posted_before_its_reader_wanted_none_of_its_kind_is_withdrawn():
    letter(1, kind=Kind.REMINDER)
    letter(2, kind=Kind.REMINDER)
    letter(3, kind=Kind.RECEIPT, to_address="reader1@example.org")
    outbox.suppress("Reader1@example.org", reason="bounced")
    found, _lease = taken(*Message.objects.all())
    assert [each.key for each in found] == ["test:2", "test:3"]
    assert Message.objects.get(key="test:1").error == "not to be written to"
    assert [entry.action for entry in Entry.objects.all()] == ["message.withdrawn"]


@REAL
def test_many_senders_who_claim_the_same_letter_are_one():
    found, lease = taken(letter(1))
    ready, won = threading.Barrier(4), []

    def run():
        ready.wait()
        won.append(claiming.claim(found[0], lease))
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(won) == [False, False, False, True]
