"""The secretariat's screens for compilations: what will happen, how far it is, which versions there are."""

import pytest
from django.urls import reverse

from submissions import compilation
from submissions.actions import compile_contributions
from submissions.compilation import dataset
from submissions.forms import compiling as forms
from submissions.models import Compilation
from tests.submissions.compilation.issued import issued, keep_data
from tests.submissions.contributions import contribution
from tests.submissions.moderation import file_of

from .conftest import words_of

pytestmark = pytest.mark.django_db
State, Step = Compilation.State, Compilation.Step
PLAIN = {"layout": "question", "with_translations": "on", "tells_contributors": "on"}


@pytest.fixture
def screen(client_of, dana, call):
    """Fetches a screen as the secretariat sees it; with `typed` the form is sent."""
    browser = client_of(dana)

    def fetch(name="compile", typed=None, **query):
        address = reverse(f"submissions:{name}", args=[call.uid])
        return browser.get(address, query) if typed is None else browser.post(address, typed, follow=True)

    return fetch


def ahead(screen, **typed):
    """What the screen says will happen, in one line."""
    page = words_of(screen("choose_compilation", {**PLAIN, **typed}))
    return page[page.index("What will happen") : page.index("Make it and issue it")]


# Choosing


def test_each_choice_says_how_many_it_holds(screen, call):
    contribution(call)
    contribution(call, stakeholders="Member States", language="fr")
    page = words_of(screen("choose_compilation"))
    for words in ("All (2)", "Civil society (1)", "Private sector (0)", "Français (1)", "original deadline (2 of 2)"):
        assert words in page


def test_the_screen_says_in_words_what_will_happen(screen, call):
    one, two = contribution(call), contribution(call, email="")
    issued(call, [one, two], told_at=call.opened_at)
    contribution(call)
    words = ahead(screen)
    assert "3 contributions that are published now are set by question, each in its own language." in words
    assert "A compilation : it is issued at once as version 2, and everybody can read and download it." in words
    assert "It replaces version 1, which stays at its address." in words
    assert "1 contributor is told by e-mail" in words
    assert "1 was told before of the same text. 1 gave no address." in words
    assert "Files are listed, and none goes in." in words


def test_nothing_is_asked_for_before_it_is_confirmed(screen, call):
    contribution(call)
    ahead(screen)
    assert Compilation.objects.count() == 0


def test_a_first_one_of_a_selection_is_another_paper(screen, call):
    issued(call, [contribution(call, language="fr")])
    words = ahead(screen, layout="contributor", language="fr", tells_contributors="")
    assert "Inputs on enhanced cooperation, by contributor, in Français : it is issued at once as version 1" in words
    assert ("It replaces nothing." in words, "No contributor is told." in words) == (True, True)


def test_what_was_shown_is_asked_for(screen, call):
    contribution(call, language="fr")
    group = call.group.stakeholder_groups.get(name="Civil society")
    chosen = {"layout": "contributor", "stakeholder_group": group.pk, "language": "fr", "in_time_only": "on"}
    page = screen("choose_compilation", chosen)
    again = dict(page.context["form"].typed())
    screen("choose_compilation", {**again, "make": "1"})
    run = Compilation.objects.get()
    assert run.series == f"contributor;group={group.pk};in time;language=fr"
    assert (run.with_translations, run.tells_contributors, run.asked_by.email) == (False, False, "dana@example.org")


def test_a_refusal_stands_above_what_was_chosen(screen, call):
    contribution(call)
    screen("choose_compilation", {**PLAIN, "make": "1"})
    page = words_of(screen("choose_compilation", {**PLAIN, "make": "1"}))
    assert ("This compilation is being made." in page, Compilation.objects.count()) == (True, 1)


def test_a_choice_that_is_not_offered_is_refused(screen, call, other_group):
    contribution(call)
    theirs = other_group.stakeholder_groups.first().pk
    page = screen("choose_compilation", {**PLAIN, "stakeholder_group": theirs, "language": "tlh", "make": "1"})
    assert sorted(page.context["form"].errors) == ["language", "stakeholder_group"]
    assert Compilation.objects.count() == 0


# Files


def test_files_are_offered_with_a_warning(screen, call):
    submission = contribution(call)
    paper = file_of(submission.current, name="paper.pdf")
    table = file_of(submission.current, name="table.txt", content_type="text/plain")
    file_of(contribution(call, state="withheld").current, name="hidden.pdf")
    page = screen("choose_compilation")
    text = page.content.decode()
    assert ("they may print addresses" in text, "hidden.pdf" in text) == (True, False)
    ways = {file.pk: text.split(f'name="file_{file.pk}"')[1].split("</select>")[0] for file in (paper, table)}
    assert [ways[file.pk].count("<option") for file in (paper, table)] == [3, 2]


def test_what_goes_in_is_named_before(screen, call):
    file = file_of(contribution(call).current, name="paper.pdf", size=2048)
    words = ahead(screen, **{f"file_{file.pk}": "appended"})
    assert "1 file goes in, 2.0 KB; all others are listed only: No. 1 paper.pdf : its pages at the end" in words
    assert "no longer fit for PDF/UA" in words


def test_what_was_chosen_on_another_page_is_kept(screen, call, monkeypatch):
    monkeypatch.setattr(forms, "FILES", 2)
    files = [file_of(contribution(call).current) for _number in range(3)]
    typed = {**PLAIN, f"file_{files[0].pk}": "appended", f"file_{files[1].pk}": ""}
    page = screen("choose_compilation", {**typed, "files": "2"})
    assert (page.context["ahead"], page.context["files"].carried) == (None, [(f"file_{files[0].pk}", "appended")])
    assert [file.pk for file in page.context["files"]] == [files[2].pk]


