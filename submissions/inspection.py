"""What a file really is: its content decides, and a refusal says which file, why, and what helps."""

import zipfile
import zlib
from pathlib import Path

import pikepdf
from django.utils.translation import gettext as _

from people.refusals import Refused

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

OLE = b"\xd0\xcf\x11\xe0"  # old Word files, and Word files with a password
MOST_MEMBERS, MOST_UNPACKED = 5_000, 300 * 1024 * 1024
WORD_MEMBERS = {"[Content_Types].xml", "word/document.xml"}


def content_type_of(path: Path, name: str) -> str:
    """The type of a file on disk that came under `name`. Raises Refused for what is not a plain PDF or Word file."""
    ending = Path(name).suffix.lower()
    with path.open("rb") as file:
        head = file.read(1024)
    if not head:
        raise unfit(name, _("it is empty. Check the file and add it again."))
    if ending == ".pdf":
        return _pdf(path, name, head)
    if ending == ".docx":
        return _word(path, name, head)
    raise unfit(name, _("only PDF (.pdf) and Word (.docx) files are taken. Save it as one of these and add it again."))


def unfit(name, why) -> Refused:
    """A refusal that names the file, the reason and the remedy."""
    return Refused(_("“%(name)s” was not added: %(why)s") % {"name": name, "why": why})


def _pdf(path, name, head):
    if not head.startswith(b"%PDF-"):
        raise unfit(name, _("it is called .pdf but is not a PDF. Save it as PDF again and add that file."))
    try:
        with pikepdf.open(path) as pdf:
            encrypted, empty = pdf.is_encrypted, not len(pdf.pages)
    except pikepdf.PasswordError:
        encrypted, empty = True, False
    except pikepdf.PdfError:
        encrypted, empty = False, True
    if encrypted:
        raise unfit(name, _("it is password-protected. Save it without the password and add it again."))
    if empty:
        raise unfit(name, _("it is damaged and cannot be read. Save it as PDF again and add that file."))
    return PDF


def _word(path, name, head):
    if head.startswith(OLE):
        raise unfit(
            name, _("it is password-protected, or an old Word file. Save it as .docx without a password and add it.")
        )
    try:
        with zipfile.ZipFile(path) as archive:
            fault = _fault_of_members(archive)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, ValueError):  # RuntimeError: locked members
        fault = _("it is damaged or not a Word file. Save it as .docx again and add that file.")
    if fault:
        raise unfit(name, fault)
    return WORD


def _fault_of_members(archive):
    """What is wrong with a Word file's members, by their directory alone: nothing large is unpacked."""
    members = archive.infolist()
    names = {member.filename for member in members}
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        return _("it unpacks to more than a Word file may hold. Save it as .docx again, with smaller pictures.")
    if not names >= WORD_MEMBERS or archive.getinfo("[Content_Types].xml").file_size > 1024 * 1024:
        return _("it is called .docx but is not a Word file. Save it as .docx again and add that file.")
    types = archive.read("[Content_Types].xml").lower()
    if b"macroenabled" in types or any(member.lower().endswith("vbaproject.bin") for member in names):
        return _("it holds macros. Save it as a Word document without macros (.docx) and add that file.")
    return ""
