"""A task of a worker carries its own name and that of the request it was ordered in, and forgets both afterwards."""

import pytest
from celery import Celery

from wgec_portal.watching.tracing import REQUEST, TASK, Task

worker = Celery("test", task_cls=Task, set_as_current=False)
worker.conf.task_always_eager = True
seen = []


@worker.task(name="test.look")
def look():
    seen.append((TASK.get(), REQUEST.get()))


@pytest.fixture
def ordered():
    """The request that was answered when the task was ordered."""
    token = REQUEST.set("0123456789abcdef")
    yield
    REQUEST.reset(token)


def test_a_task_knows_its_name_and_the_request_it_was_ordered_in(ordered):
    identity = look.delay().id
    assert seen.pop() == (f"test.look[{identity}]", "0123456789abcdef")


def test_a_task_that_nobody_ordered_has_no_request():
    look.delay()
    assert seen.pop()[1] == ""


def test_what_a_worker_does_between_two_tasks_has_no_name(ordered):
    look.apply_async(headers={"portal_request": "another-request"})
    assert (seen.pop()[1], TASK.get(), REQUEST.get()) == ("another-request", "", "0123456789abcdef")
