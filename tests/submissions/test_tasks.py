"""The workers' doors: each does its one thing, and what is asked for reaches the worker for papers."""

import pytest

from correspondence.models import Message
from people.models import Contact
from submissions import tasks
from submissions.actions import compile_contributions
from submissions.models import Compilation
from tests.submissions.contributions import contribution
from wgec_portal.celery import app

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def papers():
    """The queue of the worker for papers, emptied."""
    with app.connection_for_write() as connection:
        queue = connection.SimpleQueue("papers")
        queue.clear()
        yield queue
        queue.clear()
        queue.close()


def test_the_task_for_reminders_posts_what_is_due(call, group, clock):
    Contact.objects.create(group=group, email="reader@example.org")
    clock("2016-11-30T23:30:00")
    tasks.remind_of_deadlines.apply(throw=True)
    assert Message.objects.get().key == f"call:{call.uid}:reminder:1:7:reader@example.org"


def test_the_task_for_a_compilation_makes_it(call, dana):
    contribution(call)
    run = compile_contributions(call=call, by=dana)
    tasks.compile_contributions.apply(args=[run.pk], throw=True)
    run.refresh_from_db()
    assert run.state == Compilation.State.DONE


def test_the_sweep_makes_what_nobody_made(call, dana):
    contribution(call)
    run = compile_contributions(call=call, by=dana)
    tasks.sweep_compilations.apply(throw=True)
    run.refresh_from_db()
    assert run.state == Compilation.State.DONE


def test_a_compilation_that_does_not_exist_harms_nobody():
    tasks.compile_contributions.apply(args=[0], throw=True)


@pytest.mark.django_db(transaction=True)
def test_asking_tells_the_worker_for_papers(call, dana, papers):
    contribution(call)
    run = compile_contributions(call=call, by=dana)
    message = papers.get(timeout=5)
    message.ack()
    assert message.headers["task"] == "submissions.tasks.compile_contributions"
    assert message.payload[0] == [run.pk]


@pytest.mark.parametrize(
    "name",
    [name for name, to in app.conf.task_routes.items() if name.startswith("submissions") and to["queue"] == "papers"],
)
def test_what_makes_papers_is_not_ended_by_the_clock_of_short_tasks(name):
    limits = app.tasks[name].soft_time_limit, app.tasks[name].time_limit
    assert limits == (tasks.LONG["soft_time_limit"], tasks.LONG["time_limit"])
