"""The environment: every missing or contradictory variable is named, all of them at once."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from environ import FileAwareEnv
from environ.fileaware_mapping import FileAwareMapping

from wgec_portal import environment

PRODUCTION = {
    "PRODUCTION": "true",
    "SECRET_KEY": "x" * 50,
    "PORTAL_URL": "https://portal.example.org",
    "DATABASE_URL": "postgres://db/portal",
    "REDIS_URL": "redis://redis/0",
    "EMAIL_URL": "smtp+tls://mail.example.org:587",
}


@pytest.fixture
def read(monkeypatch, tmp_path):
    """Read an environment of nothing but these variables."""

    def of(**variables):
        monkeypatch.setattr(FileAwareEnv, "ENVIRON", FileAwareMapping(env=variables))
        return environment.read(tmp_path)

    return of


def test_nothing_is_needed_by_the_embedded_portal(read, tmp_path):
    env = read()
    assert (env("PRODUCTION"), env("PORTAL_VAR")) == (False, str(tmp_path / "var"))


def test_production_runs_with_what_it_needs(read):
    assert read(**PRODUCTION)("PRODUCTION") is True


def test_a_variable_may_stand_in_a_file(read, tmp_path):
    (tmp_path / "key").write_text("y" * 50)
    others = {name: value for name, value in PRODUCTION.items() if name != "SECRET_KEY"}
    assert read(**others, SECRET_KEY_FILE=str(tmp_path / "key"))("SECRET_KEY") == "y" * 50


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        *(({name: ""}, [name]) for name in ("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "EMAIL_URL")),
        ({"PORTAL_CLOCK": "/tmp/clock"}, ["PORTAL_CLOCK"]),
        ({"PORTAL_URL": "http://portal.example.org"}, ["PORTAL_URL"]),
        ({"CLAMAV": "clamav"}, ["CLAMAV"]),
        ({"SECOND_FACTOR": "false"}, ["SECOND_FACTOR"]),
        ({"SECRET_KEY": "", "EMAIL_URL": ""}, ["SECRET_KEY", "EMAIL_URL"]),
    ],
)
def test_every_fault_is_named(read, changed, named):
    with pytest.raises(ImproperlyConfigured) as refused:
        read(**{**PRODUCTION, **changed})
    assert [name for name in environment.VARIABLES if f"{name} " in str(refused.value)] == named
