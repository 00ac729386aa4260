"""Files are what their content says; each refusal names file, reason and remedy."""

import pikepdf
import pytest

from people.refusals import Refused
from submissions.inspection import PDF, WORD, content_type_of
from tests.submissions.conftest import docx_bytes, pdf_bytes

LOCKED = pikepdf.Encryption(owner="owner", user="user")
LOCKED_FOR_CHANGES = pikepdf.Encryption(owner="owner", user="")
LOCKED_MEMBERS = docx_bytes().replace(b"PK\1\2\x14\3\x14\0\0", b"PK\1\2\x14\3\x14\0\1")  # the flag of a password


def type_of(tmp_path, name, data):
    path = tmp_path / "file"
    path.write_bytes(data)
    return content_type_of(path, name)


@pytest.mark.parametrize(
    ("name", "data", "content_type"),
    [
        ("a.pdf", pdf_bytes(), PDF),
        ("A.PDF", pdf_bytes(3), PDF),
        ("b.docx", docx_bytes(), WORD),
        ("ü.Docx", docx_bytes(), WORD),
    ],
)
def test_plain_files_are_taken(tmp_path, name, data, content_type):
    assert type_of(tmp_path, name, data) == content_type


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"", "it is empty"),
        ("a.exe", b"MZ", "only PDF (.pdf) and Word (.docx)"),
        ("a", pdf_bytes(), "only PDF (.pdf) and Word (.docx)"),
        ("a.pdf.exe", pdf_bytes(), "only PDF (.pdf) and Word (.docx)"),
        ("a.pdf", docx_bytes(), "is not a PDF"),
        ("a.pdf", b"%PDF-1.7 nothing more", "it is damaged"),
        ("a.pdf", pdf_bytes(encryption=LOCKED), "it is password-protected"),
        ("a.pdf", pdf_bytes(encryption=LOCKED_FOR_CHANGES), "it is password-protected"),
        ("a.pdf", pdf_bytes(pages=0), "it is damaged"),
        ("a.docx", pdf_bytes(), "it is damaged or not a Word file"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "it is password-protected, or an old Word file"),
        ("a.docx", docx_bytes()[:150], "it is damaged or not a Word file"),
        ("a.docx", LOCKED_MEMBERS, "it is damaged or not a Word file"),
        ("a.docx", docx_bytes(vbaProject__bin=b"x"), "it holds macros"),
        ("a.docx", docx_bytes(types="application/vnd.ms-word.document.macroEnabled.main+xml"), "it holds macros"),
        ("a.docx", docx_bytes(**{f"m{n}": "" for n in range(5_001)}), "it unpacks to more"),
    ],
)
def test_other_files_are_refused_with_reason_and_remedy(tmp_path, name, data, reason):
    with pytest.raises(Refused, match=r"“.+” was not added: ") as refused:
        type_of(tmp_path, name, data)
    assert reason in str(refused.value)


def test_a_word_file_that_unpacks_to_too_much_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr("submissions.inspection.MOST_UNPACKED", 100_000)
    with pytest.raises(Refused, match="it unpacks to more"):
        type_of(tmp_path, "bomb.docx", docx_bytes(bomb__xml=b"0" * 200_000))
