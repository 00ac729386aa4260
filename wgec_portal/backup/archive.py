"""A backup as a file: a plain tar that any program opens, written and read once from front to end.

Its last members are the manifest, which holds the hash of every other member, and the seal, the hash of the manifest.
So a single altered or missing byte is found, and a backup that was cut off has no seal.
"""

import hashlib
import tarfile

from people.refusals import Refused

from .manifest import NAME, Manifest, Member

PIECE = 1024 * 1024  # bytes
BLOCK = tarfile.BLOCKSIZE
END = bytes(2 * BLOCK)
SEAL = "seal.sha256"
LARGEST = 8**11 - 1  # bytes of one member: what the number in its head can say
DAMAGED = "This backup is damaged, or was altered after it was made: {what}. Nothing was changed."
CUT_OFF = "This backup is not whole: it ends too early. Nothing was changed."


def head_of(name, size, mode, mtime) -> bytes:
    """The head of a member. Raises ValueError for a name that is longer than a tar allows."""
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = size, mode, mtime
    return info.tobuf(tarfile.USTAR_FORMAT, "utf-8", "strict")


class Writer:
    """Writes members one after the other; `out` needs nothing but `write`."""

    def __init__(self, out):
        self.out, self.members = out, []

    def add(self, name, source, size, *, mode=0o644, mtime=0):
        """Exactly `size` bytes of an open file. Raises OSError when it holds fewer."""
        self.out.write(head_of(name, size, mode, mtime))
        digest, left = hashlib.sha256(), size
        while left:
            piece = source.read(min(PIECE, left))
            if not piece:
                raise OSError(f"{name} became shorter while it was read")
            digest.update(piece)
            self.out.write(piece)
            left -= len(piece)
        self.out.write(bytes(-size % BLOCK))
        self.members.append(Member(name, size, mode, mtime, digest.hexdigest()))

    def close(self, manifest):
        """Manifest, seal and end."""
        manifest.members = self.members
        content = manifest.dumped()
        for name, text in ((NAME, content), (SEAL, hashlib.sha256(content).hexdigest().encode())):
            self.out.write(head_of(name, len(text), 0o644, 0) + text + bytes(-len(text) % BLOCK))
        self.out.write(END)


class Reader:
    """Reads what Writer wrote. `source` needs nothing but `read(size)`; all faults are Refused."""

    def __init__(self, source):
        self.source, self.members = source, []

    def unpack(self, place) -> Manifest:
        """Every member but the last two as a file below the folder `place`, compared with the manifest."""
        while (info := self._head()).name != NAME:
            self._unpack(info, place)
        content = self._small(info)
        if self._small(self._head(SEAL)) != hashlib.sha256(content).hexdigest().encode():
            raise Refused(DAMAGED.format(what="the manifest does not fit its seal"))
        if self._exactly(len(END)) != END or self.source.read(1):
            raise Refused(DAMAGED.format(what="something stands behind its end"))
        manifest = Manifest.loaded(content)
        self._compare(manifest)
        return manifest

    def _head(self, wanted=""):
        block = self._exactly(BLOCK)
        try:
            info = tarfile.TarInfo.frombuf(block, "utf-8", "strict")
            as_written = head_of(info.name, info.size, info.mode, info.mtime) == block
        except (tarfile.HeaderError, ValueError):
            as_written = False
        if not as_written:
            raise Refused(DAMAGED.format(what="a head in it cannot be read"))
        if info.name.startswith("/") or ".." in info.name.split("/") or (wanted and info.name != wanted):
            raise Refused(DAMAGED.format(what=f"{info.name} does not belong there"))
        return info

    def _unpack(self, info, place):
        target, digest, left = place / info.name, hashlib.sha256(), info.size
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            while left:
                piece = self.source.read(min(PIECE, left))
                if not piece:
                    raise Refused(CUT_OFF)
                digest.update(piece)
                file.write(piece)
                left -= len(piece)
        self._padding(info)
        self.members.append(Member(info.name, info.size, info.mode, info.mtime, digest.hexdigest()))

    def _small(self, info):
        content = self._exactly(info.size)
        self._padding(info)
        return content

    def _padding(self, info):
        if any(self._exactly(-info.size % BLOCK)):
            raise Refused(DAMAGED.format(what=f"something stands behind {info.name}"))

    def _exactly(self, size):
        pieces = []
        while size:
            piece = self.source.read(min(PIECE, size))
            if not piece:
                raise Refused(CUT_OFF)
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    def _compare(self, manifest):
        for found, said in zip(self.members, manifest.members, strict=False):
            if found != said:
                raise Refused(DAMAGED.format(what=f"{said.name} is not what was backed up"))
        if len(self.members) != len(manifest.members):
            raise Refused(DAMAGED.format(what="it does not hold what its manifest tells"))
