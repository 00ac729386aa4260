"""What screen readers are told of a composed paper; the checker of tags knows the rules."""

import io
import re
from datetime import UTC, datetime

import pikepdf
import pytest

from documents import pdf
from documents.composing import Imprint, Plan, compose
from tests.documents.composing.papers import PAGE, bound, composed, part, running, set_html
from tests.documents.tagtree import elements, faults

LONG = "".join(f"<div>{number}. {'The quick brown fox jumps over the lazy dog. ' * 12}</div>" for number in range(30))
TABLE = """<table class="facts-table"><caption>Groups</caption>
<thead><tr><th scope="col">Group</th><th scope="col">No.</th></tr></thead>
<tbody><tr><th scope="row">States</th><td>3</td></tr><tr><th scope="row">Business</th><td></td></tr></tbody></table>"""
NUMBER = '<span class="page-number" data-page="second">00</span>'
ROW = f'<ul class="contents"><li><a href="part:second">Second{NUMBER}</a></li></ul>'
LINKS = (
    '<p>See <a href="part:second">the second</a>, <a href="part:nowhere">nothing</a> and '
    f'<a href="https://example.org/">{"an address that runs over more than one line " * 4}<em>of all</em></a>.</p>'
)


@pytest.fixture(scope="module")
def paper():
    """A paper with everything that a compilation has."""
    bodies = {"contents": ROW, "table": TABLE, "first": "<h2>First</h2>", "second": "<h2>Second</h2>"}
    parts = [part(body, name) for name, body in bodies.items()]
    front = set_html(part("<h1>A paper</h1>", "cover", "data-solid") + "".join(parts))
    english = set_html(part(f"<h3>One</h3>{LINKS}<div class='as-received'>{LONG}<div> </div></div>"))
    arabic = set_html(
        part('<h3>اثنان</h3><div class="as-received"><div>نص <bdi lang="fr">texte</bdi></div></div>'), "ar"
    )
    plan = Plan()
    plan.place(lambda: front, "cover", title="Cover", anchor="cover")
    plan.open("Sect")
    for name in ("contents", "table", "first"):
        plan.place(lambda: front, name, keep=name == "first", title=name, anchor=name)
    plan.place(lambda: english, "part", title="One", level=2, anchor="one")
    plan.close()
    plan.open("Sect")
    plan.place(lambda: front, "second", keep=True, title="Second", anchor="second")
    plan.place(lambda: arabic, "part", title="اثنان", level=2, language="ar")
    plan.place(lambda: english, "part", inner=1)
    plan.close()
    return bound(plan)[0]


def test_nothing_is_wrong_with_the_tags_of_a_paper(paper):
    assert faults(paper) == []


def test_a_part_is_told_in_its_language(paper):
    found = [each[:2] for each in elements(paper) if each[1] != "en"]
    assert found == [("Sect", "ar"), ("H3", "ar"), ("Div", "ar"), ("Div", "ar"), ("Span", "fr")]


def test_a_link_over_several_lines_is_one_element_with_a_box_on_each_line(paper):
    with pikepdf.open(io.BytesIO(paper)) as document:
        links = [link for page in document.pages for link in page.get("/Annots", []) if "/A" in link]
    assert (len(links), [each[0] for each in elements(paper)].count("Link")) == (6, 5)


def test_a_link_to_what_is_not_in_the_paper_is_no_link():
    printed = composed('<p><a href="part:nowhere">nothing</a></p>')
    assert [role for role, _language, _id in elements(printed)] == ["Document", "Sect", "P", "Span"]


def test_headers_of_a_table_say_what_they_are_the_headers_of(paper):
    with pikepdf.open(io.BytesIO(paper)) as document:
        told = [each for each in document.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/TH"]
        assert [str(each.A.Scope) for each in told] == ["/Column", "/Column", "/Row", "/Row"]


def test_a_table_that_stands_twice_has_names_of_its_own_each_time():
    table = set_html(part(TABLE))
    plan = Plan()
    for _each in range(2):
        plan.place(lambda: table, "part")
    assert faults(bound(plan)[0]) == []


def test_a_part_with_nothing_in_it_leaves_no_element():
    printed = composed("<p>x</p>", "<div> </div>", "")
    assert [role for role, _language, _id in elements(printed)] == ["Document", "Sect", "P"]


def test_an_element_that_has_content_of_its_own_is_not_left_out():
    galley = set_html(part("<p>x</p>"))
    plan = Plan()
    plan.place(lambda: galley, "part", inner=2)
    with pytest.raises(ValueError, match="has content of its own"):
        bound(plan)


def test_the_checker_finds_what_is_wrong(paper):
    with pikepdf.open(io.BytesIO(paper)) as document:
        tree = document.Root.StructTreeRoot
        tree.K[0].K[0].S = pikepdf.Name.Chapter
        tree.K[0].K[1].P = tree.K[0].K[0]
        del document.pages[1].Tabs
        document.save(out := io.BytesIO())
    found = faults(out.getvalue())
    assert [re.sub(r"(\w+) \d+", r"\1", sentence) for sentence in found] == [
        "Chapter has no standard role.",
        "Sect has another parent than Document.",
        "Page is not read in the order of its tags.",
    ]


def test_the_checker_finds_a_paper_without_tags():
    with pikepdf.new() as document:
        document.save(out := io.BytesIO())
    assert faults(out.getvalue()) == ["The paper is not tagged."]


def test_a_paper_in_another_language_says_so():
    galley = set_html(part("<h1>نص</h1>"), "ar")
    plan, file = Plan(), io.BytesIO()
    plan.place(lambda: galley, "part")
    compose(plan, Imprint("عنوان", "مكتب", "ar", datetime(2016, 12, 8, tzinfo=UTC), running()), file)
    assert (faults(file.getvalue()), elements(file.getvalue())[0][:2]) == ([], ("Document", "ar"))


def test_footnotes_are_refused_for_parts_have_no_foot():
    note = '<span class="footnote" role="doc-footnote">A note.</span>'
    with pytest.raises(pdf.PressFailed, match="have no footnotes"):
        pdf.set_galley(PAGE.format("en", "ltr", part(f"<p>Text{note}</p>")))
