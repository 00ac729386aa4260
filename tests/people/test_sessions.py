"""How long a session lasts, who ends it, and what becomes of a text that was typed in one that is over."""

import time
from datetime import date

import pytest
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse

from audit.models import Entry
from people import actions, sessions
from people.models import Office, StaffRole

pytestmark = pytest.mark.django_db
HOUR, DAY = 3600, 24 * 3600
LIST = reverse("people:sessions")


def aged(client, *, idle=0, whole=0):
    """The same browser, whose session was last seen and begun so many seconds ago."""
    session, moment = client.session, int(time.time())
    session[sessions.SEEN], session[sessions.BEGUN] = moment - idle, moment - max(whole, idle)
    session.save()
    return client


def signed_in(user, agent="Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0"):
    """A browser of the user that the portal knows, and its row."""
    client = Client(HTTP_USER_AGENT=agent)
    client.force_login(user)
    client.get(reverse("desk"))
    return client, user.usersession_set.get(session_key=client.session.session_key)


@pytest.mark.parametrize(
    ("who", "idle", "whole", "goes_on"),
    [
        ("dana", 2 * HOUR - 60, 0, True),
        ("dana", 2 * HOUR, 0, False),
        ("dana", 0, 12 * HOUR - 60, True),
        ("dana", 0, 12 * HOUR, False),
        ("emil", 2 * HOUR, 0, False),
        ("bela", 13 * DAY, 13 * DAY, True),
        ("bela", 14 * DAY, 0, False),
        ("bela", 0, 14 * DAY, False),
    ],
)
def test_a_session_has_its_limits(request, client_of, who, idle, whole, goes_on):
    client = aged(client_of(request.getfixturevalue(who)), idle=idle, whole=whole)
    client.get(reverse("home"))
    assert get_user(client).is_authenticated is goes_on


def test_who_is_signed_out_is_told_why(client_of, dana):
    page = aged(client_of(dana), idle=3 * HOUR).get(reverse("desk"), follow=True)
    assert "You were signed out because your session had lasted too long." in page.content.decode()
    assert page.redirect_chain == [("/sign-in/?next=/desk/", 302)]


def test_a_text_sent_after_the_end_is_given_back(client_of, dana, group):
    client = aged(client_of(dana), idle=3 * HOUR)
    page = client.post(reverse("people:group_edit", args=[group.slug]), {"mandate": "A long text."})
    assert page.status_code == 403
    assert "A long text." in page.content.decode()
    assert Entry.objects.count() == 0


def test_being_here_is_noted_now_and_then(dana):
    client, row = signed_in(dana)
    aged(client, idle=sessions.A_WHILE).get(reverse("desk"))
    assert time.time() - client.session[sessions.SEEN] < 60
    assert dana.usersession_set.get().last_seen_at > row.last_seen_at


def test_one_sees_where_one_is_signed_in(dana):
    client, _row = signed_in(dana)
    signed_in(dana, "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1")
    signed_in(dana, "curl/8")
    page = client.get(LIST).content.decode()
    assert [page.count(words) for words in ("Firefox, Linux", "Safari, iPhone", "does not say what it is")] == [1, 2, 2]
    assert page.count("this browser") == 1


def test_one_session_is_ended_from_another(dana):
    here, _row = signed_in(dana)
    there, row = signed_in(dana)
    third, _row = signed_in(dana)
    here.post(reverse("people:session_end", args=[row.pk]))
    assert [get_user(client).is_authenticated for client in (here, there, third)] == [True, False, True]
    assert Entry.objects.get().action == "user.sessions_ended"


def test_all_others_are_ended_at_once(dana):
    here, _row = signed_in(dana)
    others = [signed_in(dana)[0] for _ in range(2)]
    page = here.post(reverse("people:sessions_end_others"), follow=True)
    assert [get_user(client).is_authenticated for client in (here, *others)] == [True, False, False]
    assert "2 sessions are ended." in page.content.decode()


def test_nobody_ends_a_session_of_somebody_else(dana, bela):
    client, _row = signed_in(bela)
    other, row = signed_in(dana)
    assert client.post(reverse("people:session_end", args=[row.pk])).status_code == 404
    assert get_user(other) == dana


def test_signing_out_ends_it_on_the_server(dana):
    client, _row = signed_in(dana)
    copy = Client()
    copy.cookies["sessionid"] = client.cookies["sessionid"].value
    client.post(reverse("account_logout"))
    assert get_user(copy).is_anonymous


def test_a_closed_account_has_no_session(dana):
    client, _row = signed_in(dana)
    dana.is_active = False
    dana.save()
    assert client.get(reverse("desk")).status_code == 302


@pytest.fixture
def colleague(group, dana):
    return actions.add_colleague(group=group, email="gita@example.org", by=dana, starts_on=date(2016, 5, 2))


def test_a_role_that_ends_ends_the_sessions(dana, colleague):
    client, _row = signed_in(colleague.user)
    actions.change_staff_role(role=colleague, seen=1, by=dana, ends_on=date(2016, 11, 24))
    assert get_user(client).is_anonymous


def test_an_office_that_ends_ends_the_sessions(group, dana, emil):
    client, _row = signed_in(emil)
    actions.change_office(office=Office.objects.get(kind="chair"), seen=1, by=dana, ends_on=date(2016, 11, 24))
    assert get_user(client).is_anonymous


def test_who_keeps_another_role_stays_signed_in(other_group, dana, colleague):
    StaffRole.objects.create(group=other_group, user=colleague.user, starts_on=date(2016, 5, 2))
    client, _row = signed_in(colleague.user)
    actions.change_staff_role(role=colleague, seen=1, by=dana, ends_on=date(2016, 11, 24))
    assert get_user(client) == colleague.user
