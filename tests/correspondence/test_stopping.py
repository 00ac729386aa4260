"""Which letters are kept from an address, and what stands at the end of each."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.core.mail import get_connection

from audit.clock import now
from audit.ledger import trace_of
from audit.log import SYSTEM
from correspondence import kinds, outbox, stopping
from correspondence.envelope import as_email
from correspondence.kinds import EVERYTHING, STOPPABLE, TERMS, Kind
from correspondence.models import Message, Suppression
from tests.correspondence.post_office import letter, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
AMINA = "amina@example.org"
SENTENCE = "To stop letters of this kind"
ALWAYS = [Kind.RECEIPT, Kind.CODE, Kind.ACCOUNT, Kind.WORK, Kind.DUTY]


def post(kind, to="Amina@example.org"):
    context = {"subject": "Subject", "text": "Text"}
    key = f"{kind}:{Message.objects.count()}"
    return outbox.post(key=key, kind=kind, to=to, template="people/emails/sign_in.txt", context=context, language="en")


def arrived(message):
    content = as_email(message, get_connection()).message().as_bytes(linesep="\r\n")
    return message_from_bytes(content, policy=policy.default)


def test_every_kind_has_its_terms():
    assert set(TERMS) == set(Kind)
    assert [kind for kind, terms in TERMS.items() if terms.always and terms.can_be_stopped] == []
    assert [kind for kind, terms in TERMS.items() if terms.always] == ALWAYS


@pytest.mark.parametrize("kind", Kind)
def test_a_letter_says_why_it_was_sent_and_how_to_stop_its_kind(kind):
    message = post(kind)
    mail = arrived(message)
    link = f"http://localhost:8000/letters/{message.reader_key}/"
    for said in (text_of(mail), text_of(mail, "html")):
        assert str(TERMS[kind].why) in said
        assert (SENTENCE in said, link in said) == (kind in STOPPABLE,) * 2


@pytest.mark.parametrize("kind", Kind)
def test_a_mail_program_can_stop_what_can_be_stopped(kind):
    message = post(kind)
    mail = arrived(message)
    link, click = f"<http://localhost:8000/letters/{message.reader_key}/>", "List-Unsubscribe=One-Click"
    expected = (link, click) if kind in STOPPABLE else (None, None)
    assert (mail["List-Unsubscribe"], mail["List-Unsubscribe-Post"]) == expected


def test_a_link_does_not_tell_whose_it_is():
    links = [stopping.stop_link(post(Kind.REMINDER)) for _each in range(2)]
    assert (len(set(links)), [link for link in links if "amina" in link.lower()]) == (2, [])


@pytest.mark.parametrize(
    ("stopped", "goes"),
    [
        (Kind.REMINDER, [kind for kind in Kind if kind != Kind.REMINDER]),
        (Kind.ANNOUNCEMENT, [kind for kind in Kind if kind != Kind.ANNOUNCEMENT]),
        (EVERYTHING, ALWAYS),
    ],
)
def test_what_is_stopped_is_not_posted_and_everything_else_is(stopped, goes):
    stopping.stop(AMINA, stopped)
    assert [kind for kind in Kind if post(kind)] == goes
    assert all(post(kind, to="other@example.org") for kind in Kind)


def test_what_waits_is_taken_back_when_its_kind_is_stopped(amina):
    first, second, receipt = post(Kind.REMINDER), post(Kind.ANNOUNCEMENT), post(Kind.RECEIPT)
    outbox.stop_letters(letter=first, kind=Kind.REMINDER, by=amina)
    states = Message.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["withdrawn", "waiting", "waiting"]
    outbox.stop_letters(letter=second, kind=EVERYTHING, by=amina)
    receipt.refresh_from_db()
    assert (list(states.all()), receipt.state) == (["withdrawn", "withdrawn", "waiting"], "waiting")


def test_stopping_twice_is_one_row_and_one_line_of_the_log(amina):
    found = post(Kind.REMINDER)
    for _each in range(2):
        outbox.stop_letters(letter=found, kind=Kind.REMINDER, by=amina)
    row = Suppression.objects.get()
    assert (row.address, row.kind, row.reason) == (AMINA, "reminder", "stopped by its owner")


def test_allowing_one_kind_again_leaves_the_others_stopped():
    stopping.stop(AMINA, EVERYTHING)
    assert stopping.allow(AMINA, Kind.REMINDER)
    assert stopping.stopped(AMINA) == {*STOPPABLE, Kind.INVITATION} - {Kind.REMINDER}
    assert not stopping.allow(AMINA, Kind.REMINDER)


def test_allowing_keeps_an_erased_address_unreadable():
    Suppression.objects.create(address=trace_of(AMINA), reason="erased", since=now() - timedelta(days=9))
    stopping.allow(AMINA, Kind.REMINDER)
    assert set(Suppression.objects.values_list("address", flat=True)) == {trace_of(AMINA)}


def test_what_staff_allow_again_is_everything_but_what_its_owner_stopped(dana):
    stopping.stop(AMINA, Kind.REMINDER)
    outbox.keep_from(message=post(Kind.RECEIPT), by=dana)
    outbox.allow_again(message=post(Kind.RECEIPT), by=dana)
    assert stopping.stopped(AMINA) == {Kind.REMINDER}


def test_a_letter_that_was_erased_has_no_reader():
    found = post(Kind.REMINDER)
    assert stopping.letter_of(found.reader_key) == found
    outbox.privacy.forget(Message.objects.all(), by=SYSTEM)
    assert (stopping.letter_of(found.reader_key), stopping.letter_of("unknown")) == (None, None)


def test_a_letter_from_before_there_were_kinds_still_goes():
    mail = arrived(letter(kind="", reader_key=None))
    assert (mail["List-Unsubscribe"], "Letter 1") == (None, mail["Subject"])


@pytest.mark.parametrize(
    ("address", "shown"),
    [(AMINA, "a…@e….org"), ("x@mission.example.ch", "x…@m….ch"), ("q@localhost", "q…@….localhost")],
)
def test_an_address_is_shown_as_its_owner_knows_it(address, shown):
    assert stopping.masked(address) == shown


def test_kinds_have_labels_and_sentences_of_their_own():
    assert len({str(terms.why) for terms in kinds.TERMS.values()}) == len(Kind) == len(set(Kind.labels))
