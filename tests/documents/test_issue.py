"""The issue gate: objective faults stop a paper, everything else is advice."""

import pytest

from audit.log import SYSTEM
from documents import actions, issue

from .conftest import html_of, press


def codes(version, **facts):
    return [fault.code for fault in issue.faults(version, html_of(version, **facts))]


def test_a_sound_paper_has_no_fault(summary):
    assert codes(summary) == []


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("On {days}.", ["placeholder"]),
        ("In room [to be completed].", ["placeholder"]),
        ("Register [here](#).", ["link"]),
        ("Register [here]().", ["link"]),
        ("See [here](ftp://a.org).", ["link"]),
        ("See [here](https://a.org).", []),
        ("Text.[^a]", ["footnote"]),
        ("Text.\n\n[^a]: Nobody refers to it.", ["footnote"]),
    ],
)
def test_faults_of_a_text(make_paper, source, faults):
    assert codes(make_paper(source=source)) == faults


def test_a_filled_placeholder_is_no_fault(make_paper):
    assert codes(make_paper(source="On {days}."), days="26 and 27 January 2017") == []


def test_a_notification_needs_its_symbol(make_paper):
    assert codes(make_paper(kind="notification")) == ["symbol"]
    assert codes(make_paper(kind="notification", symbol="A/1")) == []


def test_a_paper_needs_a_date(make_paper):
    assert codes(make_paper(dated_on=None)) == ["date"]


def test_an_empty_paper_is_a_fault(summary):
    assert [fault.code for fault in issue.faults(summary, "<article></article>")] == ["empty"]


def test_an_annex_must_still_be_in_force(issued, make_paper):
    summary, agenda = issued(), make_paper(kind="agenda")
    actions.annex(version=agenda, annexed=summary, by=SYSTEM)
    assert codes(agenda) == []
    actions.withdraw(version=summary, by=SYSTEM, reason="x")
    assert codes(agenda) == ["annex"]


def test_braces_in_a_text_received_from_others_are_no_fault(make_paper):
    version = make_paper(kind="compilation", source="")
    assert issue.faults(version, "<article><p>use {name} as is [to be completed]</p></article>") == []


def test_typed_numbers_are_advice_only(make_paper):
    version = make_paper(source="1. Typed.\n\nFine, 2. is inside.\n- c) typed\n\n(iv) typed\n\nI. Anna spoke.")
    assert len(issue.advice(version)) == 4


def test_the_same_version_prints_the_same_file(summary):
    first, second = press(summary), press(summary)
    assert (first.sha256, first.input_hash, first.path == second.path) == (second.sha256, second.input_hash, False)


def test_the_hash_of_the_input_follows_text_symbol_and_date(summary):
    hashes = {issue.input_hash(summary)}
    actions.save_text(version=summary, source="Other.", seen=summary.version, by=SYSTEM)
    hashes.add(issue.input_hash(summary))
    actions.change_paper(paper=summary.paper, seen=summary.paper.version, by=SYSTEM, symbol="A/1")
    hashes.add(issue.input_hash(summary))
    assert len(hashes) == 3
