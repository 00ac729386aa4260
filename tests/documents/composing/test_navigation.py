"""Outline, names and places of a composed paper lead where they say."""

import io

import pikepdf
from pypdf import PdfReader

from documents.composing import Plan
from tests.documents.composing.papers import bound, part, set_html
from tests.documents.tagtree import name_tree


def paper(rows, files=()):
    """A PDF, a page for each (title, level, anchor)."""
    galley = set_html(part("<p>x</p>"))
    plan = Plan()
    for title, level, anchor in rows:
        plan.page()
        plan.place(lambda: galley, "part", title=title, level=level, anchor=anchor)
    return pikepdf.open(io.BytesIO(bound(plan, files=files)[0]))


def outline_of(document):
    def told(items):
        return [(item.title, pages.index(item.destination[0].objgen) + 1, told(item.children)) for item in items]

    pages = [page.objgen for page in document.pages]
    with document.open_outline() as outline:
        return told(outline.root)


def test_the_outline_is_a_tree_of_the_titles():
    found = outline_of(paper([("A", 1, ""), ("B", 2, ""), ("C", 2, ""), ("D", 1, ""), ("", 1, ""), ("E", 3, "")]))
    assert found == [("A", 1, [("B", 2, []), ("C", 3, [])]), ("D", 4, [("E", 6, [])])]


def test_titles_are_told_in_any_writing():
    titles = ["(a) \\ b", "قرار", "关于", "x\ny", "\u202eabc"]
    assert [title for title, _page, _below in outline_of(paper([(title, 1, "") for title in titles]))] == titles


def test_the_outline_of_hundreds_is_whole():
    rows = [("Top", 1, "")] + [(f"No. {number}", 2, "") for number in range(150)]
    ((_title, _page, below),) = outline_of(paper(rows))
    assert [(title, page) for title, page, _below in below] == [(f"No. {n}", n + 2) for n in range(150)]


def test_a_paper_without_titles_has_no_outline():
    assert "/Outlines" not in paper([("", 1, "")]).Root


def test_names_lead_to_their_pages_and_are_found_by_readers_that_search():
    anchors = ["no-1", "no-10", "no-2", "a b", "a", "a!", "ü", "üx", "(x)", "(x", "关于"]
    document = paper([("", 1, "")] + [("", 1, anchor.replace(" ", "")) for anchor in anchors])
    found = {str(pikepdf.String(key)): place.D[0].objgen for key, place in name_tree(document.Root.Names.Dests)}
    tree = pikepdf.NameTree(document.Root.Names.Dests)
    assert [tree[name].D[0].objgen for name in found] == list(found.values())


def test_files_inside_are_found_by_name():
    names = ["a", "a b", "a(b", "aä", "ä", "äb", "list.json"]
    document = paper([("", 1, "")], [(name, "about", "text/plain", name.encode()) for name in names])
    assert {name: each.get_file().read_bytes().decode() for name, each in document.attachments.items()} == {
        name: name for name in names
    }


def test_page_numbers_are_those_of_the_paper():
    document = paper([("", 1, ""), ("", 1, "")])
    reader = PdfReader(io.BytesIO(b"".join(_saved(document))))
    assert reader.page_labels == ["1", "2"]


def _saved(document):
    document.save(out := io.BytesIO())
    yield out.getvalue()
