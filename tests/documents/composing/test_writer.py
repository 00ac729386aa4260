"""The file itself: others can open it, and strings and names come back as they were meant."""

import io
import subprocess

import pikepdf
import pytest

from documents.composing.writer import Writer, name, text
from tests.documents.composing.papers import composed


def written(*objects):
    file = io.BytesIO()
    writer = Writer(file)
    numbers = [writer.add(each) for each in objects]
    writer.finish(writer.add(b"<</Type/Catalog/Pages<</Type/Pages/Kids[]/Count 0>>>>"), numbers[0], bytes(16))
    return pikepdf.open(io.BytesIO(file.getvalue())), numbers


def test_every_object_is_found_again_in_whichever_stream_it_lies():
    document, numbers = written(*(b"<</N %d>>" % number for number in range(700)))
    assert [int(document.get_object(number, 0).N) for number in numbers] == list(range(700))


def test_a_number_can_be_reserved_and_told_later():
    writer = Writer(file := io.BytesIO())
    first = writer.reserve(2)
    writer.put(first + 1, b"(second)")
    writer.put(first, b"(first)")
    writer.finish(writer.add(b"<</Type/Catalog/Pages<</Type/Pages/Kids[]/Count 0>>>>"), writer.add(b"<<>>"), bytes(16))
    document = pikepdf.open(io.BytesIO(file.getvalue()))
    assert [str(document.get_object(first + place, 0)) for place in (0, 1)] == ["first", "second"]


@pytest.mark.parametrize(
    "words",
    ["plain", "", "a (b) \\ c)) ((", "\\n \\( \\051", "Türkiye", "关于", "😀", "line\nend\rtab\t", "\x00\x18\x7f",
     "%0% endobj >> stream", "<feff0041>", "\u202egpj.exe"],
)  # fmt: skip
def test_a_string_comes_back_as_it_was(words):
    document, numbers = written(text(words))
    assert str(document.get_object(numbers[0], 0)) == words


@pytest.mark.parametrize("words", ["application/pdf", 'text/plain; charset="x"', "a b#c(d)<e>[f]{g}%h", "ü"])
def test_a_name_comes_back_as_it_was(words):
    document, numbers = written(name(words))
    assert str(document.get_object(numbers[0], 0)) == "/" + words


def test_a_composed_paper_is_sound():
    with pikepdf.open(io.BytesIO(composed("<p>one</p>", "<p>two</p>"))) as document:
        assert (document.check_pdf_syntax(), document.pdf_version) == ([], "1.7")


def test_qpdf_has_nothing_to_complain_of(tmp_path):
    (tmp_path / "paper.pdf").write_bytes(composed("<p>one</p>"))
    done = subprocess.run(["qpdf", "--check", tmp_path / "paper.pdf"], capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")


def test_poppler_draws_it_without_complaint():
    done = subprocess.run(["pdftoppm", "-r", "30", "-"], input=composed("<p>one</p>"), capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
