"""Templates keep the house rules: what each needs is said, every word can be translated, nothing is written inline.

Each test collects what breaks one rule as "file: what" and expects an empty list, so that a failure names every
offender at once.
"""

import re
from functools import cache
from html.parser import HTMLParser

import pytest
from django.contrib.staticfiles import finders
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from tests.source import ROOT, tracked

# Words that are the same in every language: abbreviations, units, names of formats.
SAME_EVERYWHERE = re.compile(r"(?:[A-Z0-9]+(?:-[0-9]+)?|kB|MB|UTC|docx|Atom)")
FOR_READING = (
    "home.html",
    "group.html",
    "meeting.html",
    "submissions/call.html",
    "submissions/contribution.html",
    "documents/paper.html",
)
MACHINE_WORDS = {"code", "samp", "kbd"}  # names of columns, addresses, commands
SPOKEN = ("aria-label", "title", "placeholder", "alt", "label")
COMMENT = re.compile(r"{#.*?#}|{% comment.*?{% endcomment %}", re.S)
TRANSLATED = re.compile(r"{% (blocktrans(?:late)?)\b.*?{% end\1 %}|{% trans(?:late)? .*?%}", re.S)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.S)
BUILT_ON = re.compile(r"""{% (?:include|extends) ["']([^"']+)["']""")
TYPED_WORDS = re.compile(r"""(?:\s(?:text|label|title|caption|heading|why_not)=|\|default:)(["'][A-Z][^"']*["'])""")


@cache
def templates():
    """{path below templates/: text} of every page and partial; the plain text of letters is not markup."""
    paths = [path for path in tracked() if path.startswith("templates/") and path.endswith(".html")]
    return {path.removeprefix("templates/"): (ROOT / path).read_text("utf-8") for path in paths}


def screens():
    """The templates that a browser gets; those of printed papers have rules of their own."""
    return {path: text for path, text in templates().items() if "pdf" not in path.split("/")}


class Reader(HTMLParser):
    """Collects from markup without template tags: visible texts, elements with attributes, and where tables stand."""

    VOID = {"meta", "link", "input", "br", "hr", "img", "path", "col", "wbr"}

    def __init__(self, markup):
        super().__init__(convert_charrefs=True)
        self.texts, self.elements, self.open, self.loose_tables = [], [], [], []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        found = {name: value or "" for name, value in attrs}
        self.elements.append((tag, found))
        self.texts += [found[name] for name in SPOKEN if name in found]
        if tag == "table" and not any("table-scroll" in classes for _tag, classes in self.open):
            self.loose_tables.append(self.getpos()[0])
        if tag not in self.VOID:
            self.open.append((tag, found.get("class", "")))

    def handle_endtag(self, tag):
        names = [name for name, _classes in self.open]
        if tag in names:
            del self.open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data):
        if not self.open or self.open[-1][0] not in MACHINE_WORDS:
            self.texts.append(data)


@cache
def read(path):
    """The markup of a template as it stands, its tags blanked but its lines kept."""
    return Reader(TAG.sub(" ", COMMENT.sub(" ", templates()[path])))


def untranslated(text):
    """Words on a page that no translator would ever see."""
    spoken = TRANSLATED.sub(" ", COMMENT.sub(" ", text))
    typed = [words for tag in TAG.findall(spoken) for words in TYPED_WORDS.findall(tag)]
    markup = TAG.sub(" ", spoken)
    words = [word for shown in Reader(markup).texts for word in re.findall(r"[^\W\d_][\w-]+", shown)]
    return typed + [word for word in words if not SAME_EVERYWHERE.fullmatch(word)]


def test_the_detector_sees_what_nobody_translates():
    assert untranslated("<p>Good {% translate 'day' %} {{ name }} <b>PDF</b></p>") == ["Good"]
    assert untranslated('<a aria-label="Next">{% blocktranslate %}a{% endblocktranslate %}</a>') == ["Next"]
    assert untranslated('{% include "_empty.html" with text="Nothing yet" %}') == ['"Nothing yet"']
    assert untranslated('{% include "_empty.html" with text=_("Nothing yet") %}') == []


def test_every_word_of_a_page_can_be_translated():
    found = {path: untranslated(text) for path, text in screens().items()}
    assert {path: words for path, words in found.items() if words} == {}


