"""Without an account: a code proves an address, whoever asked for it; a link declines; another shows a draft."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.clock import now
from audit.models import Entry
from correspondence.models import Message
from people.models import Holder
from people.refusals import Refused
from submissions import actions, declining, holding, reminders
from submissions.models import AddressCode, Declination, Submission, Version
from tests.submissions.conftest import draft
from tests.submissions.test_versions import file_with

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]
ADDRESS = "amina@example.org"


def code_in_the_letter():
    """The code as its reader finds it in the newest letter."""
    return re.search(r"^(\w{4}-\w{4})$", Message.objects.latest("pk").body, re.M).group(1)


def sent_code(email=ADDRESS):
    """(the code's row, what stands in the letter)."""
    return actions.send_code(email=email), code_in_the_letter()


def proved(submission, holder, email=ADDRESS):
    """The holder, having proved an address."""
    return Holder(key=holder.key, email=email, email_confirmed=True)


def test_a_code_has_no_look_alikes_and_is_kept_as_a_keyed_hash():
    made, typed = sent_code()
    assert set(typed) - set(holding.ALPHABET) == {"-"}
    assert typed.replace("-", "") not in str(AddressCode.objects.values())
    assert (len(made.code_hash), made.expires_at - made.asked_at) == (64, timedelta(minutes=30))


def test_known_and_unknown_addresses_are_written_to_alike(call):
    file_with(call)
    letters = []
    for address in (ADDRESS, "nobody@example.org"):
        _made, typed = sent_code(address)
        found = Message.objects.latest("pk")
        letters.append((found.subject, found.body.replace(typed, "CODE"), found.secret, found.group))
    assert letters[0] == letters[1]


def test_known_and_unknown_addresses_cost_the_same_queries(call, looked_at_clock):
    file_with(call)
    sent_code("warm@example.org")
    counts = []
    for address in (ADDRESS, "nobody@example.org"):
        with CaptureQueriesContext(connection) as asked:
            actions.send_code(email=address)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_subject_holds_no_code_and_the_letter_goes_only_while_it_is_of_use():
    made, typed = sent_code()
    letter = Message.objects.get()
    assert (typed in letter.subject, letter.secret, letter.send_before) == (False, True, made.expires_at)


@pytest.mark.parametrize("write", [str, str.lower, lambda code: code.replace("-", ""), lambda code: f" {code} "])
def test_a_code_may_be_typed_in_several_ways(write):
    made, typed = sent_code()
    assert actions.enter_code(key=made.pk, typed=write(typed)) == made


def test_a_code_serves_once():
    made, typed = sent_code()
    assert [actions.enter_code(key=made.pk, typed=typed) for _ in range(2)] == [made, None]


def test_a_code_dies_after_half_an_hour(clock):
    made, typed = sent_code()
    clock("2016-11-25T12:31:00")
    assert actions.enter_code(key=made.pk, typed=typed) is None


def test_a_code_dies_after_five_wrong_ones():
    made, typed = sent_code()
    assert [actions.enter_code(key=made.pk, typed="AAAA-AAAA") for _ in range(5)] == [None] * 5
    assert (actions.enter_code(key=made.pk, typed=typed), AddressCode.objects.get().wrong) == (None, 5)


def test_four_wrong_ones_do_not_matter():
    made, typed = sent_code()
    for _ in range(4):
        actions.enter_code(key=made.pk, typed="")
    assert actions.enter_code(key=made.pk, typed=typed) == made


def test_the_code_of_another_address_opens_nothing_else(call):
    file_with(call)
    theirs, _typed = sent_code()
    _mine, typed = sent_code("mallory@example.org")
    assert actions.enter_code(key=theirs.pk, typed=typed) is None
    assert list(holding.of_address("mallory@example.org")) == []


def test_five_codes_an_hour_go_to_an_address(clock):
    for _ in range(5):
        actions.send_code(email=ADDRESS.upper())
    with pytest.raises(Refused, match="in the last hour"):
        actions.send_code(email=ADDRESS)
    actions.send_code(email="other@example.org")
    clock("2016-11-25T13:01:00")
    actions.send_code(email=ADDRESS)
    assert Message.objects.count() == 7


@pytest.mark.django_db(transaction=True)
def test_many_who_ask_at_once_get_no_more_than_five():
    def ask():
        try:
            actions.send_code(email=ADDRESS)
        except Refused:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (AddressCode.objects.count(), Message.objects.count()) == (5, 5)


@pytest.mark.django_db(transaction=True)
def test_many_tries_at_once_are_all_counted():
    made, typed = sent_code()

    def guess():
        actions.enter_code(key=made.pk, typed="AAAA-AAAA")
        connection.close()

    threads = [threading.Thread(target=guess) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (AddressCode.objects.get().wrong, actions.enter_code(key=made.pk, typed=typed)) == (5, None)


# Whose they are


def test_an_address_has_what_was_filed_under_it_and_its_first_drafts(call):
    filed, _holder = file_with(call, email=ADDRESS.title())
    written, _holder = draft(call)
    file_with(call, email="other@example.org")
    assert set(holding.of_address(ADDRESS)) == {filed, written.submission}


def test_the_address_in_a_newer_draft_gives_nothing_away(call):
    submission, holder = file_with(call)
    opened = actions.edit(submission=submission, by=holder)
    actions.save(version=opened, values={"email": "slip@example.org"}, by=holder, seen="", page="")
    assert list(holding.of_address("slip@example.org")) == []


def test_a_confirmed_address_goes_on_opening_it(call):
    submission, holder = file_with(call)
    actions.confirm_address(submission=submission, by=proved(submission, holder))
    Version.objects.update(email="new@example.org")
    assert list(holding.of_address(ADDRESS)) == [submission]


def test_entering_the_code_confirms_what_the_browser_holds_and_no_other(call):
    mine, holder = file_with(call)
    theirs, _holder = file_with(call)  # somebody else gave my address
    made, typed = sent_code()
    actions.enter_code(key=made.pk, typed=typed, held=[holder.key])
    for submission in (mine, theirs):
        submission.refresh_from_db()
    assert (mine.email_is_confirmed, theirs.email_is_confirmed) == (True, False)
    assert Entry.objects.about(mine)[0].action == "submission.address_confirmed"


def test_nobody_confirms_an_address_that_was_not_proved(call):
    submission, holder = file_with(call)
    for by in (holder, proved(submission, holder, "mallory@example.org"), Holder("other", ADDRESS, True)):
        with pytest.raises(Refused):
            actions.confirm_address(submission=submission, by=by)
    assert Submission.objects.get().confirmed_email == ""


def test_another_address_is_not_confirmed_by_the_first(call):
    submission, holder = file_with(call)
    actions.confirm_address(submission=submission, by=proved(submission, holder))
    opened = actions.edit(submission=submission, by=holder)
    actions.save(version=opened, values={"email": "new@example.org"}, by=holder, seen="", page="")
    sent = actions.submit(version=opened, by=proved(submission, holder))
    assert sent.submission.email_is_confirmed is False


def test_whoever_proved_the_address_before_files_with_it_confirmed(call, draft_of):
    version, holder = draft_of(call)
    sent = actions.submit(version=version, by=proved(version.submission, holder))
    assert sent.submission.email_is_confirmed is True


def test_confirming_twice_is_logged_once(call):
    submission, holder = file_with(call)
    for _ in range(2):
        actions.confirm_address(submission=submission, by=proved(submission, holder))
    assert Entry.objects.filter(action="submission.address_confirmed").count() == 1


# The link for partners


def test_a_link_is_made_once_and_another_after_it_was_revoked(call, draft_of):
    version, holder = draft_of(call)
    keys = []
    for _ in range(2):
        keys += [actions.show_draft(submission=version.submission, by=holder).reading_key for _ in range(2)]
        actions.hide_draft(submission=version.submission, by=holder)
    assert (len(set(keys)), keys[0] == keys[1], Submission.objects.get().reading_key) == (2, True, None)


# No contribution this time


def long_ago(call):
    """All drafts were begun when the call opened, and nobody is writing just now."""
    Submission.objects.update(created_at=call.opened_at)
    Version.objects.update(saved_at=now() - timedelta(hours=5))


def test_a_link_belongs_to_one_call_and_one_address(call, other_call):
    token = declining.link(call, ADDRESS.upper()).rstrip("/").rpartition("/")[2]
    assert declining.read(token) == (call, ADDRESS)
    assert declining.read(token[:-1] + ("a" if token[-1] != "a" else "b")) == (None, "")
    assert declining.has_declined(other_call, ADDRESS) is False


def test_who_declines_gets_no_reminder_until_it_is_taken_back(call, draft_of):
    draft_of(call)
    by = Holder(key="", email=ADDRESS, email_confirmed=True)
    long_ago(call)
    reminders.remind(call)
    waiting = Message.objects.filter(state="waiting", key__contains=":reminder:").count()
    actions.decline(call=call, email=ADDRESS, by=by)
    actions.decline(call=call, email=ADDRESS, by=by)
    left = Message.objects.filter(state="waiting", key__contains=":reminder:").count()
    assert (waiting > 0, left, Declination.objects.count(), reminders.remind(call)) == (True, 0, 1, 0)
    actions.take_back_declination(call=call, email=ADDRESS, by=by)
    assert Declination.objects.count() == 0


def test_nobody_declines_a_call_that_is_over(call, clock):
    clock("2016-12-08T12:00:00")
    with pytest.raises(Refused, match="not open"):
        actions.decline(call=call, email=ADDRESS, by=Holder(key=""))
    assert Declination.objects.count() == 0


def test_the_link_goes_by_letter_once_an_hour_to_whoever_is_named(call):
    for _ in range(3):
        actions.send_decline_link(call=call, email="Anyone@example.org")
    letter = Message.objects.get()
    assert (letter.to_address, letter.secret) == ("anyone@example.org", True)
    assert declining.link(call, "anyone@example.org") in letter.body


def test_reminders_hold_the_link(call, draft_of):
    draft_of(call)
    long_ago(call)
    reminders.remind(call)
    assert declining.link(call, ADDRESS)[:60] in Message.objects.latest("pk").body
