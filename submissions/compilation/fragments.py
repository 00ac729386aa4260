"""Pieces that are set are kept by their key; those that are not are set by all workers together.

Every piece to be set is a row with its HTML. Whoever comes first takes it by compare and swap and holds it by a lease,
so that a worker that dies keeps nothing back, and a compilation is made as well when no other worker comes at all.
"""

import hashlib
import logging
import time
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from audit.clock import now
from documents import pdf as press
from documents import shelf
from documents.galley import Galley

from ..models import Fragment, Submission

log = logging.getLogger(__name__)

SECONDS = 30  # of wall clock for one piece: 20,000 words take a few
LEASE = timedelta(seconds=SECONDS + 30)
PAUSE = 0.05  # seconds between two looks at what other workers have in hand
LOOK = 0.5  # seconds between two looks at what is left
A_TIME = 50  # rows written together
MANY = 4  # pieces for which other workers are called
A_QUERY = 1000  # keys asked for at once
IN_MEMORY = 4000  # pieces, some 5 kB each as they lie on the disk
AGAIN = timedelta(hours=1)  # after which what could not be set is tried once more: the press may have been stopped
UNUSED = timedelta(days=30)  # after which a piece is thrown away
HALF_DONE = 3600  # seconds: longer than one piece takes from its claim to its row
LIST_UNUSED = timedelta(days=2)  # the same for lines of a list: the next contribution changes them anyhow


class Damaged(Exception):
    """A piece on the disk is not what was put there; it is set again."""


@dataclass(frozen=True)
class Store:
    """Pieces that are set: their hashes by key, and why others cannot be set."""

    hashes: dict
    errors: dict

    def load(self, key) -> Galley:
        """Raises Damaged, also when it was taken away meanwhile."""
        if key not in self.hashes:
            raise Damaged(key)
        return Galley.loaded(_content(key, self.hashes[key]))


def ensure(call, pieces, versions, *, tell=None, more_hands=None) -> Store:
    """Have every piece set. Never in a transaction.

    `versions`: {number of a contribution: key of its version}. `tell(done, total)` hears how far it is.
    `more_hands()` is called once when there is something to set.
    """
    wanted = {piece.key: piece for piece in pieces}
    left, looked = _ask_for(call, wanted, versions, more_hands), 0.0
    while left:
        if set_one() and time.monotonic() - looked < LOOK:
            continue
        left, looked = _not_ready(left), time.monotonic()
        if tell:
            tell(len(wanted) - len(left), len(wanted))
        if left and not Fragment.objects.to_be_set(now()).exists():
            time.sleep(PAUSE)
            left = _ask_for(call, {key: wanted[key] for key in left}, versions, None)
    return _stored(wanted)


def _ask_for(call, wanted, versions, more_hands):
    """Write a row for every piece that has none; the keys of those that are not set."""
    moment, left, new = now(), set(), []
    known = {}
    keys = list(wanted)
    for at in range(0, len(keys), A_QUERY):
        found = Fragment.objects.filter(key__in=keys[at : at + A_QUERY])
        known |= {row.key: row for row in found.defer("html")}
        found.filter(used_at__lt=moment - timedelta(days=1)).update(used_at=moment)
    for key, piece in wanted.items():
        row = known.get(key)
        if row and _is_ready(row, moment):
            continue
        left.add(key)
        if row and (row.sha256 or row.error):
            Fragment.objects.filter(pk=row.pk).update(sha256="", error="", html=piece.html(), lease_until=None)
        elif not row:
            new.append(
                Fragment(key=key, call=call, version_id=versions.get(piece.number), html=piece.html(), used_at=moment)
            )
        if len(new) == A_TIME:
            _write(new, more_hands)
            new, more_hands = [], None
    _write(new, more_hands)
    return left


def _is_ready(row, moment):
    if row.error:
        return row.made_at > moment - AGAIN
    return bool(row.sha256) and shelf.place(row.path).exists()


def _write(new, more_hands):
    Fragment.objects.bulk_create(new, ignore_conflicts=True)
    if len(new) >= MANY and more_hands:
        _call(more_hands)


