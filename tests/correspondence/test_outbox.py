"""The letter box: one letter for each key, rendered at once, withdrawn before it goes, whatever the broker does."""

import logging
import threading
import time

import pytest
from django.db import connection, transaction
from kombu import pools

from audit.log import SYSTEM
from audit.models import Entry
from correspondence import delivery, outbox
from correspondence.kinds import TERMS, Kind
from correspondence.models import Message
from tests.correspondence.post_office import letter
from wgec_portal import settings
from wgec_portal.celery import app

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
REAL = pytest.mark.django_db(transaction=True)
TEXT = "{% load i18n %}{{ subject }}\n\n{{ body }}\n\n{% translate 'Home' %} {{ portal_url }}\n"


@pytest.fixture(autouse=True)
def template(settings, tmp_path):
    """A text of one line for the subject and one for the body."""
    (tmp_path / "letter.txt").write_text(TEXT)
    plain = {**settings.TEMPLATES[0], "DIRS": [tmp_path]}
    plain["OPTIONS"] = {"context_processors": []}
    settings.TEMPLATES = [{**plain, "APP_DIRS": False}]


@pytest.fixture
def broker_down():
    """The broker is a Redis that is not there, with the settings of a portal that has one."""
    before = app.conf.broker_url, app.conf.broker_transport_options
    reconnect("redis://127.0.0.1:1/0", settings._ONE_TRY)
    outbox._broker["down_until"] = 0.0
    yield
    reconnect(*before)
    outbox._broker["down_until"] = 0.0


def reconnect(url, options):
    app.conf.broker_url, app.conf.broker_transport_options = url, options
    pools.reset()
    app._pool = app.amqp._producer_pool = None


def post(key="test:1", **fields):
    given = {"subject": "A subject", "body": "A body"} | fields.pop("context", {})
    values = {
        "to": "reader@example.org",
        "template": "letter.txt",
        "language": "en",
        "kind": Kind.WORK,
        "context": given,
        **fields,
    }
    return outbox.post(key=key, **values)


def test_a_letter_is_rendered_when_it_is_posted(group):
    message = post(to_name="Rea Reader", group=group)
    why = TERMS[Kind.WORK].why
    assert (message.subject, message.body) == ("A subject", f"A body\n\nHome http://localhost:8000\n\n{why}\n")
    assert (message.state, message.to_address, message.group) == ("waiting", "reader@example.org", group.pk)
    assert message.message_id.endswith("@localhost>")


def test_a_group_that_practises_writes_to_its_own_secretariat_only(practice_group):
    post(to="Dana@example.org", group=practice_group)
    post(key="test:2", group=practice_group)
    assert list(Message.objects.order_by("key").values_list("state", "subject")) == [
        ("waiting", "[Practice] A subject"),
        ("kept", "[Practice] A subject"),
    ]


def test_a_code_that_is_kept_for_practice_leaves_no_text(practice_group):
    post(group=practice_group, secret=True)
    assert list(Message.objects.values_list("state", "body")) == [("kept", "")]


def test_what_is_kept_for_practice_never_goes(practice_group):
    kept = post(group=practice_group)
    assert (delivery.deliver([kept.pk]), delivery.sweep(), outbox.withdraw("test:", by=SYSTEM)) == (0, 0, 0)
    kept.refresh_from_db()
    assert (kept.state, kept.sent_at, kept.body[:6]) == ("kept", None, "A body")


def test_the_same_key_never_makes_a_second_letter():
    first, second = post(), post(context={"subject": "Another"})
    assert (first.pk, second.subject, Message.objects.count()) == (second.pk, "A subject", 1)


def test_the_same_key_never_makes_a_second_letter_after_the_first_went_or_was_withdrawn():
    post()
    outbox.withdraw("test:", by=SYSTEM)
    assert post().state == "withdrawn"


def test_two_letters_never_share_a_message_id():
    assert post("test:1").message_id != post("test:2").message_id


def test_what_people_typed_stands_in_a_letter_as_typed():
    message = post(context={"subject": "Q&A\r\nBcc: x@example.org", "body": "<b>1 < 2 & 3</b> {{ 7 }}"})
    assert message.subject == "Q&A"
    assert "<b>1 < 2 & 3</b> {{ 7 }}" in message.body


def test_a_letter_is_in_its_own_language():
    assert post(language="fr").language == "fr"


def test_a_letter_of_a_filing_that_fails_is_never_posted():
    with pytest.raises(RuntimeError), transaction.atomic():
        post()
        raise RuntimeError
    assert Message.objects.count() == 0


def test_withdrawing_takes_back_what_waits_and_is_logged(dana):
    for number, state in enumerate(("waiting", "sent", "failed")):
        letter(number, key=f"call:7:{number}", state=state, sent_at="2016-11-25T12:00:00Z" if state == "sent" else None)
    letter(9, key="call:70:1")
    assert outbox.withdraw("call:7:", by=dana) == 1
    assert list(Message.objects.order_by("id").values_list("state", flat=True)) == [
        "withdrawn", "sent", "failed", "waiting",
    ]  # fmt: skip
    assert [entry.action for entry in Entry.objects.all()] == ["message.withdrawn"]


@REAL
def test_a_letter_that_goes_just_now_stops_nobody_from_taking_letters_back():
    letter()
    held = threading.Event()

    def send():
        with transaction.atomic():
            Message.objects.update(state="sent", sent_at="2016-11-25T12:00:00Z")
            held.set()
            time.sleep(0.5)
        connection.close()

    sender = threading.Thread(target=send)
    sender.start()
    assert (held.wait(), outbox.withdraw("test:", by=SYSTEM)) == (True, 0)
    sender.join()


@pytest.mark.parametrize("prefix", ["call_7", "call%"])
def test_a_prefix_is_taken_literally(prefix):
    letter(1, key="call:7:1")
    assert outbox.withdraw(prefix, by=SYSTEM) == 0


def test_suppressed_addresses_are_found_in_any_spelling():
    outbox.suppress("Gone@Example.org", reason="bounced")
    outbox.suppress("gone@example.org", reason="bounced again")
    assert outbox.suppressed(["GONE@example.org", "here@example.org"]) == {"gone@example.org"}


@REAL
def test_posted_by_two_at_once_it_is_one_letter():
    ready = threading.Barrier(2)

    def run():
        ready.wait()
        post()
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert Message.objects.count() == 1


@REAL
def test_a_broker_that_is_down_costs_neither_the_letter_nor_time(broker_down, caplog):
    started = time.monotonic()
    with caplog.at_level(logging.ERROR):
        for number in range(20):
            post(f"test:{number}")
    assert Message.objects.waiting().count() == 20
    assert time.monotonic() - started < 3
    assert [record.message for record in caplog.records if record.name == "correspondence.outbox"] == [
        f"the broker did not take letter {Message.objects.get(key='test:0').pk}; the sweep will find it"
    ]
