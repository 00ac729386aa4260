"""Every address has its policy and its example; the matrix itself, role by role, stands in tests/matrix/."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, path, resolve

from tests.stage import EXAMPLES, addresses, set_stage
from wgec_portal import policies
from wgec_portal.urls import urlpatterns as of_the_portal

ROLES = ["nobody", "stakeholder", "chidi", "bela", "emil", "fatou", "dana", "oumar"]
WORDS = {name: words for words, names in EXAMPLES.items() for name in names.split()}
urlpatterns = [*of_the_portal, path("undeclared/", lambda request: HttpResponse("open"), name="undeclared")]


@pytest.fixture
def stage(group, meeting, first_meeting, call, venue, bela, chidi, dana, emil, fatou, oumar):
    """One thing of each kind, and a browser for each role in `browsers`."""
    users = {"bela": bela, "chidi": chidi, "dana": dana, "emil": emil, "fatou": fatou, "oumar": oumar}
    made = set_stage(group, meeting, first_meeting, call, venue, users)
    made.users = {"nobody": AnonymousUser(), "stakeholder": AnonymousUser(), **users}
    made.browsers = {"nobody": Client(), "stakeholder": made.stakeholder}
    for name, user in users.items():
        made.browsers[name] = Client()
        made.browsers[name].force_login(user)
    return made


def test_every_address_has_a_policy():
    assert [name for name in addresses() if policies.policy_of(name) is None] == []


def test_no_policy_is_left_over():
    assert sorted(set(policies.POLICIES) - set(addresses())) == []


def test_every_address_has_its_example():
    named = {name: {pair.split("=")[0] for pair in words.split()} for name, words in WORDS.items()}
    assert named == {name: set(words) for name, words in addresses().items()}


@pytest.mark.django_db
def test_an_address_without_policy_is_refused_to_everybody(client, settings, dana, client_of):
    settings.ROOT_URLCONF = __name__
    assert client.get("/undeclared/").status_code == 403
    assert client_of(dana).get("/undeclared/").status_code == 403


def content_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def body_of(response):
    return content_of(response).decode("utf-8", "replace") + str(response.headers)


def loose(answers):
    """The answers that let a browser run what is not ours, or a cache keep what a signed-in person sees."""
    found = {at: answer.headers.get("Content-Security-Policy", "") for at, answer in answers.items()}
    return [at for at, policy in found.items() if "default-src 'none'" not in policy or "unsafe" in policy]


def kept_by_caches(answers):
    kept = {
        at: set(answer.headers.get("Cache-Control", "").replace(",", " ").split()) for at, answer in answers.items()
    }
    return [at for at, words in kept.items() if not {"no-store", "private"} & words]


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_the_technical_window_is_shut_to_the_whole_cast(stage, role):
    places = ["/admin/", "/admin/people/contact/", "/admin/audit/entry/1/change/", "/admin/nothing/"]
    assert {policies.policy_of(resolve(place).view_name) for place in places[:3]} == {policies.technician}
    statuses = {stage.browsers[role].get(place).status_code for place in places}
    assert statuses <= ({302, 403} if role in ("nobody", "stakeholder") else {404, 403})


def test_no_address_goes_without_a_name():
    unnamed = [pattern for pattern in get_resolver().url_patterns if getattr(pattern, "name", "included") is None]
    assert unnamed == []
