"""The contributions as a CSV file: streamed, with a byte order mark, no cell of which a spreadsheet would run."""

from collections.abc import Iterator

from ...exporting import as_csv
from . import rows
from .book import Book, spoken


def lines(book: Book) -> Iterator[str]:
    """The lines of the file, as they are made."""
    return spoken(book.head.language, as_csv(rows.contributions(book)))
