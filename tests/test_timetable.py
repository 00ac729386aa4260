"""The one timetable: what stands in it exists, needs nothing, and may run as often as it likes."""

import inspect
import re

import pytest
from django.apps import apps

from tests.source import APPS, ROOT, app_files
from wgec_portal.celery import TIMETABLE, app

SCHEDULING = re.compile(r"\b(?:beat_schedule|BEAT_SCHEDULE\b|crontab|add_periodic_task|periodic_task|countdown=|eta=)")


@pytest.fixture(autouse=True)
def loaded():
    app.loader.import_default_modules()


def rows():
    """How many rows each of our tables has."""
    ours = [model for model in apps.get_models() if model.__module__.split(".")[0] in APPS]
    return {model._meta.label: model._default_manager.count() for model in ours}


def test_beat_knows_the_timetable_and_nothing_else():
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} == set(TIMETABLE)


@pytest.mark.parametrize("name", TIMETABLE)
def test_what_stands_in_the_timetable_is_a_task(name):
    assert name in app.tasks


@pytest.mark.parametrize("name", TIMETABLE)
def test_a_periodic_task_needs_nothing_to_be_told(name):
    assert list(inspect.signature(app.tasks[name].run).parameters) == []


@pytest.mark.parametrize("name", TIMETABLE)
def test_a_message_that_waited_longer_than_a_period_is_not_worth_running(name):
    entry = app.conf.beat_schedule[name]
    assert entry["options"]["expires"] == entry["schedule"]


@pytest.mark.django_db
@pytest.mark.embedded
@pytest.mark.parametrize("name", TIMETABLE)
def test_a_second_run_changes_nothing(name):
    app.tasks[name].apply(throw=True)
    after_one = rows()
    app.tasks[name].apply(throw=True)
    assert rows() == after_one


def test_nothing_else_keeps_a_timetable_of_its_own():
    others = [path for path in app_files() if path != "wgec_portal/celery.py"]
    assert [path for path in others if SCHEDULING.search((ROOT / path).read_text("utf-8"))] == []


def test_every_task_of_ours_stands_in_a_tasks_file():
    ours = [task for name, task in app.tasks.items() if name.split(".")[0] in APPS]
    assert [task.name for task in ours if not task.__module__.endswith(".tasks")] == []
