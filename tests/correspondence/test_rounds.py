"""A round of letters over one connection: what stops it, what does not, and who shows that they live."""

from datetime import timedelta

import pytest

from audit.clock import now
from correspondence import delivery, tasks
from correspondence.models import Heartbeat, Message
from tests.correspondence.post_office import Letters, MailServer, letter

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
State = Message.State


class Choosy(Letters):
    """Answers MAIL as it is told."""

    mail = "250 OK"

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.mail.startswith("250"):
            envelope.mail_from = address
        return self.mail


@pytest.fixture
def server(settings):
    found = MailServer(Choosy())
    found.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.port
    yield found
    found.stop()


def attempts():
    return list(Message.objects.order_by("pk").values_list("state", "attempts"))


def letters(count):
    return [letter(number).pk for number in range(1, count + 1)]


def test_five_letters_go_over_one_connection(server):
    assert (delivery.deliver(letters(5)), len(server.handler.peers)) == (5, 1)


@pytest.mark.parametrize("answer", ["550 5.7.1 we do not know you", "451 4.3.2 not now"])
def test_a_sender_who_is_refused_costs_one_letter_one_attempt_and_fails_none(server, answer):
    server.handler.mail = answer
    assert delivery.deliver(letters(3)) == 0
    assert attempts() == [(State.WAITING, 1), (State.WAITING, 0), (State.WAITING, 0)]
    assert Message.objects.first().error == f"sender refused: {answer}"


def test_a_letter_too_large_for_the_server_fails_alone(server):
    server.handler.mail = "552 5.3.4 too large"
    delivery.deliver(letters(2))
    assert attempts() == [(State.FAILED, 1), (State.FAILED, 1)]


def test_a_server_that_is_away_is_tried_once_and_the_others_are_free(server, settings):
    settings.EMAIL_PORT = 1
    ids = letters(3)
    assert delivery.deliver(ids) == 0
    assert attempts() == [(State.WAITING, 1), (State.WAITING, 0), (State.WAITING, 0)]
    settings.EMAIL_PORT = server.port
    assert delivery.deliver(ids) == 2


def test_a_wrong_password_fails_no_letter(server, settings):
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = "wrong"
    delivery.deliver(letters(2))
    assert attempts() == [(State.WAITING, 1), (State.WAITING, 0)]


def test_a_letter_whose_hour_passes_during_the_round_is_withdrawn(server):
    ids = letters(2)
    Message.objects.filter(pk=ids[1]).update(send_before=now() - timedelta(seconds=1))
    assert (delivery.deliver(ids), attempts()) == (1, [(State.SENT, 1), (State.WITHDRAWN, 1)])


def test_a_sweep_takes_more_than_one_round(server, monkeypatch):
    monkeypatch.setattr(delivery, "BATCH", 2)
    letters(5)
    assert delivery.sweep() == 5


@pytest.mark.parametrize(
    ("task", "names"),
    [(tasks.sweep, ["beat", "letters"]), (tasks.beat_of_papers, ["beat", "papers"]), (tasks.deliver, [])],
)
def test_whoever_works_for_the_timetable_shows_that_it_lives(server, task, names):
    task.apply(args=[[]] if task is tasks.deliver else [], throw=True)
    assert list(Heartbeat.objects.order_by("name").values_list("name", flat=True)) == names


def test_while_many_letters_go_their_sender_shows_that_it_lives(server):
    delivery.deliver(letters(2))
    assert list(Heartbeat.objects.values_list("name", flat=True)) == ["letters"]
