"""The letters of meetings and calls: to whom they go, and what they say."""

import pytest
from django.core import mail

from correspondence import delivery
from correspondence.models import Message, Suppression
from meetings import emails
from people.models import Contact
from people.models.contact import Audience


def addresses(contacts):
    return sorted(contact.email.split("@")[0] for contact in contacts)


@pytest.mark.parametrize(
    ("audiences", "found"),
    [
        ([Audience.MEMBERS], ["bela", "bra"]),
        ([Audience.OBSERVERS], ["fra", "ken"]),
        ([Audience.UNCTAD], ["bra", "ken"]),
        ([Audience.MEMBERS, Audience.OBSERVERS, Audience.UNCTAD], ["bela", "bra", "fra", "ken"]),
        ([Audience.ALL], ["bela", "bra", "fra", "ken", "network"]),
        ([], []),
    ],
)
def test_an_audience_is_written_to_once_each(group, address_book, audiences, found):
    assert addresses(emails.recipients(group, audiences)) == found


def test_an_address_that_must_not_be_written_to_is_left_out(group, address_book, meeting):
    Suppression.objects.create(address="ken@example.org", reason="bounced", since=meeting.opens_at)
    assert addresses(emails.recipients(group, [Audience.UNCTAD])) == ["bra"]


def test_an_address_book_of_another_group_is_not_touched(group, other_group, address_book):
    Contact.objects.create(group=other_group, name="Elsewhere", email="elsewhere@example.org")
    assert "elsewhere" not in addresses(emails.recipients(group, [Audience.ALL]))


def test_everybody_reads_the_deadline_in_the_language_of_their_letters(call, address_book):
    Contact.objects.filter(email="fra@example.org").update(language="fr")
    emails.call_opened(call)
    body = Message.objects.get(to_address="fra@example.org").body
    assert "7 décembre 2016, 23:59, heure de Geneva (UTC+1)" in body


def test_a_letter_names_nobody_else(call, address_book):
    emails.call_opened(call)
    delivery.sweep()
    assert {(len(letter.to), tuple(letter.cc), tuple(letter.bcc)) for letter in mail.outbox} == {(1, (), ())}


def test_asking_twice_posts_once(call, address_book):
    emails.call_opened(call)
    emails.call_opened(call)
    assert Message.objects.count() == 5
