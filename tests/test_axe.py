"""Every page of the portal on a narrow screen: axe finds no fault, and nothing is wider than the screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from tests.conftest import leave
from tests.stage import EXAMPLES, example, set_stage
from tests.test_access_matrix import content_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW = {"width": 320, "height": 640}
PAGES = [(name, words) for words, names in EXAMPLES.items() for name in names.split()]


@pytest.fixture
def stage(group, meeting, first_meeting, call, venue, bela, chidi, dana, emil, fatou, oumar):
    """One thing of each kind."""
    cast = {"bela": bela, "chidi": chidi, "dana": dana, "emil": emil, "fatou": fatou, "oumar": oumar}
    return set_stage(group, meeting, first_meeting, call, venue, cast)


def pages_of(client, stage):
    """{name: address} of every page this browser is shown; what is no page, or not theirs, is left out."""
    found = {name: reverse(name, kwargs=example(stage, words)) for name, words in PAGES}
    answers = {name: client.get(address) for name, address in found.items() if name != "account_logout"}
    return {name: found[name] for name, answer in answers.items() if is_page(answer)}


def is_page(answer):
    return answer.status_code == 200 and content_of(answer).startswith(b"<!DOCTYPE html>")


def faults(chromium, live_server, client, addresses, language):
    """{name: what axe finds, or how wide the page is} for pages with a fault."""
    context = chromium.new_context(viewport=NARROW)
    cookies = {"django_language": language, **{name: morsel.value for name, morsel in client.cookies.items()}}
    context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
    page, found = context.new_page(), {}
    for name, address in addresses.items():
        page.goto(live_server.url + address)
        seen = [fault["id"] for fault in Axe().run(page).response["violations"]]
        wide = page.evaluate("document.documentElement.scrollWidth")
        if seen or wide > NARROW["width"]:
            found[name] = (seen, wide)
    leave(context)
    return found


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pages_of_the_secretariat(chromium, live_server, stage, client_of, dana, language):
    client = client_of(dana)
    addresses = pages_of(client, stage)
    assert len(addresses) > 60
    assert faults(chromium, live_server, client, addresses, language) == {}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pages_of_a_contributor(chromium, live_server, stage, language):
    addresses = pages_of(stage.stakeholder, stage)
    assert len(addresses) > 10
    assert faults(chromium, live_server, stage.stakeholder, addresses, language) == {}
