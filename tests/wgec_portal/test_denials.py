"""What is refused is written down for whoever watches, without an address or anything that was typed."""

import logging

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from correspondence.models import Message
from tests.people.test_signing_in import code_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(caplog):
    """What the security log has said so far."""
    caplog.set_level(logging.INFO, logger="portal.security")
    return lambda: [record.getMessage() for record in caplog.records if record.name == "portal.security"]


@pytest.fixture(autouse=True)
def fresh_cache(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


def test_a_policy_that_refuses(client_of, bela, said):
    client_of(bela).get(reverse("outbox"))
    assert said() == [f"refused: the policy “staff”; at outbox; who user:{bela.pk}; method GET"]


def test_a_stranger_at_a_door(client, said):
    client.get(reverse("desk"))
    assert said() == ["refused: the policy “signed_in”; at desk; who nobody; method GET"]


def test_a_rule_that_refuses(client_of, dana, group, said):
    client_of(dana).post(reverse("people:second_factor_reset", args=[group.slug, dana.pk]))
    assert said() == [f"refused: a rule (Refused); at people:second_factor_reset; who user:{dana.pk}; method POST"]


def test_a_form_without_its_token(said):
    Client(enforce_csrf_checks=True).post(reverse("account_login"), {"email": "amina@example.org"})
    assert said() == ["refused: the token of the form: CSRF cookie not set.; at account_login; who nobody; method POST"]


def test_a_method_that_is_not_spoken(client, said):
    client.put(reverse("home"))
    assert said() == ["refused: a method that is not spoken here; at -; who nobody; method PUT"]


def test_a_wrong_code_of_a_letter(client, bela, said):
    client.post(reverse("account_login"), {"email": bela.email})
    client.post(reverse("account_confirm_login_code"), {"code": "WRONG1"})
    assert said() == [
        "refused: the code of the letter: a wrong code; at account_confirm_login_code; who nobody; method POST"
    ]


def test_who_got_in(client, bela, said):
    client.post(reverse("account_request_login_code"), {"email": bela.email})
    client.post(reverse("account_confirm_login_code"), {"code": code_in(Message.objects.get())})
    assert said() == [f"signed in: the code of a letter; who user:{bela.pk}"]


def test_too_many_codes_asked_for(bela, said):
    for _browser in range(4):
        Client().post(reverse("account_login"), {"email": bela.email})
    words = "refused: asking for a code: too_many_login_attempts; at account_login; who nobody; method POST"
    assert said() == [words]


def test_no_line_names_an_address_or_what_was_typed(client, bela, said):
    for words in ("known", "typed in secret"):
        client.post(f"{reverse('account_login')}?next=/contributions/late/secret-key/", {"email": bela.email})
        client.post(reverse("account_confirm_login_code"), {"code": words})
        client.get("/desk/outbox/?q=typed")
    text = " ".join(said())
    assert Message.objects.exists() and text
    assert [word for word in (bela.email, "typed", "secret-key", "known", "/") if word in text] == []
