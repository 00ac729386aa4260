"""The page behind the link at the end of a letter: one button, no account, no cookie, and no stranger's address."""

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Entry
from correspondence import outbox, stopping
from correspondence.kinds import EVERYTHING, Kind

pytestmark = pytest.mark.django_db
AMINA = "amina@example.org"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def visitor():
    """A browser, or a mail program, without cookies, that is asked for its token."""
    return Client(enforce_csrf_checks=True)


def post(kind=Kind.REMINDER):
    context = {"subject": "Subject", "text": "Text"}
    template = "people/emails/sign_in.txt"
    return outbox.post(key=f"{kind}:1", kind=kind, to=AMINA, template=template, context=context, language="en")


def page_of(message):
    return reverse("people:letters", args=[message.reader_key])


def test_opening_the_page_changes_nothing(visitor):
    answer = visitor.get(page_of(post()))
    assert (answer.status_code, stopping.stopped(AMINA)) == (200, set())
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_page_tells_no_address_and_which_kinds_go_there(visitor):
    message = post()
    post(Kind.ANNOUNCEMENT)
    post(Kind.RECEIPT)
    answer = visitor.get(page_of(message))
    assert answer.context["choices"] == [
        (Kind.REMINDER, "Reminders of deadlines", False),
        (Kind.ANNOUNCEMENT, "Calls for inputs, and their changes", False),
    ]
    assert (AMINA in answer.content.decode(), "a…@e….org" in answer.content.decode()) == (False, True)


@pytest.mark.parametrize(
    ("typed", "stopped"),
    [
        ({"stop": "reminder"}, {"reminder"}),
        ({"stop": "announcement"}, {"announcement"}),
        ({"stop": "all"}, {EVERYTHING}),
        ({"stop": "receipt"}, set()),
        ({"stop": "anything"}, set()),
        ({}, set()),
    ],
)
def test_a_button_stops_what_it_says(visitor, typed, stopped):
    visitor.post(page_of(post()), typed)
    assert stopping.stopped(AMINA) == stopped


def test_what_was_stopped_is_allowed_again_on_the_same_page(visitor):
    page = page_of(post())
    for typed, stopped in [({"stop": "all"}, {EVERYTHING}), ({"allow": "all"}, set())]:
        answer = visitor.post(page, typed, follow=True)
        assert (stopping.stopped(AMINA), answer.context["all_stopped"]) == (stopped, bool(stopped))


def test_one_click_stops_the_kind_of_the_letter_reveals_nothing_and_may_come_twice(visitor):
    page = page_of(post())
    answers = [visitor.post(page, ONE_CLICK) for _each in range(2)]
    assert [(answer.status_code, answer.content) for answer in answers] == [(200, b"")] * 2
    assert stopping.stopped(AMINA) == {Kind.REMINDER}
    assert Entry.objects.filter(action="message.kind_stopped").count() == 1


@pytest.mark.parametrize("kind", [Kind.RECEIPT, Kind.INVITATION])
def test_one_click_on_what_cannot_be_stopped_stops_nothing(visitor, kind):
    assert visitor.post(page_of(post(kind)), ONE_CLICK).status_code == 200
    assert stopping.stopped(AMINA) == set()


def test_a_key_that_nobody_has_leads_nowhere(visitor):
    page = reverse("people:letters", args=["nobody"])
    assert [visitor.get(page).status_code, visitor.post(page, ONE_CLICK).status_code] == [404, 404]
