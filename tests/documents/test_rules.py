"""Who may do what with papers."""

import pytest

from audit.log import SYSTEM
from documents import actions, rules
from people.refusals import Refused

STAFF, OFFICE = {"dana"}, {"dana", "emil", "fatou"}


@pytest.fixture
def who(bela, chidi, dana, emil, fatou, oumar):
    """The names of those to whom a rule says nothing."""
    cast = {"bela": bela, "chidi": chidi, "dana": dana, "emil": emil, "fatou": fatou, "oumar": oumar}

    def may(rule, *things):
        return {name for name, user in cast.items() if not rule(user, *things)}

    return may


def test_the_secretariat_drafts_papers_and_the_chair_the_summary(who, group):
    assert [who(rules.why_not_draft, group, kind) for kind in ("notification", "summary")] == [STAFF, OFFICE]


def test_those_who_prepare_a_paper_edit_it(who, make_paper):
    drafts = [make_paper(kind=kind) for kind in ("notification", "summary")]
    assert [who(rules.why_not_edit, draft) for draft in drafts] == [STAFF, OFFICE]


def test_the_chair_clears_the_summary_or_staff_record_it(who, summary):
    assert who(rules.why_not_clear, summary) == {"dana", "emil"}


def test_the_secretariat_clears_everything_else(who, make_paper):
    assert who(rules.why_not_clear, make_paper(kind="notification")) == STAFF


def test_the_secretariat_issues_what_is_cleared(who, summary):
    assert who(rules.why_not_issue, summary) == set()
    actions.clear(version=summary, by=SYSTEM)
    assert who(rules.why_not_issue, summary) == STAFF


def test_an_issued_paper_is_corrected_by_those_who_prepare_it_and_withdrawn_by_the_secretariat(who, issued):
    version = issued()
    assert [who(rule, version) for rule in (rules.why_not_edit, rules.why_not_correct, rules.why_not_withdraw)] == [
        set(), OFFICE, STAFF]  # fmt: skip


def test_a_paper_is_corrected_once_at_a_time(who, issued):
    version = issued()
    actions.correct(version=version, by=SYSTEM)
    assert who(rules.why_not_correct, version) == set()


def test_the_secretariat_uploads(who, group, issued):
    paper = issued().paper
    assert who(rules.why_not_upload, group) == STAFF
    assert [who(rules.why_not_upload_version, paper, code) for code in ("en", "fr")] == [set(), STAFF]


@pytest.mark.parametrize(
    ("symbol", "reason"),
    [("", ""), ("PRACTICE/2016/1", ""), ("A/2016/1", "In a group to practise in, symbols begin with PRACTICE/.")],
)
def test_a_group_to_practise_in_takes_no_symbol_from_a_real_paper(practice_group, symbol, reason):
    assert rules.why_not_symbol(symbol, practice_group) == reason


def test_no_action_gives_a_real_symbol_to_practice(practice_group, dana):
    with pytest.raises(Refused, match="PRACTICE/"):
        actions.draft_paper(group=practice_group, kind="notification", title="A", about=None, by=dana, symbol="A/1")
