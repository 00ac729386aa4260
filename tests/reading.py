"""Reading the source documents and our PDFs sentence by sentence, to find each again."""

import re
from io import BytesIO

from pypdf import PdfReader

BODY, NOTES = 14, (11.5, 12.5)  # sizes of letters in pixels: text 14.7, what stands around the page 13.3, notes 12


def squeezed(text):
    """The text without any blank."""
    return re.sub(r"\s", "", text)


def sentences(text):
    """The sentences of a source document, blanks taken out, without typed numbers, letters and marks of notes.

    An item, or what begins with an indented line, counts as a sentence.
    """
    text = re.sub(r"\n\n(¹ .*)\n\n(group they .*)", r" \2\n\n\1", text)  # the note stood inside the sentence
    text = re.sub(r"(?m)^\s*(?:\d{1,2}\.|- [a-z]\)|[¹²³])\s|[¹²³]|(?<=cooperation)3(?=\.)|^[45]$", "", text)
    parts = re.split(r"(?<=[.?:])\s+|\n+ +|\n\n(?=[A-Z])|\n(?=[A-Z])", text)
    return [squeezed(part) for part in parts if squeezed(part)]


def text_layer(content):
    """The text layer of a PDF (bytes), blanks taken out: the running text over all pages, then the notes."""
    body, notes = [], []
    for page in PdfReader(BytesIO(content)).pages:
        page.extract_text(
            visitor_text=lambda text, _cm, _tm, _font, size: (
                body if size > BODY else notes if NOTES[0] < size < NOTES[1] else []
            ).append(text)
        )
    return squeezed("".join(body + notes))
