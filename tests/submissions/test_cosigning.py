"""Co-signatories: entered once, written to once, asked to confirm or remove their name, never their address shown."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from audit.log import ImpossibleMove
from audit.models import Entry
from correspondence.models import Message
from people.refusals import Refused
from submissions import actions, cosigning
from submissions.models import CoSignatory, Submission, Version
from tests.submissions.conftest import draft, words_of

COALITION = {"behalf": "coalition", "behalf_name": "Rivers for All", "signatories": "A <a@x.org>\nB\nThe C, c@x.org"}


@pytest.fixture
def joint(call):
    """A coalition's contribution and its holder."""
    version, holder = draft(call, **COALITION)
    return actions.submit(version=version, by=holder).submission, holder


def rows(submission):
    return [(row.name, row.email, row.standing) for row in submission.current.co_signatories.all()]


def link(row):
    return reverse("submissions:cosign", args=[row.key])


def next_version(submission, holder, **changes):
    made = actions.edit(submission=submission, by=holder)
    Version.objects.filter(pk=made.pk).update(**changes)
    return actions.submit(version=Version.objects.get(pk=made.pk), by=holder)


def test_filing_makes_a_row_of_each_line(joint):
    assert rows(joint[0]) == [("A", "a@x.org", "named"), ("B", "", "named"), ("The C", "c@x.org", "named")]


def test_who_speaks_for_no_coalition_has_no_co_signatories(call):
    version, holder = draft(call, **{**COALITION, "behalf": "organisation"})
    sent = actions.submit(version=version, by=holder)
    assert (rows(sent.submission), sent.content["co_signatories"], sent.content["behalf_name"]) == ([], [], "")


def test_those_with_an_address_are_written_to_once(joint):
    cosigning.invite_due()
    cosigning.invite_due()
    letters = Message.objects.filter(key__startswith="cosign:")
    assert sorted(letter.to_address for letter in letters) == ["a@x.org", "c@x.org"]
    assert [letter.secret for letter in letters] == [True, True]


def test_the_letter_names_author_coalition_and_link_and_no_more(joint):
    cosigning.invite_due()
    letter, row = Message.objects.get(to_address="a@x.org"), CoSignatory.objects.get(name="A")
    wanted = ["Dear A,", "Open Rivers has submitted", "Coalition: Rivers for All", link(row), "until 7 December 2016"]
    assert [words for words in wanted if words not in letter.body] == []
    assert ("First answer." in letter.body, row.key in letter.key) == (False, False)


def test_a_letter_carries_little_of_what_a_stranger_typed(call):
    version, holder = draft(call, **{**COALITION, "behalf_name": "Buy now " * 200, "organisation": "Spam " * 200})
    actions.submit(version=version, by=holder)
    cosigning.invite_due()
    assert max(len(line) for line in Message.objects.get(to_address="a@x.org").body.splitlines()) < 400


@pytest.mark.parametrize("after", ["2016-12-07T23:05:00", "2016-12-01T12:00:00"])
def test_nobody_is_written_to_who_could_not_answer_any_more(call, joint, clock, after):
    call.cosign_until_at = None if "07" in after else call.opened_at
    call.save()
    clock(after)
    cosigning.invite_due()
    assert Message.objects.filter(key__startswith="cosign:").count() == 0


def test_who_withdrew_lets_nobody_be_written_to(joint):
    actions.withdraw(submission=joint[0], by=joint[1])
    cosigning.invite_due()
    assert Message.objects.filter(key__startswith="cosign:").count() == 0


def test_the_next_version_keeps_keys_and_standings_and_writes_to_nobody_twice(joint):
    submission, holder = joint
    cosigning.invite_due()
    first = CoSignatory.objects.get(name="A")
    actions.sign(signatory=first, standing="confirmed", seen="named")
    sent = next_version(submission, holder, signatories="b\nA <A@x.org>\nD <d@x.org>")
    cosigning.invite_due()
    found = [(row.name, row.standing) for row in sent.co_signatories.all()]
    assert found == [("b", "named"), ("A", "confirmed"), ("D", "named")]
    assert sent.co_signatories.get(name="A").key == first.key
    assert Message.objects.filter(key__startswith="cosign:").count() == 3


def test_another_address_gets_another_key_but_a_removed_name_stays_removed(joint):
    submission, holder = joint
    keys = {row.name: row.key for row in submission.current.co_signatories.all()}
    actions.sign(signatory=CoSignatory.objects.get(name="A"), standing="removed", seen="named")
    sent = next_version(submission, holder, signatories="A <new@x.org>\nThe C <new@x.org>")
    found = {row.name: (row.standing, row.key == keys[row.name]) for row in sent.co_signatories.all()}
    assert found == {"A": ("removed", True), "The C": ("named", False)}


def test_names_are_shown_but_for_those_removed_and_never_an_address(joint):
    submission = joint[0]
    actions.sign(signatory=CoSignatory.objects.get(name="B"), standing="removed", seen="named")
    version = Version.objects.get(pk=submission.current_id)
    assert cosigning.shown(version) == ["A", "The C"]
    assert cosigning.tally(version) == cosigning.Tally(named=3, confirmed=0, removed=1)


