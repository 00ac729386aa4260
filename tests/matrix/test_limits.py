"""Nobody breaks a page by typing too much: every field of every form on every page, one after the other."""

from copy import deepcopy

import pytest
from django.db import transaction

from tests.matrix.cells import address, cells, expected
from tests.matrix.forms_on_pages import LONG, forms_in, overlong
from tests.test_access_matrix import content_of

pytestmark = pytest.mark.django_db


def forms_of(houses, role):
    """{(where it is sent, the names of its fields): its fields} of every form that the role is shown."""
    browser, found = houses.browsers[role], {}
    for cell in cells():
        if 200 in expected(houses, houses.first, role, *cell) and cell[0] != "account_logout":
            at = address(houses.first, *cell[:2])
            answer = browser.get(at)
            if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
                for where, fields in forms_in(content_of(answer), at):
                    found[where, frozenset(fields)] = fields
    return found


def broken(browser, where, values):
    """What goes wrong when it is sent; whatever it changes is undone, in the browser too."""
    cookies = deepcopy(browser.cookies)
    try:
        with transaction.atomic():
            status = browser.post(where, values).status_code
            transaction.set_rollback(True)
    except Exception as error:
        return repr(error)[:200]
    finally:
        browser.cookies = cookies
    return "" if status < 500 else str(status)


@pytest.mark.parametrize(("role", "least"), [("nobody", 9), ("stakeholder", 24), ("secretariat", 150)])
def test_a_field_that_is_far_too_long_is_no_error_of_ours(houses, role, least):
    sent = [
        (where, name, values)
        for (where, _names), fields in forms_of(houses, role).items()
        for name, values in overlong(fields)
        if not where.endswith(("/sign-out/", "/language/"))
    ]
    faults = {
        (where, name): fault for where, name, values in sent if (fault := broken(houses.browsers[role], where, values))
    }
    assert faults == {}
    assert len(sent) >= least


def test_a_name_that_no_index_holds_is_refused_in_words(client_of, dana, group):
    page = client_of(dana).post(
        f"/groups/{group.slug}/stakeholder-groups/add/", {"name": LONG, "order": "9", "seen": "0"}
    )
    assert page.context["form"].errors["name"] == ["Ensure this value has at most 500 characters (it has 9000)."]


def test_a_request_that_is_too_large_is_refused_before_it_is_read(client, settings):
    page = client.post("/contributions/resume/", {"email": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)})
    assert page.status_code == 400
