"""Compilations as they are printed, and what a reader finds in them."""

import io
import json

from pypdf import PdfReader

from submissions.compilation import gathering, printing
from submissions.models import Compilation
from tests.documents.test_text_layer import plain


def print_run(run, gathered=None):
    """(the PDF of what a run holds, what is told of it)."""
    file = io.BytesIO()
    told = printing.print_paper(run, gathered or gathering.gather(run), file)
    return file.getvalue(), told


def print_now(call, **selection):
    """The same of what is published now."""
    return print_run(Compilation(call=call, **selection))


def one_line(text):
    return " ".join(plain(text).split())


def pages_of(printed):
    """The text of each page, in one line."""
    return [one_line(page.extract_text()) for page in PdfReader(io.BytesIO(printed)).pages]


def text_of(printed):
    return " ".join(pages_of(printed))


def places_of(printed):
    """{name: page from 1} of everything in the paper that a link can name."""
    reader = PdfReader(io.BytesIO(printed))
    return {name: reader.get_destination_page_number(to) + 1 for name, to in reader.named_destinations.items()}


def outline_of(printed):
    """The outline as nested lists of (title, page from 1)."""
    reader = PdfReader(io.BytesIO(printed))

    def told(rows):
        return [
            told(row) if isinstance(row, list) else (row.title, reader.get_destination_page_number(row) + 1)
            for row in rows
        ]

    return told(reader.outline)


def links_of(printed):
    """[(page from 1, page that it leads to)] of every link inside the paper."""
    reader = PdfReader(io.BytesIO(printed))
    numbers = {page.indirect_reference.idnum: place for place, page in enumerate(reader.pages, 1)}
    found = [
        (place, note.get_object()) for place, page in enumerate(reader.pages, 1) for note in page.annotations or []
    ]
    return [(place, numbers[note["/Dest"][0].idnum]) for place, note in found if "/Dest" in note]


def files_in(printed):
    """{name: bytes} of the files inside."""
    return {name: content[0] for name, content in PdfReader(io.BytesIO(printed)).attachments.items()}


def manifest_of(printed):
    return json.loads(files_in(printed)["manifest.json"])
