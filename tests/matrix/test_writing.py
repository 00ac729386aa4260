"""Every other method at every address, for every role, with things of two groups in every state."""

from copy import deepcopy

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.matrix.cells import NOTHING, SHOWN, WITHOUT_SECOND_FACTOR, address, cells, cells_of, expected
from tests.matrix.houses import ROLES
from tests.matrix.tables import fingerprint
from tests.matrix.test_reading import leaks
from wgec_portal import policies
from wgec_portal.refusing import WITHOUT_TOKEN

pytestmark = pytest.mark.django_db
ANSWERED = {200, 302, 303, 400, 403, 404, 405, 409, 410}
PLAIN = [cell for cell in cells() if not cell[2]]  # what is refused before anything is looked at
METHODS = ["PUT", "PATCH", "DELETE", "OPTIONS"]


def everywhere(houses, which):
    """Yield (group, house, cell) of these cells in both groups."""
    for group in ("first", "second"):
        for cell in which:
            yield group, getattr(houses, group), cell


def no_token(request, reason=""):
    """In place of the page that says so, which takes longer than all the rest."""
    return HttpResponse(b"no token", status=403)


def is_shut(houses, house, role, cell):
    """Whether the role is sent to sign in there, or finds nothing."""
    right = expected(houses, house, role, *cell)
    return not right & (SHOWN - {302, 405}) and right != WITHOUT_SECOND_FACTOR.get(cell[0])


def without_token(browser):
    """The same browser, sending forms that do not carry their token."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = browser.cookies
    return client


def sent(house, browser, cell):
    """The answer to an empty form; what it changes is undone, in the browser too."""
    cookies = deepcopy(browser.cookies)
    with transaction.atomic():
        answer = browser.post(address(house, *cell[:2]))
        transaction.set_rollback(True)
    browser.cookies = cookies
    return answer


def test_a_form_without_its_token_is_refused_everywhere(houses, settings):
    settings.CSRF_FAILURE_VIEW = f"{__name__}.no_token"
    before, wrong = fingerprint(), {}
    for role in ROLES:
        browser = without_token(houses.browsers[role])
        for group, house, cell in everywhere(houses, PLAIN):
            if cell[0] not in WITHOUT_TOKEN:
                answer = browser.post(address(house, *cell[:2])).content
                wrong |= {} if answer == b"no token" else {(role, group, cell): answer}
    assert (wrong, fingerprint()) == ({}, before)


def test_what_is_shut_to_a_role_takes_nothing_from_it(houses):
    before, wrong = fingerprint(), {}
    for role in ROLES:
        for group, house, cell in everywhere(houses, cells_of(houses, role)):
            if is_shut(houses, house, role, cell):
                status = houses.browsers[role].post(address(house, *cell[:2])).status_code
                wrong |= {} if status in NOTHING | {302} else {(role, group, cell): status}
    assert (wrong, fingerprint()) == ({}, before)


def test_what_is_open_to_a_role_answers_an_empty_form_without_telling_more(houses):
    for role in ROLES:
        answers = {
            (group, cell): sent(house, houses.browsers[role], cell)
            for group, house, cell in everywhere(houses, cells_of(houses, role))
            if not is_shut(houses, house, role, cell) and cell[0] != "account_logout"
        }
        assert {at: each.status_code for at, each in answers.items() if each.status_code not in ANSWERED} == {}
        assert leaks(houses, role, answers) == {}


def test_no_other_method_is_answered(houses):
    before, got = fingerprint(), set()
    for role in ROLES:
        for _group, house, cell in everywhere(houses, PLAIN):
            at, browser = address(house, *cell[:2]), houses.browsers[role]
            answers = [browser.generic(method, at) for method in METHODS]
            got |= {(answer.status_code, answer.content) for answer in answers}
    assert (got, fingerprint()) == ({(405, b"")}, before)


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PROPFIND", "GETS", "get "])
def test_what_is_no_method_of_ours_is_refused(client, method):
    assert client.generic(method, "/").status_code == 405


def test_what_takes_forms_without_a_token_has_a_policy():
    assert sorted(WITHOUT_TOKEN - set(policies.POLICIES)) == []
