"""Signing in as people meet it: the pages say what to do, the letters why they came, the second step works."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth import get_user
from django.core.cache import cache
from django.urls import reverse

from correspondence.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_cache(settings):
    """Attempts are counted in the cache; every test begins with none."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


def ask_for_code(client, address):
    """Ask for a code and return the page that wants it, and the letter."""
    page = client.post(reverse("account_login"), {"email": address}, follow=True)
    return page, Message.objects.get(to_address=address)


def code_in(letter):
    return re.search(r"^([A-Z0-9]{3,5}-?[A-Z0-9]{3,5})$", letter.body, re.M)[1]


def without_tokens(page):
    """The page's text without its tokens, for comparing two pages."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())


def set_up_app(client):
    """Set up an authenticator app for the signed-in person; returns its secret."""
    address = reverse("mfa_activate_totp")
    secret = client.get(address).context["form"].secret
    client.post(address, {"code": format_hotp_value(hotp_value(secret, int(time.time()) // 30))})
    return secret


def test_a_code_from_the_letter_signs_in(client, dana):
    _page, letter = ask_for_code(client, dana.email)
    client.post(reverse("account_confirm_login_code"), {"code": code_in(letter)})
    assert get_user(client) == dana


def test_the_letter_with_the_code_says_why_it_came(client, dana):
    _page, letter = ask_for_code(client, dana.email)
    assert letter.subject == "Your code for the working group portal"
    assert "If it was not you, do nothing." in letter.body
    assert letter.secret


def test_a_wrong_code_is_told_at_the_top_with_a_link_to_its_field(client, dana):
    ask_for_code(client, dana.email)
    page = client.post(reverse("account_confirm_login_code"), {"code": "WRONG"}).content.decode()
    assert "<title>Error: Enter the code" in page
    assert '<a href="#id_code">' in page
    assert get_user(client).is_anonymous


def test_unknown_addresses_see_the_same_page(client, dana):
    known, _letter = ask_for_code(client, dana.email)
    client.cookies.clear()
    unknown, letter = ask_for_code(client, "nobody@example.org")
    assert without_tokens(unknown).replace("nobody@example.org", dana.email) == without_tokens(known)
    assert "not registered" in letter.body


def test_the_key_for_the_app_is_drawn_within_the_policy(client_of, dana):
    page = client_of(dana).get(reverse("mfa_activate_totp")).content.decode()
    assert "<svg" in page
    assert "data:" not in page


def test_with_an_app_signing_in_asks_for_a_second_step(client, client_of, dana):
    set_up_app(client_of(dana))
    _page, letter = ask_for_code(client, dana.email)
    page = client.post(reverse("account_confirm_login_code"), {"code": code_in(letter)}, follow=True)
    assert page.redirect_chain[-1][0] == reverse("mfa_authenticate")
    assert get_user(client).is_anonymous


def test_a_new_app_is_told_by_letter(client_of, dana, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        set_up_app(client_of(dana))
    assert "An authenticator app was set up for your account" in [m.subject for m in Message.objects.all()]


@pytest.mark.parametrize("name", ["account_logout", "mfa_index", "mfa_activate_totp"])
def test_every_page_of_signing_in_opens(client_of, dana, name):
    assert client_of(dana).get(reverse(name)).status_code == 200


def test_signing_out_ends_the_session(client_of, dana):
    client = client_of(dana)
    client.post(reverse("account_logout"))
    assert get_user(client).is_anonymous


def test_a_page_that_is_not_there_shows_the_way_home(client):
    page = client.get("/no-such-page/")
    assert (page.status_code, "There is no such page" in page.content.decode()) == (404, True)


def test_changing_the_language_keeps_the_page(client):
    answer = client.post(reverse("set_language"), {"language": "ar", "next": "/?page=2"})
    page = client.get(answer.url).content.decode()
    assert answer.url == "/?page=2"
    assert '<html lang="ar" dir="rtl">' in page
    assert "bootstrap.rtl" in page


def test_nobody_opens_an_account_alone(client):
    page = client.get(reverse("account_signup")).content.decode()
    assert "The secretariat opens accounts" in page
    assert "<form" not in page.split("<main")[1]
