"""PDF files: whole, unlocked, and nothing in them that acts, fetches or carries another file."""

import re
import zlib
from io import BytesIO

import pikepdf

from .archive import has_archive_at_its_end
from .fault import refuse

WORDS = re.compile(rb"\((?:[^()\\]|\\.)*\)|<[0-9a-fA-F]+>", re.S)
ACTIVE = {
    b"JavaScript": "script",
    b"JS": "script",
    b"Launch": "acts",
    b"ImportData": "acts",
    b"SubmitForm": "acts",
    b"GoToE": "acts",
    b"AA": "acts",
    b"XFA": "form",
    b"EmbeddedFile": "embedded",
    b"FileAttachment": "embedded",
    b"EF": "embedded",
    b"RichMedia": "media",
    b"RichMediaExecute": "media",
    b"Rendition": "media",
    b"Movie": "media",
    b"Sound": "media",
    b"Screen": "media",
    b"3D": "media",
}
NAMES = re.compile(rb"/(" + b"|".join(ACTIVE) + rb")(?=[\s/<>\[\]()]|$)")
PACKERS = {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}
QUIET = ("/GoTo", "/Named")  # what a file may do by itself when it is opened: show a page
MOST_UNPACKED, SMALL = 150 * 1024 * 1024, 20_000
MOST_PIXELS = 400_000_000


def check(data, look):
    """Raises Unfit when it is not a plain PDF."""
    if not data.startswith(b"%PDF-"):
        refuse("disguised" if b"%PDF-" not in data[:1100] else "two_in_one")
    last = data.rfind(b"%%EOF")
    if last < 0:
        refuse("damaged")
    if has_archive_at_its_end(data) or len(data[last + 5 :].strip(b"\0\r\n\t ")) > 32:
        refuse("two_in_one")
    try:
        with pikepdf.open(BytesIO(data), suppress_warnings=True) as opened:
            _check_opened(opened, look)
    except pikepdf.PasswordError:
        refuse("locked")
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, AttributeError) as fault:
        refuse("damaged", fault)


def _check_opened(opened, look):
    if opened.is_encrypted:
        refuse("locked")
    if not len(opened.pages):
        refuse("damaged")
    opening = opened.Root.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary) and (opening.get("/S") not in QUIET or "/Next" in opening):
        refuse("acts", opening.get("/S"))
    unpacked = 0
    for thing in opened.objects:
        is_stream = isinstance(thing, pikepdf.Stream)
        if hasattr(thing, "unparse"):  # a number standing alone comes as a number
            _check_names((thing.stream_dict if is_stream else thing).unparse(resolved=True))
        if is_stream:
            unpacked += _check_stream(thing, look)
            if unpacked > MOST_UNPACKED:
                refuse("bomb", f"more than {unpacked} bytes")
    if any("loop" in str(warning).lower() for warning in opened.get_warnings()):
        refuse("damaged", "loop")


def _check_names(text):
    """The names in an object (its strings left out): of actions, embedded files, media."""
    if NAMES.search(text) and (found := NAMES.search(WORDS.sub(b"()", text))):
        refuse(ACTIVE[found[1]], found[1].decode())


def _check_stream(stream, look):
    """How many bytes a stream unpacks to; pictures are judged by their size, and what lies elsewhere is refused."""
    head = stream.stream_dict
    if "/F" in head:
        refuse("remote", "stream")
    packers = _filters(head)
    if len(packers & PACKERS) > 1:
        refuse("bomb", "packed twice")
    if head.get("/Subtype") == "/Image":
        if int(head.get("/Width", 0)) * int(head.get("/Height", 0)) > MOST_PIXELS:
            refuse("huge_picture")
        return 0
    return _unpacked(stream, packers, look)


def _filters(head):
    """The names of a stream's filters; a filter that stands there twice is told as a bomb."""
    found = head.get("/Filter", [])
    names = [str(found)] if isinstance(found, pikepdf.Name) else [str(each) for each in found]
    if len(names) != len(set(names)):
        refuse("bomb", "packed twice")
    return set(names)


def _unpacked(stream, packers, look):
    if not packers & PACKERS:
        return 0
    raw = stream.read_raw_bytes()
    if packers <= {"/FlateDecode", "/Fl"}:
        try:
            words = zlib.decompressobj().decompress(raw, MOST_UNPACKED + 1)
        except zlib.error:  # readers show what they can of it
            return 0
    else:
        words = stream.read_bytes()
    look(words)
    return len(words)
