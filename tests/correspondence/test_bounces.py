"""Bounces: what mail servers report of our letters; what strangers make up changes nothing."""

import io
import subprocess
import sys
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from audit.clock import now
from audit.models import Entry
from correspondence import bounces, claiming, delivery, outbox
from correspondence.kinds import Kind
from correspondence.models import Message, Suppression
from tests.correspondence.post_office import letter
from tests.correspondence.reports import HOSTILE, report
from tests.processes import database_url
from tests.source import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
REAL = pytest.mark.django_db(transaction=True)
State = Message.State


@pytest.fixture
def message(db):
    """Letter 1, which went."""
    return letter(1, state=State.SENT, sent_at=now(), to_address="Reader1@Example.org", kind=Kind.REMINDER)


def facts():
    """What a bounce may change."""
    suppressed = list(Suppression.objects.values_list("address", flat=True))
    return Message.objects.get().state, suppressed, list(Entry.objects.order_by("id").values_list("action", flat=True))


def test_what_is_refused_for_good_keeps_reminders_from_the_address(message):
    said = bounces.take(report())
    assert said == f"Letter {message.pk} bounced; no reminder goes to its address any more."
    assert facts() == (State.BOUNCED, ["reader1@example.org"], ["message.bounced", "message.address_suppressed"])
    words = "failed 5.1.1 smtp; 550 5.1.1 <reader1@example.org>: no such mailbox"
    assert Message.objects.get().error == words
    assert Suppression.objects.get().reason == f"bounced 2016-11-25: {words}"


def test_the_same_report_again_changes_nothing(message):
    bounces.take(report())
    before = facts()
    assert (bounces.take(report()), facts()) == (f"Letter {message.pk} is known to have bounced.", before)


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers", "message/rfc822-headers"])
def test_the_letter_may_be_given_back_whole_or_as_headers(message, kind):
    bounces.take(report(kind=kind))
    assert facts()[0] == State.BOUNCED


def test_an_address_that_forwards_is_known_by_what_was_written_to(message):
    bounces.take(report(final="else@example.net", original="Original-Recipient: rfc822; <READER1@example.org>\n"))
    assert facts()[:2] == (State.BOUNCED, ["reader1@example.org"])


def test_what_was_given_up_for_a_passing_reason_bars_nobody(message):
    bounces.take(report(status="4.4.7", words="smtp; delivery time expired"))
    assert facts() == (State.BOUNCED, [], ["message.bounced"])


def test_a_delay_is_noted_once_and_nothing_else(message):
    late = report(action="delayed", status="4.4.1", words="smtp; no answer")
    assert {bounces.take(late), bounces.take(late)} == {f"Letter {message.pk} is delayed; the mail server still tries."}
    assert (facts(), Message.objects.get().error) == (
        (State.SENT, [], ["message.delayed"]), "delayed 4.4.1 smtp; no answer",
    )  # fmt: skip


def test_word_that_it_arrived_changes_nothing(message):
    bounces.take(report(action="delivered", status="2.0.0"))
    assert facts() == (State.SENT, [], [])


def test_a_bounce_may_be_faster_than_our_books():
    letter(1, sent_at=now(), lease_until=now() + claiming.LEASE)
    bounces.take(report())
    assert (facts()[0], facts()[2][:2]) == (State.BOUNCED, ["message.sent", "message.bounced"])


def test_a_letter_that_never_went_cannot_bounce():
    letter(1)
    with pytest.raises(bounces.NotABounce):
        bounces.take(report())
    assert facts() == (State.WAITING, [], [])


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_report_about_our_letter_changes_nothing(message, name):
    with pytest.raises(bounces.NotABounce) as refused:
        bounces.take(HOSTILE[name])
    assert (facts(), len(str(refused.value)) < 400) == ((State.SENT, [], []), True)


def test_what_a_server_says_is_kept_printable_and_short(message):
    bounces.take(report(words="smtp; \x1b[31m" + "no " * 5000))
    assert (len(Message.objects.get().error), "\x1b" in Message.objects.get().error) == (bounces.LONGEST, False)


def test_after_a_bounce_no_reminder_goes_but_a_receipt_does(message):
    bounces.take(report())
    letter(2, to_address="reader1@example.org", kind=Kind.REMINDER)
    letter(3, to_address="reader1@example.org")
    delivery.sweep()
    assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == ["bounced", "withdrawn", "sent"]
    assert outbox.suppressed(["READER1@example.org"]) == {"reader1@example.org"}


def test_the_command_says_in_one_line_what_it_did(message, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(report())))
    call_command("take_bounces")
    assert capsys.readouterr().out == f"Letter {message.pk} bounced; no reminder goes to its address any more.\n"


def test_without_a_mailbox_the_command_says_so():
    with pytest.raises(CommandError) as refused:
        call_command("take_bounces", mailbox=True)
    assert str(refused.value) == "EMAIL_BOUNCES_URL names no mailbox: set it to imaps://USER:PASSWORD@HOST/FOLDER."


@REAL
@pytest.mark.parametrize(("name", "code"), [("", 0), ("another address", 65), ("huge", 65), ("empty", 65)])
def test_a_mail_server_may_pipe_a_message_in(message, tmp_path, name, code):
    ours = {"PORTAL_VAR": str(tmp_path), "DATABASE_URL": database_url(), "PATH": "/usr/bin:/bin"}
    run = [sys.executable, "manage.py", "take_bounces"]
    piped = subprocess.run(run, cwd=ROOT, env=ours, input=HOSTILE.get(name, report()), capture_output=True)
    assert (piped.returncode, facts()[0]) == (code, State.SENT if code else State.BOUNCED)
    assert len((piped.stdout + piped.stderr).splitlines()) == 1
