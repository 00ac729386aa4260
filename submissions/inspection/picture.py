"""Pictures (.png, .jpg): judged by their headers and parts; no pixel is unpacked."""

import struct
import zlib

from .archive import has_archive_at_its_end
from .fault import refuse

MOST_PIXELS, LONGEST_SIDE = 150_000_000, 30_000
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
MOST_WORDS = 4 * 1024 * 1024  # bytes that the words and colours beside a picture may unpack to
PACKED_WORDS = {b"zTXt", b"iTXt", b"iCCP"}
SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # the marks of a JPEG after which its size stands
WITHOUT_LENGTH = {0x01, *range(0xD0, 0xDA)}


def check_png(data, look):
    """Raises Unfit when it is not one whole PNG and nothing else."""
    if not data.startswith(PNG):
        refuse("disguised")
    place, kind = len(PNG), b""
    while kind != b"IEND":
        if place + 12 > len(data):
            refuse("damaged")
        length, kind = struct.unpack_from(">I4s", data, place)
        body, place = data[place + 8 : place + 8 + length], place + 12 + length
        if place > len(data) or zlib.crc32(kind + body) != struct.unpack_from(">I", data, place - 4)[0]:
            refuse("damaged")
        _check_chunk(kind, body, first=place == len(PNG) + 12 + length)
    if data[place:].strip(b"\0\r\n"):
        refuse("two_in_one")


def _check_chunk(kind, body, *, first):
    if first != (kind == b"IHDR"):
        refuse("damaged")
    if first:
        check_size(*struct.unpack_from(">II", body))
    if kind in PACKED_WORDS and zlib_bytes(body) > MOST_WORDS:
        refuse("bomb", kind)


def zlib_bytes(body):
    """How many bytes the packed part of a chunk unpacks to, at most one beyond what is allowed."""
    start = next((place for place in range(len(body) - 1) if body[place] == 0x78 and body[place - 1] == 0), None)
    if start is None:
        return 0
    try:
        return len(zlib.decompressobj().decompress(body[start:], MOST_WORDS + 1))
    except zlib.error:
        return 0


def check_jpg(data, look):
    """Raises Unfit when it is not a whole JPEG. Phones append previews and films; an archive is neither."""
    if not data.startswith(JPEG):
        refuse("disguised")
    if has_archive_at_its_end(data):
        refuse("two_in_one")
    place, sized = 2, False
    while True:
        if place + 4 > len(data) or data[place] != 0xFF:
            refuse("damaged")
        mark = data[place + 1]
        if mark == 0xFF or mark in WITHOUT_LENGTH:
            place += 1 if mark == 0xFF else 2
            continue
        if mark == 0xDA:
            break
        length = struct.unpack_from(">H", data, place + 2)[0]
        if mark in SIZES and place + 9 <= len(data):
            check_size(*struct.unpack_from(">HH", data, place + 5))
            sized = True
        place += 2 + length
    if not sized or data.find(b"\xff\xd9", place) < 0:
        refuse("damaged")


def check_size(height, width):
    """The sides in pixels, as the header says them."""
    if not height or not width:
        refuse("damaged")
    if max(height, width) > LONGEST_SIDE or height * width > MOST_PIXELS:
        refuse("huge_picture", f"{width} × {height}")
