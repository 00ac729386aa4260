"""A backup is restored: row for row, file for file, on either engine, and people go on with it."""

import shutil
import subprocess
import sys
import time

import pyrage
import pytest

from tests.source import ROOT
from tests.submissions.takedowns import take_down
from wgec_portal import erasure

from .drill import empty_system, rows

pytestmark = pytest.mark.django_db(transaction=True)

DONE = "The backup was restored; all is as it was."
GO_ON = """
import re
from django.conf import settings
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
from django.test import Client
from django.urls import reverse
from correspondence.models import Message
from documents.models import Paper
from submissions.models import File
client, host = Client(), {"HTTP_HOST": "localhost"}
client.post(reverse("account_login"), {"email": "dana@example.org"}, **host)
letter = Message.objects.get(to_address="dana@example.org", secret=True)
code = re.search(r"^([A-Z0-9]{3,5}-?[A-Z0-9]{3,5})$", letter.body, re.M)[1]
client.post(reverse("account_confirm_login_code"), {"code": code}, **host)
print(client.get(reverse("desk"), **host).status_code)
file, paper = File.objects.get(name="canary-first.pdf"), Paper.objects.get()
for address in (
    reverse("submissions:file", args=[file.version.submission.uid, file.pk]),
    reverse("documents:download", args=[paper.uid, 1, "en"]),
):
    got = client.get(address, **host)
    print(got.status_code, b"".join(got.streaming_content)[:5])
"""
NEXT_KEYS = """
from people.models import Organisation, User
print(Organisation.objects.create(name="Next").pk, User.objects.create_user("next@example.org").pk)
"""


@pytest.mark.embedded
def test_a_restored_portal_is_what_it_was_and_people_go_on(source, backup, target):
    said = target.restore(backup)
    assert said.splitlines()[-1] == DONE
    assert rows(target) == rows(source)
    assert target.files() == source.files()
    assert target.python(GO_ON).splitlines() == ["200", "200 b'%PDF-'", "200 b'%PDF-'"]


def test_a_portal_moves_to_the_other_engine_and_back(source, on_postgresql, tmp_path, settings):
    last = source.python(NEXT_KEYS).split()
    with empty_system("sqlite", tmp_path / "embedded", settings.PORTAL_CLOCK) as embedded:
        backup = source.backup(tmp_path / "backups")
        assert embedded.restore(backup).splitlines()[-1] == DONE
        assert rows(embedded) == rows(source)
        with empty_system("postgresql", tmp_path / "back", settings.PORTAL_CLOCK) as back:
            assert back.restore(embedded.backup(tmp_path / "again")).splitlines()[-1] == DONE
            assert (rows(back), back.files()) == (rows(source), source.files())
            assert [int(key) for key in back.python(NEXT_KEYS.replace("next@", "new@")).split()] == [
                int(key) + 1 for key in last
            ]


@pytest.fixture
def sealed(source, tmp_path):
    """An encrypted backup, and the file with its key."""
    identity = pyrage.x25519.Identity.generate()
    (tmp_path / "identity").write_text(str(identity))
    (tmp_path / "recipients").write_text(str(identity.to_public()))
    return source.backup(tmp_path / "sealed", "--recipients", tmp_path / "recipients"), tmp_path / "identity"


@pytest.mark.embedded
def test_what_was_taken_down_and_erased_since_stays_so(source, sealed, staged, dana, target):
    backup, identity = sealed
    assert b"canary" not in backup.read_bytes()
    take_down(staged.first, dana)
    erasure.erase(address="canary-second@example.org", own=[staged.call.group_id], by=dana)
    shutil.copytree(source.folder / "ledger", target.folder / "ledger")
    said = target.restore(backup, "--identity", identity)
    assert "1 taken down again, 1 erasures done again." in said.splitlines()
    left = "\n".join(rows(target))
    words = ("canary-first Tab", "canary-second@", "canary-second Tab")
    assert [word in left for word in words] == [False, False, True]
    assert set(target.files()) == set(source.files())


def killed_in_the_middle(system, backup):
    """A restore that is killed when it has begun to change something."""
    mark = system.folder / "files" / ".restoring" / "begun.json"
    command = [sys.executable, "manage.py", "restore", str(backup)]
    process = subprocess.Popen(command, cwd=ROOT, env=system.environment, stdout=subprocess.DEVNULL)
    while not mark.exists():
        assert process.poll() is None
        time.sleep(0.01)
    time.sleep(1)
    process.kill()
    process.wait()


@pytest.mark.embedded
def test_a_restore_that_was_killed_is_told_and_begun_again(source, backup, target):
    killed_in_the_middle(target, backup)
    for words in (["restore", backup], ["backup", target.folder / "backups"]):
        ended, said = target.manage(*words)
        assert (ended, "has not ended: what is here is half of it" in said) == (1, True)
    assert target.restore(backup, "--again").splitlines()[-1] == DONE
    assert (rows(target), target.files()) == (rows(source), source.files())
    ended, said = target.manage("restore", backup, "--again")
    assert (ended, "No restore was interrupted here" in said) == (1, True)


LATER = "from wgec_portal.settings import *\nINSTALLED_APPS += ['later']\n"
MIGRATION = """
from django.db import migrations
COLUMN = "ALTER TABLE correspondence_suppression ADD COLUMN later text DEFAULT 'later' NOT NULL"
class Migration(migrations.Migration):
    dependencies = [("correspondence", "0001_initial")]
    operations = [migrations.RunSQL(COLUMN)]
"""


def make_newer(system, folder):
    """A portal of later years, in which a table has one column more."""
    (folder / "later" / "migrations").mkdir(parents=True)
    (folder / "later_settings.py").write_text(LATER)
    (folder / "later" / "__init__.py").touch()
    (folder / "later" / "migrations" / "__init__.py").touch()
    (folder / "later" / "migrations" / "0001_initial.py").write_text(MIGRATION)
    system.environment |= {"DJANGO_SETTINGS_MODULE": "later_settings", "PYTHONPATH": str(folder)}


COUNT = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT address, later FROM correspondence_suppression")
    print(cursor.fetchall())
"""


@pytest.mark.embedded
def test_an_older_backup_is_brought_up_to_date_and_a_newer_one_refused(source, staged, target, tmp_path):
    with_one = "from correspondence.outbox import suppress; suppress('gone@example.org', reason='bounced')"
    source.python(with_one)
    make_newer(target, tmp_path / "newer")
    assert target.restore(source.backup(tmp_path / "backups")).splitlines()[-1] == DONE
    assert target.python(COUNT).strip() == "[('gone@example.org', 'later')]"
    newer = target.backup(tmp_path / "newer backups")
    with empty_system("sqlite", tmp_path / "older") as older:
        ended, said = older.manage("restore", newer)
        assert (ended, "A newer portal made this backup: later.0001_initial" in said) == (1, True)
        assert older.files() == {}
