"""In whose name it speaks: what the form asks, what staff confirm, and two in one name."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from audit.clock import now
from audit.log import Stale
from audit.models import Entry
from people.models import Holder
from people.refusals import Refused
from submissions import actions, rules
from submissions.models import Submission, Version
from tests.submissions.conftest import ABOUT, draft, words_of

STATE = {"group": "Member States", "organisation": ""}


def fresh(submission):
    return Submission.objects.select_related("current__stakeholder_group", "call__group").get(pk=submission.pk)


def lacks(call, **about):
    version, _holder = draft(call, **about)
    return [lack.field for lack in rules.missing(Version.objects.get(pk=version.pk))]


@pytest.mark.parametrize(
    ("about", "fields"),
    [
        ({"behalf": ""}, []),
        ({"behalf": "self", "organisation": ""}, []),
        ({"behalf": "organisation", "organisation": ""}, ["organisation"]),
        ({"behalf": "states"}, ["behalf_name"]),
        ({"behalf": "coalition"}, ["behalf_name"]),
        ({"behalf": "coalition", "behalf_name": "All", "signatories": "A\nThe a"}, ["signatories"]),
        ({"behalf": "coalition", "behalf_name": "All", "signatories": "A\n" * 501}, ["signatories"]),
        ({"behalf": "coalition", "behalf_name": "All", "signatories": "A <x>\nB b@x.org"}, ["signatories"] * 2),
        ({"behalf": "self", "signatories": "A\nA <x>"}, []),
    ],
)
def test_only_what_the_choice_asks_for_is_missing(call, about, fields):
    assert lacks(call, **about) == fields


def coalition(**more):
    return {"behalf": "coalition", "behalf_name": "All", **more}


def test_repeated_names_are_shown_and_removed_on_confirmation(browser):
    page = browser.about(**coalition(signatories="Rivers\nThe  RIVERS\nLakes"))
    assert "“The RIVERS” stands twice, on lines 1 and 2." in words_of(page)
    assert Version.objects.get().signatories == "Rivers\nThe  RIVERS\nLakes"
    again = browser.about(**coalition(signatories="Rivers\nThe  RIVERS\nLakes", drop_repeated="on"))
    assert (again.status_code, Version.objects.get().signatories) == (302, "Rivers\nLakes")


def test_a_list_that_is_refused_is_kept_as_it_was_pasted(browser):
    pasted = "\n".join(f"Name {number}" for number in range(501))
    page = browser.about(**coalition(signatories=pasted))
    assert "The list has 501 names. Up to 500 can be taken." in words_of(page)
    assert (Version.objects.get().signatories, page.context["form"]["signatories"].value()) == (pasted, pasted)


def test_saving_without_going_on_asks_for_nothing(browser):
    page = browser.post("about", button="save", **{**ABOUT, "organisation": "", "behalf": "organisation"})
    assert page.status_code == 302


def test_what_another_choice_hid_is_kept_in_the_draft_and_not_filed(browser):
    browser.about(**coalition(behalf="self", signatories="A", affiliations="Lakes\nSeas"))
    browser.answers("One.")
    browser.send()
    version = Version.objects.get()
    assert (version.behalf_name, version.joint_name, version.content["co_signatories"]) == ("All", "", [])
    assert version.content["affiliations"] == "Lakes\nSeas"


def test_the_public_sees_names_and_never_an_address_or_other_affiliations(call, published, client):
    submission = published(call, **coalition(signatories="A <a@canary.org>\nB"), affiliations="Canary Lakes")
    page = words_of(client.get(reverse("submissions:contribution", args=[submission.uid])))
    found = [words in page for words in ("A coalition, with co-signatories: All", "A B", "canary.org", "Canary")]
    assert found == [True, True, False, False]


def confirm(submission, dana, how="Note verbale."):
    return actions.confirm_authority(submission=submission, how=how, seen=fresh(submission).version, by=dana)


@pytest.mark.parametrize(
    ("about", "waits"),
    [
        ({}, False),
        (STATE, True),
        ({**STATE, "behalf": "self"}, True),
        ({"behalf": "states", "behalf_name": "G77"}, True),
        (coalition(), False),
    ],
)
def test_those_of_states_wait_until_their_authority_is_confirmed(call, filed, dana, switzerland, about, waits):
    country = {"country": switzerland} if about.get("group") else {}
    submission = filed(call, **about, **country)
    assert bool(rules.why_not_publish(dana, fresh(submission))) == waits
    confirm(submission, dana)
    assert rules.why_not_publish(dana, fresh(submission)) == ""


def test_a_confirmation_is_of_the_name_that_was_shown(call, filed, dana):
    submission = filed(call, **STATE, country=None, behalf="states", behalf_name="G77")
    confirm(submission, dana)
    Version.objects.update(behalf_name="G24")
    assert (fresh(submission).authority_is_confirmed, bool(rules.why_not_in_its_name(fresh(submission)))) == (
        False,
        True,
    )


def test_a_confirmation_holds_in_every_language_of_the_screen(call, filed, dana, switzerland, settings):
    submission = filed(call, **STATE, country=switzerland)
    confirm(submission, dana)
    for language, _name in settings.LANGUAGES:
        with override(language):
            assert fresh(submission).authority_is_confirmed is True


def test_who_confirmed_how_is_kept_and_taken_back(call, filed, dana):
    submission = filed(call)
    confirm(submission, dana, how="Called back.")
    kept = fresh(submission)
    assert (kept.authority_for, kept.authority_how, kept.authority_confirmed_by) == (
        "Open Rivers",
        "Called back.",
        dana,
    )
    actions.revoke_authority(submission=kept, seen=kept.version, by=dana)
    actions_logged = [entry.action for entry in Entry.objects.about(submission)][:2]
    assert actions_logged == ["submission.authority_revoked", "submission.authority_confirmed"]
    assert (fresh(submission).authority_is_confirmed, fresh(submission).authority_how) == (False, "")


def test_two_staff_do_not_overwrite_each_other(call, filed, dana):
    submission = filed(call)
    with pytest.raises(Stale):
        actions.confirm_authority(submission=submission, how="x", seen=submission.version + 7, by=dana)


def test_the_record_has_the_button_and_the_reason(call, filed, dana, client_of):
    submission, client = filed(call, **STATE, country=None, behalf="states", behalf_name="G77"), client_of(dana)
    record = reverse("submissions:record", args=[submission.uid])
    assert "confirm first that it does, and how you know" in words_of(client.get(record))
    address = reverse("submissions:confirm_authority", args=[submission.uid])
    seen = fresh(submission).version
    assert "Enter how it was confirmed" in words_of(client.post(address, {"how": " ", "seen": seen}, follow=True))
    page = words_of(client.post(address, {"how": "Note verbale.", "seen": seen}, follow=True))
    assert ("Note verbale." in page, "confirm first" in page) == (True, False)


@pytest.mark.parametrize(
    ("one", "other", "held"),
    [
        ({}, {}, True),
        ({}, {"organisation": " the OPEN  rivers "}, True),
        ({}, {"organisation": "Open Lakes"}, False),
        ({}, {"behalf": "self"}, False),
        ({"organisation": ""}, {"organisation": ""}, False),
        (coalition(), coalition(organisation="Another"), True),
        (coalition(), {}, False),
        ({"organisation": "ACME " * 2000}, {"organisation": "Acme " * 2000}, True),
    ],
)
def test_two_in_one_name_are_held_and_nothing_is_overwritten(call, filed, dana, one, other, held):
    first, second = filed(call, **one), filed(call, **other)
    assert [bool(rules.why_not_alone(fresh(each))) for each in (first, second)] == [held, held]
    found = rules.with_others_of_the_same(Submission.objects.all())
    assert [each.is_held for each in found] == [held, held]
    assert [each.register_number for each in (first, second)] == [1, 2]


def test_one_state_is_one_whichever_office_writes(call, filed, switzerland):
    offices = ["Federal Office of Communications", "Permanent Mission"]
    made = [filed(call, group="Member States", country=switzerland, organisation=name) for name in offices]
    assert [bool(rules.why_not_alone(fresh(each))) for each in made] == [True, True]


def test_another_call_holds_nothing(call, other_call, filed):
    made = [filed(each) for each in (call, other_call)]
    assert [rules.why_not_alone(fresh(each)) for each in made] == ["", ""]


def test_who_withdrew_holds_nobody(call, filed):
    first, second = filed(call), filed(call)
    actions.withdraw(submission=first, by=Holder(key=first.holder_key))
    assert rules.why_not_alone(fresh(second)) == ""


def test_staff_say_that_both_stand(call, filed, dana, client_of):
    first, second = filed(call), filed(call)
    with pytest.raises(Refused, match=r"another contribution in the same name: No\. 2"):
        actions.publish(submission=fresh(first), by=dana)
    address = reverse("submissions:stand_beside", args=[first.uid])
    client_of(dana).post(address)
    assert [rules.why_not_alone(fresh(each)) for each in (first, second)] == ["", ""]
    assert Entry.objects.filter(action="submission.stands_beside").count() == 2
    third = filed(call)
    assert [bool(rules.why_not_alone(fresh(each))) for each in (first, third)] == [False, True]


def test_a_version_in_another_name_is_looked_at_again(call, filed, dana):
    first, _second = filed(call), filed(call)
    actions.stand_beside(submission=first, by=dana)
    filed(call, organisation="Open Lakes")
    holder = Holder(key=first.holder_key)
    made = actions.edit(submission=fresh(first), by=holder)
    Version.objects.filter(pk=made.pk).update(organisation="Open Lakes")
    actions.submit(version=Version.objects.get(pk=made.pk), by=holder)
    assert bool(rules.why_not_alone(fresh(first))) is True


@pytest.mark.parametrize("verb", ["confirm_authority", "revoke_authority", "stand_beside"])
def test_nobody_but_the_groups_own_staff(call, filed, oumar, bela, client_of, verb):
    filed(call)
    address = reverse(f"submissions:{verb}", args=[filed(call).uid])
    answers = [client_of(one).post(address, {"how": "x", "seen": 1}).status_code for one in (oumar, bela)]
    assert (answers, Entry.objects.filter(action__contains="authority").count()) == ([404, 404], 0)


def test_what_a_next_version_says_is_not_confirmed_unread(call, filed, dana):
    version, holder = draft(call, **STATE, behalf="states", behalf_name="G77")
    submission = actions.submit(version=version, by=holder).submission
    actions.return_for_clarification(submission, "Who?", now() + timedelta(days=2), dana)
    read = Submission.objects.get().version
    following = actions.edit(submission=submission, by=holder)
    Version.objects.filter(pk=following.pk).update(behalf_name="All States of the world")
    actions.submit(version=Version.objects.get(pk=following.pk), by=holder)
    with pytest.raises(Stale):
        actions.confirm_authority(submission=fresh(submission), how="Note verbale.", seen=read, by=dana)
    assert fresh(submission).authority_is_confirmed is False


def test_no_name_is_written_back_into_what_was_taken_down_meanwhile(call, filed, dana):
    filed(call, **STATE, behalf="states", behalf_name="G77")
    looked_at = Submission.objects.select_related("current__stakeholder_group", "call__group").get()
    actions.take_down(submission=fresh(looked_at), reason="A court.", name_omitted=True, by=dana)
    with pytest.raises(Refused):
        actions.confirm_authority(submission=looked_at, how="x", seen=fresh(looked_at).version, by=dana)
    assert (fresh(looked_at).authority_for, fresh(looked_at).authority_how) == ("", "")


def test_the_register_tells_for_which_coalition_somebody_writes(call, filed, dana, client_of):
    filed(call, organisation="", **coalition())
    page = words_of(client_of(dana).get(reverse("submissions:list", args=[call.uid])))
    assert "Amina Stakeholder on behalf of All" in page
