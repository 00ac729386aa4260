"""A letter as HTML, made of its plain text, so that both say the same: for screen readers, and to follow links.

It has no picture, no style and nothing from elsewhere: the reader's program shows it in the reader's own face, size and
colours. Blocks are parted by an empty line. A block of lines that begin with “- ” is a list, a line underlined with
dashes is a heading, any other block is a paragraph. Each has the direction of its first letter, for a letter in one
language may quote another. Whatever people typed is escaped, and only addresses of this portal become links.
"""

import re
from functools import cache

from django.conf import settings
from django.utils.html import escape

ITEM = "- "
UNDERLINE = re.compile(r"-{3,}")
PUNCTUATION = ".,;:!?)]}»”’。，；：！？）"  # that ends a sentence rather than an address


def document(subject: str, text: str, language: str) -> str:
    """The whole HTML document of a letter in a language (of settings.LANGUAGES)."""
    direction = "rtl" if language.partition("-")[0] in settings.LANGUAGES_BIDI else "ltr"
    blocks = "\n".join(_block(lines) for lines in _blocks(text))
    return (
        f'<!DOCTYPE html>\n<html lang="{tag(language)}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(subject)}</title>\n</head>\n<body>\n{blocks}\n</body>\n</html>\n"
    )


def tag(language: str) -> str:
    """The language as mail and HTML name it (BCP 47): zh-Hans."""
    name, _, script = language.partition("-")
    return f"{name}-{script.title()}" if len(script) == len("hans") else language


def _blocks(text):
    """The lines of each block."""
    parts = re.split(r"\n(?:[^\S\n]*\n)+", text.strip("\n"))
    return [part.split("\n") for part in parts if part.strip()]


def _block(lines):
    if len(lines) > 1 and UNDERLINE.fullmatch(lines[1].strip()):
        rest = f"\n{_block(lines[2:])}" if lines[2:] else ""
        return f'<h2 dir="auto">{_linked(lines[0])}</h2>{rest}'
    first = next((place for place, line in enumerate(lines) if line.startswith(ITEM)), len(lines))
    listed = lines[first:]
    if not listed or not all(line.startswith(ITEM) for line in listed):
        return _paragraph(lines)
    items = "".join(f'<li dir="auto">{_linked(line.removeprefix(ITEM))}</li>\n' for line in listed)
    head = f"{_paragraph(lines[:first])}\n" if first else ""
    return f"{head}<ul>\n{items}</ul>"


def _paragraph(lines):
    text = "<br>\n".join(_linked(line) for line in lines)
    return f'<p dir="auto">{text}</p>'


def _linked(line):
    """A line, escaped, with the addresses of this portal as links."""
    out, done = [], 0
    for found in _own_addresses(settings.PORTAL_URL).finditer(line):
        address = found[0].rstrip(PUNCTUATION)
        out += [escape(line[done : found.start()]), f'<a href="{escape(address)}">{escape(address)}</a>']
        done = found.start() + len(address)
    return "".join([*out, escape(line[done:])])


@cache
def _own_addresses(portal_url):
    ended = rf"(?=[{re.escape(PUNCTUATION)}]*(?:\s|$))"  # “http://portal.example.elsewhere” is another place
    return re.compile(rf"{re.escape(portal_url)}(?:/[^\s<>\"“”«»]*|{ended})")
