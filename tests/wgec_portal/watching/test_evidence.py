"""Evidence of an incident: what was answered, what was silent, and what that means for a deadline."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from audit.clock import now
from correspondence import delivery
from submissions import actions
from tests.submissions.conftest import draft
from wgec_portal.watching import evidence, heartbeats
from wgec_portal.watching.models import Lifespan, RequestCount

pytestmark = pytest.mark.django_db

DEADLINE = datetime(2016, 12, 7, 22, 59, 59, tzinfo=UTC)  # of the call
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def lived(name, *spans):
    """`spans` in minutes before the deadline."""
    for since, until in spans:
        Lifespan.objects.create(name=name, since=DEADLINE - since * MINUTE, until=DEADLINE - until * MINUTE)


def answered(minutes_before, status, number, endpoint="home"):
    minute = (DEADLINE - minutes_before * MINUTE).replace(second=0)
    RequestCount.objects.create(
        minute=minute, endpoint=endpoint, status=status, up_to=50, number=number, ms=10 * number
    )


def test_a_heartbeat_after_a_silence_begins_a_new_life(clock):
    for time in ("12:00", "12:02", "12:04", "12:30", "12:31"):
        clock(f"2016-12-01T{time}:00")
        heartbeats.show_life()
    lives = [(f"{life.since:%H:%M}", f"{life.until:%H:%M}") for life in Lifespan.objects.order_by("since")]
    assert lives == [("12:00", "12:04"), ("12:30", "12:31")]


@pytest.mark.embedded
def test_whoever_sees_a_heartbeat_notes_it_once(clock):
    delivery.beat("letters")
    for _ in range(2):
        heartbeats.note()
    assert [life.name for life in Lifespan.objects.all()] == ["letters"]


@pytest.mark.parametrize(
    ("spans", "silent"),
    [
        ([], [(60, 0)]),
        ([(90, -10)], []),
        ([(90, 40), (38, 0)], []),  # two minutes
        ([(90, 40), (20, 0)], [(40, 20)]),
        ([(50, 40), (20, 10)], [(60, 50), (40, 20), (10, 0)]),
        ([(90, 30), (60, 0)], []),  # two processes at once
    ],
)
def test_what_lies_between_two_lives_is_a_silence(clock, spans, silent):
    clock("2016-12-08T12:00:00")
    lived("web", *spans)
    found = heartbeats.silences("web", DEADLINE - HOUR, DEADLINE)
    assert found == [(DEADLINE - since * MINUTE, DEADLINE - until * MINUTE) for since, until in silent]


def test_what_is_to_come_is_no_silence(clock):
    clock("2016-12-07T22:50:00")
    lived("web", (90, 9))
    assert heartbeats.silences("web", DEADLINE - HOUR, DEADLINE) == []


@pytest.mark.parametrize(
    ("spans", "failed", "lost", "hours"),
    [
        ([(2000, 0)], 0, 0, 0),
        ([(2000, 90), (70, 0)], 0, 20, 0),  # the grace of 30 minutes makes up for it
        ([(2000, 90), (50, 0)], 0, 40, 1),
        ([(2000, 190), (50, 0)], 0, 140, 3),
        ([(2000, 0)], 35, 35, 1),
    ],
)
def test_an_extension_makes_up_for_what_the_grace_does_not(clock, call, spans, failed, lost, hours):
    clock("2016-12-08T12:00:00")
    lived("web", *spans)
    for minute in range(failed):
        answered(100 + minute, 503, 5), answered(100 + minute, 200, 5), answered(100 + minute, 200, 9, "livez")
    found = evidence.advice(call)
    assert (found["lost"], found["extend_by"]) == (lost * 60, hours)


def test_the_command_tells_and_writes_everything(clock, call, tmp_path, capsys):
    clock("2016-12-07T22:00:00")
    version, holder = draft(call)
    actions.submit(version=version, by=holder)
    lived("web", (2000, 90), (50, -60))
    answered(70, 200, 3), answered(69, 500, 1)
    call_command("evidence", "--from", "2016-12-07T18:00", "--to", "2016-12-08T00:00+00:00", "--output", str(tmp_path))
    words = capsys.readouterr().out
    assert "4 requests answered, 1 of them with an error of the server.\n1 receipts issued." in words
    assert "were lost, more than the grace: an extension by 1 h makes up for it." in words
    found = json.loads((tmp_path / "evidence.json").read_text())
    assert [row["number"] for row in found["requests"]] == [3, 1]
    assert (tmp_path / "receipts.csv").read_text().splitlines()[1].startswith(f"{call.uid},1,1,2016-12-07T22:00")
    assert "amina" not in (tmp_path / "evidence.json").read_text()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--from", "2016-12-08", "--to", "2016-12-07"], "not after"),
        (["--from", "2016-12-07", "--to", "2016-12-08", "--call", "x"], "no call x"),
        (["--from", "2016-12-07", "--to", "2016-12-08", "--output", "manage.py"], "no folder that can be written"),
        (["--from", "yesterday", "--to", "2016-12-08"], "“yesterday” is no moment like 2016-12-07T18:00"),
    ],
)
def test_what_makes_no_sense_is_refused(words, reason):
    with pytest.raises(CommandError, match=reason):
        call_command("evidence", *words)


def test_evidence_is_kept_for_400_days():
    for days in (399, 401):
        moment = now() - timedelta(days=days)
        RequestCount.objects.create(minute=moment, endpoint="home", status=200, up_to=50, number=1, ms=1)
        Lifespan.objects.create(name="web", since=moment, until=moment)
    evidence.forget_old()
    assert (RequestCount.objects.count(), Lifespan.objects.count()) == (1, 1)
