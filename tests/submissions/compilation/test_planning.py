"""Where everything in a compilation stands, and how a reader gets from one place to another."""

import re

import pytest

from tests.submissions.compilation.prints import links_of, outline_of, pages_of, places_of, print_now
from tests.submissions.contributions import contribution
from tests.submissions.moderation import file_of

pytestmark = pytest.mark.django_db
LAYOUTS = pytest.mark.parametrize("layout", ["question", "contributor"])


@pytest.fixture
def four(call):
    """One with texts, one with a file only, one with a file in place of an answer, one that raises another issue."""
    contribution(call, organisation="Text", publish="organisation", answers=["A text.", None])
    file_of(contribution(call, organisation="Attached", publish="organisation").current)
    version = contribution(call, organisation="Filed", publish="organisation", stakeholders="Private sector").current
    file_of(version, role="answer", question=call.questions.first())
    contribution(call, organisation="Other", publish="organisation", other="Else.")


@LAYOUTS
def test_every_contribution_has_one_place_with_its_number(four, call, layout):
    printed, told = print_now(call, layout=layout)
    pages, places = pages_of(printed), places_of(printed)
    own = {name: page for name, page in places.items() if name.startswith("no-")}
    assert sorted(own) == ["no-1", "no-2", "no-3", "no-4"]
    assert [f"No. {name[3:]} " in pages[page - 1] for name, page in own.items()] == [True] * 4
    assert places == told.bound.places


@pytest.mark.parametrize("count", [1, 40])
def test_who_answers_nothing_is_found_at_the_own_line_of_the_index(call, count):
    for number in range(1, count + 1):
        contribution(call, organisation=f"Body {number:02}", publish="organisation")
    printed, told = print_now(call)
    pages = pages_of(printed)
    page = {number: pages[told.bound.places[f"no-{number}"] - 1] for number in range(1, count + 1)}
    assert [number for number in page if f"Body {number:02}, No. {number} no answer" not in page[number]] == []


def test_the_outline_leads_to_questions_groups_and_contributors(four, call):
    groups = [("Private sector", 4), [("Filed", 4)], ("Civil society", 4), [("Text", 4)]]
    assert outline_of(print_now(call)[0])[2:] == [
        *(("Question 1", 4), groups),
        *(("Question 2", 5), [("Civil society", 5), [("Text", 5)]]),
        *(("Any other relevant issue", 6), [("Civil society", 6), [("Other", 6)]]),
        *(("Index of contributors and answers", 7), ("Attached files", 8), ("Manifest", 9)),
    ]


def test_the_outline_by_contributor_leads_to_groups_and_contributors(four, call):
    assert outline_of(print_now(call, layout="contributor")[0])[2:4] == [("Private sector", 4), [("Filed", 4)]]


@LAYOUTS
def test_links_lead_from_the_contents_and_the_index_and_back(four, call, layout):
    printed, _told = print_now(call, layout=layout)
    places, links = places_of(printed), links_of(printed)
    begin = places["q1" if layout == "question" else "g1"]
    texts = {places[f"no-{number}"] for number in (1, 3, 4)}
    assert {to for page, to in links if page == places["contents"]} >= {*texts, places["index"], places["manifest"]}
    assert {to for page, to in links if page == places["index"]} >= texts
    assert {to for page, to in links if begin <= page < places["index"]} == {places["index"]}


@LAYOUTS
def test_the_contents_and_the_index_name_the_right_page_in_every_row(call, layout):
    for number in range(1, 13):
        contribution(call, organisation=f"Body {number:02}", publish="organisation", answers=["word " * 900, "x"])
    printed, told = print_now(call, layout=layout)
    pages, places = pages_of(printed), told.bound.places
    listed = " ".join(pages[places["contents"] - 1 :])
    rows = re.findall(r"(Body \d\d), No\. \d+ (\d+)", listed)
    index = re.findall(r"(Body \d\d), No\. \d+ Question 1 (\d+) Question 2 (\d+)", listed)
    rows += [(name, page) for name, *two in index for page in two]
    assert len(rows) == (48 if layout == "question" else 36)
    assert [row for row in rows if not re.search(rf"{row[0]} No\. \d+ · Civil", pages[int(row[1]) - 1])] == []


def test_a_question_that_has_parts_is_their_heading_on_the_same_page(call):
    first = call.questions.first()
    call.questions.create(parent=first, order=1, text="What of the first part?")
    contribution(call, answers=["To the whole."])
    places = places_of(print_now(call)[0])
    assert (places["q1"], places["q2"], places["q3"]) == (4, 4, 5)


@LAYOUTS
def test_without_a_contribution_in_the_selection_the_paper_says_so(call, layout):
    contribution(call, language="fr")
    text = " ".join(pages_of(print_now(call, layout=layout, language="ru")[0]))
    assert ("All groups: 0" in text, "Only: in Русский" in text) == (True, True)
