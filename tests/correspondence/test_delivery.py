"""Delivery, against a real mail server: what goes, what waits, what is given up, and what a kill loses (nothing)."""

import hashlib
import threading
from collections import Counter
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from audit.clock import now
from audit.log import SYSTEM, ImpossibleMove
from correspondence import claiming, delivery, outbox
from correspondence.models import Heartbeat, Message
from tests.correspondence.post_office import Letters, MailServer, letter, text_of
from tests.processes import start

WORKER = "from correspondence import delivery; delivery.sweep()"
pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
REAL = pytest.mark.django_db(transaction=True)
State = Message.State


@pytest.fixture
def server(settings):
    """A running mail server that keeps what it gets; the portal sends to it."""
    found = MailServer(Letters())
    found.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.port
    yield found
    found.handler.let_go.set()
    found.stop()


@pytest.fixture
def got(server):
    """Who got what: {address: message}."""
    return lambda: {each.rcpt_tos[0]: message_from_bytes(each.content) for each in server.handler.got}


def sweep(message):
    delivery.sweep()
    message.refresh_from_db()
    return message.state


def minutes_to_wait(message):
    message.refresh_from_db()
    return round((message.next_attempt_at - now()).total_seconds() / 60)


def test_a_letter_goes_to_one_person_and_is_kept_as_sent(got):
    message = letter()
    assert sweep(message) == State.SENT
    mail = got()["reader1@example.org"]
    assert (mail["To"], mail["Subject"], mail["Message-ID"]) == (
        "reader1@example.org",
        "Letter 1",
        "<1@portal.example>",
    )
    assert text_of(mail).strip() == message.body.strip()
    assert (message.attempts, message.lease_until, message.error) == (1, None, "")


def test_a_letter_in_arabic_arrives_as_written(got):
    letter(subject="تذكير", body="أعدت الأمانة هذا المثال\n")
    delivery.sweep()
    mail = got()["reader1@example.org"]
    assert text_of(mail).strip() == "أعدت الأمانة هذا المثال"


SUBJECTS = [
    "Receipt: your contribution is No. 1 in the register of “Inputs on enhanced cooperation, and on what follows”",
    "Reçu : votre contribution porte le n° 12 au registre de « Contributions sur la coopération renforcée », merci",
    "إيصال: مساهمتكم هي رقم ١٢ في سجل «مساهمات بشأن التعاون المعزز في قضايا السياسات العامة المتصلة بالإنترنت»",
    "收據：" + "關於加強合作的意見" * 20,
    "Short words alone, as long as they are, are folded where they end and are not encoded at all, see",
    "A-word-of-a-hundred-letters-" + "x" * 72,
    "Kurz – und gut",
]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_long_subject_arrives_whole_and_begins_on_its_own_line(server, subject):
    letter(subject=subject)
    delivery.sweep()
    sent = server.handler.got[0].content
    head = sent.partition(b"\r\n\r\n")[0].split(b"\r\n")
    assert message_from_bytes(sent, policy=policy.default)["Subject"] == subject
    assert ([line for line in head if line.rstrip().endswith(b":")], max(map(len, head)) <= 78) == ([], True)


@pytest.mark.parametrize("where", ["recipient", "text"])
def test_a_final_refusal_fails_at_once(server, where):
    message = letter()
    if where == "recipient":
        server.handler.refuse = {message.to_address: "550 5.1.1 no such mailbox"}
    else:
        server.handler.answer = "554 5.7.1 not wanted"
    assert sweep(message) == State.FAILED
    assert (message.attempts, message.lease_until) == (1, None)
    assert ("no such mailbox" in message.error, "not wanted" in message.error) == (
        where == "recipient",
        where == "text",
    )


@pytest.mark.parametrize("where", ["recipient", "text"])
def test_a_passing_refusal_waits_longer_each_time(server, clock, where):
    message = letter()
    if where == "recipient":
        server.handler.refuse = {message.to_address: "450 4.2.0 try later"}
    else:
        server.handler.answer = "451 4.3.0 try later"
    waits = []
    for _attempt in range(4):
        assert sweep(message) == State.WAITING
        waits.append(minutes_to_wait(message))
        clock((message.next_attempt_at + timedelta(seconds=1)).isoformat())
    assert waits == [1, 5, 15, 30]


def test_a_letter_that_waits_is_not_tried_before_its_time(server):
    message = letter()
    server.handler.answer = "451 4.3.0 try later"
    delivery.sweep()
    delivery.sweep()
    message.refresh_from_db()
    assert message.attempts == 1


def test_after_the_last_attempt_it_is_given_up(server):
    server.handler.answer = "451 4.3.0 try later"
    assert sweep(letter(attempts=delivery.ATTEMPTS - 1)) == State.FAILED


def test_a_server_that_is_down_costs_nothing_but_time(server, settings, clock):
    message = letter()
    settings.EMAIL_PORT = 1  # nobody listens there
    assert sweep(message) == State.WAITING
    assert (minutes_to_wait(message), message.error.split(":")[0]) == (1, "ConnectionRefusedError")
    settings.EMAIL_PORT = server.port
    clock((now() + timedelta(minutes=2)).isoformat())
    assert sweep(message) == State.SENT


def test_one_letter_that_is_refused_holds_up_no_other(server, got):
    letters = [letter(number) for number in (1, 2, 3)]
    server.handler.refuse = {letters[1].to_address: "550 5.1.1 no such mailbox"}
    assert delivery.sweep() == 2
    assert sorted(got()) == ["reader1@example.org", "reader3@example.org"]


