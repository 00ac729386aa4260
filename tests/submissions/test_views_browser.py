"""Whose browser it is: a stranger, and what nobody’s page ever sent."""

import pytest
from django.test import Client

from submissions.models import Version
from tests.submissions.conftest import words_of

pytestmark = pytest.mark.embedded


def test_a_stranger_changes_nothing_and_gets_the_typed_text_back(browser):
    response = Client().post(browser.url("about"), {"name": "Mallory", "other": "Line one.\nLine two."})
    assert response.status_code == 404
    assert ("Line one. Line two." in words_of(response), Version.objects.get().name) == (True, "")


@pytest.mark.parametrize("content", ["[" * 100_000, '{"name": "\\ud800"}', "7", '{"answers": [1, {"text": 5}]}'])
def test_a_made_up_content_is_no_error_of_the_portal(browser, content):
    asked = Client().post(browser.url("send"), {"content": content})
    browser.about()
    browser.answers("One.")
    browser.send()
    again = browser.client.post(browser.url("send"), {"content": content})
    assert (asked.status_code, again.status_code) == (404, 409)
