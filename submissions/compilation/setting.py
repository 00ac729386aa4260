"""The pieces of a compilation: what each is made of, the key that names it, and the HTML it is set from.

A piece is one contribution, its translation, or some lines of a list. What is the same has the same key, whatever
compilation it stands in; when a text changes only its own pieces do.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache, partial
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from documents import pdf as press
from documents.inline import direction

from ..languages import name_of
from ..models import Compilation
from ..pdf import as_received, direction_of
from .dataset import digest

TEMPLATES = "submissions/pdf/compilation/"
OTHER = "other"  # the anchor of “any other relevant issue”
ABOUT = 16  # lines in one piece of a list, on average
LOOKS = (  # folders, and files, that everything set depends on
    *("templates/" + TEMPLATES, "static/pdf", "documents/press", "documents/composing", "locale"),
    *("documents/glyphs.py", "documents/galley.py"),
)
KINDS = {".html", ".css", ".conf", ".ttf", ".py", ".mo"}


@dataclass(frozen=True)
class Piece:
    """Something to be set once. `html` is asked for only when it was not set before."""

    key: str
    html: Callable[[], str]
    number: int = 0  # of the contribution that it is of; 0 for lines of a list
    anchor: str = ""  # of its first line, where a contribution is found by it


@cache
def look() -> str:
    """A hash of everything but the text that a piece depends on: templates, style, faces, engine, words."""
    told = hashlib.sha256("\n".join(press.engine()).encode())
    root = Path(settings.BASE_DIR)
    for folder in LOOKS:
        for path in sorted([root / folder, *(root / folder).rglob("*")]):
            if path.suffix in KINDS:
                told.update(str(path.relative_to(root)).encode() + hashlib.sha256(path.read_bytes()).digest())
    return told.hexdigest()


def _key(kind, language, *made_of):
    told = json.dumps([look(), kind, language, *made_of], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def _rendered(template, language, **context):
    with override(language):
        said = {"language": language, "direction": direction(language), "title": template, **context}
        return render_to_string(TEMPLATES + template, said)


def galley(template, language, **context) -> Piece:
    """Something that stands once, such as the cover; `context` holds plain values, or dataclasses."""
    made_of = json.dumps(context, default=asdict, sort_keys=True)
    return Piece(_key(template, language, made_of), partial(_rendered, template, language, **context))


# Contributions


def anchor_of(head, question) -> str:
    """The anchor of a question of the call, by its key."""
    return next((f"q{place}" for place, each in enumerate(head.questions, 1) if each.key == question), OTHER)


def heading_of(head, question) -> str:
    """“Question 2 a)”, in the language that is active."""
    label = next((each.label for each in head.questions if each.key == question), "")
    return _("Question %(label)s") % {"label": label} if label else _("Any other relevant issue")


def said(head, one) -> list:
    """The keys of the questions that a contribution says something to, in the order of the call."""
    return [key for key in (*(each.key for each in head.questions), "") if one.answers(key)]


def stands_in(head, one) -> bool:
    """Whether there is something to set: by question, only where a text or a file stands under a question."""
    return head.layout == Compilation.Layout.CONTRIBUTOR or bool(said(head, one))


def contribution(head, one, *, not_set="") -> Piece:
    """The answers of one contribution, in the layout of the paper; with `not_set`, a note in their place."""
    by_question = head.layout == Compilation.Layout.QUESTION
    asked = [[anchor_of(head, key), heading_of_plain(head, key)] for key in said(head, one)]
    key = _key("contribution", head.language, by_question, asked, digest(one), one.link, bool(not_set))
    return Piece(key, partial(_contribution, head, one, by_question, bool(not_set)), one.number)


def heading_of_plain(head, question):
    """What the heading of an answer depends on."""
    return next((each.label for each in head.questions if each.key == question), "")


def _contribution(head, one, by_question, not_set):
    with override(head.language):
        answers = [_answer(head, one, key) for key in said(head, one)]
        named = name_of(one.language or "und")
    context = {"one": one, "answers": answers, "by_question": by_question, "not_set": not_set, "language_name": named}
    return _rendered("contribution.html", head.language, **context)


def _answer(head, one, key):
    passage = one.passage(key)
    text, language = (passage.text, passage.language) if passage else ("", one.language)
    return {
        "anchor": anchor_of(head, key),
        "heading": heading_of(head, key),
        "lines": as_received(text) if text.strip() else [],
        "language": language,
        "dir": direction_of(text, language),
        "no_position": bool(passage and passage.no_position),
        "is_redacted": bool(passage and passage.is_redacted),
        "files": one.files_for(key),
    }


def translation(head, one) -> Piece:
    """The unofficial translation of one contribution, for the annex."""
    told = [[heading_of_plain(head, each.question), each.translation] for each in one.passages if each.translation]
    key = _key("translation", head.language, one.number, one.name, told)
    return Piece(key, partial(_translation, head, one), one.number)


def _translation(head, one):
    with override(head.language):
        told = [
            {"heading": heading_of(head, each.question), "lines": as_received(each.translation)}
            for each in one.passages
            if each.translation
        ]
    return _rendered("translation.html", head.language, one=one, translations=told)


# Lists


def lists(head, kind, rows, *, look_of="plain") -> list[Piece]:
    """The lines of a list in pieces, cut where the numbers of the contributions say: an insertion moves nothing.

    A row with a `place`, by which its contribution is found, begins a piece.
    """
    pieces, together = [], []
    for row in rows:
        if together and (row.get("place") or _is_cut(row["number"])):
            pieces.append(_lines(head, kind, together, look_of))
            together = []
        together.append(row)
    return [*pieces, _lines(head, kind, together, look_of)] if together else pieces


def _is_cut(number):
    return hashlib.sha256(str(number).encode()).digest()[0] % ABOUT == 0


def _lines(head, kind, rows, look_of):
    context = {"kind": kind, "rows": rows, "class": look_of, "row_template": f"{TEMPLATES}_row_{kind}.html"}
    key = _key("rows", head.language, kind, look_of, rows)
    return Piece(key, partial(_rendered, "rows.html", head.language, **context), anchor=rows[0].get("place", ""))
