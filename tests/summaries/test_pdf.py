"""The printed summary: title block, computed numbers, notes at the foot of their page, the draft marked throughout."""

import re
from datetime import date
from io import BytesIO

from pypdf import PdfReader

from documents.models import PaperVersion
from documents.pdf import render
from summaries import actions, importing, pdf
from summaries.models import Summary
from tests.reading import sentences, squeezed, text_layer

from .conftest import saved, seed


def pages(printed):
    """The text of each page, its blanks joined."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(printed)).pages]


def test_the_title_block_names_body_meeting_date_place_and_its_own_date(summary):
    [page] = pages(pdf.draft(summary))
    head = squeezed(
        "Commission on Science and Technology for Development First Meeting of the Working Group on Enhanced "
        "Cooperation (2016–2018) 30 September 2016 Geneva Chair’s summary 17 October 2016 Issued under the Chair’s "
        "responsibility."
    )
    assert head in squeezed(page)


def test_numbers_are_computed_and_every_list_begins_anew(summary):
    found = re.findall(r"(?<!\S)(?:\d\.|[a-z]\))(?=\s)", pages(pdf.draft(summary))[0].split("responsibility")[1])
    assert found == ["1.", "2.", "a)", "b)", "c)", "3.", "a)", "b)"]


def test_the_draft_is_marked_on_every_page(summary, fatou):
    saved(summary, fatou, "\n\n".join(["A long paragraph. " * 60] * 12))
    printed = pages(pdf.draft(summary))
    assert len(printed) > 2
    assert [page.count("Chair’s draft") for page in printed] == [1] * len(printed)


def test_what_is_issued_carries_no_mark_of_a_draft(cleared, dana):
    actions.issue(summary=cleared, observers=False, by=dana)
    version = PaperVersion.objects.get()
    assert "Chair’s draft" not in "".join(pages(render(pdf.summary_html(Summary.objects.get()))))
    assert (version.is_tagged, version.pages) == (True, 1)


def test_notes_stand_on_the_page_of_their_mark(summary, fatou):
    paragraphs = [f"Paragraph {n} of the text.[^n{n}] " + "It goes on and on. " * 60 for n in range(1, 9)]
    notes = [f"[^n{n}]: The note of paragraph {n}." for n in range(1, 9)]
    saved(summary, fatou, "\n\n".join(paragraphs + notes))
    printed = pages(pdf.draft(summary))
    marked = [next(p for p, text in enumerate(printed) if f"Paragraph {n} of the" in text) for n in range(1, 9)]
    noted = [next(p for p, text in enumerate(printed) if f"note of paragraph {n}." in text) for n in range(1, 9)]
    assert (noted, len(printed) > 2) == (marked, True)


def printed_text(summary, by, typed):
    """The text layer of the draft made from a pasted text."""
    saved(summary, by, importing.read(typed).source)
    return text_layer(pdf.draft(summary))


def missing(typed, text):
    return [sentence for sentence in sentences(typed) if sentence not in text]


def test_every_sentence_of_the_draft_of_the_model_case_comes_out(summary, fatou):
    typed = seed("000")
    assert (missing(typed, printed_text(summary, fatou, typed)), len(sentences(typed)) > 40) == ([], True)


def test_every_sentence_of_the_edited_summary_comes_out(summary, fatou):
    typed = seed("001").split("17 October 2016\n\n")[1]
    assert (missing(typed, printed_text(summary, fatou, typed)), len(sentences(typed)) > 40) == ([], True)


def test_the_day_of_the_model_case_is_read_from_its_title_block():
    assert importing.read(seed("001").split("\nAnnex\n")[1]).dated_on == date(2016, 10, 17)
