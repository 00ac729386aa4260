"""The clock: the database's time, moved by a file in demo and tests only."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from audit import clock as portal_clock

SECOND = timedelta(seconds=1)


@pytest.fixture
def never_looked():
    portal_clock._looked["at"] = None


def real_time():
    return datetime.now(UTC)


@pytest.mark.django_db
@pytest.mark.embedded
def test_it_is_the_databases_time(settings, never_looked):
    settings.PORTAL_CLOCK = ""
    assert abs(portal_clock.now() - real_time()) < 2 * SECOND


@pytest.mark.django_db
def test_it_is_aware_and_in_utc():
    assert portal_clock.now().utcoffset() == timedelta()


@pytest.mark.django_db
def test_the_file_moves_it_and_it_runs_on(clock):
    clock("2016-12-07T22:59:59")
    first, second = portal_clock.now(), portal_clock.now()
    assert abs(first - datetime(2016, 12, 7, 22, 59, 59, tzinfo=UTC)) < SECOND
    assert first <= second


@pytest.mark.django_db
def test_setting_it_is_seen_in_every_process_by_the_file(settings):
    wanted = datetime(2017, 1, 26, 9, tzinfo=UTC)
    portal_clock.set_to(wanted)
    shift = timedelta(seconds=float(Path(settings.PORTAL_CLOCK).read_text()))
    assert abs(real_time() + shift - wanted) < 2 * SECOND
    assert abs(portal_clock.now() - wanted) < SECOND


@pytest.mark.django_db
def test_setting_it_twice_does_not_add_up():
    for day in (1, 2):
        portal_clock.set_to(datetime(2017, 1, day, tzinfo=UTC))
    assert abs(portal_clock.now() - datetime(2017, 1, 2, tzinfo=UTC)) < SECOND


@pytest.mark.django_db
@pytest.mark.parametrize("content", [None, ""])
def test_without_a_shift_it_is_the_real_time(settings, content):
    Path(settings.PORTAL_CLOCK).unlink()
    if content is not None:
        Path(settings.PORTAL_CLOCK).write_text(content)
    assert abs(portal_clock.now() - real_time()) < 2 * SECOND


@pytest.mark.django_db
@pytest.mark.parametrize(("production", "named"), [(True, True), (False, False), (True, False)])
def test_it_cannot_be_moved_in_production_or_without_its_file(settings, production, named):
    settings.PRODUCTION = production
    settings.PORTAL_CLOCK = settings.PORTAL_CLOCK if named else ""
    with pytest.raises(ImproperlyConfigured):
        portal_clock.set_to(datetime(2017, 1, 1, tzinfo=UTC))


@pytest.mark.django_db
def test_the_database_is_asked_once_a_minute_at_most(never_looked, django_assert_num_queries):
    with django_assert_num_queries(1):
        [portal_clock.now() for _ in range(100)]
    portal_clock._looked["at"] -= 61
    with django_assert_num_queries(1):
        portal_clock.now()


@pytest.mark.django_db
def test_it_never_runs_backwards_while_the_database_keeps_time(never_looked):
    moments = [portal_clock.now() for _ in range(1000)]
    assert moments == sorted(moments)
    assert connection.vendor in portal_clock._SQL
