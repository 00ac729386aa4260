"""Asking for a compilation: which selection, which files, by whom, once at a time."""

import pytest
from django.db import connection

from audit.log import SYSTEM
from audit.models import Entry
from people.models import StakeholderGroup
from people.refusals import Refused
from submissions import rules
from submissions.actions import compile_contributions, take_down
from submissions.compilation import asking
from submissions.models import BoundFile, Compilation, File
from tests.audit.test_log import at_once
from tests.submissions.contributions import contribution
from tests.submissions.moderation import file_of, redact

pytestmark = pytest.mark.django_db
REAL = pytest.mark.django_db(transaction=True)
ELSEWHERE = "A file that you chose is not among those that can go into this paper. Look at the list again."


def group_of(call, name="Civil society"):
    return call.group.stakeholder_groups.get(name=name)


@pytest.fixture
def published(call):
    """A published contribution to the call with a PDF."""
    submission = contribution(call)
    submission.file = file_of(submission.current)
    return submission


# What a selection holds


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        ({}, [1, 2, 4]),
        ({"language": "fr"}, [2]),
        ({"language": "fr", "stakeholder_group": "Civil society"}, []),
        ({"stakeholder_group": "Member States"}, [2, 4]),
        ({"in_time_only": True}, [1, 2]),
        ({"layout": "contributor"}, [1, 2, 4]),
    ],
)
def test_a_selection_holds_what_fits_all_of_it(call, selection, expected, clock):
    contribution(call)
    contribution(call, stakeholders="Member States", language="fr")
    contribution(call, state="withheld")
    clock("2016-12-08T12:00:00")
    contribution(call, number=4, stakeholders="Member States")
    if name := selection.get("stakeholder_group"):
        selection = {**selection, "stakeholder_group": group_of(call, name)}
    found = asking.contributions(Compilation(call=call, **selection))
    assert sorted(found.values_list("register_number", flat=True)) == expected


def test_what_was_asked_for_is_kept_and_stands_in_the_trail(call, dana, published):
    chosen = {"layout": "contributor", "stakeholder_group": group_of(call), "in_time_only": True, "language": "en"}
    bound = {published.file.pk: "appended"}
    run = compile_contributions(call=call, by=dana, tells_contributors=False, bound_files=bound, **chosen)
    run.refresh_from_db()
    assert {name: getattr(run, name) for name in chosen} == chosen
    assert (run.asked_by, run.tells_contributors, run.with_translations) == (dana, False, True)
    assert list(run.bound_files.values_list("file", "how")) == [(published.file.pk, "appended")]
    series = f"contributor;group={group_of(call).pk};in time;language=en"
    entry = Entry.objects.about(run).get()
    assert (entry.action, entry.details) == ("compilation.asked", {"series": series, "files": [published.file.pk]})


# What is refused


def refusal(call, by, **asked):
    with pytest.raises(Refused) as refused:
        compile_contributions(call=call, by=by, **asked)
    return str(refused.value)


@pytest.mark.parametrize("who", ["chidi", "bela", "emil", "oumar"])
def test_only_the_secretariat_asks(call, published, who, request):
    assert "Only the secretariat" in refusal(call, request.getfixturevalue(who))
    assert Compilation.objects.count() == 0


def test_without_a_published_contribution_there_is_nothing_to_compile(call, dana):
    contribution(call, state="submitted")
    assert rules.why_not_compile(dana, call) == "No contribution to this call has been published."


def test_a_selection_that_nothing_fits_is_refused(call, dana, published):
    assert refusal(call, dana, language="ru") == "No published contribution fits this selection."


def test_a_layout_that_does_not_exist_is_refused(call, dana, published):
    assert refusal(call, dana, layout="alphabet") == "Choose one of the layouts."


