"""A letter as HTML: it says what the text says, quotes what people typed, and leads to this portal only."""

from html.parser import HTMLParser

import pytest

from correspondence.hypertext import document, tag

pytestmark = pytest.mark.embedded
HOME = "http://localhost:8000"
TEXT = f"""Dear Amina,

your contribution was received & stands here:
{HOME}/c/1/?a=1&b=2

What happens next
-----------------

It is read.

Files:
- one.pdf
- <b>two</b>.pdf
"""


class Page(HTMLParser):
    """What a reader of the page finds: elements with attributes, and the text."""

    def __init__(self, markup):
        super().__init__()
        self.elements, self.text = [], ""
        self.feed(markup.partition("</title>")[2])

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def body(text, language="en"):
    return Page(document("Subject", text, language))


def links(text):
    return [attributes["href"] for name, attributes in body(text).elements if name == "a"]


def test_text_and_html_say_the_same():
    said = TEXT.replace("-----------------\n", "").replace("- ", "")
    assert body(TEXT).text.split() == said.split()


def test_headings_lists_paragraphs_and_links_are_real():
    names = [name for name, _attributes in body(TEXT).elements if name != "body"]
    assert names == ["p", "p", "br", "a", "h2", "p", "p", "ul", "li", "li"]


def test_it_has_no_picture_no_style_and_nothing_from_elsewhere():
    markup = document("Subject", TEXT, "en")
    assert [word for word in ("src=", "style", "<img", "<link", "url(", "<script") if word in markup] == []


@pytest.mark.parametrize(
    ("language", "head"),
    [
        ("ar", '<html lang="ar" dir="rtl">'),
        ("zh-hans", '<html lang="zh-Hans" dir="ltr">'),
        ("fr", '<html lang="fr" dir="ltr">'),
    ],
)
def test_language_and_direction_are_set(language, head):
    assert document("S", "T", language).splitlines()[1] == head


def test_what_people_typed_is_quoted_not_obeyed():
    markup = document("<i>S</i>", "<script>alert(1)</script> & \"x\" onload='y'", "en")
    assert "<title>&lt;i&gt;S&lt;/i&gt;</title>" in markup
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot; onload=&#x27;y&#x27;" in markup


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{HOME}/c/1/", [f"{HOME}/c/1/"]),
        (f"See {HOME}/c/1/?call=7&number=2.", [f"{HOME}/c/1/?call=7&number=2"]),
        (f"({HOME})", [HOME]),
        (f"在 {HOME}/c/1/。", [f"{HOME}/c/1/"]),
        (f"{HOME}/a/ {HOME}/b/", [f"{HOME}/a/", f"{HOME}/b/"]),
        ("https://elsewhere.example/", []),
        (f"{HOME}.elsewhere.example/", []),
        (f"{HOME}@elsewhere.example/", []),
        (f"{HOME}0/", []),
        ("javascript:alert(1)", []),
        (f'{HOME}/"onclick="x', [f"{HOME}/"]),
    ],
)
def test_only_addresses_of_this_portal_become_links(text, expected):
    assert links(text) == expected


def test_a_paragraph_in_another_script_has_its_own_direction():
    found = [
        attributes.get("dir") for name, attributes in body("Said:\n\nنعم\n\n- نعم").elements if name in ("p", "li")
    ]
    assert found == ["auto", "auto", "auto"]


@pytest.mark.parametrize(("code", "name"), [("zh-hans", "zh-Hans"), ("ar", "ar"), ("pt-br", "pt-br")])
def test_languages_are_named_as_mail_names_them(code, name):
    assert tag(code) == name
