"""The mailbox for bounces: every new message is taken once, over TLS, from a server with the right certificate."""

import imaplib
import ssl

import pytest
from django.core.management import CommandError, call_command

from audit.clock import now
from correspondence import bounces, mailbox
from correspondence.models import Message
from tests.correspondence.imap_server import Folder
from tests.correspondence.post_office import letter, self_signed
from tests.correspondence.reports import answer, report

pytestmark = pytest.mark.django_db
State = Message.State


@pytest.fixture
def serve(settings, tmp_path, monkeypatch):
    """Start an IMAP server that holds these messages; the portal fetches from it."""
    chain, context = self_signed("127.0.0.1", tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(chain))
    running = []

    def start(*messages):
        running.append(Folder(context, enumerate(messages, start=1)))
        settings.EMAIL_BOUNCES_URL = f"imaps://bounces:p%40ss%20word@127.0.0.1:{running[0].port}/Bounces"
        return running[0]

    yield start
    [each.stop() for each in running]


def test_every_new_message_is_taken_once_and_marked_as_read(serve):
    letter(1, state=State.SENT, sent_at=now())
    folder = serve(answer(), report())
    assert dict(mailbox.take_bounces()) == {"taken": 1, "not bounces": 1}
    assert (Message.objects.get().state, folder.seen) == (State.BOUNCED, {1, 2})
    assert dict(mailbox.take_bounces()) == {}
    assert folder.said[1:3] == ['LOGIN bounces "p@ss word"', 'SELECT "Bounces"']


def test_a_huge_message_is_not_fetched(serve):
    folder = serve(b"x" * (bounces.LARGEST + 1))
    assert (dict(mailbox.take_bounces()), folder.seen) == ({"not bounces": 1}, {1})
    assert [words for words in folder.said if "BODY" in words] == []


def test_with_a_wrong_password_nothing_is_taken(serve, settings):
    folder = serve(report())
    settings.EMAIL_BOUNCES_URL = f"imaps://bounces:wrong@127.0.0.1:{folder.port}/Bounces"
    with pytest.raises(imaplib.IMAP4.error):
        mailbox.take_bounces()
    assert folder.seen == set()


def test_a_server_with_a_strange_certificate_gets_no_password(serve, monkeypatch):
    folder = serve(report())
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(ssl.SSLCertVerificationError):
        mailbox.take_bounces()
    assert folder.said == []


def test_without_a_mailbox_nothing_is_done(settings):
    settings.EMAIL_BOUNCES_URL = ""
    assert dict(mailbox.take_bounces()) == {}


def test_the_command_counts(serve, capsys):
    serve(answer())
    call_command("take_bounces", mailbox=True)
    assert capsys.readouterr().out == "Bounces taken: 0. Messages that are none: 1.\n"


def test_the_command_says_in_one_line_that_nobody_answers(settings):
    settings.EMAIL_BOUNCES_URL = "imaps://user:word@127.0.0.1:1/INBOX"
    with pytest.raises(CommandError) as refused:
        call_command("take_bounces", mailbox=True)
    assert str(refused.value) == (
        "The mailbox of EMAIL_BOUNCES_URL cannot be read: [Errno 111] Connection refused. Nothing is lost."
    )
