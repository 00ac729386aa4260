"""Log lines as JSON, one a record: they hold ids and names of addresses, never what somebody wrote, nor a key.

Personal links hold their key in the path, so no path is written; an exception is told by its kind and its place in the
code, because its words may quote what was being saved.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from pathlib import Path

from .tracing import REQUEST, TASK

HOUSE = f"{Path(__file__).resolve().parent.parent.parent}/"
FRAMES = 20  # the innermost ones of an exception are told
OF_A_REQUEST = ("method", "endpoint", "status", "ms", "user", "group")

SCRUBBED = [  # what is found → what is left of it
    (re.compile(r"[^\s<>\"'(:]+@[^\s<>\"'),;@]+\.[^\s<>\"'),;]+"), "(address)"),
    (re.compile(r"\?[^\s\"']+"), "?…"),
    (re.compile(r"(?<![\w…])/([\w.-]+)/[^\s\"',;)]+"), r"/\1/…"),
    (re.compile(r"\b(?![0-9a-f]{8}-[0-9a-f]{4}-)[\w-]{32,}"), "(key)"),
]


class JsonFormatter(logging.Formatter):
    """{"time", "level", "logger", "message"}, and what is known of request, task and exception."""

    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": words_of(record),
            "request": REQUEST.get(),
            "task": TASK.get(),
            **{name: getattr(record, name) for name in OF_A_REQUEST if hasattr(record, name)},
        }
        if record.exc_info and record.exc_info[0]:
            line |= _exception(record.exc_info)
        return json.dumps({name: value for name, value in line.items() if value not in ("", None)}, ensure_ascii=False)


def words_of(record) -> str:
    """The message without paths, queries, addresses and keys. Django's own of a request is its address by name."""
    if (request := getattr(record, "request", None)) is not None and hasattr(record, "status_code"):
        return f"{request.method} {endpoint_of(request)} answered {record.status_code}"
    told = getattr(record, "data", None)
    if isinstance(told, dict) and record.exc_info:  # a task that failed: Celery quotes exception and arguments
        return f"task {told.get('name')}[{told.get('id')}] {told.get('description')}"
    return scrubbed(record.getMessage())


def endpoint_of(request) -> str:
    """The name of the address that was asked for; “(none)” when there is no such address, or nobody looked yet."""
    found = getattr(request, "resolver_match", None)
    return (found.view_name if found else "") or "(none)"


def scrubbed(words: str) -> str:
    """The words without e-mail addresses, queries, the ends of paths, and long keys."""
    for pattern, left in SCRUBBED:
        words = pattern.sub(left, words)
    return words


def _exception(found):
    kind, error, trace = found
    frames = traceback.extract_tb(trace)[-FRAMES:]
    named = {"error": f"{kind.__module__}.{kind.__qualname__}"}
    if cause := error.__cause__ or error.__context__:
        named["cause"] = f"{type(cause).__module__}.{type(cause).__qualname__}"
    return {**named, "at": [f"{_in_short(each.filename)}:{each.lineno} {each.name}" for each in frames]}


def _in_short(path):
    return path.removeprefix(HOUSE).rpartition("site-packages/")[2]


def to_stderr(formatter: str) -> dict:
    """The configuration of logging, for Django and for gunicorn: everything to standard error, `json` or `plain`.

    What Django says of a refused request is told by portal.requests already, with the request's name.
    """
    quieter = ("weasyprint", "fontTools", "pikepdf", "kombu", "django.request")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "wgec_portal.watching.logs.JsonFormatter"},
            "plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": formatter}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {name: {"level": "ERROR"} for name in quieter},
    }
