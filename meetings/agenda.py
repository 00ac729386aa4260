"""The agenda as staff type it, a line per item, and the items made of it.

Two spaces deeper makes a sub-item. A line that ends with a colon is a heading only and takes no statements.
A number typed before an item is taken away.
"""

import re
from typing import NamedTuple

from documents.numbering import letter, roman

from .models import Agenda, AgendaItem

DEEPEST = 3
# A pasted list brings its own numbers, and the portal numbers the items: “1. Opening” would be printed “1. 1. Opening”.
NUMBER = re.compile(r"^(?:\d{1,2}[.)]|\([a-z]{1,4}\)|[-–•*])\s+")


class Line(NamedTuple):
    """One item as it was typed; depth 1 is an item, 2 a sub-item."""

    depth: int
    title: str
    heading_only: bool


def parse(text: str) -> list[Line]:
    """The items of a typed agenda in order; empty lines are passed over, a leap in depth is mended."""
    lines, depth = [], 0
    for typed in text.splitlines():
        title = NUMBER.sub("", typed.strip())
        if not title:
            continue
        indent = len(typed.expandtabs(2)) - len(typed.expandtabs(2).lstrip())
        depth = min(1 + indent // 2, depth + 1, DEEPEST)
        lines.append(Line(depth, title.removesuffix(":").rstrip(), title.endswith(":")))
    return lines


def lay_out(agenda: Agenda) -> None:
    """Make the items follow the agenda's text. An item whose title stays keeps its id: papers will hang on it."""
    known = list(agenda.items.all())
    kept, above = [], {0: None}
    for order, line in enumerate(parse(agenda.text), start=1):
        item = next((each for each in known if each.title == line.title), None) or AgendaItem(agenda=agenda)
        if item in known:
            known.remove(item)
        item.order, item.title, item.heading_only = order, line.title, line.heading_only
        item.parent = above[line.depth - 1]
        item.save()
        above[line.depth] = item
        kept.append(item.pk)
    gone = agenda.items.exclude(pk__in=kept)
    gone.update(parent=None)
    gone.delete()


def numbered(items) -> list[tuple]:
    """[(number, depth, item)] of an agenda's items in order: “1.”, “(a)”, “(i)”."""
    depths, counts, rows = {None: 0}, [0] * DEEPEST, []
    for item in items:
        depth = depths[item.pk] = depths.get(item.parent_id, 0) + 1
        counts[depth - 1 :] = [counts[depth - 1] + 1, *[0] * (DEEPEST - depth)]
        rows.append((_label(depth, counts[depth - 1]), depth, item))
    return rows


def _label(depth, count):
    if depth == 1:
        return f"{count}."
    return f"({letter(count) if depth == 2 else roman(count)})"
