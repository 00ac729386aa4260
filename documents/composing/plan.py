"""What stands in a paper, in reading order: parts of galleys, and the elements of structure around them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ..galley import Galley

MILLIMETRE = 72 / 25.4  # in points


@dataclass
class Element:
    """An element of structure around parts, such as a section or a list."""

    tag: str
    language: str = ""


@dataclass
class Placing:
    """One part where it is to stand. `source` gives its galley when it is needed: not all are in memory at once."""

    source: Callable[[], Galley]
    name: str
    gap: float  # points above it, unless it begins a page
    keep: bool  # with what comes next
    anchor: str  # by which links and page numbers find it; several are parted by blanks
    title: str  # in the outline
    level: int  # of the title: 1 for the highest
    language: str
    inner: int  # how many of its outermost elements are left out: what they hold belongs to the open element


@dataclass
class Plan:
    """A paper as it will be composed."""

    steps: list = field(default_factory=list)  # of Element (begins), None (ends), Placing, or “page”

    def open(self, tag, *, language=""):
        """Begin an element; parts placed until `close` are in it."""
        self.steps.append(Element(tag, language))

    def close(self):
        self.steps.append(None)

    def page(self):
        """What comes next begins a page."""
        self.steps.append("page")

    def place(self, source, name, *, gap=0.0, keep=False, anchor="", title="", level=1, language="", inner=0):
        """Place a part; `gap` in millimetres."""
        self.steps.append(Placing(source, name, gap * MILLIMETRE, keep, anchor, title, level, language, inner))
