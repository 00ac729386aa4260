"""Who sees which contribution, in which order, and what its hash covers."""

import pytest

from audit.log import ImpossibleMove, move
from submissions import searching
from submissions.models import Submission
from tests.submissions.conftest import draft

EVERYBODY = ["amina", "bela", "chidi", "dana", "emil", "fatou", "oumar"]
GROUP = ["bela", "dana", "emil", "fatou"]


@pytest.mark.parametrize(
    ("choice", "state", "seen_by"),
    [
        ("name", "draft", []),
        ("name", "submitted", ["dana"]),
        ("name", "published", EVERYBODY),
        ("group", "shared", GROUP),
        ("name", "withheld", ["dana"]),
        ("not", "submitted", ["dana"]),
    ],
)
def test_who_sees_a_contribution(call, filed, request, choice, state, seen_by):
    submission = draft(call)[0].submission if state == "draft" else filed(call, publish=choice)
    more = {"withheld_reason": "Reason."} if state == "withheld" else {"published_at": submission.created_at}
    more |= {"public_at": submission.created_at} if state == "published" else {}
    Submission.objects.filter(pk=submission.pk).update(state=state, **more)
    people = {name: request.getfixturevalue(name) for name in EVERYBODY}
    assert [name for name, who in people.items() if Submission.objects.visible_to(who).exists()] == seen_by


def test_the_order_is_by_stakeholder_group_then_by_alphabet(call, filed):
    for name, group in [
        ("Zeta", "Civil society"),
        ("Éclair", "Civil society"),
        ("Fern", "Civil society"),
        ("Zoo", "Member States"),
    ]:
        filed(call, organisation=name, group=group)
    ordered = Submission.objects.filed().in_neutral_order().select_related("current")
    assert [submission.current.organisation for submission in ordered] == ["Zoo", "Éclair", "Fern", "Zeta"]


def test_the_hash_covers_every_word_but_the_address(call, draft_of):
    different = ({}, {"email": "other@example.org"}, {"answers": ["Another."]}, {"name": "Another"})
    same, *others = [draft_of(call, **one)[0] for one in different]
    for version in others:
        version.salt = same.salt
    assert [version.digest == same.digest for version in others] == [True, False, False]


def test_the_hash_does_not_give_a_guessed_name_away(call, draft_of, filed):
    published = filed(call).current
    guessed = draft_of(call)[0]
    assert (published.canonical == guessed.canonical, published.digest == guessed.digest) == (True, False)


def test_a_contribution_moves_only_along_its_moves(call, filed, dana):
    with pytest.raises(ImpossibleMove):
        move(filed(call), Submission.State.DRAFT, by=dana)


@pytest.mark.parametrize(
    ("looked_for", "found"), [("rivers", 1), ("AMINA@", 1), ("1", 1), ("2", 0), ("nothing", 0), ("9" * 30, 0)]
)
def test_staff_find_by_name_address_or_number(call, filed, looked_for, found):
    filed(call)
    assert searching.naming(Submission.objects.filed(), looked_for).count() == found
