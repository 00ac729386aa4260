"""The notification: drafted, edited, cleared; issued, posted online and sent in one act, and only once."""

import io
import re
from dataclasses import replace

import pypdf
import pytest
from django.core.files.storage import default_storage

from audit.clock import now
from audit.log import Stale
from correspondence.models import Message
from documents.issue import press
from documents.models import PaperVersion
from meetings import actions, duties, gate, pdf
from meetings.actions.notification import _freeze_and_send
from meetings.models import Deadline, Meeting, Notification
from people import duties as people
from people.refusals import Refused
from tests.audit.test_log import at_once
from tests.meetings.conftest import edited, fresh, source_of, typed


def issue(notification, by, audiences=("members", "observers", "unctad"), acknowledged=True):
    return actions.issue_notification(notification=notification, audiences=audiences, acknowledged=acknowledged, by=by)


def pages_of(notification):
    """The text of each page of the issued PDF, blanks joined."""
    with default_storage.open(fresh(notification).newest.file) as file:
        return [re.sub(r"\s+", " ", page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(file.read())).pages]


def test_only_the_secretariat_drafts_it(emil, meeting):
    with pytest.raises(Refused, match="Only the secretariat"):
        actions.draft_notification(meeting=meeting, by=emil)


def test_a_meeting_has_one(notification, dana, meeting):
    with pytest.raises(Refused, match="has its notification already"):
        actions.draft_notification(meeting=meeting, by=dana)


@pytest.mark.django_db(transaction=True)
def test_two_who_draft_it_at_once_draft_one(dana, meeting):
    ends = at_once(*[lambda: actions.draft_notification(meeting=meeting, by=dana)] * 2)
    assert sorted(ends, key=str) == [Refused, None]
    assert Notification.objects.filter(meeting=meeting).count() == 1


def test_an_edit_takes_the_clearance_back(cleared, dana):
    changed = edited(cleared, dana, signature={"signatory": "Somebody Else", "signatory_titles": ""})
    assert changed.being_made.state == PaperVersion.State.DRAFT


def test_saving_without_a_change_keeps_the_clearance(cleared, dana):
    assert edited(cleared, dana).being_made.state == PaperVersion.State.CLEARED


@pytest.mark.parametrize("record", ["paper", "version", "notification"])
def test_two_editors_do_not_overwrite_each_other(signed, dana, record):
    sent = typed(signed, identity={"symbol": "DTL/1", "job_number": ""})
    sent["seen"][record] -= 1
    with pytest.raises(Stale):
        actions.edit_notification(by=dana, text="Else", **sent)


def test_a_draft_is_not_issued(signed, dana):
    with pytest.raises(Refused, match="It has not been cleared yet"):
        issue(signed, dana)


def test_a_fault_stops_the_issue(signed, dana):
    changed = edited(signed, dana, text=source_of(signed) + "\n\n[Register](#).")
    actions.clear_notification(notification=changed, by=dana)
    with pytest.raises(Refused, match="The link “Register” leads nowhere"):
        issue(fresh(changed), dana)


def test_advice_must_be_acknowledged(cleared, dana):
    with pytest.raises(Refused, match="tick that they may stand"):
        issue(cleared, dana, acknowledged=False)


def test_the_printed_paper_has_every_part(cleared, dana, address_book):
    issue(cleared, dana)
    pages = pages_of(cleared)
    wanted = [
        *("DTL/STICT/MISC/2016/9", "(16/269gd)", "NOTIFICATION", "26–27 January 2017", "26 and 27 January 2017"),
        *("10 a.m.", "room XXI", "Building E", "A/RES/70/125", "30 September 2016", "focal point"),
        *("The deadline for inputs is 7 December 2016, 23:59 Geneva time (UTC+1).", "18 January 2017"),
        *("(signed)", "Shamika N. Sirimanne", "22 November 2016", "a) What are the high-level characteristics"),
    ]
    text = " ".join(pages[:-1])
    assert [words for words in wanted if words.lower() not in text.lower()] == []


def test_the_annex_stands_on_a_page_of_its_own_with_its_own_notes(cleared, dana, address_book):
    issue(cleared, dana)
    *before, last = pages_of(cleared)
    assert [words for words in ("Annex", "17 October 2016", "A note of the annexed") if words in " ".join(before)] == []
    assert "The first meeting was opened at the Palais des Nations." in last


