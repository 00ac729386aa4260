"""An encrypted backup opens with its key and with nothing else, to its end or not at all."""

import io
from pathlib import Path

import pyrage
import pytest

from people.refusals import Refused
from wgec_portal.backup.envelope import closing_for, keys_in, opened

pytestmark = pytest.mark.embedded
CONTENT = bytes(range(256)) * 1000


@pytest.fixture
def identity():
    return pyrage.x25519.Identity.generate()


@pytest.fixture
def key(identity, tmp_path):
    """The file with the secret key, as age-keygen writes it."""
    path = tmp_path / "key.txt"
    path.write_text(f"# created: 2016-11-25T12:00:00Z\n# public key: {identity.to_public()}\n{identity}\n")
    return path


@pytest.fixture
def sealed(identity, tmp_path):
    """An encrypted file."""
    path = tmp_path / "sealed"
    with path.open("wb") as file, closing_for(file, [identity.to_public()]) as out:
        out.write(CONTENT)
    return path


def read(path, key):
    with opened(path, key) as source:
        return source.read()


def test_the_key_opens_it(sealed, key):
    assert CONTENT not in sealed.read_bytes()
    assert read(sealed, key) == CONTENT


def test_any_program_for_age_opens_it(sealed, identity):
    assert pyrage.decrypt(sealed.read_bytes(), [identity]) == CONTENT


def test_another_key_is_refused(sealed, tmp_path):
    (tmp_path / "other").write_text(str(pyrage.x25519.Identity.generate()))
    with pytest.raises(Refused, match=r"None of the keys in .* opens this backup\. Nothing was changed\."):
        read(sealed, tmp_path / "other")


@pytest.mark.parametrize("spoil", [
    lambda whole: whole[:-1],
    lambda whole: whole[: len(whole) // 2],
    lambda whole: whole[:70_000] + bytes([whole[70_000] ^ 1]) + whole[70_001:],
    lambda whole: whole + b"\0",
])  # fmt: skip
def test_an_altered_or_shortened_one_is_refused(sealed, key, spoil):
    sealed.write_bytes(spoil(sealed.read_bytes()))
    with pytest.raises(Refused, match=r"does not open to its end\. Nothing was changed\."):
        read(sealed, key)


def test_a_key_is_asked_for_where_one_is_needed(sealed, key, tmp_path):
    with pytest.raises(Refused, match="name the file with the secret key"):
        read(sealed, None)
    (tmp_path / "plain").write_bytes(CONTENT)
    with pytest.raises(Refused, match="This backup is not encrypted"):
        read(tmp_path / "plain", key)
    assert read(tmp_path / "plain", None) == CONTENT


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "holds no key"),
        ("# a remark\n", "holds no key"),
        ("rubbish", "keys look like age1…"),
        ("AGE-SECRET-KEY-1X", "keys look like age1…"),
    ],
)
def test_a_file_without_keys_is_refused(content, words, tmp_path):
    (tmp_path / "keys").write_text(content)
    with pytest.raises(Refused, match=words):
        keys_in(tmp_path / "keys", pyrage.x25519.Recipient)
    with pytest.raises(Refused, match="cannot be read"):
        keys_in(tmp_path / "missing", pyrage.x25519.Recipient)


class Full(io.RawIOBase):
    """A disk without room."""

    def write(self, piece):
        raise OSError(28, "No space left on device")


@pytest.mark.parametrize("keys", [1, 0])
def test_a_full_disk_is_told_as_such(identity, keys):
    with pytest.raises(OSError, match="No space left"), closing_for(Full(), [identity.to_public()] * keys) as out:
        out.write(CONTENT * 10)


def test_a_reader_that_stops_early_keeps_nothing_waiting(sealed, key):
    with opened(sealed, key) as source:
        assert source.read(10) == CONTENT[:10]
    assert Path(sealed).exists()
