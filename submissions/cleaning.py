"""Plain text out of what a word processor or an old system leaves in it; what people wrote stays as they wrote it.

Changed: how lines end, marks that only the program that wrote them can read, and its bullets. Not changed: typed
numbers, indents, spaces and tabs, quotation marks, no-break spaces, marks of direction (Arabic, Hebrew), joiners
(Persian, Hindi, emoji), accents in either form. HTML is text like any other. The whole table: docs/decisions.md.
"""

import re

LINE_ENDS = dict.fromkeys("\r\v\f\u2028\u2029", "\n")  # Word ends a line with \v, a page with \f, a paragraph with \r

CONTROLS = dict.fromkeys(map(chr, [*range(0x09), *range(0x0E, 0x20), 0x7F]), "")
OF_WORD = {
    "\x07": "\t",  # the end of a cell in a table
    "\x1e": "-",  # its no-break hyphen
    "\u00ad": "",  # its optional hyphen
    "\ufeff": "",  # the mark at the beginning of a file
    "\ufffc": "",  # where a picture stood
}

BULLETS = {  # the bullets that Word offers, as it numbers them in its fonts Symbol and Wingdings
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "►",
    "\uf0fc": "✓",
    "\uf076": "◊",
    "\uf0a8": "□",
    "\uf06c": "●",
    "\uf06e": "■",
    "\uf06f": "□",
    "\uf071": "□",
    "\uf0e0": "→",
    "\uf0e8": "→",
}


def _western(number):
    """What a code of Windows that was taken for Unicode means, as browsers read it (HTML, numeric references)."""
    return bytes([number]).decode("cp1252", errors="ignore")


WINDOWS = {chr(number): _western(number) for number in range(0x80, 0xA0)}
NO_CHARACTERS = dict.fromkeys(
    [
        *map(chr, range(0xFDD0, 0xFDF0)),
        *(chr(plane * 0x10000 + end) for plane in range(17) for end in (0xFFFE, 0xFFFF)),
    ],
    "",
)
HALVES = dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd")  # half a character cannot be stored

TABLE = str.maketrans(CONTROLS | LINE_ENDS | OF_WORD | BULLETS | WINDOWS | NO_CHARACTERS | HALVES)

# A zero-width space tells where a line of Thai, Lao, Burmese or Khmer may break; elsewhere nobody typed it.
BETWEEN_WORDS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
STRAY_SPACE = re.compile(f"(?<![{BETWEEN_WORDS}])\u200b+|\u200b+(?![{BETWEEN_WORDS}\u200b])")


def clean(text: str) -> str:
    """The text as plain text that can be stored, searched and printed."""
    return STRAY_SPACE.sub("", text.replace("\r\n", "\n").translate(TABLE))
