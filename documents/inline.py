"""Marks inside a line: *emphasis*, links, [words](https://link), footnotes [^a]; symbols and 69–71 kept whole."""

import re

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

RIGHT_TO_LEFT = {"ar", "he", "fa", "ur", "ps", "sd", "ug", "yi", "dv", "ckb"}

_TOKEN = re.compile(
    r"\[\^(?P<note>[^\]\s]+)\]"
    r"|\[(?P<words>[^\]\n]+)\]\((?P<target>[^)\s]*)\)"
    r"|(?P<url>https?://[^\s<>\"“”«»]+)"
    r"|(?<![\w*/])\*(?P<stress>[^\s*](?:[^*]*[^\s*])?)\*(?![\w*])"
    r"|(?<![\w–])(?P<range>[0-9]+–[0-9]+)(?![\w–])"
    r"|(?<![\w/])(?P<symbol>[A-Z][A-Z.]{0,9}(?:/[A-Z0-9](?:[\w.\-]*\w)?)+)",
    re.ASCII,
)
_FIT = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
UNFIT_LINK = re.compile(r"\[([^\]\n]+)\]\((?!https?://\S|mailto:\S)[^)\s]*\)", re.IGNORECASE)


def direction(language: str) -> str:
    """“rtl” or “ltr”: the direction in which a language is written."""
    return "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


def inline(text: str, notes: dict | None = None, prefix: str = "note", seen: set | None = None) -> SafeString:
    """HTML of one block's text, everything else escaped.

    `notes`: {label: (number, text)} of the footnotes; the first reference carries the note itself, which paper.css
    sends to the foot of the page, later ones point to it. `prefix` keeps ids apart where several papers are bound;
    `seen` holds the labels already referred to, across the blocks of a paper.
    """
    return _set(text, notes or {}, prefix, set() if seen is None else seen)


def _set(text, notes, prefix, seen):
    parts, at = [], 0
    for token in _TOKEN.finditer(text):
        parts.append(escape(text[at : token.start()]))
        parts.append(_TOKENS[token.lastgroup](token, notes, prefix, seen))
        at = token.end()
    parts.append(escape(text[at:]))
    return mark_safe("".join(parts))  # noqa: S308 each part is escaped or made by format_html


def _note(token, notes, prefix, seen):
    label = token["note"]
    if label not in notes:
        return escape(token[0])
    number, text = notes[label]
    call = format_html(
        '<sup class="call"><a role="doc-noteref" href="#{0}-{1}" id="{0}-{1}-call">{1}</a></sup>'
        if label not in seen
        else '<sup class="call"><a role="doc-noteref" href="#{0}-{1}">{1}</a></sup>',
        prefix,
        number,
    )
    if label in seen:
        return call
    seen.add(label)
    return call + format_html(
        '<span class="footnote" role="doc-footnote" id="{0}-{1}"><sup><a href="#{0}-{1}-call">{1}</a></sup> {2}</span>',
        prefix,
        number,
        _set(text, {}, prefix, seen),
    )


def _words(token, notes, prefix, seen):
    if not _FIT.match(token["target"]):
        return escape(token[0])  # as typed; the issue gate refuses it
    return format_html('<a href="{}">{}</a>', token["target"], token["words"])


def _url(token, notes, prefix, seen):
    url = token["url"].rstrip(".,;:!?’'")
    while url.endswith(")") and url.count(")") > url.count("("):
        url = url[:-1].rstrip(".,;:!?’'")
    rest = token["url"][len(url) :]
    return format_html('<a class="url" dir="ltr" href="{0}">{0}</a>{1}', url, rest)


def _stress(token, notes, prefix, seen):
    return format_html("<em>{}</em>", _set(token["stress"], notes, prefix, seen))


def _symbol(token, notes, prefix, seen):
    return format_html('<span class="symbol" dir="ltr">{}</span>', token["symbol"])


def _range(token, notes, prefix, seen):
    return format_html('<span class="whole">{}</span>', token["range"])


_TOKENS = {"note": _note, "range": _range, "target": _words, "url": _url, "stress": _stress, "symbol": _symbol}
