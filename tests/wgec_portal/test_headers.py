"""What every answer tells the browser, and which cookies it gives it."""

import json
import os
import subprocess
import sys

import pytest
from django.test import Client
from django.urls import reverse

from tests.matrix.cells import address, cells
from tests.matrix.houses import build
from tests.source import ROOT
from wgec_portal.headers import ALWAYS

pytestmark = pytest.mark.django_db
CAST = "group other_group meeting first_meeting call venue bela chidi dana emil fatou oumar"
PRODUCTION = {
    "PRODUCTION": "true",
    "SECRET_KEY": "x" * 50,
    "PORTAL_URL": "https://portal.example.org",
    "ALLOWED_HOSTS": "portal.example.org",
    "DATABASE_URL": "postgres://127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "EMAIL_URL": "smtp+tls://mail.example.org:587",
    "EMAIL_FROM": "Portal <portal@example.org>",
}
ASK = """
import json, django
from django.conf import settings
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
django.setup()
from django.test import Client
answer = Client().get("/sign-in/", secure=True, headers={"host": "portal.example.org"})
cookies = {name: sorted(key for key, value in morsel.items() if value) for name, morsel in answer.cookies.items()}
plain = Client().get("/sign-in/", headers={"host": "portal.example.org"})
print(json.dumps([dict(answer.headers), cookies, [plain.status_code, plain.headers.get("Location", "")]]))
"""


@pytest.fixture
def houses(request):
    for name in CAST.split():
        request.getfixturevalue(name)
    return build(request.getfixturevalue)


def lacking(answer):
    """The headers that the answer lacks, or that let a browser do more than it should."""
    policy, headers = answer.headers.get("Content-Security-Policy", ""), answer.headers
    loose = "default-src 'none'" not in policy or ("frame-ancestors 'none'" not in policy and "sandbox" not in policy)
    same = ("X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy", "Cross-Origin-Resource-Policy")
    return [name for name in same if headers.get(name) not in (ALWAYS[name], "no-referrer")] + (
        ["policy"] if loose or "unsafe" in policy else []
    )


@pytest.mark.parametrize("role", ["nobody", "secretariat"])
def test_every_answer_tells_the_browser_what_it_may_do(houses, role):
    plain = [cell for cell in cells() if not cell[2]]
    answers = {cell[0]: houses.browsers[role].get(address(houses.first, *cell[:2])) for cell in plain}
    assert {name: missing for name, answer in answers.items() if (missing := lacking(answer))} == {}
    signed_in = role == "secretariat"
    assert not signed_in or {answer.headers["Cache-Control"] for answer in answers.values()} == {"no-store"}


@pytest.mark.parametrize(("at", "status"), [("/no/such/page/", 404), ("/papers/%00", 400), ("/admin", 301)])
def test_errors_tell_it_too(client, at, status):
    answer = client.get(at)
    assert (answer.status_code, lacking(answer)) == (status, [])


def test_a_form_without_its_token_tells_it_too():
    answer = Client(enforce_csrf_checks=True).post(reverse("account_login"))
    assert (answer.status_code, lacking(answer)) == (403, [])


@pytest.fixture(scope="module")
def in_production(tmp_path_factory):
    """[headers, {cookie: its attributes}, answer over plain HTTP] of the sign-in page with production's settings."""
    place = str(tmp_path_factory.mktemp("production"))
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "wgec_portal.settings", **PRODUCTION}
    command = [sys.executable, "-W", "ignore", "-c", ASK]
    environment["PORTAL_VAR"] = place
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def test_production_speaks_https_only(in_production):
    headers, _cookies, plain = in_production
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert plain == [301, "https://portal.example.org/sign-in/"]


def test_cookies_of_production_belong_to_this_host_alone(in_production):
    _headers, cookies, _plain = in_production
    assert set(cookies) == {"__Host-csrf"}
    assert {"httponly", "path", "samesite", "secure"} <= set(cookies["__Host-csrf"])
    assert "domain" not in cookies["__Host-csrf"]


def test_what_is_said_in_passing_needs_no_cookie(client_of, dana, group):
    client = client_of(dana)
    answer = client.post(reverse("people:practice_open", args=[group.slug]))
    assert "Here you can rehearse everything." in client.get(answer.url).content.decode()
    assert "messages" not in client.cookies