@pytest.mark.parametrize("name", ["file_x", "file_²", "file_" + "9" * 30, "file_-1", "file_0"])
def test_a_file_that_does_not_exist_makes_no_error_page(screen, call, name):
    contribution(call)
    assert screen("choose_compilation", {**PLAIN, name: "appended"}).status_code == 200


# How far it is


def test_progress_is_told_in_words_and_figures(screen, call, dana):
    contribution(call)
    run = compile_contributions(call=call, by=dana)
    Compilation.objects.filter(pk=run.pk).update(state=State.RUNNING, step=Step.SETTING, done=1, total=3)
    page = screen("compile_progress").content.decode()
    assert "Setting the contributions" in page
    assert "1 of 3 done" in page
    assert f'<progress id="how-far-{run.pk}" value="1" max="3">' in page


def test_two_series_are_watched_side_by_side(screen, call, dana):
    contribution(call)
    runs = [compile_contributions(call=call, by=dana, layout=layout) for layout in ("question", "contributor")]
    page = words_of(screen())
    assert ("By question, all that is published" in page, "By contributor, all" in page) == (True, True)
    text = screen().content.decode()
    assert f'/compilation/progress/?seen={runs[1].mark}.{runs[0].mark}"' in text
    assert 'aria-live="polite"' in text


def test_nothing_is_sent_again_while_nothing_changed(screen, call, dana):
    contribution(call)
    run = compile_contributions(call=call, by=dana)
    assert screen("compile_progress", seen=run.mark).status_code == 204
    Compilation.objects.filter(pk=run.pk).update(state=State.RUNNING, done=1)
    assert screen("compile_progress", seen=run.mark).status_code == 200


def test_the_result_is_linked_and_asking_ends(screen, call, dana):
    contribution(call)
    run = compile_contributions(call=call, by=dana)
    compilation.make(run.pk)
    run.refresh_from_db()
    progress = screen("compile_progress", seen="as before").content.decode()
    assert (run.paper_version.get_absolute_url() in progress, "hx-get" in progress) == (True, False)
    assert "It holds what was published as of 25 November 2016, 13:00 Geneva time (UTC+1)." in progress


def test_a_failure_says_its_reason(screen, call, dana):
    contribution(call)
    run = compile_contributions(call=call, by=dana)
    Compilation.objects.filter(pk=run.pk).update(state=State.FAILED, error="The press stopped.")
    assert "Nothing was issued. The press stopped." in words_of(screen())


def test_with_nothing_published_the_screen_says_why_not(screen):
    assert "No contribution to this call has been published." in words_of(screen())


# The versions


def head(**facts):
    """The head of a dataset; what is not told is empty."""
    kinds = dataset.Head.__dataclass_fields__
    empty = {"int": 0, "bool": False, "list": []}
    told = {name: empty.get(str(kind.type).split("[")[0].split(".")[-1], "") for name, kind in kinds.items()}
    kept = {name: {int: 0, bool: False, list: []}.get(kind.type, told[name]) for name, kind in kinds.items()}
    return dataset.Head(**{**kept, "questions": [], "changes": [], **facts})


def test_each_version_tells_what_has_changed_since_the_one_before(screen, call):
    changes = [dataset.Change("new", number, f"Organisation {number}") for number in range(1, 22)]
    changes += [dataset.Change("taken_down", 30, "")]
    run = issued(call, [contribution(call)])
    keep_data(run, b"".join(dataset.dump(head(since=1, changes=changes), [])))
    page = words_of(screen())
    assert "Since version 1: 21 new, 1 taken down" in page
    assert ("No. 20 Organisation 20 : new" in page, "Organisation 21" in page) == (True, False)
    assert "and 2 more, which the paper lists" in page


def test_a_version_whose_data_cannot_be_read_is_listed_all_the_same(screen, call):
    keep_data(issued(call), b"{")
    page = words_of(screen())
    assert ("Version 1" in page, "Since version" in page) == (True, False)


def test_runs_stand_under_their_layout_and_selection(screen, call):
    issued(call)
    issued(call, layout="contributor", in_time_only=True, language="fr", tells_contributors=False)
    page = words_of(screen())
    assert "By contributor, received by the original deadline , in Français" in page
    assert ("7 pages" in page, "1000 bytes" in page, "contributors are not told" in page) == (True, True, True)


# Who sees it


@pytest.mark.parametrize("who", ["oumar", "chidi", "emil", "bela"])
@pytest.mark.parametrize("name", ["compile", "compile_progress", "choose_compilation"])
def test_strangers_find_nothing(client_of, call, request, who, name):
    contribution(call)
    browser, address = client_of(request.getfixturevalue(who)), reverse(f"submissions:{name}", args=[call.uid])
    assert browser.get(address).status_code == 404
    assert browser.post(address, {**PLAIN, "make": "1"}).status_code in (404, 405)
    assert Compilation.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_times(screen, call, looked_at_clock, django_assert_num_queries, count):
    for _number in range(count):
        keep_data(issued(call, layout="contributor"), b"".join(dataset.dump(head(since=1), [])))
    contribution(call)
    with django_assert_num_queries(20):
        screen()


@pytest.mark.parametrize("count", [1, 3])
def test_the_choice_asks_the_same_number_of_times(screen, call, looked_at_clock, django_assert_num_queries, count):
    for _number in range(count):
        file_of(contribution(call).current)
    with django_assert_num_queries(11):
        screen("choose_compilation")
