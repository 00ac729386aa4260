"""The second step of signing in: who must make it, that nothing opens before it, how it is replaced and reset."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth import get_user
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from audit.models import Entry
from correspondence.models import Message
from people import actions, rules
from people.refusals import Refused

pytestmark = pytest.mark.django_db
SET_UP, AGAIN, CODES = (reverse(f"mfa_{name}") for name in ("activate_totp", "reauthenticate", "view_recovery_codes"))
DESK = reverse("desk")


@pytest.fixture(autouse=True)
def switched_on(settings):
    settings.SECOND_FACTOR = True
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


def by_letter(user):
    """A browser in which the user has entered the code of a letter, and the page to which that led."""
    client = Client()
    client.post(reverse("account_login"), {"email": user.email})
    letter = Message.objects.filter(to_address=user.email).latest("pk")
    code = re.search(r"^([A-Z0-9]{3,5}-?[A-Z0-9]{3,5})$", letter.body, re.M)[1]
    page = client.post(reverse("account_confirm_login_code"), {"code": code}, follow=True)
    return client, page


def digits(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def with_app(user):
    """A browser that has made both steps, setting the app up on the way, and the app's secret."""
    client, page = by_letter(user)
    secret = page.context["form"].secret
    client.post(SET_UP, {"code": digits(secret)})
    cache.clear()  # else the code, just used, is of no use for half a minute
    return client, secret


def recovery_codes(client):
    return client.get(CODES).context["unused_codes"]


@pytest.mark.parametrize(
    ("name", "needed"),
    [("dana", True), ("oumar", True), ("emil", True), ("fatou", False), ("bela", False), ("chidi", False)],
)
def test_secretariat_and_chair_need_it(request, name, needed):
    assert rules.needs_second_factor(request.getfixturevalue(name)) is needed


def test_technicians_need_it(chidi):
    chidi.is_staff = True
    assert rules.needs_second_factor(chidi) is True


def test_nobody_needs_it_where_it_is_switched_off(settings, dana):
    settings.SECOND_FACTOR = False
    assert rules.needs_second_factor(dana) is False


def test_the_first_sign_in_sets_it_up_at_once(dana):
    client, page = by_letter(dana)
    assert page.redirect_chain[-1][0] == f"{SET_UP}?next=/desk/"
    assert client.get(DESK).url == f"{SET_UP}?next=/desk/"


def test_with_it_everything_opens_and_the_recovery_codes_are_shown(dana):
    client, page = by_letter(dana)
    page = client.post(SET_UP, {"code": digits(page.context["form"].secret)}, follow=True)
    assert (page.redirect_chain[-1][0], len(page.context["unused_codes"])) == (CODES, 10)
    assert client.get(DESK).status_code == 200


def test_members_are_let_in_by_the_code_of_the_letter(bela):
    assert by_letter(bela)[1].redirect_chain[-1][0] == DESK


def test_half_a_sign_in_reads_public_pages_as_a_stranger_does(group, dana, call):
    client, _page = by_letter(dana)
    page = client.get(reverse("group", args=[group.slug]))
    assert page.wsgi_request.user.is_anonymous
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["desk", "outbox", "mfa_index", "mfa_generate_recovery_codes", "people:sessions"])
def test_half_a_sign_in_opens_nothing_else(dana, name):
    client, _page = by_letter(dana)
    assert client.get(reverse(name)).url.startswith(SET_UP)
    assert client.post(reverse(name)).url.startswith(SET_UP)


def test_later_sign_ins_ask_for_the_app(dana):
    _client, secret = with_app(dana)
    client, page = by_letter(dana)
    assert page.redirect_chain[-1][0] == reverse("mfa_authenticate")
    assert get_user(client).is_anonymous
    client.post(reverse("mfa_authenticate"), {"code": digits(secret)})
    assert (get_user(client), client.get(DESK).status_code) == (dana, 200)


def test_a_session_from_before_the_app_enters_its_code_once(dana, settings):
    settings.SECOND_FACTOR = False
    before, _page = by_letter(dana)
    settings.SECOND_FACTOR = True
    _client, secret = with_app(dana)
    name = before.session.session_key
    assert before.get(DESK).url == f"{AGAIN}?next=/desk/"
    assert before.post(f"{AGAIN}?next=/desk/", {"code": digits(secret), "next": DESK}).url == DESK
    assert (before.get(DESK).status_code, before.session.session_key == name) == (200, False)


def test_such_a_session_cannot_put_another_app_in_place_of_it(dana, settings):
    settings.SECOND_FACTOR = False
    before, _page = by_letter(dana)
    settings.SECOND_FACTOR = True
    with_app(dana)
    assert before.get(SET_UP).url.startswith(AGAIN)
    assert before.post(SET_UP, {"code": "123456"}).url.startswith(AGAIN)


