"""Making a compilation: once, whoever dies over it, and what becomes of the version before."""

import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from audit.clock import now
from correspondence.models import Message
from documents.models import Paper, PaperVersion
from documents.shelf import place
from people.refusals import Refused
from submissions import compilation, rules
from submissions.actions import compile_contributions, withhold
from submissions.compilation import making
from submissions.models import Compilation, CompiledItem
from tests.processes import start
from tests.submissions.contributions import contribution
from tests.submissions.moderation import redact

pytestmark = pytest.mark.django_db
REAL = pytest.mark.django_db(transaction=True)
State, Step = Compilation.State, Compilation.Step


@pytest.fixture
def asked(call, dana):
    """Asks for a compilation; makes it when told so. Returns the run as it stands."""

    def ask(make=True):
        run = compile_contributions(call=call, by=dana)
        if make:
            compilation.make(run.pk)
            run.refresh_from_db()
        return run

    return ask


# From asking to the issued paper


def test_what_was_asked_for_is_issued(call, dana, asked):
    contribution(call, answers=["An answer", None])
    run = asked()
    version = run.paper_version
    assert (run.state, run.done, run.total, run.error) == (State.DONE, 1, 1, "")
    assert (version.state, version.number, version.is_tagged, version.dated_on.isoformat()) == (
        "issued", 1, True, "2016-11-25",
    )  # fmt: skip
    assert (version.paper.kind, version.paper.symbol, version.paper.audience) == ("compilation", None, "public")
    assert Paper.objects.about(call).get() == version.paper
    assert place(version.file).read_bytes().startswith(b"%PDF")


def test_whoever_asked_gets_a_letter_with_the_address(call, dana, asked):
    contribution(call)
    run = asked()
    letter = Message.objects.get(key=f"compilation:{run.pk}:done")
    assert letter.to_address == dana.email
    assert f"http://localhost:8000{run.paper_version.get_absolute_url()}" in letter.body


def test_the_second_replaces_the_first_and_both_can_be_downloaded(call, asked, client):
    contribution(call)
    first = asked().paper_version
    contribution(call)
    second = asked().paper_version
    first.refresh_from_db()
    assert (first.state, second.state, second.number, second.paper) == ("superseded", "issued", 2, first.paper)
    for version in (first, second):
        answer = client.get(version.get_absolute_url() + "pdf")
        assert (answer.status_code, b"".join(answer.streaming_content)) == (200, place(version.file).read_bytes())


def test_asking_again_with_nothing_new_is_a_new_version_all_the_same(call, asked):
    contribution(call)
    assert [asked().paper_version.number for _ in range(2)] == [1, 2]


@pytest.mark.parametrize("who", ["chidi", "bela", "emil", "oumar"])
def test_only_the_secretariat_asks(call, who, request):
    contribution(call)
    with pytest.raises(Refused):
        compile_contributions(call=call, by=request.getfixturevalue(who))
    assert Compilation.objects.count() == 0


def test_without_a_published_contribution_there_is_nothing_to_compile(call, dana):
    contribution(call, state="submitted")
    assert rules.why_not_compile(dana, call) == "No contribution to this call has been published."


def test_one_compilation_is_made_at_a_time(call, dana, asked):
    contribution(call)
    asked(make=False)
    assert rules.why_not_compile(dana, call) == "This compilation is being made."
    with pytest.raises(Refused):
        asked()


def test_a_run_that_ended_is_not_made_again(call, asked):
    contribution(call)
    run = asked()
    compilation.make(run.pk)
    compilation.sweep()
    assert PaperVersion.objects.count() == 1


def test_the_sweep_makes_what_no_worker_heard_of(call, asked):
    contribution(call)
    run = asked(make=False)
    compilation.sweep()
    run.refresh_from_db()
    assert run.state == State.DONE


# What goes wrong


def test_a_failure_is_written_down_told_and_can_be_asked_again(call, dana, asked, settings, tmp_path):
    contribution(call)
    folder, settings.MEDIA_ROOT = settings.MEDIA_ROOT, tmp_path / "no folder"
    (tmp_path / "no folder").write_text("a file stands in the way")
    run = asked()
    assert (run.state, "NotADirectoryError" in run.error, run.paper_version) == (State.FAILED, True, None)
    assert "NotADirectoryError" in Message.objects.get(key=f"compilation:{run.pk}:failed").body
    settings.MEDIA_ROOT = folder
    assert asked().paper_version.number == 1


