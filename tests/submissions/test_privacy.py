"""What contributions hold of a person: told whole, erased but for what they let be published; the register holds."""

import pytest

from audit.log import SYSTEM
from submissions import actions, privacy, verifying
from submissions.models import AddressCode, CoSignatory, Declination, LateLink, Submission, Version
from tests.leaks import rows_holding

from .conftest import draft

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
ADDRESS, TYPED = "canary+un@example.org", "Canary+UN@Example.org"
PERSON = "canary-person"


@pytest.fixture
def filed_by_her(call):
    """Call it with what differs: a contribution of the person with the address."""

    def file(**different):
        about = {"email": TYPED, "name": PERSON, "title": PERSON, "affiliations": PERSON, **different}
        version, holder = draft(call, **about)
        submission = actions.submit(version=version, by=holder).submission
        submission.holder = holder
        return submission

    return file


def erase():
    return privacy.erase(ADDRESS, SYSTEM)


def left(word):
    """Where a word still stands; letters are the post office’s business."""
    return {place for place in rows_holding(word) if not place.startswith("correspondence")}


def test_everything_of_a_contribution_is_told(filed_by_her):
    filed_by_her(answers=("First answer.",))
    told = privacy.export(ADDRESS)["contributions"][0]
    assert (told["number in the register"], told["state"], told["versions"][0]["name"]) == (1, "Submitted", PERSON)
    assert list(told["versions"][0]["answers"].values()) == ["First answer."]
    assert [consent["number"] for consent in told["consents"]] == [1]


def test_another_address_is_told_nothing(filed_by_her):
    filed_by_her()
    assert [rows for rows in privacy.export("anary+un@example.org").values() if rows] == []


def test_staff_are_told_of_their_own_groups(filed_by_her, group, other_group):
    filed_by_her()
    of = {each: len(privacy.export(ADDRESS, [each.pk])["contributions"]) for each in (group, other_group)}
    assert (of, privacy.groups_of(ADDRESS)) == ({group: 1, other_group: 0}, {group.pk})


def test_no_secret_is_told(call, dana):
    actions.make_late_link(call=call, email=TYPED, name="", reason="r", expires_at=call.closes_at, by=dana)
    told = privacy.export(ADDRESS)["personal late links"][0]
    assert [value for value in told.values() if value in LateLink.objects.values_list("key_hash", flat=True)] == []


# Erased


def test_nothing_of_address_and_person_is_left_of_what_was_not_published(filed_by_her):
    filed_by_her()
    assert erase() == {"contributions": 1, "drafts": 0, "co-signatures": 0, "personal late links": 0,
                       "“no contribution this time”": 0, "codes sent to it": 0}  # fmt: skip
    assert (left("canary"), left("Canary")) == (set(), set())


@pytest.mark.parametrize(("publish", "stays"), [("name", {PERSON}), ("organisation", {""})])
def test_a_name_stays_only_as_it_was_published(filed_by_her, dana, publish, stays):
    submission = filed_by_her(publish=publish)
    actions.publish(submission=submission, by=dana)
    erase()
    version = Version.objects.get()
    assert ({version.name}, version.email, version.title, version.organisation) == (stays, "", "", "Open Rivers")
    assert Submission.objects.published().count() == 1


def test_the_register_still_verifies(filed_by_her, call, dana):
    actions.publish(submission=filed_by_her(), by=dana)
    filed_by_her(publish="organisation")
    erase()
    assert verifying.first_broken(call) is None


def test_a_draft_goes_whole(call):
    draft(call, email=TYPED, answers=("canary",), name=PERSON)
    assert (erase()["drafts"], Submission.objects.count(), left("canary")) == (1, 0, set())


def test_a_newer_draft_goes_and_what_was_filed_stays(filed_by_her):
    submission = filed_by_her(answers=("Stays.",))
    newer = actions.edit(submission=submission, by=submission.holder)
    Version.objects.filter(pk=newer.pk).update(other="canary")
    erase()
    assert (left("canary"), submission.current.answers.get().text) == (set(), "Stays.")


def test_codes_links_declinations_and_co_signatures_go(filed_by_her, call, dana, clock):
    moment = call.opened_at
    AddressCode.objects.create(email=ADDRESS, code_hash="0", asked_at=moment, expires_at=call.closes_at)
    Declination.objects.create(call=call, email=ADDRESS, declined_at=moment)
    actions.make_late_link(call=call, email=TYPED, name=PERSON, reason=PERSON, expires_at=call.closes_at, by=dana)
    other = filed_by_her(email="other@example.org", name="Other", title="", affiliations="").current
    CoSignatory.objects.create(version=other, order=1, name="Her society", email=TYPED, key="k")
    erase()
    assert (left("canary"), left("Canary"), AddressCode.objects.count(), Declination.objects.count()) == (
        set(), set(), 0, 0,
    )  # fmt: skip
    assert CoSignatory.objects.get().standing == "removed"


def test_erasing_twice_is_as_well_as_once(filed_by_her):
    filed_by_her()
    erase()
    assert set(erase().values()) == {0}


# When its time is over


def test_authors_of_an_ended_group_are_no_longer_reached_and_keep_their_names(filed_by_her, call, group):
    filed_by_her()
    assert (privacy.forget_contacts(group), privacy.forget_contacts(group)) == (1, 0)
    version = Version.objects.get()
    assert (version.email, version.name, verifying.first_broken(call)) == ("", PERSON, None)


@pytest.mark.parametrize(("day", "kept"), [("2016-12-20", 1), ("2017-01-06", 1), ("2017-01-08", 0)])
def test_a_draft_that_nobody_sent_is_kept_for_thirty_days_after_the_deadline(call, clock, day, kept):
    draft(call, email=TYPED)
    clock(f"{day}T12:00:00")
    assert (privacy.forget_abandoned_drafts(), Submission.objects.count()) == (1 - kept, kept)


def test_the_newer_draft_of_a_contribution_is_forgotten_too(filed_by_her, clock):
    submission = filed_by_her()
    actions.edit(submission=submission, by=submission.holder)
    clock("2017-02-01T12:00:00")
    assert (privacy.forget_abandoned_drafts(), privacy.forget_abandoned_drafts()) == (1, 0)
    assert list(submission.versions.values_list("number", flat=True)) == [1]


def test_codes_are_kept_for_a_day_and_links_for_a_month_after_their_end(call, dana, clock):
    expires = call.closes_at
    AddressCode.objects.create(email=ADDRESS, code_hash="0", asked_at=call.opened_at, expires_at=expires)
    actions.make_late_link(call=call, email=TYPED, name="", reason="r", expires_at=expires, by=dana)
    assert privacy.forget_links_and_codes() == 1
    clock("2017-02-01T12:00:00")
    assert (privacy.forget_links_and_codes(), LateLink.objects.get().email) == (1, "")
