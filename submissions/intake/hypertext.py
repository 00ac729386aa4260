"""HTML of a message as plain text: what a reader sees, nothing fetched, nothing run. Knows no Django."""

import re

from lxml import html

BLOCKS = {
    *("address", "article", "blockquote", "center", "dd", "div", "dl", "dt", "figure", "footer", "form", "h1", "h2"),
    *("h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tr", "ul"),
}
APART = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre"}  # an empty line between
UNSEEN = {
    "script",
    "style",
    "head",
    "title",
    "meta",
    "link",
    "template",
    "object",
    "embed",
    "iframe",
    "noscript",
    "svg",
}
SPACES = re.compile(r"[ \t\r\n\f]+")


def text_of(source: str) -> str:
    """The text, with a line for each block and numbers before the items of numbered lists."""
    if not source.strip():
        return ""
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    root = html.document_fromstring(source, parser=parser)
    parts = []
    _walk(root, parts, kept=False)
    lines = [line.strip(" ") for line in "".join(parts).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _walk(element, parts, *, kept):
    """The element's own text, then its children, then what follows each of them."""
    name = element.tag
    if name in UNSEEN:
        return
    if name in BLOCKS:
        _break(parts, 2 if name in APART else 1)
    if name == "li":
        parts.append(_mark(element))
    if name == "br":
        parts.append("\n")
    kept = kept or name == "pre"
    _add(element.text, parts, kept)
    for child in element:
        if isinstance(child.tag, str):
            _walk(child, parts, kept=kept)
        _add(child.tail, parts, kept)
    if name in ("td", "th"):
        parts.append("\t")
    elif name in BLOCKS:
        _break(parts, 2 if name in APART else 1)


def _add(text, parts, kept):
    if text:
        shown = text if kept else SPACES.sub(" ", text)
        parts.append(shown.lstrip(" ") if not kept and (not parts or parts[-1].endswith("\n")) else shown)


def _break(parts, lines):
    """So many line ends, those that stand there already counted."""
    there = 0
    for part in reversed(parts):
        if part.strip("\n"):
            break
        there += len(part)
    if parts:
        parts.append("\n" * max(lines - there, 0))


def _mark(item):
    """What a reader sees before an item of a list."""
    above = item.getparent()
    if above is None or above.tag != "ol":
        return "• "
    own, start = item.get("value", ""), above.get("start", "")
    place = 1 + sum(1 for each in item.itersiblings("li", preceding=True))
    number = own if own.isdecimal() else str(place - 1 + (int(start) if start.isdecimal() and len(start) < 9 else 1))
    return f"{number}. "
