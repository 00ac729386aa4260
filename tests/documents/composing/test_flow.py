"""Lines flow to pages: each stands once and in order, none over the end of a page, no page is begun without need."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.composing import Plan
from documents.composing.flow import ROOM, TooHigh, flow
from documents.galley import Galley

NEARLY = 0.001  # points
often = settings(max_examples=100, deadline=None)

lines = st.lists(st.tuples(st.floats(1, 120), st.floats(0, 30), st.booleans()), min_size=1, max_size=15)
solid = st.floats(1, ROOM).map(lambda height: [(height, 0.0, True)])
placings = st.tuples(st.one_of(lines, solid), st.booleans(), st.floats(0, 20), st.sampled_from([None, None, "page"]))
papers = st.lists(placings, min_size=1, max_size=8)


def galley(rows):
    """A galley with one part; `rows`: (height, space above, whether a page may begin with it) of its lines."""
    told, at = [], 0.0
    for place, (height, space, may) in enumerate(rows):
        top = at + (space if place else 0)
        told.append([top, at := top + height, place, place + 1, may])
    part = {"lines": told, "starts": [], "count": len(told), "tree": [], "links": [], "slots": [], "drawing": [0, 0]}
    return Galley({"faces": {}, "warnings": [], "parts": {"part": part}}, b"")


def plan_of(paper):
    plan = Plan()
    for rows, keep, gap, page in paper:
        if page:
            plan.page()
        plan.place(lambda rows=rows: galley(rows), "part", keep=keep, gap=gap)
    return plan


def flowed(*paper):
    """[[(page, first line, one after the last), …] of each part]"""
    placed, _pages = flow(plan_of([(*each, *(False, 0.0, None)[len(each) - 1 :]) for each in paper]))
    return [[(run.page, run.first, run.end) for run in each.runs] for each in placed]


def runs_of(placed):
    return [(run, each.lines) for each in placed for run in each.runs]


def bottom(run, lines):
    return run.top + lines[run.end - 1][1] - lines[run.first][0]


@given(papers)
@often
def test_every_line_stands_once_and_in_order(paper):
    placed, pages = flow(plan_of(paper))
    for each in placed:
        assert [line for run in each.runs for line in range(run.first, run.end)] == list(range(len(each.lines)))
    numbers = [run.page for run, _lines in runs_of(placed)]
    assert (numbers, set(numbers)) == (sorted(numbers), set(range(pages)))


@given(papers)
@often
def test_no_page_is_overfull_and_nothing_stands_on_anything_else(paper):
    placed, _pages = flow(plan_of(paper))
    found = runs_of(placed)
    assert [run for run, lines in found if bottom(run, lines) > ROOM + NEARLY] == []
    below = [(one, other) for (one, lines), (other, _lines) in pairwise(found)
             if one.page == other.page and bottom(one, lines) > other.top + NEARLY]  # fmt: skip
    assert below == []


@given(papers)
@often
def test_a_page_is_begun_only_when_what_comes_next_does_not_fit(paper):
    placed, _pages = flow(plan_of([(rows, False, gap, None) for rows, _keep, gap, _page in paper]))
    for each, following in pairwise(runs_and_groups(placed)):
        run, lines, _gap, _first = each
        if following[0].page > run.page:
            needed = following[3] + (following[2] if following[0].first == 0 else gap_between(lines, run))
            assert bottom(run, lines) + needed > ROOM


def runs_and_groups(placed):
    """(run, lines, gap above its part, height of its first group)"""
    for each in placed:
        begins = [place for place, line in enumerate(each.lines) if place == 0 or line[4]]
        for run in each.runs:
            end = next((place for place in begins if place > run.first), len(each.lines))
            high = each.lines[end - 1][1] - each.lines[run.first][0]
            yield (
                run,
                each.lines,
                each.placing.gap,
                high if high <= ROOM else each.lines[run.first][1] - each.lines[run.first][0],
            )


def gap_between(lines, run):
    return lines[run.end][0] - lines[run.end - 1][1]


@given(papers)
@often
def test_a_page_begins_where_one_may_begin(paper):
    placed, _pages = flow(plan_of([(rows, False, gap, page) for rows, _keep, gap, page in paper]))
    for each in placed:
        begins = [place for place, line in enumerate(each.lines) if place == 0 or line[4]]
        ends = [*begins[1:], len(each.lines)]
        high = {
            begin
            for begin, end in zip(begins, ends, strict=True)
            if each.lines[end - 1][1] - each.lines[begin][0] > ROOM
        }
        for run in each.runs:
            group = max(begin for begin in begins if begin <= run.first)
            assert run.first == group or group in high


@given(st.lists(st.floats(1, 60), min_size=1, max_size=3), lines, st.floats(0, ROOM))
@often
def test_a_heading_is_never_the_last_on_a_page(headings, rows, before):
    above = [([(before, 0.0, True)], False, 0.0, None)] if before >= 1 else []
    kept = [([(height, 0.0, True)], True, 5.0, None) for height in headings]
    placed, _pages = flow(plan_of([*above, *kept, (rows, False, 5.0, None)]))
    assert {each.runs[-1].page for each in placed[len(above) : -1]} == {placed[-1].page}


def test_lines_that_belong_together_go_to_the_next_page_together():
    row = (ROOM / 4, 0.0, True)
    assert flowed(([row] * 3,), ([row, (ROOM / 4, 0.0, False)],)) == [[(0, 0, 3)], [(1, 0, 2)]]


def test_a_group_higher_than_a_page_is_cut_between_its_lines():
    assert flowed(([(ROOM / 2, 0.0, False)] * 3,)) == [[(0, 0, 2), (1, 2, 3)]]


def test_a_group_is_cut_rather_than_parted_from_its_heading():
    heading, row = [(30.0, 0.0, True)], (ROOM / 2, 0.0, False)
    assert flowed((heading, True), ([row] * 2,)) == [[(0, 0, 1)], [(0, 0, 1), (1, 1, 2)]]


def test_headings_that_do_not_fit_on_one_page_with_what_they_belong_to_flow_like_text():
    high = [(ROOM * 0.6, 0.0, True)]
    assert flowed((high, True), (high, True), (high,)) == [[(0, 0, 1)], [(1, 0, 1)], [(2, 0, 1)]]


def test_what_is_higher_than_a_page_and_cannot_be_cut_is_refused():
    with pytest.raises(TooHigh, match=r"The part “part” is 253 mm high and cannot be cut; a page has 239 mm."):
        flowed(([(ROOM + 40, 0.0, True)],))


def test_a_page_that_is_empty_yet_is_not_left_empty():
    row = [(20.0, 0.0, True)]
    assert flowed((row, False, 0.0, "page"), (row, False, 0.0, "page")) == [[(0, 0, 1)], [(1, 0, 1)]]


def test_headings_before_the_end_of_a_page_stay_on_it():
    row = [(20.0, 0.0, True)]
    assert flowed((row, True), (row, False, 0.0, "page")) == [[(0, 0, 1)], [(1, 0, 1)]]


def test_no_gap_stands_at_the_head_of_a_page():
    placed, _pages = flow(plan_of([([(ROOM, 0.0, True)], False, 9.0, None), ([(10.0, 0.0, True)], False, 9.0, None)]))
    assert [each.top for each in placed] == [0.0, 0.0]


def test_spaces_at_the_head_of_a_page_are_dropped_within_a_part():
    placed, _pages = flow(plan_of([([(ROOM - 10, 0.0, True), (20.0, 15.0, True)], False, 0.0, None)]))
    assert [run.top for run in placed[0].runs] == [0.0, 0.0]
