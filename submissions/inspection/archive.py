"""Files that are zip archives: their directory is judged before anything is unpacked, then each member, in pieces."""

import struct
import zipfile
import zlib
from io import BytesIO

from .fault import refuse

MOST_MEMBERS, MOST_UNPACKED = 5_000, 200 * 1024 * 1024
RATIO, RATIO_FROM = 100, 40 * 1024 * 1024  # beyond so many bytes no honest file unpacks to 100 times its size
START, END, LOCKED = b"PK\3\4", b"PK\5\6", 0x1
OLD_WORD, LOCKED_PACKAGE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
PIECE = 1024 * 1024
NESTED_OFFICE = (".xlsx", ".docx", ".pptx")
GZIP, SQUEEZED_PICTURES = b"\x1f\x8b", (".emz", ".wmz")
PROGRAMS_AND_ARCHIVES = (b"MZ", b"\x7fELF", b"PK\3\4", b"Rar!", b"7z\xbc\xaf", GZIP, b"\xd0\xcf\x11\xe0")


def has_archive_at_its_end(data):
    """Whether a file that is no archive ends as one does: two kinds in one."""
    place = data.rfind(END, max(0, len(data) - 66_000))
    if place < 0 or len(data) - place < 22:
        return False
    disks, size, offset = struct.unpack_from("<4xI4xII", data, place)
    return disks == 0 and size + offset <= place


def opened(data):
    """The archive, its directory found in order. Raises Unfit."""
    if data.startswith(OLD_WORD):  # so do locked new ones begin too
        refuse("locked" if LOCKED_PACKAGE in data else "old_word")
    if not data.startswith(START):
        refuse("disguised")
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error):
        refuse("damaged")
    if len(data) - archive.start_dir < 22 or data.rfind(END) + 22 + len(archive.comment) != len(data):
        refuse("two_in_one")
    check_directory(archive, len(data))
    return archive


def check_directory(archive, packed):
    """Number, sizes, names and places of the members."""
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED:
        refuse("bomb", f"{len(members)} members, {unpacked} bytes")
    if unpacked > RATIO_FROM and unpacked > RATIO * packed:
        refuse("bomb", f"{unpacked} bytes from {packed}")
    names = [member.filename.lower() for member in members]
    if len(set(names)) != len(names):
        refuse("bad_members", "duplicate")
    for member in members:
        check_member(member)
    check_places(archive, members)


def check_member(member):
    """One member by what the directory says of it."""
    name = member.orig_filename
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\0" in name:
        refuse("bad_members", "path")
    if member.external_attr >> 28 not in (0, 0o10, 0o04):  # neither a plain file nor a folder: a link, a device
        refuse("bad_members", "link")
    if member.flag_bits & LOCKED:
        refuse("locked")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        refuse("bad_members", "method")


def check_places(archive, members):
    """No member begins before the first byte or inside another: so are flat bombs and polyglots made."""
    if not members:
        refuse("damaged")
    end, beginnings = archive.start_dir, sorted((member.header_offset, member.compress_size) for member in members)
    if beginnings[0][0] != 0:
        refuse("two_in_one")
    nexts = [place for place, _size in beginnings[1:]] + [end]
    if any(place + 30 + size > after for (place, size), after in zip(beginnings, nexts, strict=True)):
        refuse("bomb", "overlapping members")


def unpack(archive, member, look):
    """Read a member whole, in pieces; `look` sees each, with a little of the one before. Yields the pieces."""
    try:
        with archive.open(member) as stream:
            before = b""
            while piece := stream.read(PIECE):
                look(before + piece)
                yield piece
                before = piece[-100:]
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, NotImplementedError):
        refuse("damaged", member.filename)


def check_nested(name, data, look, check_office):
    """A member by its first bytes: programs, archives and objects have no place in a text."""
    if data.startswith(GZIP) and name.endswith(SQUEEZED_PICTURES):
        if zlib.decompressobj(31).decompress(data, 2 * PIECE * 10 + 1)[2 * PIECE * 10 :]:
            refuse("bomb", name)
    elif data.startswith(START) and name.endswith(NESTED_OFFICE) and check_office:
        check_office(data, look)
    elif data.startswith(PROGRAMS_AND_ARCHIVES):
        refuse("embedded", name)
