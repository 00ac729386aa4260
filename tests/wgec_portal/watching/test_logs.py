"""Log lines: JSON with names and numbers, and nothing that somebody wrote or that opens a page."""

import json
import logging
import sys

import pytest
from django.test import RequestFactory

from wgec_portal.watching.logs import JsonFormatter, scrubbed


def line(level=logging.INFO, message="%s went", words=("letter",), fault=None, **more):
    """A record as it stands in the log."""
    record = logging.LogRecord("portal", level, __file__, 1, message, words, fault)
    record.__dict__.update(more)
    return json.loads(JsonFormatter().format(record))


def a_fault():
    try:
        raise ValueError("canary")
    except ValueError:
        return sys.exc_info()


def test_a_line_tells_when_how_grave_who_and_what():
    told = line()
    assert told.pop("time").endswith("+00:00")
    assert told == {"level": "INFO", "logger": "portal", "message": "letter went"}


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("letter 5 was not sent", "letter 5 was not sent"),
        ("to amina@example.org, again", "to (address), again"),
        ("letters@3f2a ready.", "letters@3f2a ready."),
        ("at /late/Zk3x8Q-canary", "at /late/…"),
        ("Error handling request /late/Zk3x8Q?word=canary", "Error handling request /late/…"),
        ("asked ?word=canary", "asked ?…"),
        ("https://portal.example.org/decline/abc:def:ghi now", "https://portal.example.org/… now"),
        (f"link {'k' * 43}", "link (key)"),
        ("Task a.b[0f8fad5b-d9cb-469f-a165-70867728950e] received", None),
        ("/livez answers", "/livez answers"),
    ],
)
def test_addresses_queries_paths_and_keys_are_left_out(words, left):
    assert scrubbed(words) == (words if left is None else left)


def test_an_exception_is_told_by_its_kind_and_place_and_not_by_its_words():
    told = line(logging.ERROR, fault=a_fault())
    assert (told["error"], "canary" in json.dumps(told)) == ("builtins.ValueError", False)
    assert [at.split(" ")[1] for at in told["at"]] == ["a_fault"]


def test_what_django_says_of_a_request_names_its_address_only():
    request = RequestFactory().get("/late/canary", {"word": "canary"})
    told = line(logging.WARNING, "Not Found: %s", (request.path,), request=request, status_code=404)
    assert told["message"] == "GET (none) answered 404"


def test_a_task_that_failed_is_told_without_its_arguments():
    data = {"name": "a.b", "id": "7", "description": "raised unexpected", "args": "['canary']", "exc": "canary"}
    told = line(logging.ERROR, "Task raised unexpected: canary", (), fault=a_fault(), data=data)
    assert (told["message"], "canary" in json.dumps(told)) == ("task a.b[7] raised unexpected", False)
