"""Nobody learns by asking whether an address has an account: not by the pages, not by the work, not by the time."""

import re
import statistics
import time

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from correspondence.models import Message

pytestmark = pytest.mark.django_db
REQUEST, CONFIRM = reverse("account_login"), reverse("account_confirm_login_code")
AGAIN = reverse("account_request_login_code")
PER_ANSWER = ("Content-Length", "Expires", "Date", "X-Request-ID")  # headers that differ by themselves
UNKNOWN, TRIES = "zola@example.org", 200  # as long as the known address


@pytest.fixture(autouse=True)
def fresh_cache(settings):
    """Attempts are counted in the cache; every test begins with none."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": None}
    cache.clear()


def steps(address):
    """A browser that asks for a code, types a wrong one, asks for another and types a wrong one again."""
    client = Client()
    yield lambda: client.post(REQUEST, {"email": address})
    yield lambda: client.get(CONFIRM)
    yield lambda: client.post(CONFIRM, {"code": "WRONG1"})
    yield lambda: client.post(AGAIN, {"email": address})
    yield lambda: client.post(CONFIRM, {"code": "WRONG2"})


def plain(answer, address):
    """The answer without its tokens and the address that was typed."""
    text = re.sub(r'value="[A-Za-z0-9]{64}"', "", answer.content.decode()).replace(address, "")
    kept = {name: value for name, value in answer.headers.items() if name not in PER_ANSWER}
    return answer.status_code, kept, text, sorted(answer.cookies)


def test_every_page_is_the_same(bela):
    known, unknown = ([plain(step(), address) for step in steps(address)] for address in (bela.email, UNKNOWN))
    assert known == unknown


def queries(address):
    """How many there are at each step."""
    counted = []
    for step in steps(address):
        with CaptureQueriesContext(
            connection,
        ) as found:
            step()
        counted.append(len(found))
    return counted


def test_the_work_is_the_same(bela):
    queries(UNKNOWN)  # the first of all looks at the clock of the database
    assert queries(bela.email) == queries(UNKNOWN)


def test_each_gets_as_many_letters(bela):
    for address in (bela.email, UNKNOWN):
        for step in steps(address):
            step()
    letters = [Message.objects.filter(to_address=address).count() for address in (bela.email, UNKNOWN)]
    assert letters == [2, 2]


def seconds(address):
    """How long the first step, a wrong code and asking again take."""
    taken = []
    for step in steps(address):
        begun = time.perf_counter()
        step()
        taken.append(time.perf_counter() - begun)
    return taken


@pytest.mark.full
def test_the_time_is_the_same(bela):
    measured = {bela.email: [], UNKNOWN: []}
    for _try in range(TRIES):
        for address, found in measured.items():
            found.append(seconds(address))
    known, unknown = (list(zip(*each, strict=True)) for each in measured.values())
    medians = [(statistics.median(a), statistics.median(b)) for a, b in zip(known, unknown, strict=True)]
    print(
        *(f"step {at}: known {1000 * a:.2f} ms, unknown {1000 * b:.2f} ms" for at, (a, b) in enumerate(medians)),
        sep="\n",
    )
    spread = [statistics.quantiles(each, n=4) for each in known]
    assert [at for at, (a, b) in enumerate(medians) if abs(a - b) > spread[at][2] - spread[at][0]] == []