def test_the_filed_text_does_not_change_when_a_name_is_removed(joint):
    actions.sign(signatory=CoSignatory.objects.get(name="B"), standing="removed", seen="named")
    version = Version.objects.get(pk=joint[0].current_id)
    assert version.digest == version.sha256


def test_the_link_shows_the_text_and_takes_the_answer(joint):
    row = CoSignatory.objects.get(name="A")
    page = words_of(Client().get(link(row)))
    assert [words in page for words in ("First answer.", "Rivers for All", "Nothing yet", "a@x.org")] == [True] * 3 + [
        False
    ]
    for _press in range(2):
        Client().post(link(row), {"standing": "confirmed", "seen": "named"})
    logged = Entry.objects.filter(action="cosignatory.confirmed")
    assert (CoSignatory.objects.get(pk=row.pk).standing, logged.count()) == ("confirmed", 1)
    assert row.key not in logged.get().actor


def test_a_made_up_link_finds_nothing(joint):
    assert Client().get(reverse("submissions:cosign", args=["x" * 43])).status_code == 404


@pytest.mark.parametrize("sent", [{}, {"standing": "named", "seen": "named"}, {"standing": "confirmed", "seen": "x\0"}])
def test_a_made_up_answer_changes_nothing(joint, sent):
    row = CoSignatory.objects.get(name="A")
    assert Client().post(link(row), sent).status_code == 302
    assert CoSignatory.objects.get(pk=row.pk).standing == "named"


def test_an_answer_to_a_page_that_is_old_is_asked_again(joint):
    row = CoSignatory.objects.get(name="A")
    actions.sign(signatory=row, standing="removed", seen="named")
    with pytest.raises(ImpossibleMove):
        actions.sign(signatory=row, standing="confirmed", seen="named")
    actions.sign(signatory=row, standing="confirmed", seen="removed")
    assert CoSignatory.objects.get(pk=row.pk).standing == "confirmed"


def test_after_the_set_date_the_page_says_so_and_takes_nothing(joint, clock):
    row = CoSignatory.objects.get(name="A")
    clock("2016-12-07T23:05:00")
    assert "Names could be confirmed or removed until 7 December 2016" in words_of(Client().get(link(row)))
    with pytest.raises(Refused):
        actions.sign(signatory=row, standing="removed", seen="named")


def test_the_page_of_a_withdrawn_contribution_shows_no_text(joint):
    row = CoSignatory.objects.get(name="A")
    Submission.objects.filter(pk=joint[0].pk).update(state="withdrawn", withdrawn_at=joint[0].submitted_at)
    page = words_of(Client().get(link(row)))
    assert ("does not stand any more" in page, "First answer." in page) == (True, False)


def test_the_page_of_a_name_that_a_later_version_left_out_says_so(joint):
    row = CoSignatory.objects.get(name="A")
    next_version(*joint, signatories="B")
    page = words_of(Client().get(link(row)))
    assert ("does not name you" in page, "First answer." in page) == (True, False)


def answer_at_once(pk, standings):
    """Answer by one link in several windows at the same instant; returns the standings that came too late."""
    barrier, late = threading.Barrier(len(standings)), []

    def answer(standing):
        row = CoSignatory.objects.select_related("version__submission__call__group").get(pk=pk)
        barrier.wait()
        try:
            actions.sign(signatory=row, standing=standing, seen="named")
        except ImpossibleMove:
            late.append(standing)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(standings)) as pool:
        list(pool.map(answer, standings))
    return late


@pytest.mark.django_db(transaction=True)
def test_to_confirm_and_to_remove_at_once_is_one_answer(call):
    version, holder = draft(call, **COALITION)
    actions.submit(version=version, by=holder)
    row = CoSignatory.objects.get(name="A")
    late = answer_at_once(row.pk, ["confirmed", "removed"] * 3)
    won = CoSignatory.objects.get(pk=row.pk).standing
    assert late == [{"confirmed": "removed", "removed": "confirmed"}[won]] * 3
    assert Entry.objects.filter(action__startswith="cosignatory.").count() == 1


def test_500_long_names_are_filed_and_written_to(call, django_assert_max_num_queries):
    names = "\n".join(f"{number} {'x' * 1000} <a{number}@x.org>" for number in range(500))
    version, holder = draft(call, **{**COALITION, "signatories": names})
    with django_assert_max_num_queries(90):
        actions.submit(version=version, by=holder)
    assert Submission.objects.get().current.co_signatories.count() == 500


@pytest.mark.parametrize("published", [False, True])
def test_a_name_is_not_answered_for_on_a_page_looked_up_before_the_withdrawal(call, joint, dana, published):
    submission, holder = joint
    if published:
        actions.publish(submission=Submission.objects.get(), by=dana)
    row = CoSignatory.objects.select_related("version__submission__call__group").get(name="A")
    actions.withdraw(submission=submission, by=holder)
    with pytest.raises(Refused, match="does not stand any more"):
        actions.sign(signatory=row, standing="confirmed", seen="named")
