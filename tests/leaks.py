"""Looks for a word wherever it may have leaked: in rows, on the disk, in answers, in PDFs; in any encoding of it."""

import base64
import io
import json
import re
import zipfile
import zlib
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

import pikepdf
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from pypdf import PdfReader

from documents.galley import Galley


def forms(word: str) -> set[bytes]:
    """How an ASCII word may stand in bytes: plain, percent-encoded, as entities, base64 at any offset, UTF-16, hex."""
    plain, wide = word.encode(), word.encode("utf-16-be")
    found = {plain, plain.upper(), quote(word, safe="").encode(), quote(quote(word, safe="")).encode()}
    found |= {"".join(f"%{byte:02X}" for byte in plain).encode(), "".join(f"%{byte:02x}" for byte in plain).encode()}
    found |= {"".join(f"&#{byte};" for byte in plain).encode(), "".join(f"&#x{byte:x};" for byte in plain).encode()}
    found |= {"".join(f"\\u{byte:04x}" for byte in plain).encode(), wide, word.encode("utf-16-le")}
    found |= {plain.hex().encode(), wide.hex().encode(), wide.hex().upper().encode()}
    return found | _in_base64(plain) | {each.replace(b"+", b"-").replace(b"/", b"_") for each in _in_base64(plain)}


def _in_base64(plain):
    """The letters that do not depend on what stands before and behind, at each of three offsets."""
    whole = [base64.b64encode(b"\0" * offset + plain) for offset in range(3)]
    starts, spare = (0, 2, 3), {0: 0, 1: 3, 2: 2}
    return {
        coded[start : len(coded) - (spare[(offset + len(plain)) % 3] or 0)]
        for offset, (coded, start) in enumerate(zip(whole, starts, strict=True))
    }


def holds(content: bytes, word: str) -> bool:
    """Whether the bytes hold the word in any form, inside a PDF too."""
    text = content + (inside_pdf(content) if content.startswith(b"%PDF") else inside_galley(content))
    return any(form in text for form in forms(word))


def inside_pdf(content: bytes) -> bytes:
    """Everything that a PDF says: its text layer, its metadata, its decompressed objects, the names in it."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            out = io.BytesIO()
            pdf.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable,
                     stream_decode_level=pikepdf.StreamDecodeLevel.generalized)  # fmt: skip
    except pikepdf.PdfError:
        return b""
    reader = PdfReader(io.BytesIO(content))
    text = "\n".join(page.extract_text() for page in reader.pages)
    return out.getvalue() + (text + "".join(text.split()) + str(reader.metadata)).encode("utf-8", "replace")


FACE_OR_GLYPHS = re.compile(rb"/(\w+) [\d.]+ Tf|<([0-9a-f]+)>")


def inside_galley(content: bytes) -> bytes:
    """What a set piece of a compilation says: its links, and its letters in the order in which they are drawn."""
    try:
        galley = Galley.loaded(content)
        drawn = b"".join(galley.part(name).drawing for name in galley.head["parts"])
    except (ValueError, LookupError, zlib.error):  # it is none
        return b""
    letters, face = [], {}
    for name, codes in FACE_OR_GLYPHS.findall(drawn):
        face = galley.faces[name.decode()]["glyphs"] if name else face
        letters += [face.get(str(int(codes[at : at + 4], 16)), [""])[0] for at in range(0, len(codes), 4)]
    return json.dumps(galley.head).encode() + "".join(letters).encode("utf-8", "replace")


def rows_holding(word: str) -> set[str]:
    """{"app.model.field"} of every row of the database that holds the word."""
    found = set()
    for model in apps.get_models():
        for row in model._base_manager.values():
            found |= {f"{model._meta.label}.{name}" for name, value in row.items() if _says(value, word)}
    sessions = [session for session in Session.objects.all() if _says(session.get_decoded(), word)]
    return found | {f"session {session.pk}" for session in sessions}


def _says(value, word):
    content = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode("utf-8", "replace")
    return any(form in content for form in forms(word))


def files_holding(word: str) -> set[str]:
    """The files that the portal keeps and that hold the word: contributions, papers, letters, the ledger."""
    places = [settings.MEDIA_ROOT, settings.OUTBOX_DIR, settings.LEDGER_DIR]
    files = [file for place in places for file in Path(place).rglob("*") if file.is_file()]
    return {str(file) for file in files if holds(file.read_bytes(), word) or holds(file.name.encode(), word)}


MARK = re.compile(rb"canaryqzx(\d{4})", re.I)
"""A planted word; its number tells where it was planted."""


def planted(number: int) -> str:
    return f"canaryqzx{number:04}"


def numbers_in(content: bytes) -> set[int]:
    """The numbers of the planted words that the bytes hold, in whatever encoding."""
    inside = inside_pdf(content) if content.startswith(b"%PDF") else b""
    inside += inside_zip(content) if content.startswith(b"PK") else b""
    return {int(number) for text in _readings(content + inside) for number in MARK.findall(text)}


def inside_zip(content: bytes) -> bytes:
    """The members of a spreadsheet or a Word file, and their names."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return b"".join(name.encode() + packed.read(name) for name in packed.namelist())


def _readings(content):
    """The bytes as they are, and read as percent-encoded, as entities, as base64, as hexadecimal, as UTF-16."""
    yield content
    yield unquote_to_bytes(unquote_to_bytes(content))
    yield unescape(content.decode("latin-1")).encode("utf-8")
    for start in (0, 1):
        yield content[start:].replace(b"\0", b"")  # ASCII in UTF-16 is ASCII between zeros
    for coded in re.findall(rb"(?:[0-9A-Fa-f]{2}){9,}", content):
        yield bytes.fromhex(coded.decode()).replace(b"\0", b"")
    for coded in re.findall(rb"[A-Za-z0-9+/_-]{12,}", content):
        plain = coded.replace(b"-", b"+").replace(b"_", b"/")
        yield from (_from_base64(plain[start:]) for start in range(4))


def _from_base64(coded):
    whole = coded[:-1] if len(coded) % 4 == 1 else coded
    return base64.b64decode(whole + b"=" * (-len(whole) % 4))
