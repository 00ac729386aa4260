"""Reads the forms back as their readers' programs do, and measures what making them takes."""

import csv
import gc
import io
import tracemalloc
import zipfile

from bs4 import BeautifulSoup
from docx import Document
from lxml import etree

from tests.submissions.compilation.datasets import many, written

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def page_of(pieces):
    """A web page, to be searched."""
    return BeautifulSoup("".join(pieces), "html.parser")


def received(page):
    """[(language, direction, text)] of every text as received."""
    return [(each["lang"], each["dir"], each.get_text()) for each in page.select(".received")]


def lines_of(pieces):
    """The lines of a CSV file, each a list of cells."""
    return list(csv.reader(io.StringIO("".join(pieces).removeprefix("\ufeff"), newline="")))


def document_of(write, book):
    out = io.BytesIO()
    write(book, out)
    return Document(io.BytesIO(out.getvalue()))


def sheets_of(content):
    """{name: lines of cells} of an Excel file; numbers are numbers."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = [each.get("name") for each in etree.fromstring(packed.read("xl/workbook.xml")).iter(f"{S}sheet")]
        roots = [etree.fromstring(packed.read(f"xl/worksheets/sheet{n}.xml")) for n in range(1, len(names) + 1)]
    return {name: [_cells(row) for row in root.iter(f"{S}row")] for name, root in zip(names, roots, strict=True)}


def _cells(row):
    """A line with the cells that are empty."""
    found = {_column(cell.get("r")): _cell(cell) for cell in row}
    return [found.get(place, "") for place in range(max(found, default=-1) + 1)]


def _column(place):
    """0 for “A7”, 26 for “AA7”."""
    number = 0
    for letter in place.rstrip("0123456789"):
        number = number * 26 + ord(letter) - 64
    return number - 1


def _cell(cell):
    if cell.get("t") == "inlineStr":
        return "".join(cell.itertext())
    return int(cell.find(f"{S}v").text)


def peak_of(make):
    """How many bytes Python holds at most while something is made; the first time warms caches."""
    tracemalloc.start()
    make()
    gc.collect()
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    make()
    peak = tracemalloc.get_traced_memory()[1] - before
    tracemalloc.stop()
    return peak


def share_of_memory(folder, make, **of_head):
    """How much of what 500 contributions have more than 50 is held in memory: nothing that grows, 0; all of it, 1.

    Python keeps some thousand freed tuples for later, which is why it is a little more than 0.
    """
    peaks, sizes = [], []
    for count in (50, 500):
        book = written(folder, many(count), **of_head)
        peaks.append(peak_of(lambda book=book: make(book)))
        sizes.append(book.path.stat().st_size)
    return (peaks[1] - peaks[0]) / (sizes[1] - sizes[0])


def used_up(pieces):
    """Takes the pieces one by one, as a server does."""
    for _piece in pieces:
        pass
