"""What an author let be done with the text: every choice with its day, and who is shown it."""

import pytest
from django.test import Client
from django.urls import reverse

from submissions import actions, consents

from .conftest import draft, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def chosen(call):
    version, holder = draft(call, publish="name", translation="unofficial")
    submission = actions.submit(version=version, by=holder).submission
    submission.holder = holder
    return submission


def choose(submission, publish, translation="unofficial"):
    choice = {"publish": publish, "translation": translation}
    actions.change_choices(submission=submission, by=submission.holder, **choice)


def told(submission):
    return [(each.number, f"{each.at:%d %B}", each.is_in_force) for each in consents.history(submission)]


def test_every_choice_is_told_with_its_day(chosen, clock):
    clock("2016-12-01T12:00:00")
    choose(chosen, "organisation")
    clock("2016-12-09T12:00:00")
    choose(chosen, "not", "original")
    assert told(chosen) == [(1, "25 November", False), (2, "01 December", False), (3, "09 December", True)]
    assert [each.publish for each in consents.history(chosen)][1] == "Publish it with my organisation’s name only"


def test_a_new_text_with_the_same_choices_is_no_new_consent(chosen):
    newer = actions.edit(submission=chosen, by=chosen.holder)
    actions.submit(version=newer, by=chosen.holder)
    assert told(chosen) == [(1, "25 November", True)]


@pytest.mark.parametrize("page", ["record", "choices"])
def test_staff_and_holder_see_the_history(chosen, client_of, dana, page):
    browser = client_of(dana) if page == "record" else Client()
    session = browser.session
    session["contributions"] = {str(chosen.uid): chosen.holder.key}
    session.save()
    shown = words_of(browser.get(reverse(f"submissions:{page}", args=[chosen.uid])))
    assert "25 November 2016, 13:00 Geneva time (UTC+1) (version 1): “Publish it with my name" in shown
