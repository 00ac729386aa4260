"""Writes a PDF 1.7 as it is made: what is not a stream goes into compressed object streams, nothing is kept.

Source: ISO 32000-1, 7.5.7 (object streams) and 7.5.8 (cross-reference streams).
"""

import zlib
from array import array

REGULAR = frozenset(range(0x21, 0x7F)) - frozenset(b"#()<>[]{}/%")  # in names
TOGETHER = 200  # objects in one object stream
LEVEL = 4  # of compression: at 6 a paper is an eighth smaller, and takes half as long again to put together


class Writer:
    """Objects by number, 1 and up. A number can be reserved first, and what it is said later."""

    def __init__(self, file):
        self.file, self.at = file, 0
        self._kind, self._where, self._place = array("B", [0]), array("Q", [0]), array("I", [65535])
        self._together, self._length = [], 0
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def reserve(self, count=1):
        """The first of `count` new numbers in a row."""
        first = len(self._kind)
        self._kind.extend([0] * count)
        self._where.extend([0] * count)
        self._place.extend([0] * count)
        return first

    def put(self, number, content: bytes):
        """Say what an object is."""
        self._together.append((number, content))
        if len(self._together) >= TOGETHER:
            self._flush()

    def add(self, content: bytes):
        """A new object; its number."""
        number = self.reserve()
        self.put(number, content)
        return number

    def stream(self, content: bytes, about: bytes = b"", number=0, compress=True):
        """A stream; its number. `about`: entries of its dictionary besides length and filter."""
        number = number or self.reserve()
        if compress:
            content, about = zlib.compress(content, LEVEL), about + b"/Filter/FlateDecode"
        self._kind[number], self._where[number], self._place[number] = 1, self.at, 0
        self._write(
            b"%d 0 obj\n<<%b/Length %d>>stream\n%b\nendstream\nendobj\n" % (number, about, len(content), content)
        )
        return number

    def _flush(self):
        if not self._together:
            return
        head, body, at = [], [], 0
        holder = self.reserve()
        for place, (number, content) in enumerate(self._together):
            head.append(b"%d %d" % (number, at))
            body.append(content)
            at += len(content) + 1
            self._kind[number], self._where[number], self._place[number] = 2, holder, place
        first = b" ".join(head) + b"\n"
        about = b"/Type/ObjStm/N %d/First %d" % (len(body), len(first))
        self._together = []
        self.stream(first + b"\n".join(body), about, holder)

    def finish(self, root, info, identity: bytes):
        """Write what finds the objects again. `identity`: 16 bytes that are this paper's own."""
        self._flush()
        number, begins = self.reserve(), self.at
        self._kind[number], self._where[number] = 1, begins
        wide = (max(self._where).bit_length() + 7) // 8
        rows = zip(self._kind, self._where, self._place, strict=True)
        table = b"".join(
            bytes([kind]) + where.to_bytes(wide, "big") + place.to_bytes(2, "big") for kind, where, place in rows
        )
        about = b"/Type/XRef/W[1 %d 2]/Size %d/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]" % (
            wide, len(self._kind), root, info, identity.hex().encode(), identity.hex().encode()
        )  # fmt: skip
        self.stream(table, about, number)
        self._write(b"startxref\n%d\n%%%%EOF\n" % begins)

    def _write(self, content):
        self.file.write(content)
        self.at += len(content)


def coded(words: str) -> bytes:
    """A string of text as bytes: ASCII, or UTF-16 after its mark (7.9.2.2; control characters are no ASCII there)."""
    if words.isascii() and words.isprintable():
        return words.encode()
    return b"\xfe\xff" + words.encode("utf-16-be", "replace")


def text(words: str) -> bytes:
    """A string of text as it stands in a PDF."""
    plain = coded(words)
    if not plain.isascii():
        return b"<" + plain.hex().encode() + b">"
    return b"(" + plain.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b")"


def name(words: str) -> bytes:
    """A name as it stands in a PDF (7.3.5)."""
    return b"/" + b"".join(b"%c" % each if each in REGULAR else b"#%02x" % each for each in words.encode())
