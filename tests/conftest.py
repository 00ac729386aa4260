"""The cast and the stage of every test: a few boring factories, the same names everywhere."""

import os
import time
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import Client
from playwright.sync_api import sync_playwright

from audit import clock as portal_clock
from meetings.models import Call, Meeting, Question, Venue
from people import sessions
from people.actions import open_practice_group
from people.models import Contact, Holder, Office, Person, Seat, StaffRole, StakeholderGroup, State, User, WorkingGroup
from people.states import load as load_states

STAKEHOLDER_GROUPS = [
    ("Member States", 22, True),
    ("Private sector", 5, False),
    ("Civil society", 5, False),
    ("Technical and academic community", 5, False),
    ("International and intergovernmental organizations", 5, False),
]
QUESTIONS = [
    "What are the high-level characteristics of enhanced cooperation?",
    "What kind of recommendations should be considered, taking into consideration the Tunis Agenda, paragraphs 69–71?",
]


def pytest_collection_modifyitems(config, items):
    """What takes long runs with ./test --all only."""
    if not os.environ.get("TEST_ALL"):
        long = [item for item in items if item.get_closest_marker("full")]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """SQLite is tested in a file, as it runs: in memory two at once lock each other out. Threads keep no connection."""
    connection.settings_dict["CONN_MAX_AGE"] = 0
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Tests with real transactions empty the tables afterwards: SQLite's triggers step aside, the States come back."""
    post_migrate.connect(_load_states, sender=apps.get_app_config("people"))
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            triggers = cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        drop, create = [f"DROP TRIGGER {name}" for name, _sql in triggers], [sql for _name, sql in triggers]
        operations = type(connection.ops)  # of every connection: a browser's thread has one of its own
        plain = operations.sql_flush
        operations.sql_flush = lambda self, *args, **more: [*drop, *plain(self, *args, **more), *create]


def _load_states(**_):
    if not State.objects.exists():
        load_states(State)


@pytest.fixture(autouse=True)
def clock(settings, tmp_path):
    """The portal's clock stands at noon UTC on 25 November 2016 and runs; call it with a moment to move it."""
    settings.PORTAL_CLOCK = str(tmp_path / "clock")
    folders = (tmp_path / name for name in ("files", "outbox", "ledger"))
    settings.MEDIA_ROOT, settings.OUTBOX_DIR, settings.LEDGER_DIR = folders

    def move_to(moment: str):
        """Move to an ISO moment; without an offset it is UTC."""
        wanted = datetime.fromisoformat(moment)
        shift = (wanted if wanted.tzinfo else wanted.replace(tzinfo=UTC)) - datetime.now(UTC)
        (tmp_path / "clock").write_text(str(shift.total_seconds()))

    move_to("2016-11-25T12:00:00")
    return move_to


@pytest.fixture(autouse=True)
def unlimited(settings):
    """All tests come from one network address: how often it may do something is tried where it is the question."""
    settings.ACCOUNT_RATE_LIMITS = {}


@pytest.fixture(autouse=True)
def static_files_as_they_are(settings):
    """Pages name static files without having them collected first."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture
def looked_at_clock(db):
    """The database's clock has just been looked at, so that a count of queries does not count that."""
    portal_clock._looked["at"] = None
    portal_clock.now()


def make_group(slug="wgec", name="Working Group on Enhanced Cooperation"):
    """A working group with its five stakeholder groups."""
    group = WorkingGroup.objects.create(
        name=name,
        slug=slug,
        short_name=slug.upper(),
        first_year=2016,
        last_year=2018,
        parent_body="Commission on Science and Technology for Development",
        parent_short_name="CSTD",
        mandate="Develop recommendations on how to further implement enhanced cooperation.",
        mandate_symbol="A/RES/70/125",
        mandate_paragraph="65",
        established_on=date(2016, 5, 2),
        report_due="the Commission at its twenty-first session",
        work_ends_on=date(2018, 1, 31),
        secretariat_name="CSTD secretariat",
        secretariat_email="secretariat@example.org",
        disclaimer="The views are the contributors’ own and do not necessarily reflect those of the United Nations.",
    )
    for order, (title, seats, states) in enumerate(STAKEHOLDER_GROUPS, start=1):
        StakeholderGroup.objects.create(group=group, name=title, order=order, seats_foreseen=seats, is_states=states)
    return group


def make_user(name, address=None):
    """An account with its person."""
    person = Person.objects.create(name=name)
    return User.objects.create_user(address or f"{name.split()[0].lower()}@example.org", person=person)


