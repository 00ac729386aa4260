"""Personal late links: made by staff, used once, expiring; and what a late policy lets in."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from audit.models import Entry
from correspondence import delivery
from correspondence.models import Message
from meetings.models import Call
from people.refusals import Refused
from submissions import actions, drafting, rules
from submissions.models import LateLink, Submission
from tests.submissions.contributions import contribution

pytestmark = pytest.mark.embedded

AFTER, ENDS = "2016-12-09T12:00:00", datetime(2016, 12, 12, 22, 59, 59, tzinfo=UTC)


def make(call, by, **different):
    typed = {"email": "late@example.org", "name": "Lara Late", "reason": "Power cut.", "expires_at": ENDS, **different}
    return actions.make_late_link(call=call, by=by, **typed)


def key_in_the_letter():
    return Message.objects.get(key__startswith="late-link:").body.partition("/late/")[2].partition("/")[0]


@pytest.fixture
def link(call, dana, clock):
    clock(AFTER)
    return make(call, dana)


def test_the_key_stands_in_the_letter_alone(link):
    key = key_in_the_letter()
    assert (len(key), LateLink.objects.with_key(key).get()) == (43, link)
    assert (link.key_hash == key, Message.objects.get().secret) == (False, True)
    assert key not in str(list(Entry.objects.values()))
    delivery.sweep()
    assert key not in Message.objects.get().body


def test_a_link_begins_a_draft_that_can_be_filed_until_it_expires(call, link, clock, draft_of):
    holder = drafting.new_holder()
    submission = actions.use_late_link(link=link, by=holder)
    version = submission.versions.get()
    assert (version.email, version.name) == ("late@example.org", "Lara Late")
    assert rules.why_not_write(holder, submission) == ""
    clock("2016-12-12T22:59:58")
    assert rules.why_not_write(holder, submission) == ""
    clock("2016-12-12T23:00:01")
    assert rules.why_not_write(holder, submission).startswith("The deadline has passed")


def test_a_link_serves_for_the_draft_that_one_holds(call, dana, draft_of, clock):
    version, holder = draft_of(call)
    clock(AFTER)
    actions.use_late_link(link=make(call, dana), by=holder, submission=version.submission)
    sent = actions.submit(version=version, by=holder)
    assert (rules.period_of(sent), Submission.objects.count()) == ("late", 1)


def test_a_link_is_used_once(link):
    actions.use_late_link(link=link, by=drafting.new_holder())
    with pytest.raises(Refused, match="This link has been used already"):
        actions.use_late_link(link=link, by=drafting.new_holder())
    assert Submission.objects.count() == 1


def test_nobody_binds_it_to_what_is_not_theirs(call, link, dana):
    other = contribution(call, state="submitted")
    with pytest.raises(Refused, match="Only its author"):
        actions.use_late_link(link=link, by=drafting.new_holder(), submission=other)
    assert LateLink.objects.get().used_at is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"expires_at": datetime(2016, 12, 9, 11, 0, tzinfo=UTC)}, "This link has expired"),
        ({"revoked_at": ENDS}, "This link has been revoked"),
        ({"used_at": ENDS}, "This link has been used already"),
    ],
)
def test_what_is_over_is_refused_in_words(link, change, reason):
    LateLink.objects.update(**{"made_at": ENDS - timedelta(days=9), **change})
    with pytest.raises(Refused, match=reason):
        actions.use_late_link(link=link, by=drafting.new_holder())


def test_a_cancelled_call_takes_nothing_by_a_link_either(call, link, dana):
    submission = actions.use_late_link(link=link, by=(holder := drafting.new_holder()))
    Call.objects.update(state="cancelled")
    submission.call.refresh_from_db()
    assert rules.why_not_write(holder, submission) == "This call was cancelled."
    with pytest.raises(Refused, match="cancelled"):
        make(Call.objects.get(), dana)


def test_revoking_stops_the_letter_and_what_is_begun(link, dana):
    submission = actions.use_late_link(link=link, by=(holder := drafting.new_holder()))
    actions.revoke_late_link(link=link, by=dana)
    assert Message.objects.get().state == "withdrawn"
    submission.refresh_from_db()
    assert rules.why_not_write(holder, submission).startswith("The deadline has passed")
    actions_on_record = [entry.action for entry in Entry.objects.about(link)]
    assert actions_on_record == ["late_link.revoked", "late_link.used", "late_link.made"]


def test_revoking_twice_is_refused(link, dana):
    actions.revoke_late_link(link=link, by=dana)
    with pytest.raises(Refused, match="It has been revoked"):
        actions.revoke_late_link(link=LateLink.objects.get(), by=dana)


@pytest.mark.parametrize("who", ["emil", "bela", "oumar", "amina"])
def test_only_the_secretariat_makes_and_revokes(request, call, link, who):
    actor = request.getfixturevalue(who)
    with pytest.raises(Refused):
        make(call, actor)
    with pytest.raises(Refused):
        actions.revoke_late_link(link=link, by=actor)


def use(link, said):
    try:
        actions.use_late_link(link=link, by=drafting.new_holder())
        said.append("used")
    except Refused as reason:
        said.append(str(reason)[:32])
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_of_five_at_once_one_uses_the_link(link):
    said = []
    threads = [threading.Thread(target=use, args=[link, said]) for _ in range(5)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(said) == ["This link has been used already:"] * 4 + ["used"]
    assert Submission.objects.count() == 1


@pytest.mark.parametrize(
    ("policy", "begins", "period"),
    [("refuse", False, None), ("accept", True, "late"), ("no_guarantee", True, "no_guarantee")],
)
def test_after_the_deadline_the_policy_of_the_call_decides(call, draft_of, clock, policy, begins, period):
    version, holder = draft_of(call)
    Call.objects.update(late_policy=policy)
    clock(AFTER)
    version.submission.call.refresh_from_db()
    assert (rules.why_not_start(holder, version.submission.call) == "") is begins
    if begins:
        assert rules.period_of(actions.submit(version=version, by=holder)) == period
    else:
        with pytest.raises(Refused, match="ask for a personal late link"):
            actions.submit(version=version, by=holder)


@pytest.mark.parametrize("policy", ["refuse", "accept", "no_guarantee"])
def test_a_late_edit_does_not_make_a_timely_contribution_a_late_one(call, filed, clock, policy):
    submission = filed(call)
    Call.objects.update(late_policy=policy)
    clock(AFTER)
    submission = Submission.objects.get(pk=submission.pk)
    assert rules.why_not_file_now(submission).endswith("What you sent stays valid as it is.")


def test_what_was_returned_is_sent_again_and_keeps_its_hour(call, filed, dana, clock):
    submission = filed(call)
    Submission.objects.update(state="returned", returned_question="Which year?")
    clock(AFTER)
    submission = Submission.objects.select_related("call__group").get(pk=submission.pk)
    assert rules.why_not_file_now(submission) == ""
    hour = rules.hour_that_counts(submission, ENDS)
    assert (hour, rules.period_of(submission.current)) == (submission.current.received_at, "original")
