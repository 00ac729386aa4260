"""From HTML to a tagged PDF in one piece."""

import contextlib
import ctypes.util
import datetime
import logging
import sys
from pathlib import Path

import weasyprint
from weasyprint.pdf import tags
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from documents.press.wrapping import wrap_quickly

SHELF = Path(__file__).resolve().parent.parent.parent / "static" / "pdf"
SCHEME = "press:"
KINDS = {".ttf": "font/ttf", ".css": "text/css", ".png": "image/png", ".svg": "image/svg+xml"}


class StopThePress(FatalURLFetchingError):
    """The HTML asked for something that is not on the shelf: the paper is not printed at all."""


class Shelf(URLFetcher):
    """Serves `press:<file>` from static/pdf and nothing else; anything else stops the press."""

    def fetch(self, url, headers=None):
        name = url.removeprefix(SCHEME)
        path = (SHELF / name).resolve()
        if not url.startswith(SCHEME) or not path.is_relative_to(SHELF) or path.suffix not in KINDS:
            raise StopThePress(f"The paper asks for {url[:200]}, which the press does not fetch.")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": KINDS[path.suffix]})


@contextlib.contextmanager
def spoken_structure():
    """While it lasts, structure elements get the language of their HTML element, and footnotes become notes.

    WeasyPrint 70 writes neither (its `_build_box_tree` is wrapped; the tests of the tag tree guard the seam): without
    it an Arabic answer in an English compilation is read aloud as English.
    """
    plain, notes = tags._build_box_tree, iter(range(1, sys.maxsize))

    def build(box, *args):
        element = getattr(getattr(box, "_box", box), "element", None)
        whole = element is not None and box.element_tag == element.tag
        for structure in plain(box, *args):
            if whole and element.tag not in ("html", "body"):
                _speak(structure, element, notes)
            yield structure

    tags._build_box_tree = build
    try:
        yield
    finally:
        tags._build_box_tree = plain


def _speak(structure, element, notes):
    """Write language and, for a footnote, its kind and the id that PDF/UA asks for on one structure element."""
    if language := element.get("lang"):
        structure["Lang"] = tags.pydyf.String(language)
    if element.get("role") == "doc-footnote":
        structure["S"], structure["ID"] = "/Note", tags.pydyf.String(f"note-{next(notes)}")
    if element.tag == "sup" and element.get("class") == "call":
        structure["S"] = "/Reference"


class Ink(logging.Handler):
    """Collects what WeasyPrint complains of."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.lines = []

    def emit(self, record):
        self.lines.append(record.getMessage()[:300])


class Press:
    """One set of fonts and one parsed style sheet, used for every paper of this process."""

    def __init__(self):
        wrap_quickly()
        self.shelf, self.ink = Shelf(), Ink()
        weasyprint.LOGGER.handlers[:] = [self.ink]
        self.fonts = FontConfiguration()
        self.look = weasyprint.CSS(url=SCHEME + "paper.css", url_fetcher=self.shelf, font_config=self.fonts)
        self.galley = weasyprint.CSS(url=SCHEME + "galley.css", url_fetcher=self.shelf, font_config=self.fonts)

    def print(self, html, attachments):
        """(head, PDF) of one paper; untagged, and saying so, where tagging fails on its content."""
        self.ink.lines = []
        tagged, lines = True, []
        document = weasyprint.HTML(string=html, url_fetcher=self.shelf).render(
            stylesheets=[self.look], font_config=self.fonts, pdf_variant="pdf/ua-1"
        )
        document.metadata.attachments = [self._attachment(*each, document.metadata) for each in attachments]
        try:
            with spoken_structure():
                pdf = document.write_pdf(pdf_variant="pdf/ua-1")
        except (AssertionError, KeyError, AttributeError, TypeError, IndexError) as fault:
            tagged, lines = False, [f"The paper could not be tagged: {type(fault).__name__} {fault}"]
            pdf = document.write_pdf()
        return {"pages": len(document.pages), "tagged": tagged, "warnings": lines + self.ink.lines}, pdf

    def _attachment(self, name, description, content, metadata):
        """A file embedded in the paper; it carries the paper's date, never the clock's."""
        day = datetime.datetime.fromisoformat(metadata.created or "1970-01-01")
        return weasyprint.Attachment(
            string=bytes.fromhex(content), name=name, description=description, created=day, modified=day
        )


def engine():
    """The versions of everything that decides where a line ends and how a letter looks."""
    harfbuzz = ctypes.CDLL(ctypes.util.find_library("harfbuzz"))
    harfbuzz.hb_version_string.restype = ctypes.c_char_p
    pango = weasyprint.text.ffi.pango.pango_version()
    return [
        f"weasyprint {weasyprint.__version__}",
        f"pango {pango}",
        f"harfbuzz {harfbuzz.hb_version_string().decode()}",
    ]
