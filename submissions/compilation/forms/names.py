"""Names of files in an archive: no folder but ours, no device, nothing that shows as something else, each only once."""

import re
import unicodedata

from ... import storing

UNFIT = re.compile(r'[<>:"|?*\\/]')  # what some system cannot hold in a name
RESERVED = re.compile(
    r"(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)\s*(?:\.|$)", re.I
)  # Windows keeps them for devices
LONGEST = 120  # bytes: some systems stop at 255 for the whole path of a folder somewhere


def safe(name: str) -> str:
    """A name that every system can unpack, as near to the given one as can be."""
    plain = UNFIT.sub("_", storing.name_of(unicodedata.normalize("NFC", name)))
    plain = _cut(plain.strip(". "))
    return f"_{plain}" if RESERVED.match(plain) else plain or "file"


def _cut(name):
    """Short enough; the ending stays."""
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        stem, ending = name, ""
    room = LONGEST - len(ending.encode()) - 1
    stem = stem.encode()[:room].decode("utf-8", "ignore").rstrip(". ")
    return f"{stem}.{ending}" if ending else stem


class Folder:
    """The names given in one folder so far; two that differ in capitals only are the same on some systems."""

    def __init__(self, path):
        self.path, self.given = path, set()

    def name(self, wanted: str) -> str:
        """A path for a file that is called so; with a number where the name is given."""
        plain = safe(wanted)
        stem, dot, ending = plain.rpartition(".")
        stem, ending = (stem, dot + ending) if dot and stem else (plain, "")
        number, name = 1, plain
        while name.casefold() in self.given:
            number += 1
            name = f"{stem} ({number}){ending}"
        self.given.add(name.casefold())
        return f"{self.path}/{name}"
