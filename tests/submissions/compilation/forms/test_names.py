"""Names of files in an archive."""

import pytest

from submissions.compilation.forms.names import Folder, safe


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("Statement of position.pdf", "Statement of position.pdf"),
        ("موقف الدولة.pdf", "موقف الدولة.pdf"),
        ("声明.pdf", "声明.pdf"),
        ("../../etc/passwd", "passwd"),
        ("/etc/passwd", "passwd"),
        ("C:\\Windows\\system.ini", "system.ini"),
        ("..", "file without a name"),
        ("", "file without a name"),
        (".hidden", "hidden"),
        ("a<b>:c|d?.pdf", "a_b__c_d_.pdf"),
        ("CON", "_CON"),
        ("nul.pdf", "_nul.pdf"),
        ("com1 .txt", "_com1.txt"),
        ("console.pdf", "console.pdf"),
        ("a.pdf.", "a.pdf"),
        ("a\n\0b.pdf", "ab.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("\u2066a\u2069.pdf", "a.pdf"),
    ],
)
def test_a_name_means_a_file_and_nothing_else(wanted, expected):
    assert safe(wanted) == expected


def test_a_long_name_keeps_its_ending():
    made = safe("ж" * 500 + ".pdf")
    assert (len(made.encode()) <= 120, made.endswith("ж.pdf"), safe(made)) == (True, True, made)


def test_the_same_letters_are_the_same_name():
    assert safe("Re\u0301sume\u0301.pdf") == "R\u00e9sum\u00e9.pdf"


def test_in_a_folder_each_name_is_given_once_whatever_its_capitals():
    folder = Folder("0007")
    names = [folder.name(each) for each in ("a.pdf", "A.PDF", "b/a.pdf", "a (2).pdf", "x", "x")]
    assert names == ["0007/a.pdf", "0007/A (2).PDF", "0007/a (3).pdf", "0007/a (2) (2).pdf", "0007/x", "0007/x (2)"]
