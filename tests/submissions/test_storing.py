"""Files go to disk under random names, whole and hashed; a refused one leaves nothing behind."""

import hashlib
import re
from pathlib import Path

import pytest

from people.refusals import Refused
from submissions import storing
from tests.submissions.conftest import docx_bytes, pdf_bytes, upload


def files_below(folder):
    return [path for path in Path(folder).rglob("*") if path.is_file()]


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
    ("sent", "shown"),
    [
        ("Évaluation finale.pdf", "Évaluation finale.pdf"),
        ("a\u202efdp.exe.pdf", "afdp.exe.pdf"),
        ("two\n lines.pdf", "two lines.pdf"),
        ("<b>.pdf", "<b>.pdf"),
    ],
)
def test_the_contributors_own_name_is_kept_on_one_line(sent, shown):
    file = upload("x.pdf", b"")
    file._name = sent
    assert storing.name_of(file) == shown
