"""The numbers that Word shows before paragraphs, computed from numbering.xml and the styles. Knows no Django.

Counters belong to the abstract list; a list (w:num) may start a level anew, once, where it is first used. So lists that
look typed, “1. 3. 7.”, come out with just these numbers.
"""

import re
from dataclasses import dataclass

from .numerals import written
from .package import value, w

BULLET = "•"
PRIVATE = re.compile("[\ue000-\uf8ff]")  # a letter of Symbol or Wingdings: a bullet of some shape
PLACE = re.compile(r"%([1-9])")


@dataclass
class Level:
    """One level of a list: its format and text, such as “%1.%2)”, where it starts, and what follows the number."""

    kind: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None  # the level after which it begins anew; 0 is never; None is any higher one
    legal: bool = False  # all numbers of it in digits
    style: str = ""
    gap: str = " "

    @classmethod
    def of(cls, element):
        restart = value(element.find(w("lvlRestart")))
        return cls(
            kind=value(element.find(w("numFmt"))) or "decimal",
            text=value(element.find(w("lvlText"))),
            start=_number(value(element.find(w("start"))), 1),
            restart=_number(restart, None) if restart else None,
            legal=element.find(w("isLgl")) is not None,
            style=value(element.find(w("pStyle"))),
            gap="" if value(element.find(w("suff"))) == "nothing" else " ",
        )


@dataclass
class List:
    """A w:num: which abstract list it uses, where it starts levels anew, and levels of its own."""

    abstract: str
    starts: dict
    levels: dict


def _number(text, default):
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 9 else default


class Numbering:
    """Gives each paragraph its number; asked once for each, in the order of the document."""

    def __init__(self, numbering, styles):
        self.counts, self.begun = {}, set()
        self.styles = {} if styles is None else {value(one, "styleId"): one for one in styles.iter(w("style"))}
        self.abstract, self.lists, self.linked = {}, {}, {}
        for element in [] if numbering is None else numbering:
            if element.tag == w("abstractNum"):
                key = value(element, "abstractNumId")
                self.abstract[key] = self._levels(element)
                self.linked[key] = value(element.find(w("numStyleLink")))
            elif element.tag == w("num"):
                self.lists[value(element, "numId")] = self._list(element)

    def label(self, paragraph) -> tuple[str, str]:
        """(the number as shown, what stands between it and the text); empty for a paragraph without one."""
        key, depth = self._place(paragraph)
        one = self.lists.get(key)
        if one is None:
            return "", ""
        abstract = self._abstract(one.abstract)
        levels = {**self.abstract.get(abstract, {}), **one.levels}
        level = levels.get(depth, Level())
        counts = self._count(abstract, key, one, depth, levels)
        if level.kind == "bullet":
            return PRIVATE.sub(BULLET, level.text) or BULLET, level.gap
        return PLACE.sub(lambda found: self._shown(int(found[1]) - 1, level, levels, counts), level.text), level.gap

    def _count(self, abstract, key, one, depth, levels):
        """Count this paragraph, and begin anew the levels below it."""
        counts = self.counts.setdefault(abstract, {})
        if depth in one.starts and (key, depth) not in self.begun:
            self.begun.add((key, depth))
            counts[depth] = one.starts[depth]
        else:
            counts[depth] = counts.get(depth, levels.get(depth, Level()).start - 1) + 1
        for below in [each for each in counts if each > depth]:
            restart = levels.get(below, Level()).restart
            if restart is None or depth < restart:
                del counts[below]
        return counts

    @staticmethod
    def _shown(place, level, levels, counts):
        other = levels.get(place, Level())
        return written(counts.get(place, other.start), "decimal" if level.legal else other.kind)

    def _place(self, paragraph):
        """(key of the list, depth): from the paragraph itself, else from its style and those it is based on."""
        properties = paragraph.find(w("pPr"))
        style = "" if properties is None else value(properties.find(w("pStyle")))
        own = None if properties is None else properties.find(w("numPr"))
        key, depth = self._said(own)
        depth = depth or ("0" if key else "")
        for name in self._ancestry(style):
            if key and depth:
                break
            found = self.styles[name].find(f"{w('pPr')}/{w('numPr')}")
            styled, level = self._said(found)
            key, depth = key or styled, depth or level or (self._level_of_style(styled, name) if styled else "")
        return key, min(_number(depth, 0), 8)

    @staticmethod
    def _said(element):
        return ("", "") if element is None else (value(element.find(w("numId"))), value(element.find(w("ilvl"))))

    def _ancestry(self, style):
        """The names of a style and of those it is based on, nearest first."""
        seen = []
        while style in self.styles and style not in seen:
            seen.append(style)
            style = value(self.styles[style].find(w("basedOn")))
        return seen

    def _level_of_style(self, key, name):
        """The depth that a list keeps for a style."""
        one = self.lists.get(key)
        levels = self.abstract.get(self._abstract(one.abstract), {}) if one else {}
        return next((str(depth) for depth, level in levels.items() if level.style == name), "")

    def _abstract(self, key):
        """The abstract list itself, behind a link through a style of lists."""
        style = self.styles.get(self.linked.get(key, ""))
        inner = "" if style is None else value(style.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}"))
        one = self.lists.get(inner)
        return one.abstract if one and not self.linked.get(one.abstract) else key

    def heading(self, paragraph) -> int:
        """The level of a heading, 1 to 9; 0 for text."""
        properties = paragraph.find(w("pPr"))
        if properties is None:
            return 0
        levels = [value(properties.find(w("outlineLvl")))]
        for name in self._ancestry(value(properties.find(w("pStyle")))):
            levels.append(value(self.styles[name].find(f"{w('pPr')}/{w('outlineLvl')}")))
        found = next((level for level in levels if level.isdecimal()), "9")
        return int(found) + 1 if int(found) < 9 else 0

    @staticmethod
    def _levels(element):
        return {_number(value(one, "ilvl"), 0): Level.of(one) for one in element.iter(w("lvl"))}

    def _list(self, element):
        starts, levels = {}, {}
        for override in element.iter(w("lvlOverride")):
            depth = _number(value(override, "ilvl"), 0)
            start = value(override.find(w("startOverride")))
            if start:
                starts[depth] = _number(start, 1)
            levels |= self._levels(override)
        return List(value(element.find(w("abstractNumId"))), starts, levels)
