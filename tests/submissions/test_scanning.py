"""The scanner of viruses is asked about each file; while it does not answer, files wait and go to nobody."""

import subprocess
import time
from pathlib import Path

import pytest
from django.urls import reverse

from audit.models import Entry
from people.refusals import Refused
from submissions import actions, quarantine, scanning, storing
from submissions.models import File
from tests.submissions.clamav import VIRUS, Scanner
from tests.submissions.conftest import upload, words_of

EVIL, GOOD = b"Dear Chair, EVIL", b"Dear Chair,"


@pytest.fixture
def scanner(settings):
    made = Scanner()
    settings.CLAMAV = made.address
    yield made
    made.stop()


@pytest.fixture
def waiting(settings, draft_of, call):
    """(a draft with a file that waits, its holder)."""

    def make(data):
        settings.CLAMAV = "127.0.0.1:9"
        version, holder = draft_of(call)
        actions.attach(version=version, stored=storing.store(upload("a.txt", data)), by=holder)
        return version, holder

    return make


def test_without_a_scanner_nothing_is_asked_and_nothing_waits():
    assert storing.store(upload("a.txt", EVIL)).is_clean


def test_the_scanner_gets_the_file_whole(scanner):
    data = b"word " * 60_000
    assert storing.store(upload("a.txt", data)).is_clean
    assert scanner.scanned == [data]


def test_a_file_with_a_virus_is_refused_with_its_name(scanner, settings):
    with pytest.raises(Refused, match=f"“a.txt” was not added: the virus check found “{VIRUS}” in it."):
        storing.store(upload("a.txt", EVIL))
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("mood", ["silent", "odd"])
def test_a_scanner_that_makes_no_sense_is_asked_again_later(scanner, mood):
    scanner.mood = mood
    assert not storing.store(upload("a.txt", GOOD)).is_clean


@pytest.mark.parametrize("address", ["127.0.0.1:9", "nowhere.invalid:3310", "/nowhere/clamd.sock"])
def test_while_no_scanner_answers_files_are_taken_and_wait(settings, address):
    settings.CLAMAV = address
    assert not storing.store(upload("a.txt", GOOD)).is_clean


@pytest.mark.django_db
def test_a_waiting_file_is_shown_but_goes_to_nobody_else(waiting, dana, client_of, client):
    version, holder = waiting(GOOD)
    submission = actions.submit(version=version, by=holder).submission
    actions.publish(submission=submission, by=dana)
    address = reverse("submissions:file", args=[submission.uid, File.objects.get().pk])
    assert client.get(address).status_code == 404
    record = client_of(dana).get(reverse("submissions:record", args=[submission.uid]))
    assert "Waiting for the virus check." in words_of(record)
    assert address not in record.content.decode()
    assert client_of(dana).get(address).status_code == 403
    assert "a.txt" not in words_of(client.get(reverse("submissions:contribution", args=[submission.uid])))


@pytest.mark.django_db
def test_a_waiting_file_comes_out_once_the_scanner_has_seen_it(waiting, scanner, settings):
    waiting(GOOD)
    quarantine.scan_waiting()
    assert not File.objects.get().is_clean
    settings.CLAMAV = scanner.address
    quarantine.scan_waiting()
    assert (File.objects.get().is_clean, Entry.objects.last().action) == (True, "file.clean")


@pytest.mark.django_db
def test_a_virus_found_later_leaves_the_draft_and_is_told(waiting, scanner, settings):
    version, _holder = waiting(EVIL)
    settings.CLAMAV = scanner.address
    quarantine.scan_waiting()
    assert (File.objects.count(), version.uploads.count()) == (0, 1)
    assert version.uploads.get().refusal.startswith(f"“a.txt” was removed: the virus check found “{VIRUS}” in it.")
    assert Entry.objects.last().action == "file.virus_found"


@pytest.mark.django_db
def test_a_virus_found_in_a_filed_contribution_is_kept_from_everybody(waiting, scanner, settings, dana, client_of):
    version, holder = waiting(EVIL)
    submission = actions.submit(version=version, by=holder).submission
    settings.CLAMAV = scanner.address
    quarantine.scan_waiting()
    quarantine.scan_waiting()
    assert list(File.objects.values_list("virus", "is_clean")) == [(VIRUS, False)]
    assert Entry.objects.filter(action="file.virus_found").count() == 1
    record = client_of(dana).get(reverse("submissions:record", args=[submission.uid]))
    assert "A virus was found in it: nobody can download it." in words_of(record)


@pytest.mark.django_db
def test_without_a_scanner_nothing_goes_on_waiting(waiting, settings):
    waiting(GOOD)
    settings.CLAMAV = ""
    quarantine.scan_waiting()
    assert File.objects.get().is_clean


@pytest.fixture
def clamd(tmp_path, settings):
    """ClamAV's own daemon, with a signature of our own instead of its database."""
    (tmp_path / "db").mkdir()
    (tmp_path / "db" / "ours.ndb").write_text(f"Ours.Evil:0:*:{EVIL.hex()}\n")
    config, line = tmp_path / "clamd.conf", tmp_path / "clamd.sock"
    config.write_text(
        f"LocalSocket {line}\nDatabaseDirectory {tmp_path}/db\nForeground yes\nUser {Path.home().owner()}\n"
    )
    with subprocess.Popen(["clamd", "--config-file", config], stdout=subprocess.DEVNULL) as process:
        for _attempt in range(300):
            if line.exists():
                break
            time.sleep(0.1)
        settings.CLAMAV = str(line)
        yield
        process.kill()


def test_clamd_itself_is_understood(clamd, tmp_path):
    (tmp_path / "good").write_bytes(GOOD * 50_000)
    (tmp_path / "evil").write_bytes(EVIL)
    found = [scanning.virus_in(tmp_path / name) for name in ("good", "evil")]
    assert found == ["", "Ours.Evil.UNOFFICIAL"]
