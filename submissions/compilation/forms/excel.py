"""The compilation as an Excel file: texts as texts, nothing in it is a formula; written line by line to the disk."""

import re
from datetime import datetime

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override

from documents.inline import direction

from ...exporting import fitting
from ...pdf import direction_of
from ..dataset import words_of_changes
from . import rows
from .book import Book
from .lists import made_of

OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
NARROW, WIDE = 14, 60  # characters
LONGEST_NAME = 31  # of a sheet
LEFT_TO_RIGHT, RIGHT_TO_LEFT = 1, 2  # the direction of a cell, as xlsxwriter calls it


def write(book: Book, file) -> None:
    """Write the workbook to a binary file. The same data gives the same bytes."""
    head = book.head
    with override(head.language), xlsxwriter.Workbook(file, OPTIONS) as made:
        moment = datetime.fromisoformat(head.as_of).replace(tzinfo=None)
        made.set_properties({"title": head.title, "author": head.secretariat, "created": moment})
        workbook = _Workbook(made, head.language)
        workbook.sheet(_("About"), _about(head))
        workbook.sheet(_("Contributions"), rows.contributions(book), has_heads=True)
        workbook.sheet(_("Index"), rows.index(book), has_heads=True)
        workbook.sheet(_("Counts"), rows.counts(book))
        workbook.sheet(_("Files"), rows.files(book), has_heads=True)
        if head.changes:
            workbook.sheet(_("Changes"), _changes(head), has_heads=True)
        workbook.sheet(_("Manifest"), rows.manifest(book), has_heads=True)


def _about(head):
    yield [head.title]
    yield [head.parent]
    yield [head.group]
    yield [_("Call"), head.call]
    yield [_("Address of the call"), head.call_link]
    yield [_("Version"), head.version]
    yield [_("Symbol"), head.symbol]
    yield [_("As of"), head.as_of_words]
    yield [_("Contributions were due by"), head.deadline_words]
    yield [_("Only"), "; ".join(head.selection)]
    yield [_("Order"), head.order]
    yield [_("Compiled by"), head.secretariat]
    yield [_("Entries in the register at that moment"), head.register_entries]
    yield [_("Head of the register"), head.register_head]
    yield [_("Manifest"), made_of(head)]
    yield [_("Disclaimer"), head.disclaimer]


def _changes(head):
    words = words_of_changes()
    yield [_("No."), _("Name"), _("Changes since version %(number)s") % {"number": head.since}]
    for each in head.changes:
        yield [each.number, each.name, words.get(each.kind, each.kind)]


class _Workbook:
    """The sheets, each written from top to bottom; its columns are as wide as their first line asks."""

    def __init__(self, made, language):
        self.made, self.is_to_left = made, direction(language) == "rtl"
        look = {"text_wrap": True, "valign": "top"}
        self.plain = {
            "ltr": made.add_format({**look, "reading_order": LEFT_TO_RIGHT}),
            "rtl": made.add_format({**look, "reading_order": RIGHT_TO_LEFT}),
        }
        self.bold = made.add_format({**look, "bold": True})
        self.number = made.add_format({"valign": "top"})

    def sheet(self, name, lines, *, has_heads=False):
        sheet = self.made.add_worksheet(re.sub(r"[][:*?/\\]", " ", name)[:LONGEST_NAME])
        if self.is_to_left:
            sheet.right_to_left()
        if has_heads:
            sheet.freeze_panes(1, 0)
        sheet.set_column(0, 0, NARROW if has_heads else WIDE)
        sheet.set_column(1, 200, WIDE / 2)
        for line, cells in enumerate(lines):
            for column, cell in enumerate(cells):
                self._write(sheet, line, column, cell, is_head=has_heads and line == 0)

    def _write(self, sheet, line, column, cell, *, is_head):
        if isinstance(cell, int):
            sheet.write_number(line, column, cell, self.number)
        elif cell:
            text = fitting(cell)
            sheet.write_string(line, column, text, self.bold if is_head else self.plain[direction_of(text[:500], "")])
