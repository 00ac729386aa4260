"""Making a compilation: what it gathers, once, whoever dies over it, and what becomes of the version before."""

import logging
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
from submissions.models import Compilation, CompiledItem
from tests.processes import start
from tests.submissions.contributions import contribution, draft
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


def names(gathered):
    return [entry.name for entry in gathered.entries]


# What is gathered


def test_contributions_stand_by_group_then_by_the_alphabet_of_the_readers(call):
    for name in ("Zed", "Côte d’Ivoire", "Cyprus", "Austria"):
        contribution(call, stakeholders="Member States", organisation=name, publish="organisation")
    contribution(call, stakeholders="Private sector", organisation="Acme", publish="organisation")
    found = names(compilation.gather(call, "en"))
    assert found == ["Austria", "Côte d’Ivoire", "Cyprus", "Zed", "Acme"]


def test_the_alphabet_does_not_tell_a_name_that_is_kept_back(call, dana):
    redact(contribution(call, organisation="Aaa"), dana, text="", hides_name=True)
    contribution(call, organisation="Zed", publish="organisation")
    assert names(compilation.gather(call, "en")) == ["Zed", "Name kept back by the secretariat"]


def test_only_what_is_published_is_in_it_and_the_rest_is_counted(call):
    contribution(call, organisation="Out", publish="organisation")
    contribution(call, publish="not", state="submitted")
    contribution(call, publish="group", state="shared")
    contribution(call, state="submitted")
    contribution(call, state="withheld")
    contribution(call, state="withdrawn")
    draft(call, "someone@example.org")
    gathered = compilation.gather(call, "en")
    assert (names(gathered), gathered.kept_back, gathered.unpublished) == (["Out"], 2, 2)
    assert [count for _name, count in gathered.counts] == [0, 0, 1, 0, 0]


@pytest.mark.parametrize(("publish", "expected"), [("name", "Net Watch (Nora Name)"), ("organisation", "Net Watch")])
def test_a_contributor_stands_under_the_name_they_chose(call, publish, expected):
    contribution(call, organisation="Net Watch", publish=publish)
    assert names(compilation.gather(call, "en")) == [expected]


def test_contributions_to_another_call_are_not_in_it(call, group, meeting):
    contribution(call, organisation="Mine", publish="organisation")
    call.pk, call.uid = None, "00000000-0000-0000-0000-000000000001"
    call.save(force_insert=True)
    assert names(compilation.gather(call, "en")) == []


@pytest.mark.parametrize("count", [1, 50])
def test_the_number_of_queries_is_the_same_for_one_and_fifty(call, looked_at_clock, django_assert_num_queries, count):
    for _number in range(count):
        contribution(call, answers=["Text", None])
    with django_assert_num_queries(9):
        compilation.gather(call, "en")


# From asking to the issued paper


def test_what_was_asked_for_is_issued(call, dana, asked):
    contribution(call, answers=["An answer", None])
    run = asked()
    version = run.paper_version
    assert (run.state, run.done, run.total, run.error) == (State.DONE, 3, 3, "")
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
    assert rules.why_not_compile(dana, call) == "A compilation of this call is being made."
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
    assert (run.state, run.error.split(":")[0], run.paper_version) == (State.FAILED, "NotADirectoryError", None)
    assert "NotADirectoryError" in Message.objects.get(key=f"compilation:{run.pk}:failed").body
    settings.MEDIA_ROOT = folder
    assert asked().paper_version.number == 1


def test_a_worker_holds_the_run_until_its_lease_is_over(call, asked, clock):
    contribution(call)
    run = asked(make=False)
    Compilation.objects.filter(pk=run.pk).update(state=State.RUNNING, lease_until=now() + compilation.LEASE)
    compilation.sweep()
    run.refresh_from_db()
    assert run.state == State.RUNNING
    clock((now() + compilation.LEASE + timedelta(seconds=1)).isoformat())
    compilation.sweep()
    run.refresh_from_db()
    assert (run.state, run.attempts) == (State.DONE, 1)


def test_a_run_over_which_three_workers_died_is_given_up(call, asked):
    contribution(call)
    run = asked(make=False)
    Compilation.objects.filter(pk=run.pk).update(attempts=compilation.ATTEMPTS)
    compilation.sweep()
    run.refresh_from_db()
    assert (run.state, run.error) == (State.FAILED, "The worker stopped several times.")


def test_a_contribution_that_cannot_be_set_is_named_and_stops_nothing(call, dana, caplog):
    contribution(call, answers=["A good text", None])
    contribution(call, answers=["A text to be broken", None])
    version, gathered = compilation._begin(call, dana), compilation.gather(call, "en")
    next(iter(gathered.entries[1].passages.values())).text = "half a sign: \ud83d"
    with caplog.at_level(logging.CRITICAL):
        pressed = compilation.print_all(version, call, gathered)
    assert [entry.cannot_be_set for entry in gathered.entries] == [False, True]
    assert pressed.html.count("could not be set in print") == 3  # under both questions and in the manifest
    assert "A good text" in pressed.html


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
    clock((now() + compilation.LEASE + timedelta(seconds=1)).isoformat())
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
    submission, printed = contribution(call, answers=["A canary text."]), compilation.print_all

    def slow(*args):
        if not submission.current.renditions.exists():
            pressed = printed(*args)
            redact(submission, dana)
            return pressed
        return printed(*args)

    monkeypatch.setattr(compilation, "print_all", slow)
    run = asked()
    assert (run.state, "canary" in run.paper_version.html) == (State.DONE, False)


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
    assert (run.state, "must not come out" in run.paper_version.html) == (State.DONE, False)
    assert len(list(Path(place(run.paper_version.file)).parents[2].rglob("*.pdf"))) == 1
