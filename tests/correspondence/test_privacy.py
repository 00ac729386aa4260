"""What the post office tells of an address, and what is left of a letter that is forgotten."""

from pathlib import Path

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client

from audit.clock import now
from audit.ledger import trace_of
from audit.log import SYSTEM, ImpossibleMove
from correspondence import delivery, eml, outbox, privacy
from correspondence.models import Message, Suppression
from tests.correspondence.post_office import letter

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
State = Message.State
AMINA = "amina+un@example.org"


def to_amina(number=1, **fields):
    return letter(number, key=f"call:1:reminder:{number}:{AMINA}", to_address="Amina+UN@example.org", **fields)


def everything(message):
    """All that the row of a letter says."""
    return " ".join(map(str, Message.objects.filter(pk=message.pk).values_list().get()))


def test_a_forgotten_letter_keeps_its_hours_and_nothing_of_whom_it_went_to():
    message = to_amina(to_name="Amina", body="The text", subject="Dear Amina", error="550 <amina+un@example.org>")
    assert privacy.forget(privacy.letters_to(AMINA)) == 1
    found = Message.objects.get()
    assert (found.state, found.posted_at, found.key) == (
        State.WITHDRAWN, message.posted_at, f"call:1:reminder:1:erased-{message.pk}",
    )  # fmt: skip
    assert [word for word in ("amina", "Amina", "text") if word in everything(message)] == []


def test_a_letter_that_went_and_is_not_booked_is_forgotten_and_not_called_withdrawn():
    to_amina(sent_at=now(), lease_until=now())
    privacy.forget(privacy.letters_to(AMINA))
    assert (Message.objects.get().state, Message.objects.get().body) == (State.WAITING, "")
    delivery.sweep()
    assert (Message.objects.get().state, Message.objects.get().to_address) == (State.SENT, "")


def test_letters_of_one_event_are_forgotten_and_still_tell_to_whom_they_went():
    message = letter(key="receipt:5:1")
    outbox.erase("receipt:5:", by=SYSTEM)
    message.refresh_from_db()
    assert (message.body, message.to_address, message.key) == ("", "reader1@example.org", "receipt:5:1")


def test_forgetting_twice_is_as_well_as_once():
    first = to_amina()
    privacy.forget(Message.objects.all())
    again = to_amina(message_id="<again>")  # the address came back, and the same letter with it
    assert privacy.forget(Message.objects.all()) == 2
    assert [everything(each).count("amina") for each in (first, again)] == [0, 0]


def test_the_copy_on_the_disk_goes_too(settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = "correspondence.eml.Backend"
    letter()
    delivery.sweep()
    assert len(list(Path(settings.OUTBOX_DIR).iterdir())) == 1
    with django_capture_on_commit_callbacks(execute=True):
        privacy.forget(Message.objects.all())
    assert list(Path(settings.OUTBOX_DIR).iterdir()) == []


class ForgottenMeanwhile(eml.Backend):
    """Writes the letter down after somebody had it forgotten."""

    def send_messages(self, email_messages):
        privacy.forget(Message.objects.all())
        return super().send_messages(email_messages)


def test_a_letter_that_is_forgotten_while_it_goes_leaves_no_copy(settings):
    settings.EMAIL_BACKEND = f"{__name__}.ForgottenMeanwhile"
    message = letter(body="canary")
    assert delivery.deliver([message.pk]) == 0
    assert (list(Path(settings.OUTBOX_DIR).iterdir()), Message.objects.get().state) == ([], State.WITHDRAWN)


class Refusing(BaseEmailBackend):
    """Takes nothing, and says whom it refuses."""

    def send_messages(self, email_messages):
        privacy.forget(Message.objects.all())
        raise ValueError(email_messages[0].to)


def test_a_letter_forgotten_while_it_fails_does_not_learn_its_address_again(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    message = to_amina()
    delivery.deliver([message.pk])
    assert "amina" not in everything(message)


def test_a_letter_without_its_text_is_not_sent_again():
    message = letter(state=State.FAILED)
    privacy.forget(Message.objects.all())
    message.refresh_from_db()
    with pytest.raises(ImpossibleMove, match="was erased"):
        delivery.send_again(message=message, by=SYSTEM)


def test_what_is_exported_tells_no_code():
    to_amina(body="Your reminder")
    to_amina(2, body="Your code is 123456", secret=True)
    letter(3)
    told = privacy.export(AMINA)["letters"]
    assert [(each["to"], each["body"]) for each in told] == [
        ("Amina+UN@example.org", "Your reminder"), ("Amina+UN@example.org", ""),
    ]  # fmt: skip


def test_staff_of_one_group_are_told_of_their_own_letters_only():
    to_amina(group=1)
    to_amina(2, group=2, body="of another group")
    Suppression.objects.create(address=AMINA, reason="bounced", since=now())
    told = privacy.export(AMINA, groups=[1])
    assert (len(told["letters"]), told["not to be written to"]) == (1, [])
    privacy.erase(AMINA, SYSTEM, groups=[1])
    assert Message.objects.get(group=2).body == "of another group"


def test_an_erased_address_is_not_written_to_and_not_known():
    Suppression.objects.create(address=AMINA, reason="bounced", since=now())
    assert privacy.erase(AMINA.upper(), SYSTEM) == {"letters": 0}
    assert privacy.erase(AMINA, SYSTEM) == {"letters": 0}
    assert [each.address for each in Suppression.objects.all()] == [trace_of(AMINA)]
    assert outbox.suppressed(["Amina+UN@example.org", "amina@example.org"]) == {AMINA}
    assert outbox.suppress(AMINA, reason="by staff") is False


def test_staff_may_allow_letters_again(client_of, dana, group):
    privacy.erase(AMINA, SYSTEM)
    message = to_amina(group=group.pk)
    page = client_of(dana).get(f"/desk/outbox/{message.pk}/")
    assert page.context["kept_from"] == Suppression.objects.get()
    outbox.allow_again(message=message, by=dana)
    assert Suppression.objects.count() == 0


def test_the_page_of_a_forgotten_letter_says_so(client_of, dana, group):
    message = letter(group=group.pk)
    privacy.forget(Message.objects.all())
    page = client_of(dana).get(f"/desk/outbox/{message.pk}/").content.decode()
    assert "The text of this letter was erased." in page
    assert Client().get(f"/desk/outbox/{message.pk}/").status_code == 302
