"""Which parts a compilation consists of, in which order: the same plan for three contributions and for thousands."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from documents.composing import Plan

from ..models import Compilation
from . import setting
from .dataset import Contribution, Head, words_of_changes
from .sections import answers, behind, is_translated

ITEM, ROW, HEADING = 6.0, 1.2, 4.0  # millimetres above an answer, a line of a list, a heading


@dataclass
class Layout:
    """A compilation in sections, and every piece that it needs."""

    head: Head
    sections: list
    items: dict  # {number of a contribution: piece}
    translations: dict
    front: setting.Piece
    running: setting.Piece

    @property
    def pieces(self):
        lists = [piece for section in self.sections for piece in (*section.lists, *section.rows)]
        return [self.front, self.running, *self.items.values(), *self.translations.values(), *lists]


def lay_out(head: Head, contributions: list[Contribution], not_set: dict) -> Layout:
    """The sections and pieces. `not_set`: {number: why its text cannot be set}."""
    with override(head.language):
        sections = [*answers(head, contributions), *behind(head, contributions, not_set)]
        changes = changes_in_words(head)
    told = [
        {name: getattr(each, name) for name in ("anchor", "heading", "question", "note", "groups")} for each in sections
    ]
    redacted = sum(1 for one in contributions if one.reason)
    context = {"head": head, "sections": told, "changes": changes, "shown": len(contributions), "redacted": redacted}
    return Layout(
        head=head,
        sections=sections,
        items={
            one.number: setting.contribution(head, one, not_set=not_set.get(one.number, ""))
            for one in contributions
            if setting.stands_in(head, one)
        },
        translations={one.number: setting.translation(head, one) for one in contributions if is_translated(one)},
        front=setting.galley("front.html", head.language, **context),
        running=setting.galley("running.html", head.language, mark=head.mark, symbol=head.symbol),
    )


def changes_in_words(head):
    """[(what happened, in words, changes)], kinds without any left out."""
    told = [(said, [each for each in head.changes if each.kind == kind]) for kind, said in words_of_changes().items()]
    return [(said, rows) for said, rows in told if rows]


# The plan


def plan(layout: Layout, store) -> Plan:
    """Everything in its order. `store`: submissions.compilation.fragments.Store."""
    return _Planner(layout, store).planned()


class _Planner:
    def __init__(self, layout, store):
        self.layout, self.head, self.store, self.plan = layout, layout.head, store, Plan()
        self.seen = set()  # numbers of the contributions that have begun

    def planned(self):
        self._front("cover", anchor="cover", title=self.head.title)
        self.plan.page()
        self._section_of("counts", "changes" if self.head.changes else "")
        self.plan.page()
        self._contents()
        for section in self.layout.sections:
            self._section(section)
        return self.plan

    def _source(self, piece):
        return lambda: self.store.load(piece.key)

    def _front(self, name, **how):
        self.plan.place(self._source(self.layout.front), name, inner=1, **how)

    def _section_of(self, *names):
        self.plan.open("Sect")
        for name in filter(None, names):
            self._front(name, gap=HEADING)
        self.plan.close()

    def _contents(self):
        with override(self.head.language):
            title = _("Contents")
        self.plan.open("Sect")
        self._front("contents", keep=True, anchor="contents", title=title)
        for section in self.layout.sections:
            self._front(f"contents-{section.anchor}", gap=ROW, keep=bool(section.lists))
            self._rows(section.lists)
        self.plan.close()

    def _rows(self, pieces):
        if not pieces:
            return
        self.plan.open("L")
        for piece in pieces:
            self.plan.place(self._source(piece), "rows", gap=ROW, inner=2, anchor=piece.anchor)
        self.plan.close()

    def _section(self, section):
        if section.begins_page:
            self.plan.page()
        self.plan.open("Sect")
        more = bool(section.ones or section.rows)
        about = {"anchor": section.anchor, "title": section.heading, "keep": more, "gap": HEADING}
        self._front(f"heading-{section.anchor}", **about)
        if section.anchor == "translations":
            for one in section.ones:
                piece = self.layout.translations[one.number]
                self.plan.place(self._source(piece), "translation", gap=ITEM, title=one.name, level=2)
        else:
            self._items(section)
        self._rows(section.rows)
        if section.anchor == "manifest":
            self._front("manifest-end", gap=HEADING)
        self.plan.close()

    def _items(self, section):
        groups, opened = section.groups, ""
        for one in section.ones:
            if groups and one.stakeholder_group != opened:
                opened = one.stakeholder_group
                name = f"group-{section.anchor}-{groups.index(opened) + 1}"
                self._front(name, keep=True, gap=HEADING, title=opened, level=2)
            self._item(section, one, 3 if groups else 2)

    def _item(self, section, one, level):
        by_question = self.head.layout == Compilation.Layout.QUESTION
        name = section.anchor.replace("qother", setting.OTHER) if by_question else "no"
        anchors = [f"{name}-{one.number}"]
        if one.number not in self.seen and by_question:
            anchors.append(f"no-{one.number}")
        self.seen.add(one.number)
        piece = self.layout.items[one.number]
        about = {"anchor": " ".join(anchors), "title": one.name, "level": level}
        self.plan.place(self._source(piece), name, gap=ITEM, **about)