def test_a_connection_that_breaks_off_costs_one_letter_its_turn(server, got):
    letters = [letter(number) for number in range(1, 6)]
    server.handler.refuse = {letters[2].to_address: None}
    assert (delivery.sweep(), len(server.handler.peers)) == (4, 2)
    assert Message.objects.waiting().get() == letters[2]


def test_a_letter_that_cannot_be_made_holds_up_no_other(got):
    letter(1, attachments=[{}])
    letter(2)
    assert (delivery.sweep(), sorted(got())) == (1, ["reader2@example.org"])
    assert Message.objects.waiting().get().error == "KeyError: 'path'"


def test_a_letter_withdrawn_while_it_went_holds_up_no_other(settings):
    settings.EMAIL_BACKEND = "tests.correspondence.post_office.WithdrawnMeanwhile"
    letters = [letter(number) for number in (1, 2)]
    delivery.deliver([each.pk for each in letters])
    assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == ["withdrawn", "failed"]


def test_a_letter_with_a_line_break_in_a_header_never_goes(got):
    assert sweep(letter(to_address="reader@example.org\nBcc: other@example.org")) == State.FAILED
    assert got() == {}


def test_a_code_is_blanked_once_it_is_sent(got):
    message = letter(secret=True, body="Your code is 123456\n")
    assert sweep(message) == State.SENT
    assert (message.body, "123456" in text_of(got()["reader1@example.org"])) == ("", True)


def test_a_letter_too_late_to_be_of_use_is_withdrawn(got):
    assert sweep(letter(send_before=now() - timedelta(seconds=1))) == State.WITHDRAWN
    assert got() == {}


def test_a_withdrawn_letter_does_not_go(got):
    message = letter()
    outbox.withdraw("test:", by=SYSTEM)
    assert (sweep(message), got()) == (State.WITHDRAWN, {})


def attachment(content=b"%PDF-1.7 example"):
    path = default_storage.save("paper.pdf", ContentFile(content))
    sha256 = hashlib.sha256(b"%PDF-1.7 example").hexdigest()
    return {"name": "paper.pdf", "path": path, "sha256": sha256, "content_type": "application/pdf"}


def test_an_attachment_goes_as_it_was_posted(got):
    letter(attachments=[attachment()])
    delivery.sweep()
    part = got()["reader1@example.org"].get_payload()[1]
    assert (part.get_filename(), part.get_payload(decode=True)) == ("paper.pdf", b"%PDF-1.7 example")


def test_a_damaged_attachment_stops_the_letter(got):
    message = letter(attachments=[attachment(b"%PDF-1.7 tampered")])
    assert sweep(message) == State.FAILED
    assert (message.error, got()) == ("Damaged: paper.pdf", {})


def test_a_letter_somebody_is_sending_is_left_alone_until_the_lease_is_over(got, clock):
    message = letter(lease_until=now() + claiming.LEASE, attempts=1)
    assert sweep(message) == State.WAITING
    clock((now() + claiming.LEASE + timedelta(seconds=1)).isoformat())
    assert (sweep(message), len(got())) == (State.SENT, 1)


def test_a_failed_letter_can_be_sent_again(server, got, dana):
    message = letter(state=State.FAILED, attempts=12, error="550")
    delivery.send_again(message=message, by=dana)
    assert (sweep(message), message.attempts, len(got())) == (State.SENT, 1, 1)


def test_a_letter_that_went_cannot_be_sent_again(dana):
    message = letter(state=State.SENT, sent_at=now())
    with pytest.raises(ImpossibleMove):
        delivery.send_again(message=message, by=dana)


def test_what_needs_a_person_is_what_failed_or_waits_for_an_hour():
    long_ago = now() - timedelta(hours=2)
    letter(1, state=State.FAILED)
    letter(2, posted_at=long_ago)
    letter(3)
    letter(4, state=State.SENT, sent_at=now(), posted_at=long_ago)
    found = delivery.failed_or_stuck(now()).order_by("id")
    assert [message.key for message in found] == ["test:1", "test:2"]


def test_a_sweep_shows_that_the_worker_lives(server):
    delivery.sweep()
    delivery.sweep()
    beat = Heartbeat.objects.get(name="letters")
    assert now() - beat.at < timedelta(seconds=5)


@REAL
def test_two_workers_at_once_send_each_letter_once(server, clock):
    for number in range(20):
        letter(number)

    def work():
        delivery.sweep()
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    [worker.start() for worker in workers]
    [worker.join() for worker in workers]
    assert Counter(each.rcpt_tos[0] for each in server.handler.got) == {f"reader{n}@example.org": 1 for n in range(20)}
    assert set(Message.objects.values_list("state", "attempts")) == {(State.SENT, 1)}


@REAL
def test_a_worker_killed_midway_loses_nothing_and_doubles_one_at_most(server, settings, clock, tmp_path):
    for number in range(5):
        letter(number)
    server.handler.hang_after = 3
    worker = start(WORKER, settings, tmp_path, EMAIL_URL=f"smtp://127.0.0.1:{server.port}")
    assert server.handler.hangs.wait(30)
    worker.kill()
    worker.wait()
    server.handler.hang_after = None
    server.handler.let_go.set()
    clock((now() + claiming.LEASE + timedelta(seconds=1)).isoformat())
    assert delivery.sweep() == 3
    seen = Counter(message_from_bytes(each.content)["Message-ID"] for each in server.handler.got)
    assert sorted(seen.values()) == [1, 1, 1, 1, 2]
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}
