"""A composed paper: what stands on its pages, where, and that it looks like one printed in one piece."""

import io
import subprocess
import sys
from textwrap import dedent

import pikepdf
import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader

from documents import pdf
from documents.composing import Plan
from documents.galley import Galley
from documents.inline import direction, inline
from tests.documents.composing.papers import PAGE, bound, composed, part, planned, set_html
from tests.documents.texts import TEXTS

ROW = (
    '<ul class="contents"><li><a href="part:{0}">{0}<span class="page-number" data-page="{0}">000</span></a></li></ul>'
)
LONG = "".join(f"<p>{text}</p>" for text in [TEXTS["en"]] * 5)


def pages_of(printed):
    return [page.extract_text().split("\n") for page in PdfReader(io.BytesIO(printed)).pages]


@pytest.fixture(scope="module")
def paper():
    """(the PDF, what is told of it) of a contents list of twelve parts and these."""
    names = [f"no-{number}" for number in range(12)]
    rows = [set_html(part(ROW.format(name))) for name in names]
    parts = [set_html(part(f"<h2>Part {name}</h2>{LONG}")) for name in names]
    plan = Plan()
    for row in rows:
        plan.place(lambda row=row: row, "part")
    plan.page()
    for name, made in zip(names, parts, strict=True):
        plan.place(lambda made=made: made, "part", gap=5, anchor=name)
    return bound(plan)


def test_page_numbers_in_the_contents_are_where_the_parts_begin(paper):
    printed, told = paper
    pages = pages_of(printed)
    begins = {name: number for number, page in enumerate(pages, 1) for name in told.places if f"Part {name}" in page}
    listed = dict(line.split() for line in pages[0] if line.startswith("no-"))
    assert ({name: int(number) for name, number in listed.items()}, told.places) == (begins, begins)


def test_links_lead_to_where_the_parts_begin(paper):
    printed, told = paper
    with pikepdf.open(io.BytesIO(printed)) as document:
        numbers = {page.objgen: number for number, page in enumerate(document.pages, 1)}
        links = [(str(link.Contents), numbers[link.Dest[0].objgen]) for link in document.pages[0].Annots]
    assert links == list(told.places.items())


def test_every_page_has_its_mark_and_its_number(paper):
    printed, told = paper
    found = [(page[0], page[-1]) for page in pages_of(printed)]
    assert found == [("Example", f"{number}/{told.pages}") for number in range(1, told.pages + 1)]


def test_it_is_told_how_many_pages_and_bytes_there_are(paper):
    printed, told = paper
    assert (told.pages, told.size) == (len(pages_of(printed)), len(printed))


def test_a_number_of_a_part_that_is_not_in_the_paper_is_left_empty():
    (page,) = pages_of(composed(ROW.format("nowhere")))
    assert [line.strip() for line in page] == ["Example", "nowhere", "1/1"]


def test_text_that_looks_like_a_place_for_a_number_stays_text():
    (page,) = pages_of(composed(ROW.format("nowhere") + "<p>%0% %1% %00%</p>"))
    assert page[2] == "%0% %1% %00%"


def test_a_part_that_a_galley_does_not_have_is_an_error():
    galley = set_html(part("<p>x</p>"))
    plan = Plan()
    plan.place(lambda: galley, "another")
    with pytest.raises(KeyError):
        bound(plan)


def test_a_galley_that_was_just_set_composes_like_one_that_was_kept():
    fresh = pdf.set_galley(PAGE.format("en", "ltr", part(LONG)))
    kept = Galley.loaded(fresh.dumped())
    assert bound(planned(fresh))[0] == bound(planned(kept))[0]


def test_the_same_parts_give_the_same_bytes_in_every_process():
    program = """
        import hashlib, django
        django.setup()
        from tests.documents.composing.papers import composed
        print(hashlib.sha256(composed("<p>one ሀ (ب)</p>", "<p><a href='part:x'>two</a> 文⻔</p>")).hexdigest())
    """
    one, other = (run(program, PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert (len(one), one) == (65, other)


def run(program, **environment):
    how = {"DJANGO_SETTINGS_MODULE": "wgec_portal.settings", **environment}
    done = subprocess.run(
        [sys.executable, "-c", dedent(program)], capture_output=True, cwd=pdf.ROOT, env=how, timeout=60
    )
    return done.stdout.decode()


# Compared with a paper printed in one piece


def pictures(printed, tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(printed)
    subprocess.run(["pdftoppm", "-r", "60", "-gray", file, tmp_path / "page"], check=True)
    found = [Image.open(path).convert("L") for path in sorted(tmp_path.glob("page*"))]
    return [picture.copy() for picture in found]


def unlike(one, other):
    """Which share of the pixels differs by more than a third of black."""
    difference = ImageChops.difference(one, other).point(lambda value: value > 85 and 255)
    return sum(difference.histogram()[1:]) / (one.width * one.height)


def received(text):
    return f'<div class="as-received">{"".join(f"<div>{text}</div><div> </div>" for _each in range(4))}</div>'


BODIES = {
    "paragraphs": ("en", f"<h1>A title</h1>{LONG * 4}"),
    "answers": ("en", "".join(f"<h3>No. {n}</h3><p class='identified'>As received</p>{received(TEXTS['en'])}"
                              for n in range(6)).replace("<h3>", "<h1>T</h1><h3>", 1)),
    "a list": ("fr", "<h1>T</h1><ul class='plain'><li>" + "</li><li>".join(TEXTS["fr"].split()) + "</li></ul>"),
    "Russian headings": ("ru", "<h1>T</h1>" + "".join(f"<h4>{n}</h4><p>{inline(TEXTS['ru'])}</p>" for n in range(16))),
    "Chinese": ("zh", "<h1>工作组</h1>" + f"<p>{inline(TEXTS['zh'])}</p>" * 16),
    "Arabic": ("ar", "<h1>الفريق</h1>" + f"<p>{inline(TEXTS['ar'])}</p>" * 12),
}  # fmt: skip


@pytest.mark.parametrize("kind", list(BODIES))
def test_it_looks_like_a_paper_printed_in_one_piece(kind, tmp_path):
    language, body = BODIES[kind]
    article = f'<article class="paper compilation" data-mark="Example">{body}</article>'
    whole = pdf.render(PAGE.format(language, direction(language), article))
    galley = set_html(part(body, "part", 'class="compilation"'), language)
    for folder in ("whole", "composed"):
        (tmp_path / folder).mkdir()
    one = pictures(whole, tmp_path / "whole")
    other = pictures(bound(planned(galley, language=language))[0], tmp_path / "composed")
    assert len(one) == len(other) > 1
    assert [share for share in map(unlike, one, other) if share > 0.001] == []
