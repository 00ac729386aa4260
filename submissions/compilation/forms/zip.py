"""The files that came with the contributions of a compilation, as one archive: streamed, a piece of one file in memory.

Only what readers may still have is in it: what was withdrawn, withheld, taken down or hidden since the paper was issued
is listed as no longer available, by number and hash. A file that is not what it was is listed, and the rest goes on.
"""

import hashlib
import json
import logging
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import datetime

from django.core.files.storage import default_storage
from django.db.models import F
from django.utils.translation import gettext as _

from audit.clock import now

from ... import renditions
from ...models import Submission
from .book import Book, spoken
from .names import Folder

log = logging.getLogger(__name__)

FORMAT = "originals/1"
A_TIME = 100  # contributions whose files are looked up together
PIECE = 256 * 1024  # bytes read, written and sent together
KEPT_IN_MEMORY = 1024 * 1024  # bytes of a list; a longer one goes to the disk
INCLUDED, GONE, BROKEN = "included", "no longer available", "cannot be read"


def archive(book: Book, version) -> Iterator[bytes]:
    """The archive, piece by piece. `version`: the issued paper whose data the book is."""
    return spoken(book.head.language, _archive(book, version.paper.about_key))


def _archive(book, call):
    with _Archive(datetime.fromisoformat(book.head.as_of)) as made:
        yield from made.add("README.txt", [_readme(book.head).encode()])
        made.begin_manifest(book.head)
        for ones in _together(one for one in book.numbered() if one.files):
            available = _available(call, ones)
            for one in ones:
                folder = Folder(f"{one.number:04}")
                for attached in one.files:
                    yield from made.take(one, attached, available.get((one.number, attached.sha256)), folder)
        yield from made.finish()
    yield made.sink.taken()


def _together(ones):
    """Lists of some contributions each."""
    kept = []
    for one in ones:
        kept.append(one)
        if len(kept) == A_TIME:
            yield kept
            kept = []
    yield kept


def _available(call, ones):
    """{(number, hash): file} of what readers may have of these contributions now."""
    published = Submission.objects.published().filter(call=call, register_number__in=[one.number for one in ones])
    files = renditions.for_readers().filter(
        version__submission__in=published, version=F("version__submission__current")
    )
    number = "version__submission__register_number"
    return {(each[number], each["sha256"]): each["path"] for each in files.values(number, "sha256", "path")}


class _Sink:
    """What the archive writes into; it can only be read once, so that nothing is kept."""

    def __init__(self):
        self.pieces = []

    def write(self, piece):
        self.pieces.append(bytes(piece))
        return len(piece)

    def flush(self):
        pass

    def taken(self):
        piece, self.pieces = b"".join(self.pieces), []
        return piece


class _Archive(zipfile.ZipFile):
    """The archive with its two lists: the manifest, of every file, and SHA256SUMS, of what is in it."""

    def __init__(self, moment):
        self.sink, self.moment = _Sink(), moment.timetuple()[:6]
        self.manifest, self.sums = (tempfile.SpooledTemporaryFile(KEPT_IN_MEMORY) for _each in range(2))
        self.listed = 0
        super().__init__(self.sink, "w")

    def add(self, path, pieces):
        """Write a file and list its hash; what there is to send is sent piece by piece."""
        info, digest = zipfile.ZipInfo(path, self.moment), hashlib.sha256()
        info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
        with self.open(info, "w") as member:
            for piece in pieces:
                digest.update(piece)
                member.write(piece)
                yield self.sink.taken()
        yield self.sink.taken()
        self.sums.write(f"{digest.hexdigest()}  {path}\n".encode())

    def take(self, one, attached, path, folder):
        """Put in one file of a contribution, where it may be had and is whole; list it in any case."""
        if path is None:
            return self._list(one, attached, GONE)
        try:
            with default_storage.open(path) as file:
                if hashlib.file_digest(file, "sha256").hexdigest() == attached.sha256:
                    file.seek(0)
                    place = folder.name(attached.name)
                    yield from self.add(place, iter(lambda: file.read(PIECE), b""))
                    return self._list(one, attached, INCLUDED, name=attached.name, path=place)
        except FileNotFoundError:
            pass
        log.warning("a file of contribution No. %s is not what it was: %s", one.number, path)
        self._list(one, attached, BROKEN, name=attached.name)

    def begin_manifest(self, head):
        told = {"format": FORMAT, "paper": head.title, "version": head.version, "as_of": head.as_of}
        told |= {"made_at": now().isoformat(timespec="seconds")}
        self.manifest.write(_json(told)[:-1] + b',\n"files":[')

    def _list(self, one, attached, status, **more):
        told = {"number": one.number, "status": status, "size": attached.size, "sha256": attached.sha256, **more}
        self.manifest.write((b",\n" if self.listed else b"\n") + _json(told))
        self.listed += 1

    def finish(self):
        """Write the two lists."""
        self.manifest.write(b"\n]}\n")
        for path, kept in {"manifest.json": self.manifest, "SHA256SUMS": self.sums}.items():
            kept.seek(0)
            yield from self.add(path, iter(lambda kept=kept: kept.read(PIECE), b""))


def _json(told):
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _readme(head):
    version = _("Version %(number)s, as of %(as_of)s") % {"number": head.version, "as_of": head.as_of_words}
    paragraphs = [
        head.title,
        version,
        _("These are the files that came with the contributions in this compilation, as they were received."),
        _("Each contribution has a folder; its name is the number of the contribution in the register."),
        _(
            "“manifest.json” lists every file. One that is “no longer available” was withdrawn, withheld or taken down "
            "since the paper was issued; one that “cannot be read” is damaged in our storage."
        ),
        _("“SHA256SUMS” lists the hash of each file in this archive. To check them: sha256sum -c SHA256SUMS"),
        head.disclaimer,
        head.call_link,
    ]
    return "\n\n".join(filter(None, paragraphs)) + "\n"
