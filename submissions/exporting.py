"""The list of contributions as a spreadsheet: for staff with addresses, for the public as the pages show it.

CSV is streamed. A cell that a spreadsheet would run is neutralised; in XLSX every cell is written as text.
"""

import csv
import tempfile
from itertools import chain

import xlsxwriter
from django.utils.translation import gettext as _

from people.importing import harmless

from . import cosigning, languages, renditions, rules

A_TIME = 500  # rows fetched together
LONGEST_CELL = 32_767  # characters: what XLSX takes
CSV, XLSX = "csv", "xlsx"
CONTENT_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class _Line:
    """What `csv.writer` writes into: hands each line on."""

    def write(self, text):
        return text


def as_csv(rows):
    """The lines of a CSV file, as they are made; with a byte order mark, by which spreadsheets know UTF-8."""
    writer = csv.writer(_Line())
    yield "\ufeff"
    for row in rows:
        yield writer.writerow([harmless(str(cell)) for cell in row])


def as_xlsx(rows):
    """An XLSX file, open at its beginning. It is written row by row to the disk, so that memory stays flat."""
    file = tempfile.TemporaryFile()  # whoever sends it closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(line, column, fitting(str(cell)))
    file.seek(0)
    return file


def fitting(text):
    """What a cell can hold; a longer text says so at its end, it is whole in the CSV file."""
    if len(text) <= LONGEST_CELL:
        return text
    note = _("[… The text goes on. It is whole in the CSV file.]")
    return text[: LONGEST_CELL - len(note) - 1] + " " + note


def for_staff(found, call):
    """Rows for the secretariat: all that was filed, with names and addresses, the texts as received."""
    questions = call.questions.numbered()
    yield [*_staff_heads(), *_heads(questions)]
    for submission in _fetched(found, "current__answers", "current__files"):
        version = submission.current
        answers = {answer.question_id: answer for answer in version.answers.all()}
        texts = [_said(answers.get(question.pk)) for question in questions]
        yield [*_staff_cells(submission, version, call), *texts, version.other]


def _staff_heads():
    heads = [_("No."), _("State"), _("Received"), _("Period"), _("Version"), _("Name"), _("Title or function")]
    heads += [_("Organisation"), _("On behalf of"), _("Stakeholder group"), _("Country"), _("E-mail address")]
    return [*heads, _("Address confirmed"), _("The author’s choice"), _("Translation"), _("Language"), _("Files")]


def _staff_cells(submission, version, call):
    return [
        submission.register_number,
        submission.get_state_display(),
        version.received_at.astimezone(call.zone).isoformat(timespec="seconds"),
        rules.period_of(version, call).label,
        version.number,
        version.name,
        version.title,
        version.organisation,
        version.joint_name,
        version.stakeholder_group,
        version.country or "",
        version.email,
        _("yes") if submission.email_is_confirmed else _("no"),
        version.choice,
        version.translation_promise,
        languages.name_of(version.language),
        "; ".join(file.name for file in version.files.all()),
    ]


def for_readers(found, call):
    """Rows for the public: what the pages show, and nothing of how anybody is reached."""
    questions = call.questions.numbered()
    heads = [_("No."), _("Name"), _("Stakeholder group"), _("Country"), _("Language"), _("Received"), _("Period")]
    yield [*heads, _("Version"), _("Label"), _("Co-signatories"), *_heads(questions)]
    for submission in _fetched(renditions.with_texts(found), "current__co_signatories"):
        version = submission.current
        reading = renditions.reading(version, questions)
        texts = {passage.key: passage for passage in reading.passages}
        said = [_shown(texts.get(question.pk)) for question in questions]
        yield [*_public_cells(submission, version, reading, call), *said, _shown(texts.get(None))]


def _public_cells(submission, version, reading, call):
    hidden = submission.name_omitted
    return [
        submission.register_number,
        submission.public_name,
        version.stakeholder_group,
        "" if hidden else version.country or "",
        languages.name_of(version.language),
        version.received_at.astimezone(call.zone).isoformat(timespec="seconds"),
        rules.period_of(version, call).label,
        version.number,
        _("redacted: %(reason)s") % {"reason": reading.redaction.reason} if reading.redaction else "",
        "" if hidden else "; ".join(cosigning.shown(version)),
    ]


def _heads(questions):
    return [*(f"{question.label}. {question.text}" for question in questions), _("Any other relevant issue")]


def _said(answer):
    if answer is None:
        return ""
    return _("No position") if answer.no_position else answer.text


def _shown(passage):
    if passage is None:
        return ""
    if passage.files and not passage.text:
        return _("See the attached file.")
    return _("No position") if passage.no_position else passage.text


def _fetched(found, *along):
    """The contributions with all that a row names, some hundreds at a time."""
    fetched = found.with_what_a_list_shows().prefetch_related(*along)
    for submission in fetched.iterator(chunk_size=A_TIME):
        submission.current.submission = submission
        yield submission


def content(kind, rows):
    """What a response is made of: the stream of a CSV file, or the file of an XLSX."""
    return as_xlsx(rows) if kind == XLSX else as_csv(chain(rows))
