"""The files behind a compilation, as an archive: those that readers may still have."""

import hashlib
import io
import json
import logging
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from submissions import actions
from submissions.compilation.forms import zip as zipped
from submissions.compilation.forms.book import data_of, open_data
from submissions.models import File, Submission
from tests.submissions.compilation.datasets import attached, issued, one
from tests.submissions.contributions import contribution
from tests.submissions.moderation import file_of, next_version, redact

from .reading import peak_of, used_up

pytestmark = pytest.mark.django_db


def filed(call, *contents, name="a.pdf", **how):
    """A published contribution with a file of each content; and how the data of a paper lists it."""
    submission = contribution(call, **how)
    kept = [(default_storage.save("x", ContentFile(content)), content) for content in contents]
    for path, content in kept:
        listed = {"path": path, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        file_of(submission.current, name, **listed)
    return submission, one(submission.register_number, files=[attached(name, content) for content in contents])


def pieces(call, *ones):
    version = issued(call, ones)
    return zipped.archive(open_data(data_of(version)), version)


def archive(call, *ones):
    return zipfile.ZipFile(io.BytesIO(b"".join(pieces(call, *ones))))


def files(packed):
    """{path: bytes} of what contributors sent."""
    return {name: packed.read(name) for name in packed.namelist() if "/" in name}


def told(packed):
    """[(number, status, name)] of the manifest."""
    listed = json.loads(packed.read("manifest.json"))["files"]
    return [(each["number"], each["status"], each.get("name")) for each in listed]


def test_originals_lie_in_folders_by_number_as_they_came(call):
    _first, one_file = filed(call, b"one")
    _second, two_files = filed(call, b"two", b"three", name="موقف.pdf")
    packed = archive(call, two_files, one_file)
    assert (packed.testzip(), list(files(packed).values())) == (None, [b"one", b"two", b"three"])
    assert list(files(packed)) == ["0001/a.pdf", "0002/موقف.pdf", "0002/موقف (2).pdf"]


def test_the_sums_and_the_manifest_tell_every_file(call):
    packed = archive(call, filed(call, b"one")[1])
    lines = [line.split("  ") for line in packed.read("SHA256SUMS").decode().splitlines()]
    assert {path: digest for digest, path in lines} == {
        name: hashlib.sha256(packed.read(name)).hexdigest() for name in ("README.txt", "0001/a.pdf", "manifest.json")
    }
    assert told(packed) == [(1, "included", "a.pdf")]


def withdraw(submission, dana):
    Submission.objects.filter(pk=submission.pk).update(state="withdrawn", withdrawn_at=submission.submitted_at)


def withhold(submission, dana):
    actions.withhold(submission=submission, reason="A person is in danger.", by=dana)


def hide(submission, dana):
    redact(submission, dana, hidden_files=list(submission.current.files.all()))


def replace(submission, dana):
    next_version(submission)


def consent_no_more(submission, dana):
    submission.current.publish = "group"
    submission.current.save()


def suspect(submission, dana):
    File.objects.filter(version=submission.current).update(is_clean=False)


@pytest.mark.parametrize("happened", [withdraw, withhold, hide, replace, consent_no_more, suspect])
def test_what_readers_may_not_have_any_more_is_listed_without_its_name(call, dana, happened):
    gone, listed = filed(call, b"canary", name="canary.pdf")
    _stays, other = filed(call, b"stays")
    happened(gone, dana)
    packed = archive(call, listed, other)
    assert (list(files(packed).values()), told(packed)[0]) == ([b"stays"], (1, "no longer available", None))
    assert b"canary" not in b"".join(packed.read(name) + name.encode() for name in packed.namelist())


def test_the_same_bytes_in_a_later_version_may_be_had(call):
    submission, listed = filed(call, b"one")
    file, version = submission.current.files.get(), next_version(submission)
    file_of(version, "other.pdf", path=file.path, sha256=file.sha256)
    assert files(archive(call, listed)) == {"0001/a.pdf": b"one"}


def test_a_file_of_another_contribution_or_call_is_not_taken_for_it(call, other_call):
    listed, other = filed(call, b"one")[1], filed(call, b"two")[1]
    listed.files, other.files = other.files, listed.files
    packed = archive(call, listed, other)
    assert (files(packed), [status for _number, status, _name in told(packed)]) == ({}, ["no longer available"] * 2)
    assert files(archive(other_call, filed(call, b"three")[1])) == {}


@pytest.mark.parametrize("harm", ["lost", "changed"])
def test_a_broken_file_is_listed_and_the_rest_goes_on(call, harm, caplog):
    broken, listed = filed(call, b"one")
    other, path = filed(call, b"two")[1], default_storage.path(broken.current.files.get().path)
    default_storage.delete(path) if harm == "lost" else open(path, "wb").write(b"0ne")
    with caplog.at_level(logging.CRITICAL):
        packed = archive(call, listed, other)
    assert (files(packed), told(packed)[0]) == ({"0002/a.pdf": b"two"}, (1, "cannot be read", "a.pdf"))


@pytest.mark.parametrize("name", ["../../x", "/x", "C:\\x", "..\\..\\x", "x\u202e", "x/../../../x"])
def test_no_name_leads_out_of_its_folder(call, name):
    packed = archive(call, filed(call, b"one", name=name)[1])
    assert list(files(packed)) == ["0001/x"]


def test_the_name_is_the_one_that_the_paper_shows(call):
    _submission, listed = filed(call, b"one", name="private.pdf")
    listed.files[0].name = "file-1.pdf"
    packed = archive(call, listed)
    assert (list(files(packed)), told(packed)) == (["0001/file-1.pdf"], [(1, "included", "file-1.pdf")])


def test_without_files_there_are_the_lists(call):
    packed = archive(call)
    assert (packed.namelist(), told(packed)) == (["README.txt", "manifest.json", "SHA256SUMS"], [])


def test_the_note_is_in_the_language_of_the_paper(call):
    version = issued(call, [], language="fr")
    packed = zipfile.ZipFile(io.BytesIO(b"".join(zipped.archive(open_data(data_of(version)), version))))
    assert packed.read("README.txt").decode().startswith("Compilation of contributions: Inputs\n\n")


@pytest.mark.parametrize("count", [1, 50])
def test_the_files_of_a_hundred_are_looked_up_together(call, count, django_assert_num_queries, looked_at_clock):
    ones = [filed(call, b"x")[1] for _each in range(count)]
    made = pieces(call, *ones)
    with django_assert_num_queries(1):
        used_up(made)


def test_a_large_file_is_not_held_in_memory(call):
    listed = filed(call, b"0123456789abcdef" * 1024 * 1024)[1]  # 16 MB
    version = issued(call, [listed])
    assert peak_of(lambda: used_up(zipped.archive(open_data(data_of(version)), version))) < 3_000_000


def test_memory_stays_flat_however_many_there_are(call):
    ones, peaks = [filed(call, b"%d" % number * 5000)[1] for number in range(300)], []
    for count in (50, 300):
        version = issued(call, ones[:count])
        peaks.append(peak_of(lambda version=version: used_up(zipped.archive(open_data(data_of(version)), version))))
    assert peaks[1] < peaks[0] + 500_000
