"""A backup is whole or not there: killed, without room, two at once, with files that go meanwhile."""

import io
import json
import os
import resource
import tarfile
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from correspondence.models import Heartbeat
from people.models import WorkingGroup
from people.refusals import Refused
from tests.conftest import make_group
from wgec_portal.backup import engine, tables, taking
from wgec_portal.backup.alone import alone

pytestmark = [pytest.mark.embedded, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def folder(tmp_path, settings):
    """Where backups go; the portal’s folder is the test’s."""
    settings.VAR_DIR = tmp_path
    return tmp_path / "backups"


def manifest_of(path):
    with tarfile.open(path) as tar:
        return json.load(tar.extractfile("manifest.json"))


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def file_away(settings, path, content):
    place = settings.MEDIA_ROOT / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return place


def test_a_backup_holds_tables_and_files_and_says_of_what_it_was_made(folder, group, settings):
    file_away(settings, "contributions/aa/bb/one", b"1")
    file_away(settings, "fragments/aa/bb/two", b"2")
    path = taking.take(folder=folder)
    told = manifest_of(path)
    rows = {table["name"]: table["rows"] for table in told["tables"]}
    assert (rows["people_workinggroup"], rows["people_stakeholdergroup"], "django_session" in rows) == (1, 5, False)
    assert [each["name"] for each in told["members"] if each["name"].startswith("files/")] == [
        "files/contributions/aa/bb/one"
    ]
    assert (told["format"], told["encrypted"], told["gone"]) == (1, False, [])
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_ledger_and_the_letters_on_disk_are_never_in_a_backup(folder, group, settings, tmp_path):
    for kept in ("ledger/ledger.jsonl", "outbox/letter.eml"):
        (tmp_path / kept).parent.mkdir()
        (tmp_path / kept).write_text('{"id": "7"}\n')
    told = manifest_of(taking.take(folder=folder))
    assert [each["name"] for each in told["members"] if "database/" not in each["name"]] == []
    assert told["ledger"] == {"lines": 1, "last": "7"}


def test_a_whole_backup_is_a_sign_of_life(folder, group, clock):
    clock("2016-11-25T13:00:00")
    taking.take(folder=folder)
    [beat] = Heartbeat.objects.filter(name="backup")
    assert beat.at.replace(minute=0, second=0, microsecond=0) == datetime(2016, 11, 25, 13, tzinfo=UTC)


def test_only_so_many_are_kept(folder, group):
    found = [taking.take(folder=folder, keep=2) for _each in range(3)]
    (folder / "notes.txt").write_text("not a backup")
    assert names(folder) == sorted([*(path.name for path in found[1:]), "notes.txt"])


def test_what_was_killed_is_taken_away_by_the_next(folder, group):
    folder.mkdir()
    (folder / ".portal-20161125T110000000000Z.tar.part").write_bytes(b"half")
    path = taking.take(folder=folder)
    assert names(folder) == [path.name]


@pytest.mark.parametrize("room", [2_000, 60_000])
def test_a_full_disk_is_told_and_leaves_older_backups_as_they_are(folder, group, settings, room):
    older = taking.take(folder=folder)
    file_away(settings, "contributions/aa/bb/large", bytes(100_000))
    was = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, was[1]))
    try:
        with pytest.raises(Refused, match=r"could not be written: File too large\. Nothing of it was kept"):
            taking.take(folder=folder, keep=1)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, was)
    assert names(folder) == [older.name]


def test_without_room_nothing_is_begun(folder, group, settings):
    os.truncate(file_away(settings, "contributions/aa/bb/immense", b""), 10**13)  # the disk holds none of it
    with pytest.raises(Refused, match="MB free, the backup needs about"):
        taking.take(folder=folder)
    assert names(folder) == []


def test_two_at_once_are_refused(folder, group):
    with alone(), pytest.raises(Refused, match="Another backup or restore is running"):
        taking.take(folder=folder)
    assert not folder.exists()


def test_a_file_that_is_taken_away_meanwhile_is_told_as_gone(folder, staged, settings):
    gone = next((settings.MEDIA_ROOT / "contributions").rglob("*/*/*"))
    gone.unlink()
    told = manifest_of(taking.take(folder=folder))
    assert told["gone"] == [str(gone.relative_to(settings.MEDIA_ROOT))]


def test_it_is_not_written_among_the_files_it_takes(folder, group, settings):
    with pytest.raises(Refused, match="choose another folder"):
        taking.take(folder=settings.MEDIA_ROOT / "backups")


def test_what_others_write_meanwhile_is_not_in_it(group):
    [table] = [each for each in tables.of_the_portal() if each.name == "people_workinggroup"]
    out = io.BytesIO()
    with engine.of_the_portal().snapshot() as snapshot:
        make_group("later")
        snapshot.write(table, out)
    assert (out.getvalue().count(b"\n"), WorkingGroup.objects.count()) == (1, 2)


def test_the_command_tells_where_the_backup_is(folder, group, capsys):
    call_command("backup", str(folder), "--keep", "3")
    assert capsys.readouterr().out.startswith(str(folder / names(folder)[0]))
    with pytest.raises(CommandError, match="--keep needs 1 or more"):
        call_command("backup", str(folder), "--keep", "0")
