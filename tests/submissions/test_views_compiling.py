"""The secretariat's screen for compilations."""

import pytest
from django.urls import reverse

from submissions import compilation
from submissions.actions import compile_contributions
from submissions.models import Compilation
from tests.submissions.contributions import contribution

pytestmark = pytest.mark.django_db
State, Step = Compilation.State, Compilation.Step


@pytest.fixture
def screen(client_of, dana, call):
    """Fetches the screen as its secretariat sees it; `post` presses the button."""
    browser = client_of(dana)

    def fetch(name="compile", post=False, **query):
        address = reverse(f"submissions:{name}", args=[call.uid])
        return browser.post(address, follow=True) if post else browser.get(address, query)

    return fetch


def text(answer):
    return " ".join(answer.content.decode().split())


def test_with_nothing_published_the_button_says_why_not(screen):
    page = text(screen())
    assert "No contribution to this call has been published." in page
    assert page.count("disabled") == 1


def test_pressing_asks_for_one_and_shows_how_far_it_is(screen, call):
    contribution(call)
    page = text(screen(post=True))
    run = Compilation.objects.get()
    assert (run.state, run.asked_by.email) == (State.WAITING, "dana@example.org")
    assert "Waiting for a worker" in page
    assert f'hx-get="/calls/{call.uid}/compilation/progress/?seen={run.mark}"' in page
    assert 'aria-live="polite"' in page


def test_pressing_twice_asks_once_and_says_so(screen, call):
    contribution(call)
    screen(post=True)
    page = text(screen(post=True))
    assert "A compilation of this call is being made." in page
    assert Compilation.objects.count() == 1


def test_progress_is_told_in_words_and_figures(screen, call, dana):
    contribution(call)
    run = compile_contributions(call=call, by=dana)
    Compilation.objects.filter(pk=run.pk).update(state=State.RUNNING, step=Step.SETTING, done=1, total=3)
    page = text(screen("compile_progress"))
    assert "Setting the pages" in page
    assert "1 of 3 steps done" in page
    assert '<progress id="how-far" value="1" max="3">' in page


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
    progress = text(screen("compile_progress", seen="as before"))
    assert (run.paper_version.get_absolute_url() in progress, "hx-get" in progress) == (True, False)
    assert "It holds what was published as of 25 November 2016, 13:00 Geneva time (UTC+1)." in progress
    assert "Compilation, version 1" in text(screen())


def test_a_failure_says_its_reason(screen, call, dana):
    contribution(call)
    run = compile_contributions(call=call, by=dana)
    Compilation.objects.filter(pk=run.pk).update(state=State.FAILED, error="The press stopped.")
    page = text(screen())
    assert "Nothing was issued. The press stopped." in page
    assert page.count("disabled") == 0


@pytest.mark.parametrize("who", ["oumar", "chidi", "emil"])
@pytest.mark.parametrize("name", ["compile", "compile_progress"])
def test_strangers_find_nothing(client_of, call, request, who, name):
    browser = client_of(request.getfixturevalue(who))
    assert browser.get(reverse(f"submissions:{name}", args=[call.uid])).status_code == 404


@pytest.mark.parametrize("count", [1, 50])
def test_the_number_of_queries_is_the_same_for_one_and_fifty(
    screen, call, dana, looked_at_clock, django_assert_num_queries, count
):
    contribution(call)
    compilation.make(compile_contributions(call=call, by=dana).pk)
    done = Compilation.objects.get()
    for _number in range(count - 1):
        done.pk = None
        done.save(force_insert=True)
    with django_assert_num_queries(16):
        screen()
