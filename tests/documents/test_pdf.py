"""The press: same bytes, its limits, and what it writes for those who listen."""

import io
import subprocess
import sys
from textwrap import dedent

import pikepdf
import pytest
from pypdf import PdfReader

from documents import pdf

PAPER = """<!DOCTYPE html><html lang="en"><head><title>A title</title><meta name="author" content="An office">
<meta name="dcterms.created" content="2016-11-22"></head>
<body><article class="paper" lang="en">{}</article></body></html>"""
NOTE = (
    'Text<sup class="call"><a role="doc-noteref" href="#n-1">1</a></sup>'
    '<span class="footnote" role="doc-footnote" id="n-1">A note.</span>'
)


def render(body, **how):
    return pdf.render(PAPER.format(body), **how)


def structure(printed):
    """(kind, language, id) of every element of the structure tree, in order."""
    found = []

    def walk(element):
        if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
            return
        found.append((str(element.S), str(element.get("/Lang", "")), str(element.get("/ID", ""))))
        for kid in element.get("/K", []):
            walk(kid)

    with pikepdf.open(io.BytesIO(printed)) as document:
        walk(document.Root.StructTreeRoot.K[0])
    return found


def test_the_same_paper_gives_the_same_bytes_in_every_press():
    first = render("<p>Text</p>")
    pdf.close()
    assert render("<p>Text</p>") == first


def test_title_language_author_and_date_come_from_the_paper():
    with pikepdf.open(io.BytesIO(render("<p>Text</p>"))) as document:
        info = {name: str(document.docinfo[name]) for name in ("/Title", "/Author", "/CreationDate")}
        assert (info, str(document.Root.Lang)) == (
            {"/Title": "A title", "/Author": "An office", "/CreationDate": "D:20161122"},
            "en",
        )


def test_a_paper_is_tagged_and_says_so():
    printed = render("<p>Text</p>")
    with pikepdf.open(io.BytesIO(printed)) as document:
        assert (printed.tagged, bool(document.Root.MarkInfo.Marked), printed.pages) == (True, True, 1)


def test_an_inner_language_is_spoken():
    body = '<p>English</p><div lang="ar" dir="rtl"><p>نص</p></div><blockquote lang="zh"><p>文</p></blockquote>'
    spoken = [(kind, language) for kind, language, _ in structure(render(body)) if language]
    assert spoken == [("/Art", "en"), ("/Div", "ar"), ("/BlockQuote", "zh")]


def test_footnotes_are_notes_with_an_id_and_linked_from_the_text():
    kinds = [kind for kind, _, _ in structure(render(f"<p>{NOTE}</p>"))]
    notes = [identity for kind, _, identity in structure(render(f"<p>{NOTE}</p>")) if kind == "/Note"]
    assert (notes, kinds.count("/Link"), kinds.count("/Reference")) == (["note-1"], 1, 1)


def test_a_footnote_stands_on_the_page_that_refers_to_it():
    body = "".join(f"<p>Paragraph {n}. {'words ' * 60}{NOTE.replace('n-1', f'n-{n}')}</p>" for n in range(12))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(render(body))).pages]
    assert [page.count("Text1") for page in pages] == [page.count("A note.") for page in pages]


def test_symbol_mark_and_page_number_stand_on_every_page():
    body = '<p>One</p><p class="new-page">Two</p><p class="new-page">Three</p>'
    html = PAPER.replace('<article class="paper"', '<article class="paper" data-symbol="A/1" data-mark="Chair’s draft"')
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf.render(html.format(body)))).pages]
    assert [("A/1" in page, "Chair’s draft" in page, f"{n}/3" in page) for n, page in enumerate(pages, 1)] == [
        (False, True, True),  # the first page has its symbol in its head
        (True, True, True),
        (True, True, True),
    ]


def test_page_numbers_in_the_contents_are_right():
    body = '<ul class="contents"><li><a href="#b">Second part</a></li></ul><h2 class="new-page" id="b">Second part</h2>'
    assert PdfReader(io.BytesIO(render(body))).pages[0].extract_text().split("\n")[0] == "Second part 2"


@pytest.mark.parametrize(
    "body",
    [
        '<img src="file:///etc/passwd">',
        '<img src="http://127.0.0.1:9/x.png">',
        '<img src="press:../../manage.py">',
        '<img src="press:fonts/../../portal.css">',
        "<style>@import url(http://127.0.0.1:9/x.css);</style>",
        '<p style="background: url(file:///etc/passwd)">x</p>',
    ],
)
def test_anything_outside_the_shelf_stops_the_press(body):
    with pytest.raises(pdf.PressFailed, match="StopThePress"):
        render(body)


def test_a_file_is_never_attached_from_the_paper_itself():
    with pikepdf.open(io.BytesIO(render('<a rel="attachment" href="press:paper.css">x</a>'))) as document:
        assert list(document.attachments) == []


def test_files_of_ours_are_attached_with_the_date_of_the_paper():
    first = render("<p>x</p>", attachments=[("list.json", "What stands in here", b"{}")])
    with pikepdf.open(io.BytesIO(first)) as document:
        assert {name: each.get_file().read_bytes() for name, each in document.attachments.items()} == {
            "list.json": b"{}"
        }
    assert render("<p>x</p>", attachments=[("list.json", "What stands in here", b"{}")]) == first


def test_a_paper_that_takes_too_long_is_given_up_and_the_next_one_is_printed():
    with pytest.raises(pdf.PressFailed, match="longer than it may"):
        render("<p>word </p>" * 20_000, seconds=0.5)
    assert render("<p>next</p>").pages == 1


def test_a_press_killed_between_two_papers_is_replaced():
    render("<p>x</p>")
    pdf._free[0].process.kill()
    pdf._free[0].process.wait()
    assert render("<p>x</p>").pages == 1


def test_a_process_that_forks_starts_its_own_presses():
    program = """
        import os, django
        django.setup()
        from documents import pdf
        first = pdf.render("<html lang=en><title>x</title><p>x")
        child = os.fork()
        again = pdf.render("<html lang=en><title>x</title><p>x")
        if child == 0:
            os._exit(0 if again == first else 1)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), again == first)
    """
    done = subprocess.run([sys.executable, "-c", dedent(program)], capture_output=True, text=True, cwd=pdf.ROOT,
                          env={"DJANGO_SETTINGS_MODULE": "wgec_portal.settings"}, timeout=60)  # fmt: skip
    assert done.stdout == "0 True\n", done.stderr
