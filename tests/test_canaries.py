"""No private word in any public output: one stands in every field, and every page, paper and file is searched for it.

Contact data (e-mail, address, phone) never reaches a page, compilation, feed, export for the public, file name or PDF
metadata (process, Contributions); neither do names, texts and reasons that their author or the staff keep back.
"""

import re

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from audit.log import SYSTEM
from submissions import actions, compilation
from submissions.compilation.forms import making as other_forms
from tests.leaks import holds, numbers_in, planted
from tests.planting import (
    AS_CHOSEN,
    CODES,
    PRIVATE,
    PUBLIC,
    Field,
    may_read,
    named,
    plant_contributions,
    plant_elsewhere,
    textual,
)
from tests.stage import EXAMPLES, example, set_stage
from tests.test_access_matrix import content_of
from wgec_portal import policies

READERS = ("stranger", "chidi", "bela", "oumar")
OUT, SEARCHED = {"name", "organisation", "redacted", "earlier"}, {"Version", "Answer", "File", "Rendition"}
MOST = 400  # pages that a reader follows


# The lists


def test_somebody_has_said_of_every_field_whether_it_is_private():
    assert sorted(textual() - named(PUBLIC, CODES, AS_CHOSEN, PRIVATE)) == []


def test_no_field_is_listed_that_is_not_there():
    assert sorted(named(PUBLIC, CODES, AS_CHOSEN, PRIVATE) - textual()) == []


def test_no_field_is_listed_twice():
    lists = [PUBLIC, CODES, AS_CHOSEN, PRIVATE]
    assert sum(len(named(each)) for each in lists) == len(named(*lists))


@pytest.mark.parametrize(
    "hidden",
    [
        "{}",
        "%63anaryqzx0007",
        "&#99;anaryqzx0007",
        "&#x63;anaryqzx0007",
        "xxY2FuYXJ5cXp4MDAwNw==",
        "AABjYW5hcnlxengwMDA3",
        "63616E61727971 7A7830303037".replace(" ", ""),
    ],
)
def test_a_planted_word_is_found_in_any_encoding(hidden):
    assert numbers_in(hidden.format(planted(7)).encode()) == {7}


@pytest.mark.parametrize("wide", ["utf-16-le", "utf-16-be"])
def test_a_planted_word_is_found_in_wide_letters(wide):
    assert (numbers_in(planted(7).encode(wide)), holds(planted(7).encode(wide), planted(7))) == ({7}, True)


# The crawl


@pytest.fixture
def field():
    return Field()


@pytest.fixture
def stage(field, group, meeting, first_meeting, call, venue, bela, chidi, dana, emil, fatou, oumar):
    """One thing of each kind and every contribution of tests/planting.py, each field with its word; a compilation."""
    users = {"bela": bela, "chidi": chidi, "dana": dana, "emil": emil, "fatou": fatou, "oumar": oumar}
    made = set_stage(group, meeting, first_meeting, call, venue, users)
    made.dana, made.planted = dana, plant_contributions(field, call, dana)
    compilation.make(actions.compile_contributions(call=call, by=SYSTEM).pk)
    other_forms.sweep()
    plant_elsewhere(field, made)
    made.readers = {"stranger": Client()} | {name: Client() for name in READERS[1:]}
    for name, browser in made.readers.items():
        users.get(name) and browser.force_login(users[name])
    return made


def addresses(stage, reader):
    """Every address that the reader's policy opens, with the things of the stage and each planted contribution."""
    opened = {policies.public, policies.signed_in, *([policies.staff] if reader == "oumar" else [])}
    for words, names in EXAMPLES.items():
        pairs = [example(stage, words)] + [each for each in _of_contributions(stage) if set(each) == _words(words)]
        for name in (name for name in names.split() if policies.policy_of(name) in opened):
            yield from (address for kwargs in pairs if (address := _reversed(name, kwargs)))
    yield from ("/nothing/here/", f"/calls/{stage.call.uid}/?page=x&language=%00", "/contributions/x/")


def _words(words):
    return {pair.split("=")[0] for pair in words.split()}


def _of_contributions(stage):
    for submission in stage.planted.values():
        yield {"uid": submission.uid}
        for version in submission.versions.all():
            yield {"uid": submission.uid, "number": version.number}
            yield from ({"uid": submission.uid, "pk": file.pk} for file in version.files.all())


def _reversed(name, kwargs):
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""


def crawled(stage, reader):
    """{address: bytes of the answer and its headers} of every address, and of what their pages lead to."""
    browser, waiting, answers = stage.readers[reader], list(addresses(stage, reader)), {}
    while waiting and len(answers) < MOST + 400:
        address = waiting.pop(0)
        if address in answers or re.search(r"sign-out|language/$|/forget/", address):
            continue
        response = browser.get(address)
        content = content_of(response)
        answers[address] = content + str(response.headers).encode()
        if response.headers.get("Content-Type", "").startswith("text/html"):
            links = re.findall(r'(?:href|src|action|hx-get)="(/[^"#]*)', content.decode())
            waiting += [link.replace("&amp;", "&") for link in links if not link.startswith("/static/")]
    return answers


def read_in(answers, field):
    """{(contribution, field): the first address} of every planted word in the answers."""
    found = {}
    for address, content in answers.items():
        for number in numbers_in(content) & set(field.planted):
            found.setdefault(field.planted[number], address)
    return found


def kept_back(read, *, member=False):
    return {told: address for told, address in read.items() if not may_read(*told, member=member)}


@pytest.mark.django_db
def test_a_stranger_finds_what_may_be_read_and_nothing_else(stage, field):
    answers = crawled(stage, "stranger")
    read, papers = read_in(answers, field), {at: body for at, body in answers.items() if body.startswith(b"%PDF")}
    assert kept_back(read) == {}
    assert {told for told in field.planted.values() if may_read(*told)} - set(read) == set()
    assert ("name", "submissions.Answer.text") in read_in(papers, field)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "reader", ["bela", *(pytest.param(name, marks=pytest.mark.full) for name in ("chidi", "oumar"))]
)
def test_no_reader_with_an_account_finds_a_private_word(stage, field, reader):
    assert kept_back(read_in(crawled(stage, reader), field), member=reader == "bela") == {}


@pytest.mark.django_db
def test_a_search_for_what_is_kept_back_finds_nothing(stage, field):
    address = reverse("submissions:call", args=[stage.call.uid])
    found = {}
    for number, (which, where) in field.planted.items():
        if which in OUT and where.split(".")[1] in SEARCHED and not may_read(which, where):
            page = stage.readers["stranger"].get(address, {"words": planted(number)}).context["page"]
            found[which, where] = [submission.pk for submission in page]
    assert {told: keys for told, keys in found.items() if keys} == {}


@pytest.mark.django_db
def test_the_check_of_a_receipt_tells_no_word(stage, field):
    address, answers = reverse("submissions:check_register"), []
    for submission in stage.planted.values():
        for version in submission.versions.all():
            asked = {"call": stage.call.uid, "number": submission.register_number, "hash": version.sha256}
            answers.append(stage.readers["stranger"].post(address, asked).content)
    assert set().union(*map(numbers_in, answers)) == set()
