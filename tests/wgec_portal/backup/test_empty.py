"""A backup is only restored onto an empty system, and what is not whole, not ours or too new changes nothing."""

import json
import shutil

import pyrage
import pytest
from django.core.management import CommandError, call_command

from audit import ledger
from audit.clock import now
from audit.log import SYSTEM, record
from people.models import Organisation
from people.refusals import Refused
from tests.conftest import make_group
from wgec_portal.backup import comparing, empty, restoring, taking
from wgec_portal.backup.alone import alone
from wgec_portal.backup.manifest import Manifest, Table
from wgec_portal.watching.models import Lifespan, RequestCount

pytestmark = [pytest.mark.embedded, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def backup(transactional_db, tmp_path, settings):
    """A backup of an empty portal with one file; the portal is as empty afterwards."""
    settings.VAR_DIR = tmp_path
    place = settings.MEDIA_ROOT / "contributions" / "file"
    place.parent.mkdir(parents=True)
    place.write_bytes(b"bytes of a file")
    path = taking.take(folder=tmp_path / "backups")
    shutil.rmtree(settings.MEDIA_ROOT)
    return path


def refusal(backup, **more):
    with pytest.raises(Refused) as refused:
        restoring.restore(backup=backup, **more)
    return str(refused.value)


def test_rows_are_never_written_over(backup, group):
    assert refusal(backup).startswith(
        "This portal is not empty: there are rows in people_stakeholdergroup, people_workinggroup."
    )


def test_a_portal_that_only_ran_is_empty(backup):
    began = now()
    Lifespan.objects.create(name="web", since=began, until=began)
    RequestCount.objects.create(minute=began, endpoint="home", status=200, up_to=0, number=1, ms=9)
    assert empty.why_not_restore(again=False) == ""


def test_files_are_never_written_over(backup, settings):
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "file").touch()
    assert refusal(backup).startswith("This portal is not empty: there are files in")


def test_an_altered_byte_changes_nothing(backup, settings):
    content = bytearray(backup.read_bytes())
    content[content.index(b"bytes of a file")] ^= 1
    backup.write_bytes(content)
    words = refusal(backup)
    assert words == (
        "This backup is damaged, or was altered after it was made: files/contributions/file is not what was backed up. "
        "Nothing was changed."
    )
    assert list(settings.MEDIA_ROOT.iterdir()) == []


def test_a_wrong_key_changes_nothing(backup, settings, tmp_path):
    keys = [pyrage.x25519.Identity.generate() for _each in range(2)]
    (tmp_path / "right").write_text(str(keys[0].to_public()))
    (tmp_path / "wrong").write_text(str(keys[1]))
    sealed = taking.take(folder=tmp_path / "sealed", recipients=tmp_path / "right")
    assert "opens this backup. Nothing was changed." in refusal(sealed, identity=tmp_path / "wrong")
    assert list(settings.MEDIA_ROOT.iterdir()) == []


def test_a_file_that_is_not_there_changes_nothing(backup, tmp_path):
    assert refusal(tmp_path / "missing.tar").endswith("No such file or directory. Nothing was changed.")


def test_nobody_restores_while_somebody_else_does(backup):
    with alone():
        assert refusal(backup).startswith("Another backup or restore is running.")


def half(settings, at="2016-11-25T11:00:00+00:00"):
    """A restore has begun and was killed."""
    empty.stage().mkdir(parents=True)
    (empty.stage() / empty.MARK).write_text(json.dumps({"backup": "portal.tar", "at": at}))


def test_a_half_restored_portal_is_neither_restored_nor_backed_up_unasked(backup, settings, tmp_path):
    half(settings)
    assert refusal(backup).startswith("A restore of portal.tar began at 2016-11-25T11:00:00+00:00 and has not ended")
    with pytest.raises(Refused, match="has not ended"):
        taking.take(folder=tmp_path / "backups")


def test_what_people_did_since_is_not_thrown_away_with_a_half_restore(backup, settings, group, dana):
    half(settings)
    assert empty.why_not_restore(again=True) == ""
    record("workinggroup.seen", group, by=SYSTEM)
    assert empty.why_not_restore(again=True) == ""
    record("workinggroup.seen", group, by=dana)
    assert refusal(backup, again=True).startswith("People have worked in this portal since")


def made_of(last="", **migrations):
    about = {"made_at": "2016-11-25T12:00:00+00:00", "portal": "", "engine": "sqlite", "encrypted": False}
    return Manifest(**about, migrations=migrations, ledger={"lines": 1, "last": last})


def test_the_ledger_must_be_there_unless_it_is_said_to_be_lost():
    line = ledger.enter("taken_down", paths=[])
    assert restoring.why_not_fit(made_of(last=line), ledger_lost=False) == ""
    ledger.place().unlink()
    assert "Put back the longest copy you have" in restoring.why_not_fit(made_of(last=line), ledger_lost=False)
    assert restoring.why_not_fit(made_of(last=line), ledger_lost=True) == ""


def test_another_secret_key_is_refused_unless_the_old_one_is_said_to_be_lost(backup, settings):
    settings.SECRET_KEY = "another-key" * 6
    words = refusal(backup)
    assert words.startswith("SECRET_KEY is not the one that the portal had when the backup was made")
    assert words.endswith("Nothing was changed.")
    assert restoring.restore(backup=backup, key_lost=True) == []


def test_a_newer_backup_is_refused():
    assert restoring.why_not_fit(made_of(audit=["0001_initial"]), ledger_lost=False) == ""
    words = restoring.why_not_fit(made_of(audit=["0001_initial", "0099_later"]), ledger_lost=False)
    assert words.startswith("A newer portal made this backup: audit.0099_later is not known here.")


def test_a_row_that_is_not_the_one_of_the_backup_is_named(transactional_db, tmp_path):
    Organisation.objects.create(name="Here")
    table = Table("people_organisation", "id", {"id": "number", "name": "text"})
    (tmp_path / "database").mkdir()
    (tmp_path / table.member).write_text("1\tThere\n2\tMore\n")
    assert list(comparing.rows([table], tmp_path)) == [
        "people_organisation: row 1 is not the one of the backup",
        "people_organisation: row 2 is not the one of the backup",
    ]


def test_the_command_ends_with_1_and_the_reason(backup, settings):
    make_group()
    with pytest.raises(CommandError, match="This portal is not empty"):
        call_command("restore", str(backup))
