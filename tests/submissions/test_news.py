"""Subscribers hear once of a call that opens, of a paper that is issued, and of what was published the day before."""

from datetime import date

import pytest

from audit.log import SYSTEM
from correspondence.kinds import Kind
from correspondence.models import Message
from documents import actions as papers
from documents import emails as of_papers
from documents.models import Paper, PaperVersion
from meetings import emails as of_calls
from people.models import Subscription
from submissions import news
from submissions.models import Submission
from tests.submissions.contributions import contribution

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
READER = "reader@example.org"


@pytest.fixture
def subscription(group):
    since = "2016-11-01T12:00:00Z"
    return Subscription.objects.create(group=group, email=READER, language="fr", since=since)


def published(call, at, number=1, state="published"):
    made = contribution(call, number=number, state=state)
    Submission.objects.filter(pk=made.pk).update(public_at=at)


def to_reader():
    found = Message.objects.filter(to_address__iexact=READER).order_by("pk")
    return [(letter.key.split(":")[0], letter.kind, letter.language) for letter in found]


def test_subscribers_hear_of_a_call_that_opens(call, subscription, bela):
    assert of_calls.call_opened(call) == 2
    assert to_reader() == [("call", Kind.NEWS, "fr")]


def test_whoever_is_in_the_address_book_too_hears_of_it_once(call, subscription, bela):
    Subscription.objects.create(group=call.group, email=bela.email, language="es", since=subscription.since)
    of_calls.call_opened(call)
    [letter] = Message.objects.filter(to_address=bela.email)
    assert (letter.kind, letter.language) == (Kind.ANNOUNCEMENT, "en")


def paper(group, kind=Paper.Kind.UPLOADED, audience=Paper.Audience.PUBLIC):
    made = Paper.objects.create(group=group, kind=kind, title="A paper", audience=audience)
    return PaperVersion.objects.create(paper=made, number=1, dated_on=date(2016, 11, 25))


def test_subscribers_hear_of_each_version_of_a_paper(group, subscription):
    version = paper(group)
    for version.number in (1, 1, 2):
        of_papers.tell_issued(version)
    assert to_reader() == [("issued", Kind.NEWS, "fr")] * 2
    assert f"http://localhost:8000{version.get_absolute_url()}" in Message.objects.order_by("pk").last().body


@pytest.mark.parametrize("audience", [Paper.Audience.GROUP, Paper.Audience.STAFF])
def test_of_a_paper_that_is_not_for_everybody_nobody_hears(group, subscription, audience):
    of_papers.tell_issued(paper(group, audience=audience))
    assert to_reader() == []


def test_whoever_gets_the_paper_itself_hears_of_it_once(group, subscription):
    of_papers.tell_issued(paper(group), told=["Reader@Example.org"])
    assert to_reader() == []


def test_of_a_compilation_they_hear_once_however_often_it_is_made(group, subscription):
    version = paper(group, Paper.Kind.COMPILATION)
    for version.number in (1, 2):
        of_papers.tell_issued(version)
    assert len(to_reader()) == 1


@pytest.mark.parametrize(("who", "letters"), [("dana", 1), ("system", 0)])
def test_what_the_portal_makes_anew_by_itself_is_told_to_nobody(group, subscription, dana, who, letters):
    upload = {"path": "x.pdf", "sha256": "0" * 64, "size": 1, "name": "x.pdf"}
    by = dana if who == "dana" else SYSTEM
    made = Paper.objects.create(group=group, kind=Paper.Kind.UPLOADED, title="A paper")
    papers._enter(made, "en", papers.Upload(**upload), None, by)
    assert len(to_reader()) == letters


def test_of_what_was_published_one_letter_goes_the_day_after(call, subscription, clock):
    for number in (1, 2):
        published(call, "2016-11-25T10:00:00Z", number)
    assert (news.tell_subscribers(), to_reader()) == (0, [])
    clock("2016-11-25T23:00:01")  # after midnight in Geneva
    assert news.tell_subscribers() == 1
    news.tell_subscribers()
    [letter] = Message.objects.filter(to_address=READER)
    assert (letter.key, "25 novembre 2016" in letter.body) == (f"news:{call.uid}:2016-11-26:{READER}", True)
    assert ": 2\n" in letter.body


def test_after_an_outage_what_is_due_is_told_in_one_letter(call, subscription, clock):
    published(call, "2016-11-25T10:00:00Z")
    clock("2016-11-26T12:00:00")
    news.tell_subscribers()
    published(call, "2016-11-26T13:00:00Z", 2)
    published(call, "2016-11-27T13:00:00Z", 3)
    clock("2016-11-29T12:00:00")
    assert (news.tell_subscribers(), ": 2\n" in Message.objects.order_by("pk").last().body) == (1, True)


@pytest.mark.parametrize("state", ["withheld", "withdrawn", "shared"])
def test_of_what_is_not_public_nobody_hears(call, subscription, clock, state):
    published(call, "2016-11-25T10:00:00Z", state=state)
    clock("2016-11-26T12:00:00")
    assert news.tell_subscribers() == 0