def test_issuing_sends_one_letter_to_each_with_the_paper(cleared, dana, address_book):
    assert issue(cleared, dana) == 4
    version = fresh(cleared).newest
    attached = {"name": "DTL-STICT-MISC-2016-9.pdf", "path": version.file, "sha256": version.sha256}
    letters = Message.objects.with_key(f"notification:{cleared.paper.uid}:1:")
    assert sorted(letter.to_address.split("@")[0] for letter in letters) == ["bela", "bra", "fra", "ken"]
    assert [letter.attachments for letter in letters] == [[attached | {"content_type": "application/pdf"}]] * 4


def test_issuing_takes_back_the_letter_that_asked_for_it(cleared, dana, clock):
    clock("2016-11-28T12:00:00")
    one = replace(duties.standing()[0], due_at=now())
    people.remind([one])
    issue(cleared, dana)
    assert Message.objects.get(key__startswith="duty:").state == "withdrawn"


def test_issuing_twice_issues_and_sends_once(cleared, dana, address_book):
    issue(cleared, dana)
    with pytest.raises(Refused, match="what was issued is frozen"):
        issue(fresh(cleared), dana)
    assert (PaperVersion.objects.filter(paper=cleared.paper).count(), Message.objects.count()) == (1, 4)


def test_two_presses_at_once_issue_and_send_once(cleared, dana, address_book):
    same = fresh(cleared)
    issue(cleared, dana)
    with pytest.raises(Refused):
        issue(same, dana)
    assert Message.objects.count() == 4


def test_issuing_announces_a_planned_meeting(cleared, dana):
    Meeting.objects.filter(pk=cleared.meeting_id).update(state=Meeting.State.PLANNED)
    issue(fresh(cleared), dana)
    assert Meeting.objects.get(pk=cleared.meeting_id).state == Meeting.State.ANNOUNCED


def test_a_printed_deadline_no_longer_moves_with_the_meeting(cleared, dana):
    due = Deadline.objects.get().due_on
    issue(cleared, dana)
    found = Deadline.objects.get()
    assert (found.fixed_on, found.days_before) == (due, None)


def test_what_was_issued_stays_when_the_meeting_is_edited(cleared, dana):
    issue(cleared, dana)
    before = fresh(cleared).newest
    meeting = Meeting.objects.get(pk=cleared.meeting_id)
    actions.edit_meeting(meeting=meeting, seen=meeting.version, by=dana, room="room XX")
    after = fresh(cleared).newest
    assert (after.html, after.sha256, "room XXI" in after.html) == (before.html, before.sha256, True)


def test_a_fact_changed_while_it_was_printed_stops_the_issue(cleared, dana):
    version = cleared.being_made
    html = pdf.notification_html(cleared, version)
    pressed = press(version, html=html)
    Meeting.objects.update(room="room XX")
    with pytest.raises(Refused, match="A fact was changed while the notification was being printed"):
        _freeze_and_send(cleared, version, html, pressed, [], dana)


@pytest.fixture
def corrected(cleared, dana, address_book):
    """A new version of an issued notification, begun and not yet issued."""
    issue(cleared, dana)
    actions.correct_notification(notification=fresh(cleared), by=dana)
    return fresh(cleared)


def test_a_new_version_begins_with_the_text_and_annex_of_the_old(corrected):
    old, new = corrected.paper.versions.all()
    assert ([old.state, new.state], new.annexes.count()) == (["issued", "draft"], 1)
    assert [block.text for block in new.blocks.all()] == [block.text for block in old.blocks.all()]


def test_a_new_version_needs_its_addition_to_the_symbol(corrected):
    assert gate.faults(corrected) == [
        "A new version of an issued paper needs its addition to the symbol, such as Rev.1."
    ]


def test_a_new_version_is_issued_and_sent_beside_the_old(corrected, dana):
    revised = edited(corrected, dana, identity={}, suffix="Rev.1")
    actions.clear_notification(notification=revised, by=dana)
    issue(fresh(revised), dana)
    versions = [(version.printed_symbol, version.state) for version in corrected.paper.versions.all()]
    assert versions == [("DTL/STICT/MISC/2016/9", "superseded"), ("DTL/STICT/MISC/2016/9/Rev.1", "issued")]
    assert Message.objects.with_key(f"notification:{corrected.paper.uid}:2:").count() == 4


def test_what_is_not_issued_yet_has_no_second_version(signed, dana):
    with pytest.raises(Refused, match="It has not been issued yet"):
        actions.correct_notification(notification=signed, by=dana)


def test_a_test_copy_goes_to_oneself_alone(signed, dana, address_book):
    actions.send_test_copy(notification=signed, by=dana)
    letter = Message.objects.get()
    assert (letter.to_address, letter.attachments[0]["name"]) == (dana.email, "draft.pdf")
