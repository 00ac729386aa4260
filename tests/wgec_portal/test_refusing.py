"""A refusal in words: on the page one came from, or on its own with what was typed."""

import errno

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.urls import reverse

from submissions import actions
from tests.submissions.conftest import words_of
from tests.submissions.contributions import contribution
from wgec_portal.refusing import fault, is_outage

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(call, dana, client_of):
    """Confirm, with an outdated page, what somebody else has confirmed since; call it with what was typed."""
    submission = contribution(call)
    seen, record = submission.version, reverse("submissions:record", args=[submission.uid])
    actions.confirm_authority(submission=submission, how="By telephone.", seen=seen, by=dana)
    url = reverse("submissions:confirm_authority", args=[submission.uid])
    return lambda typed, back=record: client_of(dana).post(
        url, {"how": typed, "seen": seen}, headers={"referer": f"http://testserver{back}"}, follow=True
    )


def test_a_text_that_was_typed_is_given_back_with_the_reason(post):
    page = post("A note verbale of 2 December.")
    said = ["It is confirmed already.", "It was not saved. Copy it from here.", "A note verbale of 2 December."]
    assert (page.status_code, [text for text in said if text not in words_of(page)]) == (403, [])
    assert 'href="http://testserver/contributions/' in page.content.decode()


def test_where_no_text_was_typed_the_reason_stands_on_the_page_one_came_from(post):
    page = post("Note")
    assert (page.status_code, page.resolver_match.view_name) == (200, "submissions:record")
    assert "It is confirmed already." in words_of(page)


def test_a_foreign_page_is_no_way_back(call, dana, client_of, post):
    page = post("A note verbale.", back="@elsewhere.example/")
    assert (page.status_code, "elsewhere" in page.content.decode()) == (403, False)


@pytest.fixture
def away(transactional_db, monkeypatch):
    """The database cannot be reached any more: whatever asks it first fails, the session before all."""

    def go():
        connection.close()
        monkeypatch.setitem(connection.settings_dict, "HOST", "127.0.0.9")

    yield go
    connection.close()


def test_while_the_database_is_away_the_text_comes_back_too(away, client_of, dana, group):
    client, url = client_of(dana), reverse("people:stakeholder_group_add", args=[group.slug])
    client.raise_request_exception = False
    away()
    page = client.post(url, {"name": "Those who till the soil", "order": "9", "seen": "1"})
    assert (page.status_code, "Those who till the soil" in words_of(page)) == (503, True)


def test_a_fault_of_ours_is_told_as_one(rf):
    try:
        raise ValueError("ours")
    except ValueError:
        assert fault(rf.get("/")).status_code == 500


SEALED = {"postgresql": "SET default_transaction_read_only = {}", "sqlite": "PRAGMA query_only = {}"}


@pytest.fixture
def sealed(transactional_db):
    """The database takes nothing from now on, until the test is over."""

    def turn(word):
        with connection.cursor() as cursor:
            cursor.execute(SEALED[connection.vendor].format(word))

    yield lambda: turn("on")
    turn("off")


@pytest.mark.embedded
def test_while_nothing_can_be_saved_a_page_says_so_and_gives_the_text_back(sealed, client_of, dana, group):
    client, url = client_of(dana), reverse("people:stakeholder_group_add", args=[group.slug])
    client.raise_request_exception = False
    sealed()
    page = client.post(url, {"name": "Those who till the soil", "order": "9", "seen": "1"})
    said = ["Nothing can be saved at the moment", "It was not saved.", "Those who till the soil"]
    assert (page.status_code, page["Retry-After"]) == (503, "60")
    assert [text for text in said if text not in words_of(page)] == []


@pytest.mark.parametrize(
    ("error", "is_one"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (OSError(errno.EROFS, "Read-only file system"), True),
        (OSError(errno.ENOENT, "No such file"), False),
        (OperationalError("server closed the connection"), True),
        (IntegrityError("twice"), False),
        (ValueError("ours"), False),
    ],
)
def test_a_full_disk_or_a_database_that_is_away_is_an_outage_and_a_fault_of_ours_is_none(error, is_one):
    assert is_outage(error) is is_one
