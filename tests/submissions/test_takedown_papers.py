"""A takedown and the papers: every compilation that held the text goes, and is made anew without it."""

import pytest
from pypdf import PdfReader

from documents import actions as papers
from documents import shelf
from documents.models import PaperVersion
from submissions import actions, takedown
from submissions.compilation import printing
from submissions.models import Compilation, Submission
from tests.submissions.contributions import contribution

from .takedowns import CANARY, attach, compile_now, endanger, finish, left, take_down

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def danger(call, dana, settings):
    return endanger(call, dana, settings)


@pytest.fixture
def compiled(danger, call, dana):
    """An issued compilation that holds it, beside another contribution that stays."""
    contribution(call, organisation="Another that stays", answers=["Stays"], number=50)
    return compile_now(call, dana)


def test_papers_that_held_it_are_withdrawn_and_made_anew_without_it(compiled, danger, call, dana):
    compile_now(call, dana)
    found = finish(take_down(danger, dana))
    versions = PaperVersion.objects.filter(paper=compiled.paper).order_by("number")
    assert [(each.state, bool(each.html), bool(each.file)) for each in versions] == [
        ("withdrawn", False, False), ("withdrawn", False, False), ("issued", True, True),
    ]  # fmt: skip
    text = PdfReader(shelf.place(versions[2].file)).pages
    assert "Another that stays" in "".join(page.extract_text() for page in text)
    assert found.finished_at is not None


def test_every_series_that_held_it_is_made_anew_and_nobody_is_told(compiled, danger, call, dana):
    series = [{}, {"layout": "contributor"}, {"language": "en", "with_translations": False}, {"language": "fr"}]
    contribution(call, language="fr", number=51)
    [compile_now(call, dana, **selection) for selection in series[1:]]
    finish(take_down(danger, dana))
    again = Compilation.objects.filter(asked_by=None).order_by("pk")
    assert [(run.series, run.state, run.tells_contributors) for run in again] == [
        ("question", "done", False), ("contributor", "done", False), ("question;language=en", "done", False),
    ]  # fmt: skip
    assert [(run.paper_version.number, run.with_translations) for run in again] == [(2, True), (2, True), (2, False)]
    assert len(takedown.papers_holding(danger)) == 3


def test_a_paper_that_staff_had_withdrawn_does_not_come_back(compiled, danger, dana):
    papers.withdraw(version=compiled, reason="A mistake on the cover.", by=dana)
    finish(take_down(danger, dana))
    compiled.refresh_from_db()
    assert (bool(compiled.text_removed_at), Compilation.objects.count()) == (True, 1)


def test_a_series_that_is_being_made_already_is_not_asked_for_twice(compiled, danger, call, dana):
    compile_now(call, dana, layout="contributor")
    actions.compile_contributions(call=call, by=dana, layout="contributor")
    finish(take_down(danger, dana))
    assert sorted(Compilation.objects.filter(asked_by=None).values_list("series", flat=True)) == ["question"]


def test_files_of_others_go_in_again(compiled, danger, call, dana):
    other = Submission.objects.get(register_number=50).current
    bound = {attach(version, "a.txt").pk: "embedded" for version in (danger.current, other)}
    compile_now(call, dana, bound_files=bound)
    finish(take_down(danger, dana))
    assert list(Compilation.objects.latest("pk").bound_files.values_list("file__version", "how")) == [
        (other.pk, "embedded")
    ]


def test_a_paper_without_it_is_left_alone(compiled, danger, call, dana):
    actions.withhold(submission=danger, reason="Looked at again.", by=dana)
    later = compile_now(call, dana)
    finish(take_down(danger, dana))
    later.refresh_from_db()
    assert (later.state, PaperVersion.objects.filter(paper=later.paper).count()) == ("issued", 2)


def test_nothing_is_made_anew_when_it_was_the_only_one(danger, call, dana):
    version = compile_now(call, dana)
    finish(take_down(danger, dana))
    version.refresh_from_db()
    assert (version.state, Compilation.objects.count()) == ("withdrawn", 1)


def test_a_compilation_under_way_comes_out_without_it(compiled, danger, call, dana):
    actions.compile_contributions(call=call, by=dana)
    finish(take_down(danger, dana))
    assert Compilation.objects.filter(state="done").count() == 2
    assert left(CANARY) == set()


def test_a_takedown_while_the_paper_is_printed_stops_its_issue(compiled, danger, call, dana, monkeypatch):
    """The printed paper is thrown away and printed again."""
    plain, taken = printing.print_paper, []

    def print_paper(*args, **more):
        printed = plain(*args, **more)
        taken.append(taken or take_down(danger, dana))
        return printed

    monkeypatch.setattr(printing, "print_paper", print_paper)
    assert compile_now(call, dana).number == 2
    finish(taken[0])
    assert (left(CANARY), len(taken)) == (set(), 2)
