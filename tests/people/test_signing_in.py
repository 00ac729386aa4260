"""Signing in by code: the letter goes through the outbox, and its code is kept nowhere once it went.

The pages themselves are tested in tests/test_signing_in.py.
"""

import re

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from correspondence import delivery
from correspondence.models import Message

pytestmark = pytest.mark.django_db

REQUEST, CONFIRM = "/sign-in/", "/sign-in/code/"


@pytest.fixture(autouse=True)
def fresh_cache(settings):
    """Attempts are counted in the cache; every test begins with none."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


def code_in(message):
    """The code as it stands in the letter: a line of its own."""
    return re.search(r"^[A-Z0-9]{3,5}-?[A-Z0-9]{3,5}$", message.body, re.MULTILINE).group()


def ask_for_code(client, email):
    """Ask for a code; returns the answer of the page that follows, and the letter."""
    answer = client.post(REQUEST, {"email": email}, follow=True)
    return answer, Message.objects.latest("pk")


def test_a_member_signs_in_by_the_code_in_the_letter(client, bela):
    _answer, letter = ask_for_code(client, bela.email)
    signed_in = client.post(CONFIRM, {"code": code_in(letter)})
    assert (letter.to_address, letter.secret) == (bela.email, True)
    assert (signed_in.status_code, signed_in.url) == (302, reverse("desk"))
    assert client.session["_auth_user_id"] == str(bela.pk)


def test_the_page_goes_on_to_where_one_wanted_to_go(client, bela):
    answer = client.post(f"{REQUEST}?next=/groups/wgec/", {"email": bela.email, "next": "/groups/wgec/"})
    signed_in = client.post(answer.url, {"code": code_in(Message.objects.get()), "next": "/groups/wgec/"})
    assert signed_in.url == "/groups/wgec/"


def test_an_unknown_address_gets_a_letter_that_there_is_no_account(client, bela):
    _answer, letter = ask_for_code(client, "nobody@example.org")
    assert letter.to_address == "nobody@example.org"
    assert letter.subject == "This address is not registered with the working group portal"
    assert re.search(r"^[A-Z0-9]{3,5}-?[A-Z0-9]{3,5}$", letter.body, re.MULTILINE) is None


def test_a_closed_account_is_as_unknown_as_any(client, bela):
    bela.is_active = False
    bela.save()
    _answer, letter = ask_for_code(client, bela.email)
    assert letter.subject == "This address is not registered with the working group portal"


def test_the_code_stands_neither_in_subject_nor_key_and_is_blanked_when_sent(client, bela):
    _answer, letter = ask_for_code(client, bela.email)
    code = code_in(letter)
    delivery.deliver([letter.pk])
    letter.refresh_from_db()
    assert (letter.state, letter.body) == ("sent", "")
    assert (code in letter.subject, code in letter.key) == (False, False)


def test_no_secretariat_finds_the_letter(client, bela, dana, client_of):
    _answer, letter = ask_for_code(client, bela.email)
    staff = client_of(dana)
    assert letter.group is None
    assert staff.get(reverse("letter", args=[letter.pk])).status_code == 404


def test_a_code_that_is_of_no_use_any_more_is_not_sent(client, bela, clock):
    _answer, letter = ask_for_code(client, bela.email)
    clock("2016-11-25T12:20:00")
    delivery.deliver([letter.pk])
    letter.refresh_from_db()
    assert (letter.state, letter.body) == ("withdrawn", "")


def test_the_letter_and_the_pages_speak_the_language_of_the_account(client, bela):
    bela.language = "fr"
    bela.save()
    _answer, letter = ask_for_code(client, bela.email)
    signed_in = client.post(CONFIRM, {"code": code_in(letter)})
    assert letter.language == "fr"
    assert signed_in.cookies[settings.LANGUAGE_COOKIE_NAME].value == "fr"


def test_the_session_lives_in_real_time(client, bela, clock):
    _answer, letter = ask_for_code(client, bela.email)
    client.post(CONFIRM, {"code": code_in(letter)})
    clock("2017-01-26T09:00:00")
    assert client.get(reverse("desk")).status_code == 200


def test_nobody_is_flooded_with_codes(bela):
    answers = [Client().post(REQUEST, {"email": bela.email}).status_code for _browser in range(5)]
    assert answers == [302, 302, 302, 200, 200]
    assert Message.objects.count() == 3