def test_a_stakeholder_group_of_another_working_group_is_refused(call, dana, published, other_group):
    theirs = StakeholderGroup.objects.filter(group=other_group).first()
    words = "This stakeholder group belongs to another working group."
    assert refusal(call, dana, stakeholder_group=theirs) == words


def test_one_of_a_series_is_made_at_a_time_and_another_series_beside_it(call, dana, published):
    compile_contributions(call=call, by=dana)
    assert refusal(call, dana) == "This compilation is being made."
    assert compile_contributions(call=call, by=dana, layout="contributor").series == "contributor"


@REAL
def test_two_who_ask_at_once_ask_for_one(call, dana):
    contribution(call)
    ends = at_once(*[lambda: compile_contributions(call=call, by=dana)] * 2)
    connection.close()
    assert [end for end in map(str, ends) if "Refused" in end] == ["<class 'people.refusals.Refused'>"]
    assert Compilation.objects.count() == 1


# Files


@pytest.mark.parametrize(
    "fields", [{"is_clean": False}, {"is_clean": False, "virus": "Eicar"}, {"role": "original"}], ids=str
)
def test_a_file_that_readers_may_not_have_does_not_go_in(call, dana, published, fields):
    File.objects.filter(pk=published.file.pk).update(**fields)
    assert refusal(call, dana, bound_files={published.file.pk: "embedded"}) == ELSEWHERE


def test_a_file_kept_back_by_a_redaction_does_not_go_in(call, dana, published):
    redact(published, dana, hidden_files=[published.file])
    assert refusal(call, dana, bound_files={published.file.pk: "embedded"}) == ELSEWHERE


@pytest.mark.parametrize("state", ["submitted", "withheld", "withdrawn", "shared"])
def test_a_file_of_what_is_not_published_does_not_go_in(call, dana, published, state):
    other = file_of(contribution(call, state=state).current)
    assert refusal(call, dana, bound_files={other.pk: "embedded"}) == ELSEWHERE


def test_a_file_outside_the_selection_or_of_another_call_does_not_go_in(call, other_call, dana, published):
    outside = [file_of(contribution(call, language="fr").current), file_of(contribution(other_call).current)]
    for file in outside:
        assert refusal(call, dana, language="en", bound_files={file.pk: "embedded"}) == ELSEWHERE


def test_only_a_pdf_has_pages_to_append(call, dana, published):
    text = file_of(published.current, name="a.txt", content_type="text/plain")
    words = "“a.txt” has no pages that could be appended: it is no PDF. Embed it."
    assert refusal(call, dana, bound_files={text.pk: "appended"}) == words
    run = compile_contributions(call=call, by=dana, bound_files={text.pk: "embedded"})
    assert BoundFile.objects.get(compilation=run).file == text


def test_files_that_are_too_large_together_are_refused(call, dana, published):
    files = [file_of(published.current, size=60 * 1024 * 1024) for _number in range(2)]
    words = refusal(call, dana, bound_files={file.pk: "embedded" for file in files})
    assert words == "Together the files are larger than 100.0\xa0MB. List some of them only."


def test_a_text_that_is_taken_down_takes_its_bound_file_along(call, dana, published):
    run = compile_contributions(call=call, by=dana, bound_files={published.file.pk: "appended"})
    take_down(submission=published, reason="A court ordered it.", by=SYSTEM)
    assert run.bound_files.count() == 0


# Once more


def test_a_run_is_asked_for_once_more_with_all_but_the_letters(call, dana, published):
    gone = file_of(published.current)
    chosen = {"layout": "contributor", "language": "en", "with_translations": False}
    bound = {published.file.pk: "appended", gone.pk: "embedded"}
    before = compile_contributions(call=call, by=dana, bound_files=bound, **chosen)
    File.objects.filter(pk=gone.pk).update(is_clean=False)
    again, files = asking.once_more(before)
    assert {name: getattr(again, name) for name in chosen} == chosen
    assert (again.selection, again.tells_contributors, files) == (before.series, False, {published.file.pk: "appended"})