def test_a_recovery_code_serves_once(dana):
    client, _secret = with_app(dana)
    code = recovery_codes(client)[0]
    for signed_in in (True, False):
        browser, _page = by_letter(dana)
        browser.post(reverse("mfa_authenticate"), {"code": code})
        assert get_user(browser).is_authenticated is signed_in


def test_the_digits_serve_once_even_those_of_setting_up(dana):
    client, page = by_letter(dana)
    code = digits(page.context["form"].secret)
    client.post(SET_UP, {"code": code})
    other, _page = by_letter(dana)
    other.post(reverse("mfa_authenticate"), {"code": code})
    assert get_user(other).is_anonymous


def test_digits_are_tried_a_few_times_only(dana):
    with_app(dana)
    client, _page = by_letter(dana)
    pages = [client.post(reverse("mfa_authenticate"), {"code": f"{number:06}"}) for number in range(7)]
    told = [str(page.context["form"].errors["code"][0]) for page in pages]
    assert told.count("Incorrect code.") == 5
    assert told[-1] == "Too many failed login attempts. Try again later."


def test_the_app_is_replaced_in_one_step(dana):
    client, old = with_app(dana)
    secret = client.get(SET_UP).context["form"].secret
    client.post(SET_UP, {"code": digits(secret)})
    assert secret != old
    assert [each.wrap().validate_code(digits(old)) for each in Authenticator.objects.filter(type="totp")] == [False]


def test_who_needs_it_cannot_remove_it(dana, bela):
    client, _secret = with_app(dana)
    page = client.post(reverse("mfa_deactivate_totp"))
    assert page.context["form"].errors["__all__"] == ["You cannot deactivate two-factor authentication."]
    assert Authenticator.objects.filter(user=dana, type="totp").exists()


def test_the_secret_is_encrypted_where_it_is_kept(dana):
    _client, secret = with_app(dana)
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert (secret in kept, len(kept) > 100) == (False, True)


def test_setting_up_gives_the_session_another_name(dana):
    client, page = by_letter(dana)
    before = client.session.session_key
    client.post(SET_UP, {"code": digits(page.context["form"].secret)})
    assert client.session.session_key != before
    assert [each.session_key for each in dana.usersession_set.all()] == [client.session.session_key]


@pytest.fixture
def colleague(group, dana):
    """Another member of the secretariat, with an app."""
    role = actions.add_colleague(group=group, email="gita@example.org", by=dana, starts_on="2016-05-02")
    with_app(role.user)
    return role.user


def test_a_colleague_resets_it_and_the_owner_is_told(group, dana, colleague):
    client, _secret = with_app(dana)
    page = client.post(reverse("people:second_factor_reset", args=[group.slug, colleague.pk]))
    letter = Message.objects.filter(to_address=colleague.email).latest("pk")
    assert (page.url, letter.subject) == (
        reverse("people:offices", args=[group.slug]),
        "The second step of your sign-in was reset",
    )
    assert Entry.objects.latest("pk").action == "user.second_factor_reset"
    assert by_letter(colleague)[1].redirect_chain[-1][0].startswith(SET_UP)


def test_nobody_resets_their_own(group, dana):
    client, _secret = with_app(dana)
    address = reverse("people:second_factor_reset", args=[group.slug, dana.pk])
    assert "ask a colleague" in client.get(address).content.decode()
    with pytest.raises(Refused):
        actions.reset_second_factor(group=group, user=dana, by=dana)


def test_another_group_resets_nothing(group, oumar, colleague):
    client, _secret = with_app(oumar)
    assert client.post(reverse("people:second_factor_reset", args=[group.slug, colleague.pk])).status_code == 404
    with pytest.raises(Refused):
        actions.reset_second_factor(group=group, user=colleague, by=oumar)


def test_who_has_no_role_in_the_group_is_not_reset_by_it(group, dana, oumar):
    with_app(oumar)
    reason = rules.why_not_reset_second_factor(dana, group, oumar)
    assert reason == "This account belongs to nobody who works for this group today."


def test_whoever_runs_the_portal_resets_it_by_a_command(dana, capsys):
    with_app(dana)
    call_command("reset_second_factor", "Dana@example.org")
    assert not Authenticator.objects.filter(user=dana).exists()
    assert Message.objects.latest("pk").subject == "The second step of your sign-in was reset"
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "nobody@example.org")
    with pytest.raises(CommandError, match=r"^dana@example\.org: No second step is set up for this account\.$"):
        call_command("reset_second_factor", "dana@example.org")
