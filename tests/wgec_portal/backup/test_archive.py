"""A backup as a file: any program opens it, and not a byte of it can be altered or missing."""

import io
import tarfile

import pytest

from people.refusals import Refused
from wgec_portal.backup.archive import END, Reader, Writer
from wgec_portal.backup.manifest import Manifest

pytestmark = pytest.mark.embedded
FILES = {"database/t.copy": b"1\tone\n", "files/aa/bb/file": bytes(range(256)) * 4, "files/empty": b""}


def written(format=1):
    """The bytes of a small backup."""
    out = io.BytesIO()
    writer = Writer(out)
    for name, content in FILES.items():
        writer.add(name, io.BytesIO(content), len(content), mode=0o600, mtime=7)
    about = {"made_at": "2016-11-25T12:00:00+00:00", "portal": "http://localhost", "engine": "sqlite"}
    writer.close(Manifest(**about, migrations={}, ledger={}, encrypted=False, format=format))
    return out.getvalue()


def refusal(content, place):
    """Why the bytes are refused."""
    with pytest.raises(Refused) as refused:
        Reader(io.BytesIO(content)).unpack(place)
    return str(refused.value)


def test_what_was_written_comes_out_again(tmp_path):
    manifest = Reader(io.BytesIO(written())).unpack(tmp_path)
    assert {name: (tmp_path / name).read_bytes() for name in FILES} == FILES
    assert [(each.name, each.size, each.mode, each.mtime) for each in manifest.members] == [
        (name, len(content), 0o600, 7) for name, content in FILES.items()
    ]


def test_any_tar_opens_it():
    with tarfile.open(fileobj=io.BytesIO(written())) as tar:
        assert tar.getnames() == [*FILES, "manifest.json", "seal.sha256"]
        assert tar.extractfile("database/t.copy").read() == FILES["database/t.copy"]


def test_no_altered_byte_is_let_through(tmp_path):
    whole = written()
    for at in range(0, len(whole), 11):
        altered = bytearray(whole)
        altered[at] ^= 1
        words = refusal(bytes(altered), tmp_path / str(at))
        assert "Nothing was changed." in words or "newer" in words, at


def test_no_shortened_backup_is_let_through(tmp_path):
    whole = written()
    found = {refusal(whole[:length], tmp_path / str(length)) for length in range(0, len(whole), 97)}
    assert found == {"This backup is not whole: it ends too early. Nothing was changed."}


@pytest.mark.parametrize("more", [b"\0", END])
def test_nothing_may_stand_behind_the_end(more, tmp_path):
    assert "something stands behind its end" in refusal(written() + more, tmp_path)


def test_a_format_of_later_years_is_refused(tmp_path):
    words = refusal(written(format=2), tmp_path)
    assert words == "This backup was made by a newer portal: its format is 2, this portal reads 1."


@pytest.mark.parametrize("name", ["../escaped", "/etc/escaped", "files/../../escaped"])
def test_no_member_leaves_its_folder(name, tmp_path):
    out = io.BytesIO()
    Writer(out).add(name, io.BytesIO(b"x"), 1)
    assert "does not belong there" in refusal(out.getvalue(), tmp_path / "place")
    assert list(tmp_path.rglob("*escaped*")) == []


def test_a_file_that_becomes_shorter_while_it_is_read_is_told():
    with pytest.raises(OSError, match="became shorter"):
        Writer(io.BytesIO()).add("files/a", io.BytesIO(b"12"), 3)