def test_templates_that_translate_load_the_translations():
    speaks = re.compile(r"{% (?:blocktrans|trans|get_current_language)")
    loads = re.compile(r"{% load [^%]*\bi18n\b")
    assert [path for path, text in templates().items() if speaks.search(text) and not loads.search(text)] == []


def test_partials_say_what_they_need():
    partials = {path: text for path, text in templates().items() if path.split("/")[-1].startswith("_")}
    assert [path for path, text in partials.items() if not re.match(r"{# Needs: .+\. .+ #}\n", text)] == []


def written_inline(tag, attributes):
    """Why the content security policy would refuse an element, or nothing."""
    if tag == "style" or "style" in attributes:
        return f"<{tag}> carries a style"
    if tag == "script" and "src" not in attributes:
        return "<script> without src"
    return next((f"<{tag} {name}>" for name in attributes if name.startswith("on")), "")


def test_nothing_is_written_inline():
    elements = [(path, element) for path in screens() for element in read(path).elements]
    assert [f"{path}: {why}" for path, element in elements if (why := written_inline(*element))] == []


def test_nothing_is_fetched_from_another_host():
    fetched = [
        (path, attributes.get("src", "") or attributes.get("href", ""))
        for path in templates()
        for tag, attributes in read(path).elements
        if tag in ("link", "script", "img", "iframe", "source", "video", "audio")
    ]
    assert [f"{path}: {address}" for path, address in fetched if re.match(r"\s*(?:https?:)?//", address)] == []


def test_what_a_template_builds_on_exists():
    missing = []
    for path, text in templates().items():
        for name in BUILT_ON.findall(COMMENT.sub("", text)):
            try:
                get_template(name)
            except TemplateDoesNotExist as reason:
                missing.append(f"{path}: {reason}")
    assert missing == []


def test_every_static_file_named_exists():
    static = re.compile(r"{% static ['\"]([^'\"]+)")
    named = [(path, name) for path, text in templates().items() for name in static.findall(text)]
    assert [f"{path}: {name}" for path, name in named if not finders.find(name)] == []


def test_tables_can_be_scrolled_on_a_narrow_screen():
    """A table stands in <div class="table-scroll" tabindex="0" role="group" aria-label…>, reachable by keyboard.

    A group, for a region would be one landmark more beside the section it stands in.
    """
    loose = [f"{path}:{line}" for path in screens() for line in read(path).loose_tables]
    boxes = [(path, a) for path in screens() for _tag, a in read(path).elements if "table-scroll" in a.get("class", "")]
    labels = {"aria-label", "aria-labelledby"}
    assert [path for path, a in boxes if a.get("role") != "group" or "tabindex" not in a or not labels & set(a)] == []
    assert loose == []


def test_column_and_row_heads_say_what_they_head():
    assert [path for path in screens() for tag, a in read(path).elements if tag == "th" and "scope" not in a] == []


def test_every_form_that_posts_carries_its_token():
    posting = re.compile(r"<form[^>]*method=[\"']post[\"'].*?</form>", re.S | re.I)
    forms = [(path, form) for path, text in screens().items() for form in posting.findall(text)]
    assert [path for path, form in forms if "csrf_token" not in form and "{% crispy" not in form] == []


def whole(path):
    """The text of a template with everything it extends or includes."""
    text = COMMENT.sub("", templates()[path])
    names = {name for name in BUILT_ON.findall(text) if name in templates()}
    return text + "".join(whole(name) for name in sorted(names - {path}))


def test_pages_with_a_form_sum_up_its_errors():
    crispy = [path for path, text in screens().items() if re.search(r"\|(?:as_)?crispy\b|{% crispy ", text)]
    pages = [path for path in crispy if not path.split("/")[-1].startswith("_")]
    assert [path for path in pages if "error-summary" not in whole(path)] == []


def test_links_within_a_page_lead_somewhere():
    dead = []
    for path in screens():
        known = {a["id"] for name in (path, "base.html") for _tag, a in read(name).elements if "id" in a}
        targets = [a.get("href", "") for tag, a in read(path).elements if tag == "a"]
        dead += [f"{path}: {to}" for to in targets if re.fullmatch(r"#[\w-]+", to) and to[1:] not in known]
    assert dead == []


@pytest.mark.parametrize("path", FOR_READING)
def test_pages_for_reading_carry_no_script(path):
    """Scripts only improve forms; who reads gets none."""
    assert "<script" not in whole(path)
