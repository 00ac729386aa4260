"""The sections of a compilation: the answers in its layout, and the lists behind them."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ..collation import sort_key
from ..models import BoundFile, Compilation
from . import setting
from .binding import UNFIT

How = BoundFile.How
LONGEST = 150  # letters of a name in a list


@dataclass
class Section:
    """A question, a stakeholder group, or a list at the end."""

    anchor: str
    heading: str
    question: str = ""
    note: str = ""
    ones: list = field(default_factory=list)  # of Contribution, in order
    rows: list = field(default_factory=list)  # of a list: pieces
    lists: list = field(default_factory=list)  # pieces of its lines in the contents
    begins_page: bool = True

    @property
    def groups(self):
        """The stakeholder groups in it, where each has a heading of its own."""
        return list(dict.fromkeys(one.stakeholder_group for one in self.ones)) if self.anchor.startswith("q") else []


def shortened(name):
    """A name where it is one of many; it stands whole where its contribution does."""
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"


def is_translated(one):
    return any(passage.translation for passage in one.passages)


# The answers


def answers(head, contributions):
    if head.layout == Compilation.Layout.CONTRIBUTOR:
        return list(_by_contributor(head, contributions))
    return list(_by_question(head, contributions))


def _by_question(head, contributions):
    for asked in head.questions:
        ones = [one for one in contributions if one.answers(asked.key)]
        anchor = setting.anchor_of(head, asked.key)
        note = _silence(len(contributions) - len(ones), bool(ones)) if asked.is_asked else ""
        section = Section(anchor, setting.heading_of(head, asked.key), asked.text, note, ones)
        section.begins_page = not asked.is_part
        yield _with_contents(head, section, lambda one, anchor=anchor: f"{anchor}-{one.number}")
    raised = [one for one in contributions if one.answers("")]
    if raised:
        section = Section("qother", setting.heading_of(head, ""), ones=raised)
        yield _with_contents(head, section, lambda one: f"{setting.OTHER}-{one.number}")


def _silence(number, somebody):
    if not somebody:
        return _("Nobody answered this question.")
    told = _("%(number)s contributions say nothing to this question; the index tells which.")
    one = _("One contribution says nothing to this question; the index tells which.")
    return (one if number == 1 else told % {"number": number}) if number else ""


def _by_contributor(head, contributions):
    groups = dict.fromkeys(one.stakeholder_group for one in contributions)
    for place, group in enumerate(groups, 1):
        ones = [one for one in contributions if one.stakeholder_group == group]
        yield _with_contents(head, Section(f"g{place}", group, ones=ones), lambda one: f"no-{one.number}")


def _with_contents(head, section, anchor):
    rows = [{"number": one.number, "name": shortened(one.name), "anchor": anchor(one)} for one in section.ones]
    section.lists = setting.lists(head, "contents", rows, look_of="contents inner")
    return section


# The lists behind them


def behind(head, contributions, not_set):
    numbered = sorted(contributions, key=lambda one: one.number)
    alphabetical = sorted(contributions, key=lambda one: (sort_key(one.name, head.language), one.number))
    yield _list(head, "index", _("Index of contributors and answers"), [_indexed(head, one) for one in alphabetical])
    signed = [{"number": one.number, "name": one.name, "co_signatories": one.co_signatories} for one in numbered
              if one.co_signatories]  # fmt: skip
    if signed:
        yield _list(head, "signed", _("Co-signatories"), signed)
    if files := [_filed(one) for one in numbered if one.files]:
        yield _list(head, "files", _("Attached files"), files, _about_files(files))
    if translated := [one for one in contributions if is_translated(one)]:
        note = _(
            "Unofficial translations, made by the secretariat with the contributors’ consent. The originals count."
        )
        yield Section("translations", _("Annex: unofficial translations"), note=note, ones=translated)
    note = _(
        "This paper was made of the following contributions, as they stood on %(moment)s. The SHA-256 hash is that of "
        "the text as it was filed; it stands on the contributor’s receipt too."
    ) % {"moment": head.as_of_words}
    rows = [_listed(one, not_set) for one in numbered]
    yield _list(head, "manifest", _("Manifest"), rows, note)


def _list(head, kind, heading, rows, note=""):
    return Section(kind, heading, note=note, rows=setting.lists(head, kind, rows))


def _indexed(head, one):
    by_question = head.layout == Compilation.Layout.QUESTION
    answers = []
    for key in setting.said(head, one):
        passage, anchor = one.passage(key), f"{setting.anchor_of(head, key)}-{one.number}"
        label = setting.heading_of(head, key)
        note = _("no position") if passage and passage.no_position else ""
        answers.append({"label": label, "note": note, "anchor": anchor if by_question else f"no-{one.number}"})
    place = "" if setting.stands_in(head, one) else f"no-{one.number}"  # it stands here only
    return {"number": one.number, "name": shortened(one.name), "answers": answers, "place": place}


def _filed(one):
    notes = {
        How.APPENDED: _("its pages stand at the end"),
        How.EMBEDDED: _("it is inside this PDF as a file"),
        UNFIT: _("its pages could not be bound in; it can be read at the address"),
    }
    files = [
        {"name": file.name, "size": file.size, "sha256": file.sha256, "is_there": file.is_there,
         "note": notes.get(file.bound, "")} for file in one.files
    ]  # fmt: skip
    return {"number": one.number, "name": one.name, "link": one.link, "files": files}


def _about_files(rows):
    bound = any(file["note"] for row in rows for file in row["files"])
    if bound:
        return _(
            "Files that came with a contribution are listed here. Where it is said, the secretariat has bound one in: "
            "its pages are the contributor’s own and may not be accessible to screen readers."
        )
    return _("Files that came with a contribution are listed here and not bound in. They can be read at its address.")


def _listed(one, not_set):
    told = {name: getattr(one, name) for name in ("number", "name", "version", "labels", "sha256", "lacks_letters")}
    return {**told, "not_set": not_set.get(one.number, "")}
