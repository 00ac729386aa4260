"""GET and HEAD of every address, for every role, with things of two groups in every state: right, silent, harmless."""

import pytest

from tests.matrix.cells import address, cells, cells_of, expected
from tests.matrix.houses import ROLES
from tests.matrix.tables import fingerprint
from tests.test_access_matrix import body_of, content_of, kept_by_caches, loose

pytestmark = pytest.mark.django_db


def asked(houses, role, method, which):
    """{(group, (URL name, words, state)): answer} of the cells of one role in both groups."""
    browser, both = houses.browsers[role], {"first": houses.first, "second": houses.second}
    return {
        (group, cell): getattr(browser, method)(address(house, *cell[:2]))
        for group, house in both.items()
        for cell in which
    }


def wrong(houses, role, answers):
    """{cell: (its status, what it should be)} where they differ."""
    right = {at: expected(houses, getattr(houses, at[0]), role, *at[1]) for at in answers}
    got = {at: answer.status_code for at, answer in answers.items()}
    return {at: (got[at], right[at]) for at in answers if got[at] not in right[at]}


def words_in(houses, answers):
    """{word: the cells whose answer holds it}."""
    bodies = {at: body_of(answer) for at, answer in answers.items()}
    found = {word: [at for at, body in bodies.items() if word in body] for word in houses.words}
    return {word: where for word, where in found.items() if where}


def leaks(houses, role, answers):
    """{word: where it stands} of the words that are not for the role."""
    return {word: where for word, where in words_in(houses, answers).items() if role not in houses.words[word]}


def test_everybody_finds_what_is_for_them_and_nothing_else(houses):
    before = fingerprint()
    for role in ROLES:
        answers = asked(houses, role, "get", cells_of(houses, role))
        assert (role, wrong(houses, role, answers), leaks(houses, role, answers)) == (role, {}, {})
        theirs = {word for word, roles in houses.words.items() if role in roles}
        assert (role, theirs - set(words_in(houses, answers)), loose(answers)) == (role, set(), [])
        if role not in ("nobody", "stakeholder"):
            assert (role, kept_by_caches(answers)) == (role, [])
    assert fingerprint() == before


def test_asking_for_the_head_alone_says_as_little_and_changes_nothing(houses):
    before, plain = fingerprint(), [cell for cell in cells() if not cell[2]]
    for role in ROLES:
        answers = asked(houses, role, "head", plain)
        assert wrong(houses, role, answers) == {}
        assert {at for at, answer in answers.items() if content_of(answer)} == set()
    assert fingerprint() == before
