"""A summary is started, saved, cleared, issued with its letters once, and corrected by a new version."""

import pytest

from audit.log import Stale
from audit.models import Entry
from correspondence.models import Message
from documents.models import Paper
from people.refusals import Refused
from summaries import actions
from summaries.models import Summary

from .conftest import TEXT, saved


def fresh(summary):
    return Summary.objects.get(pk=summary.pk)


def logged(summary):
    """What the log says about the summary and its version, in order."""
    keys = [str(summary.pk), str(summary.draft.pk)]
    things = ["summaries.summary", "documents.paperversion"]
    return list(
        Entry.objects.filter(thing__in=things, thing_key__in=keys).order_by("pk").values_list("action", flat=True)
    )


def test_starting_makes_a_draft_in_the_chairs_name(first_meeting, emil, fatou):
    summary = actions.start(meeting=first_meeting, by=fatou)
    assert (summary.chair, summary.draft.state, summary.paper.kind) == (emil.person, "draft", Paper.Kind.SUMMARY)
    assert summary.paper.title == "Chair’s summary of the first meeting"


def test_a_member_does_not_start_it(first_meeting, emil, bela):
    with pytest.raises(Refused, match="Only the Chair, the Chair’s assistant and the secretariat"):
        actions.start(meeting=first_meeting, by=bela)
    assert Summary.objects.count() == 0


def test_text_and_date_are_saved_together(summary):
    assert [block.kind for block in summary.draft.blocks.all()][:3] == ["paragraph", "paragraph", "item"]
    assert str(summary.draft.dated_on) == "2016-10-17"


def test_a_stale_save_writes_nothing(summary, dana):
    seen = summary.draft.version
    saved(summary, dana, "Theirs.")
    with pytest.raises(Stale):
        actions.save(summary=fresh(summary), seen=seen, by=dana, source="Mine.", dated_on=None)
    assert [block.text for block in fresh(summary).draft.blocks.all()] == ["Theirs."]


def test_the_assistant_prepares_and_does_not_clear(summary, fatou):
    with pytest.raises(Refused, match="The Chair clears the Chair’s summary"):
        actions.clear(summary=summary, by=fatou)
    assert fresh(summary).draft.state == "draft"


def test_a_clearance_by_email_is_recorded_with_how_it_came(summary, dana):
    actions.record_clearance(summary=summary, by=dana, how="by e-mail of 17 October 2016, 14:05")
    version = fresh(summary).draft
    assert (version.state, version.cleared_by, version.cleared_how) == (
        "cleared",
        dana,
        "by e-mail of 17 October 2016, 14:05",
    )


def test_an_edit_after_clearance_makes_a_draft_again(cleared, fatou):
    saved(cleared, fatou, TEXT + "\nOne more.")
    assert fresh(cleared).draft.state == "draft"


def test_a_draft_is_not_issued(summary, dana):
    with pytest.raises(Refused, match="has not been cleared"):
        actions.issue(summary=summary, observers=False, by=dana)
    assert Message.objects.count() == 0


def test_a_gap_stops_the_issue_and_every_letter(summary, emil, dana, delegations):
    saved(summary, emil, "On the road: [to be completed]")
    actions.clear(summary=fresh(summary), by=emil)
    with pytest.raises(Refused, match="has not been filled in"):
        actions.issue(summary=fresh(summary), observers=False, by=dana)
    assert (Message.objects.count(), fresh(summary).draft.state) == (0, "cleared")


def test_issuing_freezes_posts_online_and_mails_the_members(cleared, dana, delegations, chidi):
    assert actions.issue(summary=cleared, observers=False, by=dana) == 3
    assert list(Paper.objects.visible_to(chidi)) == [cleared.paper]
    to = Message.objects.order_by("to_address").values_list("to_address", flat=True)
    assert list(to) == ["bela@example.org", "one@example.org", "two@example.org"]


def test_issue_and_letters_are_on_record(cleared, dana, delegations):
    actions.issue(summary=cleared, observers=True, by=dana)
    assert logged(fresh(cleared))[-2:] == ["paperversion.issued", "summary.mailed"]
    details = Entry.objects.get(action="summary.mailed").details
    assert details == {"version": 1, "letters": 4, "observers": True}


def test_pressing_twice_issues_once_and_mails_once(cleared, dana, delegations):
    actions.issue(summary=cleared, observers=False, by=dana)
    with pytest.raises(Refused, match="This version has been issued"):
        actions.issue(summary=fresh(cleared), observers=False, by=dana)
    assert (Message.objects.count(), cleared.paper.versions.count()) == (3, 1)


def test_what_is_issued_is_frozen(cleared, dana):
    actions.issue(summary=cleared, observers=False, by=dana)
    with pytest.raises(Refused, match="An issued paper is frozen"):
        saved(cleared, dana, "Something else.")


def test_a_correction_is_a_second_version_with_letters_of_its_own(cleared, emil, dana, delegations):
    actions.issue(summary=cleared, observers=False, by=dana)
    actions.correct(summary=fresh(cleared), by=dana)
    saved(fresh(cleared), dana, "Mended.")
    actions.clear(summary=fresh(cleared), by=emil)
    actions.issue(summary=fresh(cleared), observers=False, by=dana)
    assert list(cleared.paper.versions.order_by("number").values_list("state", flat=True)) == ["superseded", "issued"]
    assert Message.objects.count() == 6
