"""Plain text (.txt): characters, and nothing that another program would take for its own."""

import codecs

from .archive import has_archive_at_its_end
from .fault import refuse

OTHERS = (
    b"%PDF-",
    b"PK\3\4",
    b"{\\rtf",
    b"MZ",
    b"\x7fELF",
    b"%!PS",
    b"GIF8",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"\xd0\xcf\x11\xe0",
)
CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def check(data, look):
    """Raises Unfit when it is not text in UTF-8, UTF-16 (with its mark) or a code page of one byte a letter."""
    if data.startswith(OTHERS):
        refuse("disguised")
    if has_archive_at_its_end(data):
        refuse("two_in_one")
    if data.startswith(WIDE):
        try:
            data = data.decode("utf-16").encode()
        except UnicodeDecodeError:
            refuse("damaged")
        look(data)
    if len(data.translate(None, CONTROLS)) != len(data):
        refuse("disguised")
