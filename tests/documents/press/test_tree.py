"""The tags of a part: what means something is there once, what means nothing is not."""

import pytest

from tests.documents.composing.papers import part, set_html


def tree(body):
    return set_html(part(body)).part("part").tree


def tags(body):
    """[(tag, tag of what it is in)] in reading order, without the part itself."""
    found = tree(body)
    return [(each[0], found[each[1]][0]) for each in found[1:]]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h2>a</h2><p>b</p>", [("H2", "Sect"), ("P", "Sect")]),
        ("<div>a<div>b</div></div>", [("Div", "Sect"), ("Div", "Div"), ("Div", "Div")]),
        ("<p>a <em>b</em> <strong>c <span>d</span></strong></p>", [("P", "Sect")]),
        ('<p>a <bdi lang="ar">b</bdi> <span lang="fr">c</span></p>', [("P", "Sect"), ("Span", "P"), ("Span", "P")]),
        ("<ul class='plain'><li>a</li></ul>", [("L", "Sect"), ("LI", "L"), ("LBody", "LI")]),
        ("<p>a</p><p> </p><div><div> </div></div>", [("P", "Sect")]),
        ("<blockquote><p>a</p></blockquote>", [("BlockQuote", "Sect"), ("P", "BlockQuote")]),
        ("<p><a href='https://a.org'>a <em>b</em></a></p>", [("P", "Sect"), ("Link", "P")]),
    ],
)
def test_elements_are_tagged_by_what_they_mean(body, expected):
    assert tags(body) == expected


def test_every_mark_belongs_to_one_element():
    each = set_html(part("<h2>a</h2><p>b <em>c</em> <a href='part:x'>d</a></p><ul><li>e</li></ul>")).part("part")
    marks = [
        kid for _tag, _parent, _language, kids, _more in each.tree for kid in kids if isinstance(kid, int) and kid >= 0
    ]
    assert sorted(marks) == list(range(each.count))


def test_a_language_is_told_where_it_changes():
    found = tree('<p>a</p><div lang="ar" dir="rtl"><p>ب</p></div>')
    assert [(tag, language) for tag, _parent, language, _kids, _more in found] == [
        ("Sect", ""), ("P", ""), ("Div", "ar"), ("P", "")
    ]  # fmt: skip


def test_a_link_over_several_lines_is_one_with_a_place_for_each():
    each = set_html(part(f"<p><a href='https://a.org'>{'words ' * 40}</a></p>")).part("part")
    assert ([row[0] for row in each.tree].count("Link"), len(each.links), len(each.lines)) == (1, 3, 3)


def test_what_is_inside_a_link_is_no_second_link():
    each = set_html(part("<p><a href='part:x'>a <strong>b</strong> <span lang='fr'>c</span></a></p>")).part("part")
    assert [link[4] for link in each.links] == ["part:x"]


def test_two_links_beside_each_other_stay_two():
    each = set_html(part("<p><a href='part:x'>a</a> <a href='part:x'>b</a></p>")).part("part")
    assert ([row[0] for row in each.tree].count("Link"), len(each.links)) == (2, 2)


@pytest.mark.parametrize(
    ("scope", "told"), [("col", "Column"), ("row", "Row"), ("colgroup", "Column"), ("rowgroup", "Row")]
)
def test_a_header_says_of_what(scope, told):
    found = tree(f'<table><tr><th scope="{scope}">a</th></tr></table>')
    assert f"/Scope /{told}" in next(more["A"] for tag, _parent, _language, _kids, more in found if tag == "TH")


def test_a_drawing_has_words_in_its_place():
    shape = '<title>A mark</title><rect width="9" height="9"/>'
    found = tree(f'<p><svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">{shape}</svg></p>')
    assert [more["Alt"] for tag, _parent, _language, _kids, more in found if tag == "Figure"] == ["(A mark)"]
