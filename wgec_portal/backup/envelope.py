"""A backup that only the holder of a key can open: the age format (age-encryption.org/v1), by a thread beside.

Public keys are enough to write; the secret one need not be on the machine that makes backups. Each 64 kB carry a proof
of their own, so that an altered or shortened backup does not open.
"""

import contextlib
import os
import threading
from pathlib import Path

import pyrage

from people.refusals import Refused

MARK = b"age-encryption.org/"
WRONG_KEY = "None of the keys in {path} opens this backup. Nothing was changed."
NEEDS_KEY = "This backup is encrypted: name the file with the secret key (--identity). Nothing was changed."
NOT_ENCRYPTED = "This backup is not encrypted, a secret key was named: is it the right file? Nothing was changed."
BROKEN = "This backup is damaged, was altered, or is not whole: it does not open to its end. Nothing was changed."


def keys_in(path, kind) -> list:
    """The keys of a file as age-keygen writes it, one a line, # for remarks. `kind`: x25519.Recipient or Identity."""
    try:
        lines = Path(path).read_text().splitlines()
        found = [kind.from_str(line.strip()) for line in lines if line.strip() and not line.startswith("#")]
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"The file of keys {path} cannot be read: {error}.") from error
    except (pyrage.RecipientError, pyrage.IdentityError):
        wanted = "age1…" if kind is pyrage.x25519.Recipient else "AGE-SECRET-KEY-1…"
        raise Refused(f"{path} holds a line that is no key: keys look like {wanted}") from None
    if not found:
        raise Refused(f"{path} holds no key.")
    return found


def is_sealed(path) -> bool:
    """Whether a backup is encrypted."""
    with Path(path).open("rb") as file:
        return file.read(len(MARK)) == MARK


class _Beside(threading.Thread):
    """Does one thing beside; what goes wrong there is kept in `error`."""

    def __init__(self, work):
        super().__init__(daemon=True)
        self.work, self.error = work, None

    def run(self):
        try:
            self.work()
        except Exception as error:
            self.error = error


class _Told:
    """A file whose failure to write is remembered, for the library tells of it in words only: `error`."""

    def __init__(self, out):
        self.out, self.error = out, None

    def write(self, piece):
        try:
            return self.out.write(piece)
        except OSError as error:
            self.error = error
            raise

    def flush(self):
        self.out.flush()


@contextlib.contextmanager
def closing_for(out, recipients):
    """What is written here arrives in `out` encrypted; as it is when nobody is named. Raises OSError of `out`."""
    if not recipients:
        yield out
        return
    told, (reading, writing) = _Told(out), os.pipe()

    def encrypt():
        with os.fdopen(reading, "rb", buffering=0) as source:
            pyrage.encrypt_io(source, told, recipients)

    thread = _Beside(encrypt)
    thread.start()
    try:
        with contextlib.suppress(BrokenPipeError), os.fdopen(writing, "wb") as pipe:
            yield pipe
    finally:
        thread.join()
    if failed := told.error or thread.error:
        raise failed


@contextlib.contextmanager
def opened(path, identity=None):
    """An open backup, decrypted on the way with the secret keys in the file `identity`. Raises Refused."""
    if is_sealed(path) != bool(identity):
        raise Refused(NOT_ENCRYPTED if identity else NEEDS_KEY)
    with Path(path).open("rb") as file:
        if identity:
            with _decrypted(file, identity) as source:
                yield source
        else:
            yield file


@contextlib.contextmanager
def _decrypted(file, path):
    """What stops the thread is told in place of what follows from it, for instance that the backup ends too early."""
    identities, (reading, writing) = keys_in(path, pyrage.x25519.Identity), os.pipe()

    told = _Told(os.fdopen(writing, "wb"))

    def decrypt():
        with contextlib.suppress(BrokenPipeError), told.out:
            pyrage.decrypt_io(file, told, identities)

    thread = _Beside(decrypt)
    thread.start()
    try:
        with os.fdopen(reading, "rb") as source:
            yield source
    finally:
        thread.join()
        if isinstance(thread.error, pyrage.DecryptError):
            raise Refused(WRONG_KEY.format(path=path))
        if thread.error and not told.error:
            raise Refused(BROKEN)
