"""The screen of a takedown: what will happen, the deed, how far it is; and the stone at the addresses."""

import pytest
from django.test import Client
from django.urls import reverse

from submissions import actions
from submissions.models import Submission
from tests.submissions.contributions import contribution

from .conftest import words_of
from .takedowns import attach

pytestmark = pytest.mark.django_db


@pytest.fixture
def out(call):
    """A published contribution with a file, its name shown."""
    return contribution(call, answers=["canary"], organisation="Open Rivers", name="Nora Name")


def at(submission, name="take_down", *more):
    return reverse(f"submissions:{name}", args=[submission.uid, *more])


SAID = {"reason": "A court.", "name_omitted": "on", "sure": "on"}


def test_it_says_what_will_happen_and_that_there_is_no_way_back(out, client_of, dana):
    page = words_of(client_of(dana).get(at(out)))
    assert ("cannot be undone" in page, "No issued paper holds it." in page) == (True, True)


@pytest.mark.parametrize("lacking", ["reason", "sure"])
def test_nothing_happens_without_a_reason_and_the_tick(out, client_of, dana, lacking):
    answer = client_of(dana).post(at(out), {**SAID, lacking: ""})
    out.refresh_from_db()
    assert (answer.status_code, list(answer.context["form"].errors), out.state) == (200, [lacking], "published")


def test_afterwards_the_page_tells_how_far_it_is(out, client_of, dana):
    page = client_of(dana).post(at(out), SAID, follow=True)
    assert ("Taken down on 25 November 2016" in words_of(page), "A court." in words_of(page)) == (True, True)
    assert client_of(dana).post(at(out), SAID).status_code in (302, 403)
    assert Submission.objects.get().state == "taken_down"


def test_staff_of_another_group_find_nothing(out, client_of, oumar):
    assert [client_of(oumar).get(at(out)).status_code, client_of(oumar).post(at(out), SAID).status_code] == [404, 404]


@pytest.mark.parametrize("who", ["stranger", "dana", "bela"])
def test_a_stone_stands_at_the_page_and_at_its_files(out, client_of, request, dana, who):
    file = attach(out.current)
    actions.take_down(submission=out, reason="A court.", by=dana, name_omitted=True)
    browser = Client() if who == "stranger" else client_of(request.getfixturevalue(who))
    pages = [browser.get(at(out, "contribution")), browser.get(at(out, "file", file.pk))]
    assert [page.status_code for page in pages] == [410, 410]
    assert [word for word in ("Open Rivers", "Nora", "A court") if word in words_of(pages[0])] == []


def test_the_stone_names_nobody_though_the_register_may(out, client_of, dana):
    actions.take_down(submission=out, reason="A court.", by=dana)
    assert "Open Rivers" not in words_of(Client().get(at(out, "contribution")))
    assert "Open Rivers" in words_of(client_of(dana).get(at(out, "record")))


@pytest.mark.parametrize("state", ["submitted", "withheld"])
def test_what_never_came_out_has_no_stone(call, dana, state):
    kept = contribution(call, state=state)
    actions.take_down(submission=kept, reason="A court.", by=dana)
    assert Client().get(at(kept, "contribution")).status_code == 404


def test_staff_still_open_its_record(out, client_of, dana):
    actions.take_down(submission=out, reason="A court.", by=dana, name_omitted=True)
    page = client_of(dana).get(at(out, "record"))
    assert (page.status_code, "Taken down" in words_of(page)) == (200, True)
