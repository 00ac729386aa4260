"""The secretariat's screens of counts, arrivals and silence."""

import csv
import io

import pytest
from django.urls import reverse

from people.models import Contact, Organisation
from submissions.analysis.silence import silence
from submissions.models import Declination
from tests.submissions.coding import code, make_topics
from tests.submissions.conftest import words_of
from tests.submissions.contributions import contribution, draft

pytestmark = pytest.mark.django_db
SCREENS = ["analysis", "arrivals", "unanswered"]


@pytest.fixture
def screen(client_of, dana, call):
    """Fetches a screen as the call's secretariat sees it."""
    browser = client_of(dana)

    def fetch(name, *more, **query):
        return browser.get(reverse(f"submissions:{name}", args=[call.uid, *more]), query)

    return fetch


def rows_of(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("who", ["oumar", "chidi", "bela", "emil", "fatou"])
def test_strangers_find_nothing(client_of, call, request, who):
    browser = client_of(request.getfixturevalue(who))
    addresses = [reverse(f"submissions:{name}", args=[call.uid]) for name in SCREENS]
    addresses.append(reverse("submissions:analysis_table", args=[call.uid, "topics"]))
    assert [browser.get(address).status_code for address in addresses] == [404] * 4


def test_the_register_and_the_desk_lead_there(screen, call, client_of, dana):
    link = f'href="{reverse("submissions:analysis", args=[call.uid])}"'
    desk = client_of(dana).get(reverse("desk"))
    assert [link in page.content.decode() for page in (screen("list"), desk)] == [True, True]


def test_figures_stand_beside_their_bars(screen, call):
    for language in ("fr", "fr", "ar"):
        contribution(call, language=language)
    page = screen("analysis").content.decode()
    assert '<span>2</span><svg class="bar" viewBox="0 0 3 1" preserveAspectRatio="none" aria-hidden="true">' in page
    assert page.count('<rect width="2" height="1"></rect>') == 1
    assert (page.count("<caption"), "style=" in page) == (5, False)


def test_every_table_can_be_downloaded(screen, call):
    contribution(call)
    pages = screen("analysis").content.decode() + screen("arrivals").content.decode()
    names = ["questions", "stakeholder-groups", "countries", "languages", "topics", "arrivals", "last-day"]
    answers = {name: screen("analysis_table", name) for name in names}
    assert [name for name in names if reverse("submissions:analysis_table", args=[call.uid, name]) not in pages] == []
    assert {answer.headers["Content-Type"] for answer in answers.values()} == {"text/csv; charset=utf-8"}
    assert rows_of(answers["languages"]) == [["Language", "Contributions", "Per cent"], ["English", "1", "100"]]


def test_what_a_spreadsheet_would_run_is_neutralised(screen, call, dana, group):
    (topic,) = make_topics(group, dana, '=HYPERLINK("http://evil.example")')
    code(contribution(call, answers=["One."]), dana, topic)
    assert rows_of(screen("analysis_table", "topics"))[1] == ['\'=HYPERLINK("http://evil.example")', "1", "100", "1"]


def test_there_is_no_other_table(screen):
    assert screen("analysis_table", "addresses").status_code == 404


def test_a_topic_is_shown_and_not_run(screen, dana, group):
    make_topics(group, dana, "<script>alert(1)</script>")
    assert "<script>alert" not in screen("analysis").content.decode()


def test_the_curve_says_in_words_what_it_draws(screen, call):
    contribution(call)
    page = screen("arrivals").content.decode()
    assert "The curve of arrivals rises to 1 contribution." in page
    assert page.count('class="curve-mark"') == 2
    assert "Deadline: 7 December 2016, 23:59 Geneva time (UTC+1)" in words_of(screen("arrivals"))


def test_who_has_not_answered_and_who_declined_stand_apart(screen, call, group):
    for name in ("ada", "ben", "cyd"):
        Contact.objects.create(group=group, email=f"{name}@example.org", name=name.title())
    contribution(call, email="ada@example.org", organisation="")
    Declination.objects.create(call=call, email="ben@example.org", declined_at=call.opened_at)
    shown = {which: words_of(screen("unanswered", show=which)) for which in ("silent", "declined")}
    assert ["cyd@example.org" in shown["silent"], "ben@example.org" in shown["silent"]] == [True, False]
    assert ["cyd@example.org" in shown["declined"], "ben@example.org" in shown["declined"]] == [False, True]
    assert "concerns 1 address" in shown["silent"]


def test_seats_without_an_address_have_a_list_of_their_own(screen, bela, group):
    Contact.objects.all().delete()
    assert "Bela Member" in words_of(screen("unanswered", show="seats"))


@pytest.mark.parametrize("state", ["draft", "cancelled"])
def test_a_call_that_is_not_open_says_so(screen, call, state):
    type(call).objects.filter(pk=call.pk).update(state=state, opened_at=None)
    assert "None: the call is not open." in words_of(screen("unanswered"))
    assert [screen(name).status_code for name in SCREENS] == [200] * 3


@pytest.mark.parametrize(
    "query", [{"show": "nonsense"}, {"page": "x"}, {"page": "999"}, {"show": "seats", "page": "-1"}]
)
def test_nonsense_in_the_address_is_left_aside(screen, query):
    assert screen("unanswered", **query).status_code == 200


@pytest.mark.parametrize("number", [3, 50])
@pytest.mark.parametrize(("name", "queries", "show"), [
    ("analysis", 9, ""), ("arrivals", 7, ""), ("unanswered", 10, ""), ("unanswered", 7, "seats"),
])  # fmt: skip
def test_the_number_of_queries_is_the_same_for_three_and_fifty(
    screen, group, call, dana, looked_at_clock, django_assert_num_queries, number, name, queries, show
):
    gaps = make_topics(group, dana, *(f"Topic {place}" for place in range(number)))
    for place in range(number):
        body = Organisation.objects.create(name=f"Body {place}")
        Contact.objects.create(group=group, email=f"silent{place}@example.org", organisation=body)
        code(contribution(call, answers=["One."]), dana, gaps[place])
        draft(call, f"draft{place}@example.org")
    with django_assert_num_queries(queries):
        assert screen(name, **({"show": show} if show else {})).status_code == 200
    assert len(silence(call).silent) == 2 * number
