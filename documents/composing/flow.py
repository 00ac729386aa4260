"""Where everything stands: lines flow from page to page, headings stay with what follows, no line stands alone."""

from dataclasses import dataclass, field

from ..galley import groups as groups_of
from .plan import MILLIMETRE, Placing

WIDTH, HEIGHT = 210 * MILLIMETRE, 297 * MILLIMETRE  # A4
LEFT, TOP, BOTTOM = 25 * MILLIMETRE, 30 * MILLIMETRE, 28 * MILLIMETRE  # margins, as in paper.css
ROOM = HEIGHT - TOP - BOTTOM  # for text on one page


@dataclass
class Run:
    """Lines of one part that stand together on a page."""

    page: int  # from 0
    first: int  # line
    end: int  # one after the last line
    top: float  # points from the top of the text to the first line
    mark: int = 0  # number on the page of its first mark


@dataclass
class Placed:
    """A part with the runs that its lines came to stand in."""

    placing: Placing
    lines: list
    runs: list = field(default_factory=list)

    @property
    def page(self):
        return self.runs[0].page

    @property
    def top(self):
        return self.runs[0].top


class TooHigh(ValueError):
    """Something that cannot be cut is higher than a page."""


class Flow:
    """Fills pages. `marks`: how many marks each page has so far."""

    def __init__(self):
        self.page, self.at = 0, 0.0
        self.marks = [0]
        self.waiting = []  # (placed, groups) of headings that stay with what comes next, and that

    def new_page(self):
        """Begin a page, unless this one is empty yet; headings that wait come before it."""
        self.settle()
        if self.at:
            self._turn()

    def place(self, placing) -> Placed:
        lines = placing.source().lines(placing.name)
        placed = Placed(placing, lines)
        self.waiting.append((placed, list(_groups(lines, placing.name))))
        if not placing.keep:
            self.settle()
        return placed

    def settle(self):
        """Place what waits: all headings, and as much of the last part as there is room for."""
        while len(self.waiting) > 1 and self._needed(at_top=True) > ROOM:
            last = self.waiting[-1][1]
            if last[0][1] - last[0][0] > 1:
                last[:1] = _singly(*last[0])  # rather cut what follows than leave its heading alone
            else:
                self._pour(*self.waiting.pop(0))  # so many headings do not fit on one page
        if self.waiting and self.at and self.at + self._needed(at_top=False) > ROOM:
            self._turn()
        for placed, groups in self.waiting:
            self._pour(placed, groups)
        self.waiting = []

    def _needed(self, *, at_top):
        """How much room headings need together with the first lines of what they belong to."""
        *headings, (last, groups) = self.waiting
        needed = sum(each.placing.gap + _height(each.lines, 0, len(each.lines)) for each, _groups in headings)
        needed += last.placing.gap + _height(last.lines, *groups[0])
        return needed - (self.waiting[0][0].placing.gap if at_top else 0)

    def _pour(self, placed, groups):
        top = self.at + placed.placing.gap if self.at else 0.0
        first = 0
        for begin, end in groups:
            if top + _height(placed.lines, first, end) <= ROOM:
                continue
            if begin > first:
                self._run(placed, first, begin, top)
            if self.at:
                self._turn()
            first, top = begin, 0.0
        self._run(placed, first, len(placed.lines), top)

    def _run(self, placed, first, end, top):
        lines = placed.lines
        placed.runs.append(Run(self.page, first, end, top, self.marks[self.page]))
        self.marks[self.page] += lines[end - 1][3] - lines[first][2]
        self.at = top + _height(lines, first, end)

    def _turn(self):
        self.page, self.at = self.page + 1, 0.0
        self.marks.append(0)


def _singly(begin, end):
    return [(line, line + 1) for line in range(begin, end)]


def _height(lines, first, end):
    return lines[end - 1][1] - lines[first][0]


def _groups(lines, name):
    """[(first line, one after the last)] that stay together; what is higher than a page is cut between its lines."""
    for begin, end in groups_of(lines):
        if _height(lines, begin, end) <= ROOM:
            yield begin, end
            continue
        for line in range(begin, end):
            if (high := _height(lines, line, line + 1)) > ROOM:
                high, room = high / MILLIMETRE, ROOM / MILLIMETRE
                raise TooHigh(f"The part “{name}” is {high:.0f} mm high and cannot be cut; a page has {room:.0f} mm.")
            yield line, line + 1


def flow(plan):
    """([a Placed for each Placing of the plan, in its order], how many pages there are)."""
    paper, placed = Flow(), []
    for step in plan.steps:
        if step == "page":
            paper.new_page()
        elif isinstance(step, Placing):
            placed.append(paper.place(step))
    paper.settle()
    return placed, paper.page + 1
