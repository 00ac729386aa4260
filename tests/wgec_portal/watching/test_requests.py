"""Every request has a name, and a line in the log that says how it was answered and nothing of what it carried."""

import io
import json
import logging
import re

import pytest
from django.urls import reverse

from submissions.models import Submission
from tests.submissions.conftest import Browser
from wgec_portal.watching.logs import JsonFormatter

pytestmark = pytest.mark.django_db

CANARY = "canary-of-a-contribution"
PRIVATE = {
    "name": f"{CANARY} name",
    "organisation": f"{CANARY} organisation",
    "email": "canary@example.org",
    "title": f"{CANARY} title",
}


@pytest.fixture
def lines():
    """Call it for the log of this test so far: [one dictionary a line]."""
    written = io.StringIO()
    handler, root = logging.StreamHandler(written), logging.getLogger()
    handler.setFormatter(JsonFormatter())
    root.addHandler(handler)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.removeHandler(handler)


def of_requests(lines):
    return [line for line in lines() if line["logger"] == "portal.requests"]


def test_a_request_has_one_line_with_the_name_of_its_address(client, lines, group):
    client.get(reverse("group", args=[group.slug]))
    line = of_requests(lines)[0]
    assert {name: line[name] for name in ("method", "endpoint", "status", "group")} == {
        "method": "GET",
        "endpoint": "group",
        "status": 200,
        "group": group.slug,
    }
    assert line["ms"] >= 0


def test_who_signed_in_is_a_number(client_of, dana, lines):
    client_of(dana).get(reverse("desk"))
    assert [(line["endpoint"], line["user"]) for line in of_requests(lines)] == [("desk", dana.pk)]


def test_an_address_that_does_not_exist_has_no_name(client, lines):
    client.get("/late-canary/")
    assert [(line["endpoint"], line["status"]) for line in of_requests(lines)] == [("(none)", 404)]


def test_the_name_that_nginx_gave_is_kept_and_sent_back(client, lines):
    answer = client.get(reverse("home"), headers={"X-Request-ID": "0123456789abcdef"})
    assert answer.headers["X-Request-ID"] == of_requests(lines)[0]["request"] == "0123456789abcdef"


@pytest.mark.parametrize("given", ["", "short", "with words in it", "x" * 65, "new\tline-or-tab"])
def test_a_name_that_is_none_is_replaced(client, given):
    answer = client.get(reverse("livez"), headers={"X-Request-ID": given})
    assert re.fullmatch("[0-9a-f]{32}", answer.headers["X-Request-ID"])


def test_nothing_that_was_filed_and_no_key_stands_in_the_log(client, call, lines):
    browser = Browser(call)
    browser.about(**PRIVATE)
    browser.answers(f"{CANARY} answer")
    browser.client.get(reverse("submissions:late", args=[f"{CANARY}-key"]), {"word": CANARY})
    browser.client.get(reverse("submissions:decline", args=[f"{CANARY}:token"]))
    browser.send()
    assert Submission.objects.filed().count() == 1
    told = [line["endpoint"] for line in of_requests(lines)]
    assert {"submissions:about", "submissions:late", "submissions:decline", "submissions:send"} <= set(told)
    assert [
        line for line in lines() if "canary" in json.dumps(line) or browser.submission.holder_key in str(line)
    ] == []
