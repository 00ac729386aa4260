"""Papers from the first draft to the withdrawn version."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from audit.log import SYSTEM, ImpossibleMove, Stale
from audit.models import Entry
from documents import actions, shelf
from documents.models import Paper, PaperVersion
from documents.source import to_source
from people.refusals import Refused

from .conftest import html_of, press

STATE = PaperVersion.State


def texts(version):
    return [block.text for block in version.blocks.all()]


def edit(version, source, by=SYSTEM):
    actions.save_text(version=version, source=source, seen=version.version, by=by)


def test_a_paper_begins_as_a_draft_with_its_text(group, meeting, dana):
    version = actions.draft_paper(group=group, kind="agenda", title="Agenda", about=meeting, by=dana, source="One.")
    assert (version.state, version.number, version.language, texts(version)) == (STATE.DRAFT, 1, "en", ["One."])
    assert (version.paper.about_label, version.paper.about_key, version.paper.symbol) == (
        "meetings.meeting", str(meeting.pk), None)  # fmt: skip


def test_a_symbol_is_never_used_twice(make_paper, group, dana):
    make_paper(symbol=" DTL/STICT/MISC/2016/9 ")
    with pytest.raises(Refused, match="never used twice"):
        actions.draft_paper(group=group, kind="agenda", title="x", about=None, by=dana, symbol="DTL/STICT/MISC/2016/9")


def test_blocks_keep_their_ids_when_the_text_is_edited(summary, dana):
    before = {block.text: block.uid for block in summary.blocks.all()}
    edit(summary, "New.\n\n" + to_source(summary.blocks.all()).replace("was opened", "was opened at noon"), dana)
    after = {block.text: block.uid for block in summary.blocks.all()}
    assert after["Opening"] == before["Opening"]
    assert after["The meeting was opened at noon.[^a]"] == before["The meeting was opened.[^a]"]
    assert after["New."] not in before.values()


def test_a_stale_save_overwrites_nothing(summary, dana, fatou):
    seen = summary.version
    edit(summary, "Hers.", fatou)
    with pytest.raises(Stale):
        actions.save_text(version=summary, source="Mine.", seen=seen, by=dana)
    assert texts(summary) == ["Hers."]


def test_saving_the_same_text_changes_nothing(summary, dana):
    seen, entries = summary.version, Entry.objects.count()
    edit(summary, to_source(summary.blocks.all()), dana)
    assert (summary.version, Entry.objects.count()) == (seen, entries)


def test_what_was_cleared_is_a_draft_again_when_it_is_edited(summary, emil, dana):
    actions.clear(version=summary, by=emil)
    assert (summary.state, summary.cleared_by, summary.cleared_how) == (STATE.CLEARED, emil, "in the portal")
    edit(summary, "Other.", dana)
    assert (summary.state, summary.cleared_by, summary.cleared_at) == (STATE.DRAFT, None, None)


def test_an_issued_version_is_frozen_as_it_was_printed(issued, settings):
    version = issued()
    content = (Path(settings.MEDIA_ROOT) / version.file).read_bytes()
    assert (version.state, version.pages, version.size, version.is_tagged) == (STATE.ISSUED, 1, len(content), True)
    assert version.html.startswith('<article class="paper summary"')
    with pytest.raises(Refused, match="frozen"):
        edit(version, "Other.")


def test_a_draft_cannot_be_issued(summary):
    with pytest.raises(Refused, match="not been cleared"):
        actions.issue(version=summary, pressed=press(summary), by=SYSTEM)


def test_a_text_changed_after_printing_is_not_issued(summary):
    actions.clear(version=summary, by=SYSTEM)
    printed = press(summary)
    edit(summary, "Other.")
    actions.clear(version=summary, by=SYSTEM)
    with pytest.raises(Refused, match="changed while it was being printed"):
        actions.issue(version=summary, pressed=printed, by=SYSTEM)


def test_a_faulty_paper_is_not_issued(make_paper):
    version = make_paper(source="On {days}.")
    actions.clear(version=version, by=SYSTEM)
    with pytest.raises(Refused, match="days"):
        actions.issue(version=version, pressed=press(version), by=SYSTEM)


def test_a_paper_is_issued_once(issued):
    version = issued()
    with pytest.raises(Refused, match="has been issued"):
        actions.issue(version=version, pressed=press(version), by=SYSTEM)


def test_a_correction_starts_from_the_issued_text_and_replaces_it(issued):
    first = issued()
    draft = actions.correct(version=first, by=SYSTEM)
    assert [(b.uid, b.text) for b in draft.blocks.all()] == [(b.uid, b.text) for b in first.blocks.all()]
    edit(draft, "Corrected.")
    actions.clear(version=draft, by=SYSTEM)
    second = actions.issue(version=draft, pressed=press(draft), by=SYSTEM)
    first.refresh_from_db()
    assert (first.state, second.state, second.number) == (STATE.SUPERSEDED, STATE.ISSUED, 2)


def test_a_correction_carries_the_annexes(issued, make_paper):
    summary, agenda = issued(), make_paper(kind="agenda", title="Agenda")
    actions.annex(version=agenda, annexed=summary, by=SYSTEM)
    actions.clear(version=agenda, by=SYSTEM)
    agenda = actions.issue(version=agenda, pressed=press(agenda), by=SYSTEM)
    assert [each.annexed for each in actions.correct(version=agenda, by=SYSTEM).annexes.all()] == [summary]


def test_only_an_issued_paper_can_be_annexed(summary, make_paper):
    with pytest.raises(Refused, match="Only an issued paper"):
        actions.annex(version=make_paper(kind="agenda"), annexed=summary, by=SYSTEM)


def test_an_annex_is_bound_once_and_can_be_taken_away(issued, make_paper):
    summary, agenda = issued(), make_paper(kind="agenda")
    first = actions.annex(version=agenda, annexed=summary, by=SYSTEM)
    assert actions.annex(version=agenda, annexed=summary, by=SYSTEM) == first
    actions.unannex(annex=first, by=SYSTEM)
    assert agenda.annexes.count() == 0


def test_an_annex_has_its_own_page_and_its_own_footnote_numbers(issued, make_paper):
    summary, letter = issued(), make_paper(kind="agenda", source="Text.[^x]\n\n[^x]: Other note.")
    actions.annex(version=letter, annexed=summary, by=SYSTEM)
    pages = PdfReader(shelf.place(press(letter).path)).pages
    assert ["1 Other note." in pages[0].extract_text(), "1 A note." in pages[1].extract_text()] == [True, True]
    assert html_of(letter).count("<article") == 2


def test_a_paper_made_elsewhere_is_published_as_it_is(group, meeting, dana, pdf_file):
    version = actions.upload(group=group, title="Slides", file=pdf_file, about=meeting, by=dana)
    assert shelf.place(version.file).read_bytes() == b"%PDF-1.7 some bytes"
    assert (version.state, version.paper.kind, version.original_name, version.dated_on) == (
        STATE.ISSUED, Paper.Kind.UPLOADED, "Slides of the Chair.pdf", date(2016, 11, 25))  # fmt: skip


@pytest.mark.parametrize(("name", "content"), [("a.docx", b"%PDF-1"), ("a.pdf", b"PK\x03\x04"), ("a.pdf", b"")])
def test_only_a_pdf_is_taken_in(group, dana, name, content):
    with pytest.raises(Refused, match="not a PDF"):
        actions.upload(group=group, title="x", file=SimpleUploadedFile(name, content), about=None, by=dana)


def test_a_new_file_replaces_the_one_before(group, dana, pdf_file):
    first = actions.upload(group=group, title="x", file=pdf_file, about=None, by=dana)
    pdf_file.seek(0)
    second = actions.upload_version(paper=first.paper, file=pdf_file, language="en", by=dana)
    first.refresh_from_db()
    assert (first.state, second.state, second.number) == (STATE.SUPERSEDED, STATE.ISSUED, 2)


def test_a_translation_stands_beside_the_original(issued, dana, pdf_file):
    original = issued()
    french = actions.upload_version(paper=original.paper, file=pdf_file, language="fr", by=dana)
    original.refresh_from_db()
    assert (original.state, french.state, french.number) == (STATE.ISSUED, STATE.ISSUED, 1)


def test_a_withdrawn_paper_stays_withdrawn_with_its_reason(issued, dana):
    version = issued()
    actions.withdraw(version=version, by=dana, reason="Issued by mistake.")
    assert (version.state, version.withdrawn_because) == (STATE.WITHDRAWN, "Issued by mistake.")
    with pytest.raises((Refused, ImpossibleMove)):
        actions.withdraw(version=version, by=dana, reason="again")


def test_title_and_symbol_are_fixed_once_issued(issued, dana):
    paper = issued().paper
    with pytest.raises(Refused, match="stay as they are"):
        actions.change_paper(paper=paper, seen=paper.version, by=dana, title="Other")
    paper.refresh_from_db()
    assert paper.title == "Chair’s summary"