def test_a_worker_holds_the_run_until_its_lease_is_over(call, asked, clock):
    contribution(call)
    run = asked(make=False)
    Compilation.objects.filter(pk=run.pk).update(state=State.RUNNING, lease_until=now() + making.LEASE)
    compilation.sweep()
    run.refresh_from_db()
    assert run.state == State.RUNNING
    clock((now() + making.LEASE + timedelta(seconds=1)).isoformat())
    compilation.sweep()
    run.refresh_from_db()
    assert (run.state, run.attempts) == (State.DONE, 1)


def test_a_run_over_which_three_workers_died_is_given_up(call, asked):
    contribution(call)
    run = asked(make=False)
    Compilation.objects.filter(pk=run.pk).update(attempts=making.ATTEMPTS)
    compilation.sweep()
    run.refresh_from_db()
    assert (run.state, run.error) == (State.FAILED, "The worker stopped several times.")


def in_a_thread(run):
    """A worker beside this one, under way."""

    def work():
        compilation.make(run.pk)
        connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    return worker


@REAL
def test_two_workers_at_once_make_one_paper(call, dana):
    run = compile_contributions(call=contribution(call).call, by=dana)
    [worker.join() for worker in [in_a_thread(run), in_a_thread(run)]]
    run.refresh_from_db()
    assert (run.state, run.attempts, PaperVersion.objects.count()) == (State.DONE, 1, 1)


def wait_for_step(run, step):
    """Until the run has come to a step; fails after half a minute."""
    until = time.monotonic() + 30
    while Compilation.objects.get(pk=run.pk).step != step:
        assert time.monotonic() < until
        time.sleep(0.02)


@REAL
def test_a_worker_killed_midway_leaves_a_run_that_another_finishes(call, dana, settings, clock, tmp_path):
    contribution(call, answers=["word " * 5000, None])
    run = compile_contributions(call=call, by=dana)
    worker = start(f"from submissions import compilation; compilation.make({run.pk})", settings, tmp_path)
    wait_for_step(run, Step.SETTING)
    worker.kill()
    worker.wait()
    clock((now() + making.LEASE + timedelta(seconds=1)).isoformat())
    compilation.sweep()
    run.refresh_from_db()
    assert (run.state, run.attempts, run.paper_version.number) == (State.DONE, 2, 1)
    assert PaperVersion.objects.count() == 1


def test_what_stands_in_it_is_on_record(call, asked):
    one, two = contribution(call), contribution(call, publish="organisation")
    contribution(call, state="withheld")
    items = CompiledItem.objects.filter(compilation=asked()).values_list("version", "number")
    assert list(items) == [(one.current_id, 1), (two.current_id, 2)]


def test_a_redaction_made_while_the_paper_is_printed_is_in_it(call, dana, asked, monkeypatch):
    submission, printed = contribution(call, answers=["A canary text."]), making.printing.print_paper

    def slow(*args, **how):
        told = printed(*args, **how)
        if not submission.current.renditions.exists():
            redact(submission, dana)
        return told

    monkeypatch.setattr(making.printing, "print_paper", slow)
    run = asked()
    data = place(run.paper_version.companions.get(kind="data").file).read_text()
    assert (run.state, "canary" in data, "Redacted" in data or "redacted" in data) == (State.DONE, False, True)


@REAL
def test_a_text_withheld_while_the_paper_is_printed_is_not_in_it(call, dana):
    contribution(call, answers=["word " * 3000, None])
    secret = contribution(call, answers=["A text that must not come out", None])
    run = compile_contributions(call=call, by=dana)
    worker = in_a_thread(run)
    wait_for_step(run, Step.SETTING)
    withhold(submission=secret, reason="A person is in danger.", by=dana)
    worker.join()
    run.refresh_from_db()
    data = place(run.paper_version.companions.get(kind="data").file).read_text()
    assert (run.state, "must not come out" in data) == (State.DONE, False)
    assert len(list(Path(place(run.paper_version.file)).parents[2].rglob("*.pdf"))) == 1
