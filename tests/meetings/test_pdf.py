"""The model case's own paragraphs, typed in as the text, stand in the printed paper word for word."""

import re
from pathlib import Path

import pypdf
import pytest

from documents import pdf as press
from meetings import pdf
from tests.meetings.conftest import edited

SEED = Path(__file__).resolve().parents[3] / "shared" / "seeds" / "001_d5eaf38187a50213.txt"
HEADINGS = {
    "Background and purpose of the meeting",
    "Participation and nominations",
    "Logistics",
    "Further information and contact details",
}

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the model case's own text is not at hand")


def lines_of_the_seed():
    """The lines between the title and the signature."""
    lines = [line.strip() for line in SEED.read_text("utf-8").splitlines() if line.strip()]
    return lines[lines.index("NOTIFICATION") + 2 : lines.index("(signed)")]


def as_typed(line):
    """A line of the seed as staff would type it."""
    line = line.replace("](#)", "](https://indico.example.org/wgec)").replace("<http", "http").replace(">", "")
    if line in HEADINGS:
        return f"# {line}"
    return re.sub(r"^- [a-z]\) ", "- ", line)


def plain(text):
    """Text as it is read: links by their words, no blanks."""
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text).replace("<http", "http").replace(">", "")
    return re.sub(r"\s+", "", text.removeprefix("- "))


@pytest.fixture
def printed(signed, dana, tmp_path):
    """The text layer of the notification with the seed's text, blanks left out."""
    text = "\n\n".join(as_typed(line) for line in lines_of_the_seed())
    changed = edited(signed, dana, text=text)
    file = tmp_path / "paper.pdf"
    file.write_bytes(press.render(pdf.notification_html(changed, changed.being_made)))
    pages = [page.extract_text() for page in pypdf.PdfReader(file).pages]
    head_and_foot = re.compile(r"DTL/STICT/MISC/2016/9\s*$|^\s*\d+/\d+\s*$|^Draft\s*$", re.M)
    return re.sub(r"\s+", "", "".join(head_and_foot.sub("", page) for page in pages))


def test_every_sentence_of_the_model_case_is_printed(printed):
    sentences = [part for line in lines_of_the_seed() for part in re.split(r"(?<=[.!?:;]) (?=[A-Z])", line)]
    assert [sentence for sentence in sentences if plain(sentence) not in printed] == []
