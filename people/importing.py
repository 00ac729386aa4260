"""The address book as a CSV file: reading one with a preview of every line, and writing one that no spreadsheet runs.

Nothing is saved here: actions.import_contacts applies a preview. Reading the same file again changes nothing.
"""

import csv
import hashlib
import io
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from .models import Contact, Organisation, State, plain

COLUMNS = ["kind", "name", "email", "organisation", "country", "stakeholder group", "language"]
LARGEST_BYTES = 1024 * 1024
MOST_LINES = 2000
LONGEST_CELL = 1000
RISKY = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run such a cell as a formula


class Unreadable(Exception):
    """The file as a whole cannot be read; the message says why and what to do."""


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DUPLICATE = "duplicate"
    ERROR = "error"


@dataclass
class Line:
    """One line of the file: what would become of it, the values to save, and the reasons in words."""

    number: int
    outcome: Outcome
    cells: dict[str, str]
    values: dict = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    contact: Contact | None = None


@dataclass
class Preview:
    """What a file would do to an address book."""

    text: str
    lines: list[Line]

    def with_outcome(self, *outcomes) -> list[Line]:
        return [line for line in self.lines if line.outcome in outcomes]

    def to_apply(self) -> list[Line]:
        return self.with_outcome(Outcome.NEW, Outcome.CHANGED)

    def counts(self) -> dict[str, int]:
        """{"new": 3, "changed": 0, …} for every outcome."""
        found = Counter(line.outcome for line in self.lines)
        return {str(outcome): found[outcome] for outcome in Outcome}

    def mark(self) -> str:
        """A hash of what was shown, so that exactly this is confirmed."""
        shown = "\n".join(f"{line.number} {line.outcome} {sorted(line.cells.items())}" for line in self.lines)
        return hashlib.sha256(shown.encode()).hexdigest()