def _call(more_hands):
    """When the broker sleeps, everything is set here."""
    try:
        more_hands()
    except Exception:
        log.exception("the broker did not take the call for more hands")


def _not_ready(keys):
    keys, left = list(keys), set()
    for at in range(0, len(keys), A_QUERY):
        some = keys[at : at + A_QUERY]
        left |= set(some) - set(Fragment.objects.ready().filter(key__in=some).values_list("key", flat=True))
    return left


def _stored(wanted):
    keys, store = list(wanted), Store({}, {})
    for at in range(0, len(keys), A_QUERY):
        found = Fragment.objects.filter(key__in=keys[at : at + A_QUERY])
        for key, sha256, error in found.values_list("key", "sha256", "error"):
            told = store.errors if error else store.hashes
            told[key] = error or sha256
    return store


def set_waiting() -> None:
    """Set whatever waits, until nothing does: what a worker does that is called to help. Its press is stopped then."""
    while set_one():
        pass
    press.close()


def set_one() -> bool:
    """Set one piece that nobody has in hand; False when there is none."""
    row = _claim()
    if row is None:
        return False
    try:
        galley = press.set_galley(row.html, seconds=SECONDS)
    except (press.PressFailed, UnicodeError) as fault:
        log.warning("a piece of version %s cannot be set: %s", row.version_id, fault)
        _end(row, error=str(fault))
        return True
    content = galley.dumped()
    shelf.put(row.path, content)
    if not _end(row, sha256=hashlib.sha256(content).hexdigest()):
        shelf.discard(row.path)  # what it was made of was taken away meanwhile
    return True


def _claim():
    for pk in Fragment.objects.to_be_set(now()).order_by("pk").values_list("pk", flat=True)[:8]:
        if Fragment.objects.to_be_set(now()).filter(pk=pk).update(lease_until=now() + LEASE):
            return Fragment.objects.filter(pk=pk).first()
    return None


def _end(row, **result):
    return Fragment.objects.filter(pk=row.pk).update(**result, made_at=now(), html="", lease_until=None)


@lru_cache(maxsize=IN_MEMORY)
def _content(key, sha256):
    content = _bytes_of(key)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Damaged(key)
    return content


def _bytes_of(key):
    try:
        return shelf.place(Fragment(key=key).path).read_bytes()
    except FileNotFoundError:
        return b""


def look_over(store) -> None:
    """Have every piece set again of which the file is not what was put there; they may be many after a power cut."""
    bad = [key for key, sha256 in store.hashes.items() if hashlib.sha256(_bytes_of(key)).hexdigest() != sha256]
    log.warning("%s set pieces are not what they were", len(bad))
    for at in range(0, len(bad), A_QUERY):
        Fragment.objects.filter(key__in=bad[at : at + A_QUERY]).delete()


# Taking away


def forget(submission) -> None:
    """Throw away every piece that may hold its text or its name. Its rows go now, their files after COMMIT."""
    found = Fragment.objects.of(submission)
    paths = [row.path for row in found.only("key")]
    found.delete()
    transaction.on_commit(lambda: _discard(paths), robust=True)


def _discard(paths):
    _content.cache_clear()
    for path in paths:
        shelf.discard(path)


def sweep() -> None:
    """Throw away pieces of versions that are not in force any more, those long unused, and files without a row."""
    in_force = Submission.objects.in_force().filter(current=OuterRef("version"))
    old = Q(used_at__lt=now() - UNUSED) | Q(version=None, used_at__lt=now() - LIST_UNUSED)
    rows = Fragment.objects.filter(old | Q(version__isnull=False) & ~Q(Exists(in_force)))
    paths = [row.path for row in rows.only("key")]
    rows.delete()
    _discard(paths)
    _discard(_without_a_row())


def _without_a_row():
    """Files that nobody knows: a worker was killed while it put them there, or before it took them away."""
    old = list(shelf.older_than(time.time() - HALF_DONE, Fragment.FOLDER))
    for at in range(0, len(old), A_QUERY):
        keys = {Path(path).name: path for path in old[at : at + A_QUERY]}
        known = set(Fragment.objects.filter(key__in=keys).values_list("key", flat=True))
        yield from (path for key, path in keys.items() if key not in known)
