"""The kinds of files that are taken, by ending and content (platform, 6.7)."""

from . import opendocument, pdf, picture, plain, rtf, word
from .fault import refuse

# A harmless file that is recognised by every virus scanner; eicar.org. Written so that this file does not hold it.
TEST_VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

CHECKS = {
    "pdf": pdf.check,
    "docx": word.check,
    "odt": opendocument.check,
    "rtf": rtf.check,
    "txt": plain.check,
    "png": picture.check_png,
    "jpg": picture.check_jpg,
}


def kind_of(data, ending):
    """The kind of a file, a key of CHECKS. Raises Unfit for what is not plainly of the kind its ending says."""
    kind = {"jpeg": "jpg"}.get(ending, ending)
    if not data:
        refuse("empty")
    if kind not in CHECKS:
        refuse("unknown")
    look_for_virus(data)
    CHECKS[kind](data, look_for_virus)
    return kind


def look_for_virus(data):
    """The test pattern is refused even where no scanner is installed."""
    if TEST_VIRUS in data:
        refuse("virus", "EICAR test")
