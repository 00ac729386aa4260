"""What was sent is set before anybody asks for a paper: each once, only what may come before the public."""

import logging

import pytest

from audit.clock import now
from documents import shelf
from submissions import actions, compilation
from submissions.compilation import fragments
from submissions.compilation.advance import _waiting
from submissions.models import Compilation, Fragment
from tests.leaks import holds
from tests.submissions.compilation.prints import print_now
from tests.submissions.contributions import contribution, draft
from tests.submissions.moderation import next_version, redact

pytestmark = pytest.mark.django_db


def pieces(submission):
    return Fragment.objects.filter(version__submission=submission)


@pytest.mark.parametrize("state", ["published", "submitted"])
@pytest.mark.parametrize("publish", ["name", "organisation"])
def test_what_may_come_before_the_public_is_set_in_both_layouts(call, state, publish):
    submission = contribution(call, state=state, publish=publish, answers=["An answer."], number=1)
    compilation.set_in_advance()
    assert [row.error for row in pieces(submission)] == ["", ""]


@pytest.mark.parametrize(
    ("state", "publish"),
    [
        *(("submitted", "not"), ("submitted", "group"), ("shared", "group"), ("published", "not")),
        *(("withheld", "name"), ("withdrawn", "name")),
    ],
)
def test_what_may_not_is_never_set(call, state, publish):
    contribution(call, state=state, publish=publish, answers=["A canary."])
    draft(call, "someone@example.org")
    compilation.set_in_advance()
    assert (Fragment.objects.count(), shelf.place(Fragment.FOLDER).exists()) == (0, False)


def test_each_is_set_once(call):
    contribution(call, answers=["An answer."])
    compilation.set_in_advance()
    moments = list(Fragment.objects.values_list("pk", "made_at"))
    compilation.set_in_advance()
    assert list(Fragment.objects.values_list("pk", "made_at")) == moments


def test_a_compilation_finds_it_ready_once_it_is_published(call, dana):
    submission = contribution(call, state="submitted", answers=["An answer.", None])
    compilation.set_in_advance()
    before = set(pieces(submission).values_list("key", flat=True))
    actions.publish(submission=submission, by=dana)
    print_now(call)
    print_now(call, layout="contributor")
    assert set(pieces(submission).values_list("key", flat=True)) == before


def test_what_answers_nothing_is_set_where_it_stands(call):
    submission = contribution(call)
    compilation.set_in_advance()
    assert (pieces(submission).count(), _waiting().count()) == (1, 0)


def test_the_next_version_is_set_too(call):
    submission = contribution(call, answers=["One."])
    compilation.set_in_advance()
    version = next_version(submission, text="Two.")
    compilation.set_in_advance()
    assert Fragment.objects.filter(version=version).count() == 2


def test_a_redacted_one_is_set_as_readers_see_it(call, dana, django_capture_on_commit_callbacks):
    submission = contribution(call, answers=["A canary."])
    compilation.set_in_advance()
    with django_capture_on_commit_callbacks(execute=True):
        redact(submission, dana)
    compilation.set_in_advance()
    kept = [shelf.place(row.path).read_bytes() for row in pieces(submission)]
    assert [(holds(each, "canary"), holds(each, "[redacted]")) for each in kept] == [(False, True)] * 2


def test_what_cannot_be_set_is_tried_once(call, monkeypatch, caplog):
    submission = contribution(call, answers=["word " * 20_000])
    monkeypatch.setattr(fragments, "SECONDS", 0.2)
    with caplog.at_level(logging.CRITICAL):
        compilation.set_in_advance()
    first = list(pieces(submission).values_list("pk", "made_at"))
    compilation.set_in_advance()
    assert [bool(row.error) for row in pieces(submission)] == [True, True]
    assert list(pieces(submission).values_list("pk", "made_at")) == first


def test_calls_of_every_group_have_their_turn(call, other_call):
    for each in (call, other_call):
        contribution(each, answers=["An answer."])
    compilation.set_in_advance()
    assert sorted(Fragment.objects.values_list("call", flat=True)) == sorted([call.pk, other_call.pk] * 2)


def test_it_gives_way_to_a_compilation_that_is_asked_for(call):
    contribution(call, answers=["An answer."])
    run = Compilation.objects.create(call=call, asked_at=now())
    compilation.set_in_advance()
    assert Fragment.objects.count() == 0
    run.delete()
    compilation.set_in_advance()
    assert Fragment.objects.count() == 2
