"""Files go to disk under random names, whole and hashed; a refused one leaves nothing behind; orphans are swept."""

import hashlib
import os
import re
import time
from pathlib import Path

import pytest

from people.refusals import Refused
from submissions import storing
from tests.submissions.conftest import docx_bytes, pdf_bytes, upload


def files_below(folder):
    return [path for path in Path(folder).rglob("*") if path.is_file()]


def make_old(path, hours=25):
    moment = time.time() - hours * 3600
    os.utime(storing.place_of(path), (moment, moment))


def test_a_stored_file_is_the_same_bytes_under_a_random_name(settings):
    data = pdf_bytes(5)
    stored = storing.store(upload("Rivers.pdf", data))
    assert re.fullmatch(r"contributions/(\w\w)/(\w\w)/\1\2\w{28}", stored.path)
    assert (Path(settings.MEDIA_ROOT) / stored.path).read_bytes() == data
    assert (stored.size, stored.sha256) == (len(data), hashlib.sha256(data).hexdigest())


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 broken", docx_bytes()])
def test_a_refused_file_leaves_nothing_behind(settings, data):
    with pytest.raises(Refused):
        storing.store(upload("a.pdf", data))
    assert files_below(settings.MEDIA_ROOT) == []


def test_a_file_larger_than_the_limit_is_refused_while_it_streams(settings, monkeypatch):
    monkeypatch.setattr(storing, "LARGEST_FILE", 100)
    with pytest.raises(Refused, match="larger than 20 MB"):
        storing.store(upload("large.pdf", pdf_bytes()))
    assert files_below(settings.MEDIA_ROOT) == []


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Évaluation finale.pdf", "Évaluation finale.pdf"),
        ("نص\u200fعربي.docx", "نصعربي.docx"),
        ("a\u202efdp.exe.pdf", "afdp.exe.pdf"),
        ("two\n lines.pdf", "two lines.pdf"),
        ("<b>.pdf", "<b>.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\papers\\a.pdf", "a.pdf"),
        ("...", "file without a name"),
        ("\u200b", "file without a name"),
        ("x" * 300 + ".docx", "x" * 174 + "….docx"),
    ],
)
def test_the_contributors_own_name_is_kept_on_one_line(sent, kept):
    assert storing.name_of(sent) == kept


def test_bytes_that_no_row_knows_are_swept_after_a_day():
    lost, known, young = storing.new_part(), storing.new_part(), storing.new_part()
    filed = storing.store(upload("a.txt", b"text")).path
    for path in (lost, known, filed):
        make_old(path)
    assert storing.sweep(lambda paths: {known, filed}) == 1
    assert [storing.place_of(path).exists() for path in (lost, known, young, filed)] == [False, True, True, True]


def test_a_file_that_is_being_filed_is_young(settings):
    """Its bytes may have waited for days; moved to its place it has a day to get its row."""
    part = storing.new_part()
    storing.place_of(part).write_bytes(b"text")
    make_old(part, hours=100)
    stored = storing.take_in(storing.place_of(part), "a.txt")
    assert storing.sweep(lambda paths: set()) == 0
    assert storing.place_of(stored.path).read_bytes() == b"text"
