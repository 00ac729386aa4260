"""A galley: parts of a long paper that are set but stand on no page yet."""

import json
import zlib
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

LENGTH = 4  # bytes of a length
LEVEL = 6  # of compression


@dataclass(frozen=True)
class Part:
    """One part. All measures are points, counted from its top.

    `lines`: [top, bottom, first mark, one after the last mark, whether a page may begin here].
    `starts`: where in `drawing` each mark begins; empty for a part that is placed whole.
    `tree`: [tag, parent, language, kids, attributes]; kids are marks, elements (negative) and links (text).
    `links`: [left, top, right, bottom, target, its element]. `slots`: [part whose page number is meant, face].
    """

    lines: list
    starts: list
    count: int  # of marks
    tree: list
    links: list
    slots: list
    drawing: bytes

    @property
    def is_solid(self):
        return not self.starts

    @property
    def height(self):
        return self.lines[-1][1] if self.lines else 0

    @cached_property
    def owners(self):
        """The element that each mark belongs to."""
        owners = [0] * self.count
        for place, (_tag, _parent, _language, kids, _attributes) in enumerate(self.tree):
            for kid in kids:
                if not isinstance(kid, str) and kid >= 0:
                    owners[kid] = place
        return owners


class Galley:
    """The parts by name, and the faces they are set in (as documents.press.setting tells them).

    Where one comes from the disk, each half is read when it is asked for: the lines say where everything will stand,
    the rest is needed once that is known.
    """

    def __init__(self, head: dict, drawings: bytes):
        self.head, self._drawings = head, drawings
        self._lines = {name: told.pop("lines") for name, told in head["parts"].items()}

    @property
    def faces(self):
        return self.head["faces"]

    def __contains__(self, name):
        return name in self._lines

    def lines(self, name) -> list:
        """The lines of a part (see Part)."""
        return self._lines[name]

    def part(self, name, lines=None) -> Part:
        """A part; `lines` are those of it that were asked for before."""
        told = dict(self.head["parts"][name])
        begin, length = told.pop("drawing")
        return Part(**told, lines=lines or self.lines(name), drawing=self._drawings[begin : begin + length])

    def dumped(self) -> bytes:
        """As one run of bytes; the same galley gives the same ones."""
        lines, head = _json(self._lines), _json(self.head)
        first = zlib.compress(lines, LEVEL)
        rest = zlib.compress(len(head).to_bytes(LENGTH, "big") + head + self._drawings, LEVEL)
        return len(first).to_bytes(LENGTH, "big") + first + rest

    @classmethod
    def loaded(cls, content: bytes):
        """From what was `dumped`. Later it raises ValueError or zlib.error for bytes that are no galley."""
        return _Stored(content)


class _Stored(Galley):
    def __init__(self, content):
        self._content, self._half = content, LENGTH + int.from_bytes(content[:LENGTH], "big")

    @cached_property
    def _lines(self):
        return json.loads(zlib.decompress(self._content[LENGTH : self._half]))

    @cached_property
    def _rest(self):
        plain = zlib.decompress(self._content[self._half :])
        end = LENGTH + int.from_bytes(plain[:LENGTH], "big")
        return json.loads(plain[LENGTH:end]), plain[end:]

    @property
    def head(self):
        return self._rest[0]

    @property
    def _drawings(self):
        return self._rest[1]


def groups(lines) -> list:
    """[(first line, one after the last)] that stay together on a page."""
    begins = [place for place, line in enumerate(lines) if place == 0 or line[4]]
    return list(pairwise([*begins, len(lines)]))


def _json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
