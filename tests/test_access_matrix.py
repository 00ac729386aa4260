"""Every address × every role: who gets in, who finds nothing, and no private word in an answer to the wrong person."""

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, path, resolve, reverse

from tests.source import APPS
from tests.stage import CANARIES, EXAMPLES, HIDDEN, addresses, example, set_stage
from wgec_portal import policies
from wgec_portal.urls import urlpatterns as of_the_portal

ROLES = ["nobody", "stakeholder", "chidi", "bela", "emil", "fatou", "dana", "oumar"]
WORDS = {name: words for words, names in EXAMPLES.items() for name in names.split()}
EVERYWHERE = [*WORDS.items(), *((name, words) for name, words, _who in HIDDEN)]
HELD = {  # the pages of a draft, and of what was sent: for the browser that holds it
    *("submissions:confirm_address", "submissions:edit", "submissions:discard", "submissions:withdraw"),
    *("submissions:choices", "submissions:partners"),
    *("submissions:word", "submissions:reading", "submissions:draft_as_word", "submissions:draft_as_pdf"),
    *("submissions:about", "submissions:answers", "submissions:files", "submissions:remove_file"),
    *(f"submissions:upload_{verb}" for verb in ("begin", "piece", "finish", "remove")),
    *("submissions:check", "submissions:send", "submissions:confirmation"),
    *("submissions:receipt", "submissions:receipt_as_pdf"),
}

WITHOUT_SECOND_FACTOR = {  # what the pages of the second factor answer to those who have none
    "account_reauthenticate": {403},
    "mfa_reauthenticate": {403},
    "mfa_deactivate_totp": {404},
    "mfa_view_recovery_codes": {404},
    "mfa_download_recovery_codes": {404},
}

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


def ask(stage, role, name, words, method="get"):
    return getattr(stage.browsers[role], method)(reverse(name, kwargs=example(stage, words)))


def expected(stage, role, name, words):
    """The answers to a GET that the policy of an address allows: 405 where it only takes what is sent to it."""
    user, policy = stage.users[role], policies.policy_of(name)
    if not policy(user):
        return {404} if user.is_authenticated else {302}
    if name in HELD and role != "stakeholder":
        return {404, 405}
    if policy in (policies.staff, policies.office) and role == "oumar" and words:
        return {404, 405}
    return WITHOUT_SECOND_FACTOR.get(name, {200, 302, 405})


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


def crawl(stage, role, method="get"):
    """{(URL name, words): answer} of every address, asked by one role."""
    return {at: ask(stage, role, *at, method) for at in EVERYWHERE}


def wrong_statuses(stage, role, answers):
    """{address: (its status, what it should be)} where they differ; private things are found by their own only."""
    hidden = {(name, words): {200} if role in who else strangers(name, role) for name, words, who in HIDDEN}
    should = {at: expected(stage, role, *at) for at in WORDS.items()} | hidden
    return {
        at: (answers[at].status_code, right) for at, right in should.items() if answers[at].status_code not in right
    }


def strangers(name, role):
    """Strangers are sent to sign in where the policy asks for an account; else they find nothing."""
    return {302} if role in ("nobody", "stakeholder") and policies.policy_of(name) is not policies.public else {404}


def content_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def body_of(response):
    return content_of(response).decode("utf-8", "replace") + str(response.headers)


def words_found(answers):
    """{canary: the addresses whose answer holds it}."""
    bodies = {at: body_of(answer) for at, answer in answers.items()}
    return {canary: [at for at, body in bodies.items() if canary in body] for canary in CANARIES}


def loose(answers):
    """The answers that let a browser run what is not ours, or a cache keep what a signed-in person sees."""
    found = {at: answer.headers.get("Content-Security-Policy", "") for at, answer in answers.items()}
    return [at for at, policy in found.items() if "default-src 'none'" not in policy or "unsafe" in policy]


def kept_by_caches(answers):
    kept = {
        at: set(answer.headers.get("Cache-Control", "").replace(",", " ").split()) for at, answer in answers.items()
    }
    return [at for at, words in kept.items() if not {"no-store", "private"} & words]


def rows():
    """How many rows each of our tables has."""
    ours = [model for model in apps.get_models() if model.__module__.split(".")[0] in APPS]
    return {model._meta.label: model._default_manager.count() for model in ours}


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_everybody_finds_what_is_for_them_and_nothing_else(stage, role):
    before = rows()
    answers = crawl(stage, role)
    found = words_found(answers)
    assert wrong_statuses(stage, role, answers) == {}
    assert {word: at for word, at in found.items() if at and role not in CANARIES[word]} == {}
    assert [word for word, who in CANARIES.items() if role in who and not found[word]] == []
    assert loose(answers) == []
    assert rows() == before
    if role not in ("nobody", "stakeholder"):
        assert kept_by_caches(answers) == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["stakeholder", "dana"])
def test_asking_for_the_head_alone_changes_nothing(stage, role):
    before = rows()
    answers = crawl(stage, role, "head")
    assert ({at for at, answer in answers.items() if content_of(answer)}, rows()) == (set(), before)


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