@pytest.fixture
def group(db):
    return make_group()


@pytest.fixture
def practice_group(group, dana):
    """The group in which Dana's group rehearses."""
    return open_practice_group(group=group, by=dana)


@pytest.fixture
def other_group(db):
    return make_group("other", "Working Group on Something Else")


@pytest.fixture
def bela(group):
    """A member: a seat of his own among civil society."""
    user = make_user("Bela Member")
    society = group.stakeholder_groups.get(name="Civil society")
    Seat.objects.create(group=group, stakeholder_group=society, person=user.person, starts_on=date(2016, 5, 2))
    Contact.objects.create(
        group=group, name="Bela Member", email=user.email, person=user.person, stakeholder_group=society
    )
    return user


@pytest.fixture
def chidi(db):
    """An observer: signed in, without a seat."""
    return make_user("Chidi Observer")


@pytest.fixture
def dana(group):
    """The group's secretariat."""
    user = make_user("Dana Secretariat")
    StaffRole.objects.create(group=group, user=user, starts_on=date(2016, 5, 2))
    return user


@pytest.fixture
def emil(group):
    """The Chair."""
    user = make_user("Emil Chair")
    Office.objects.create(group=group, person=user.person, kind=Office.Kind.CHAIR, starts_on=date(2016, 9, 30))
    return user


@pytest.fixture
def fatou(group):
    """The Chair's assistant."""
    user = make_user("Fatou Assistant")
    Office.objects.create(group=group, person=user.person, kind=Office.Kind.ASSISTANT, starts_on=date(2016, 9, 30))
    return user


@pytest.fixture
def oumar(other_group):
    """Secretariat of the other group: a stranger to the first."""
    user = make_user("Oumar Stranger")
    StaffRole.objects.create(group=other_group, user=user, starts_on=date(2016, 5, 2))
    return user


@pytest.fixture
def amina():
    """A stakeholder without an account, known by the draft in her browser."""
    return Holder(key="a" * 43, email="amina@example.org")


@pytest.fixture
def venue(group):
    return Venue.objects.create(
        group=group, name="Palais des Nations", city="Geneva", practical="Badges are issued at the gate from 8 a.m."
    )


@pytest.fixture
def first_meeting(group, venue):
    day, closed = date(2016, 9, 30), Meeting.State.CLOSED
    return Meeting.objects.create(group=group, ordinal="first", starts_on=day, ends_on=day, venue=venue, state=closed)


@pytest.fixture
def meeting(group, venue, first_meeting):
    """The second meeting, announced."""
    return Meeting.objects.create(
        group=group,
        ordinal="second",
        starts_on=date(2017, 1, 26),
        ends_on=date(2017, 1, 27),
        venue=venue,
        room="room XXI",
        building="Building E",
        previous=first_meeting,
        state=Meeting.State.ANNOUNCED,
    )


@pytest.fixture
def call(group, meeting):
    """An open call with two questions, due 7 December 2016, 23:59:59 Geneva time."""
    made = Call.objects.create(
        group=group,
        meeting=meeting,
        title="Inputs on enhanced cooperation",
        deadline_at=datetime(2016, 12, 7, 22, 59, 59, tzinfo=UTC),
        opened_at=datetime(2016, 10, 20, 8, 0, tzinfo=UTC),
        state=Call.State.OPENED,
    )
    for order, text in enumerate(QUESTIONS, start=1):
        Question.objects.create(call=made, order=order, text=text)
    return made


@pytest.fixture
def client_of():
    """A browser in which the user has signed in."""

    def sign_in(user):
        client = Client()
        client.force_login(user)
        session = client.session
        sessions.begin(session)
        session.save()
        return client

    return sign_in


@pytest.fixture(scope="module")
def chromium():
    """One browser for all tests of this file."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs a loop in this thread; Django only looks for it
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()
        connection.close()  # with a loop in the thread Django opened a second one
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def leave(context):
    """Close a browser's windows; what they sent at the very end is answered before the database is emptied."""
    context.close()
    quiet = 0
    while quiet < 3:  # looks in a row that find no other connection at work
        time.sleep(0.1)
        quiet = 0 if _others_at_work() else quiet + 1


def _others_at_work():
    if connection.vendor != "postgresql":
        return False
    others = "datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM pg_stat_activity WHERE {others}")
        return cursor.fetchone()[0] > 0
