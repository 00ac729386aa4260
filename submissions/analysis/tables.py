"""A table with bars: shown on a screen, and handed out as a spreadsheet."""

from dataclasses import dataclass, field


@dataclass
class Row:
    """One line. `cells` stand in the order of the table's columns; `bar` is drawn beside the first."""

    label: str
    cells: list
    bar: int = 0
    language: str = ""  # of the label, where it is not the screen's
    told: str = ""  # in words


@dataclass
class Table:
    """`name` stands in its address, `head` above the labels; `whole` is what a full bar would be."""

    name: str
    caption: str
    head: str
    columns: list
    whole: int
    rows: list = field(default_factory=list)
    note: str = ""
    told: str = ""  # what stands above the words of its lines, where it has any

    @property
    def full(self):
        """The end of every bar; a bar needs one, even where there is nothing."""
        return max(self.whole, 1)

    def lines(self):
        """Its lines as a spreadsheet has them."""
        yield [self.head, *self.columns, *([self.told] if self.told else [])]
        for row in self.rows:
            yield [row.label, *row.cells, *([row.told] if self.told else [])]


def per_cent(number, whole) -> int:
    """How much of the whole it is, rounded."""
    return round(100 * number / whole) if whole else 0
