"""How a text as received stands in the papers made of contributions."""

import re
import unicodedata

from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

from documents.inline import direction

from .languages import ANOTHER

SYMBOL = re.compile(r"(?<![\w/])[A-Z][A-Z.]{0,9}(?:/[A-Z0-9](?:[\w.\-]*\w)?)+", re.ASCII)
LONGEST_SYMBOL = 40  # what is longer may break: it would not fit on a line
RIGHT_TO_LEFT = ("R", "AL")


def direction_of(text, language):
    """“rtl” or “ltr”: by the language, and where that is not known by the first letter that has a direction."""
    if language and language != ANOTHER:
        return direction(language)
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return "rtl" if next((way for way in strong if way in ("L", *RIGHT_TO_LEFT)), "L") in RIGHT_TO_LEFT else "ltr"


def as_received(text):
    """The lines of a text as safe HTML, literally as typed; nothing of it is read as a mark-up.

    Symbols of papers are kept whole and left to right: in an Arabic text (A/RES/70/125) would break into reversed
    halves, in any text a line would end inside it.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip().split("\n")
    return [_with_symbols(line) for line in lines]


def _with_symbols(line):
    parts, at = [], 0
    for found in SYMBOL.finditer(line):
        if len(found[0]) > LONGEST_SYMBOL:
            continue
        parts += [escape(line[at : found.start()]), format_html('<bdi class="symbol" dir="ltr">{}</bdi>', found[0])]
        at = found.end()
    return mark_safe("".join([*parts, escape(line[at:])]))  # noqa: S308 each part is escaped