def decode(content: bytes) -> str:
    """The text of an uploaded file: UTF-8, with or without a byte order mark. Raises Unreadable."""
    if len(content) > LARGEST_BYTES:
        raise Unreadable(_("The file is larger than 1 MB. Split it and import the parts one after the other."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(
            _("The file is not in UTF-8. In Excel choose “Save as” and “CSV UTF-8”, then try again.")
        ) from None


def preview(group, text: str) -> Preview:
    """What the text would do to the group's address book, line by line. Raises Unreadable."""
    if "\0" in text:
        raise Unreadable(_("This is not a text file. Save the table as CSV and try again."))
    reader = _Reader(group)
    return Preview(text, [reader.line(number, cells) for number, cells in _rows(text)])


def _rows(text):
    """[(number of the line in the file, {column: cell})], empty lines left out. Raises Unreadable."""
    head = text.split("\n", 1)[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ",")
    try:
        names = [name.strip().lower().replace("_", " ") for name in next(rows, [])]
        found = [(rows.line_num, row) for row in rows if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise Unreadable(_("The table cannot be read: %(error)s.") % {"error": error}) from None
    _check_shape(names, found)
    return [(number, _cells(names, row)) for number, row in found]


def _check_shape(names, rows):
    """Raises Unreadable when the columns are not ours or the table is too long."""
    unknown = [name for name in names if name not in COLUMNS]
    if unknown or "email" not in names or len(names) != len(set(names)):
        raise Unreadable(
            _("The first line must name the columns: %(columns)s. Only “email” must be there; each stands once.")
            % {"columns": ", ".join(COLUMNS)}
        )
    if len(rows) > MOST_LINES:
        raise Unreadable(_("The table has more than %(most)s lines. Split it.") % {"most": MOST_LINES})


def _cells(names, row):
    """A row by its columns; white space is made plain, and the apostrophe of our own export taken off again."""
    cells = {name: " ".join(cell.split()) for name, cell in zip(names, row, strict=False)}
    if len(row) > len(names):
        cells["too many"] = " ".join(row[len(names) :])
    return {
        name: cell[1:] if cell.startswith("'") and cell[1:].startswith(RISKY) else cell for name, cell in cells.items()
    }


class _Reader:
    """Reads the lines of one file against one address book; remembers the addresses it has met."""

    def __init__(self, group):
        contacts = Contact.objects.filter(group=group).select_related("organisation__state", "stakeholder_group")
        self.contacts = {contact.email.lower(): contact for contact in contacts}
        self.stakeholder_groups = {plain(each.name): each for each in group.stakeholder_groups.all()}
        self.organisations = Organisation.objects.by_plain_name()
        self.countries = State.objects.by_plain_name()
        self.met = {}

    def line(self, number, cells):
        """What becomes of one line."""
        values, reasons = self._values(cells)
        email = values.get("email", "")
        if reasons:
            return Line(number, Outcome.ERROR, cells, reasons=reasons)
        if email in self.met:
            reason = _("The same address stands in line %(number)s.") % {"number": self.met[email]}
            return Line(number, Outcome.DUPLICATE, cells, reasons=[reason])
        self.met[email] = number
        contact = self.contacts.get(email)
        if contact is None:
            return Line(number, Outcome.NEW, cells, values)
        changed = [name for name in values if self._differs(contact, name, values[name])]
        return Line(number, Outcome.CHANGED if changed else Outcome.SAME, cells, values, changed, contact)

    def _values(self, cells):
        """({field: value} for the cells that are filled, [what is wrong])."""
        values, reasons = {}, []
        for column, cell in cells.items():
            if not cell and column != "email":
                continue
            try:
                name, value = getattr(self, "_" + column.replace(" ", "_"))(cell)
                values[name] = value
            except ValidationError as error:
                reasons += error.messages
        return values, reasons

    def _differs(self, contact, name, value):
        if name == "country":
            return bool(contact.organisation and not contact.organisation.country_id)
        if name == "organisation":
            known = self.organisations.get(plain(value))
            return known is None or known.pk != contact.organisation_id
        return getattr(contact, name) != value

    def _kind(self, cell):
        if cell.lower() not in Contact.Kind.values:
            raise ValidationError(_("“%(cell)s” is not a kind: write person, mailbox or list.") % {"cell": cell})
        return "kind", cell.lower()

    def _email(self, cell):
        if not cell:
            raise ValidationError(_("The e-mail address is missing."))
        try:
            validate_email(cell)
        except ValidationError:
            raise ValidationError(_("“%(cell)s” is not an e-mail address.") % {"cell": cell}) from None
        return "email", cell.lower()

    def _name(self, cell):
        return "name", _short(cell)

    def _organisation(self, cell):
        return "organisation", _short(cell)

    def _country(self, cell):
        if plain(cell) not in self.countries:
            raise ValidationError(_("“%(cell)s” is not the name of a State.") % {"cell": cell})
        return "country", self.countries[plain(cell)]

    def _stakeholder_group(self, cell):
        if plain(cell) not in self.stakeholder_groups:
            raise ValidationError(_("“%(cell)s” is not a stakeholder group of this group.") % {"cell": cell})
        return "stakeholder_group", self.stakeholder_groups[plain(cell)]

    def _language(self, cell):
        codes = {"zh": "zh-hans"} | {code: code for code, _name in settings.LANGUAGES}
        if cell.lower() not in codes:
            raise ValidationError(
                _("“%(cell)s” is not a language of letters: %(codes)s.") % {"cell": cell, "codes": ", ".join(codes)}
            )
        return "language", codes[cell.lower()]

    def _too_many(self, cell):
        raise ValidationError(_("The line has more cells than there are columns."))


def _short(cell):
    if len(cell) > LONGEST_CELL:
        raise ValidationError(_("A cell has more than %(most)s characters.") % {"most": LONGEST_CELL})
    return cell


def export(contacts) -> str:
    """The addresses as CSV with the columns of the import, to be read again; a BOM tells Excel that it is UTF-8."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    writer.writerows([[harmless(cell) for cell in _row(contact)] for contact in contacts])
    return "\ufeff" + file.getvalue()


def _row(contact):
    organisation = contact.organisation
    return [
        contact.kind,
        contact.name,
        contact.email,
        str(organisation or ""),
        str((organisation and organisation.country) or ""),
        str(contact.stakeholder_group or ""),
        contact.language,
    ]


def harmless(cell: str) -> str:
    """A cell that a spreadsheet shows and does not run (platform, §6.13)."""
    return f"'{cell}" if cell.startswith(RISKY) else cell
