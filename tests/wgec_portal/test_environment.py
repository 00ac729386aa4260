"""The environment: every missing or contradictory variable is named, all of them at once."""

import os
import re
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from environ import FileAwareEnv
from environ.fileaware_mapping import FileAwareMapping

from tests.source import ROOT
from wgec_portal import environment

PRODUCTION = {
    "PRODUCTION": "true",
    "SECRET_KEY": "x" * 50,
    "PORTAL_URL": "https://portal.example.org",
    "ALLOWED_HOSTS": "portal.example.org",
    "EMAIL_FROM": "Portal <portal@example.org>",
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
    (tmp_path / "key").write_text("y" * 50 + "\n")
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
        ({"PRODUCTION": "ture"}, ["PRODUCTION"]),
        ({"SECRET_KEY": "short"}, ["SECRET_KEY"]),
        ({"DATABASE_URL": "sqlite:///portal.sqlite3"}, ["DATABASE_URL"]),
        ({"REDIS_URL": "127.0.0.1:6379"}, ["REDIS_URL"]),
        ({"EMAIL_URL": "mail.example.org"}, ["EMAIL_URL"]),
        ({"EMAIL_URL": "consolemail://"}, ["EMAIL_URL"]),
        ({"EMAIL_FROM": "The portal"}, ["EMAIL_FROM"]),
        ({"EMAIL_FROM": "a@example.org, b@example.org"}, ["EMAIL_FROM"]),
        ({"EMAIL_FROM": "Portal <portal@localhost>"}, ["EMAIL_FROM"]),
        ({"ALLOWED_HOSTS": "*"}, ["ALLOWED_HOSTS"]),
        ({"PORTAL_URL": "https://portal.example.org/wgec"}, ["PORTAL_URL"]),
        ({"TRUSTED_PROXIES": "one"}, ["TRUSTED_PROXIES"]),
        ({"TRUSTED_PROXIES": "-1"}, ["TRUSTED_PROXIES"]),
        ({"METRICS_TOKEN": "short"}, ["METRICS_TOKEN"]),
        ({"ACCEL_REDIRECT": "files"}, ["ACCEL_REDIRECT"]),
        ({"EMAIL_URL": "smtp://mail.example.org"}, ["EMAIL_URL", "EMAIL_IN_CLEAR"]),
        ({"EMAIL_URL": "mail.example.org:587"}, ["EMAIL_URL"]),
        ({"EMAIL_URL": "dummymail://"}, ["EMAIL_URL"]),
        ({"EMAIL_BOUNCES_URL": "imap://user:word@mail.example.org/INBOX"}, ["EMAIL_BOUNCES_URL"]),
        ({"EMAIL_BOUNCES_URL": "imaps://mail.example.org"}, ["EMAIL_BOUNCES_URL"]),
        ({"SECRET_KEY": "", "EMAIL_URL": ""}, ["SECRET_KEY", "EMAIL_URL"]),
    ],
)
def test_every_fault_is_named(read, changed, named):
    with pytest.raises(ImproperlyConfigured) as refused:
        read(**{**PRODUCTION, **changed})
    assert [name for name in environment.VARIABLES if re.search(rf"\b{name}\b", str(refused.value))] == named


@pytest.mark.parametrize("hosts", ["other.example.org", "example.org", ".other.org"])
def test_the_portal_answers_to_the_name_that_letters_carry(read, hosts):
    with pytest.raises(ImproperlyConfigured, match=r"^ALLOWED_HOSTS lacks portal\.example\.org, "):
        read(**{**PRODUCTION, "ALLOWED_HOSTS": hosts})


def test_a_password_that_cannot_be_read_is_not_told(read):
    with pytest.raises(ImproperlyConfigured) as refused:
        read(**{**PRODUCTION, "DATABASE_URL": "postgres://portal:secret/word@db:5432/portal"})
    assert str(refused.value) == (
        "DATABASE_URL cannot be read: in its password write @ : / ? # % as %40 %3A %2F %3F %23 %25."
    )


def test_one_name_may_stand_for_all_below_it(read):
    assert read(**{**PRODUCTION, "ALLOWED_HOSTS": "localhost,.example.org"})("PRODUCTION") is True


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "which cannot be read: No such file or directory."),
        (b"\n", "which is empty."),
        (b"\xff", "which cannot be read: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte."),
    ],
)
def test_a_file_without_a_value_is_named(read, tmp_path, content, sentence):
    path = tmp_path / "key"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ImproperlyConfigured) as refused:
        read(SECRET_KEY_FILE=str(path))
    assert str(refused.value) == f"SECRET_KEY_FILE names {path}, {sentence}"


def test_a_value_and_a_file_contradict_each_other(read, tmp_path):
    (tmp_path / "key").write_text("y" * 50)
    with pytest.raises(ImproperlyConfigured, match=r"^SECRET_KEY and SECRET_KEY_FILE are both set: "):
        read(SECRET_KEY="z" * 50, SECRET_KEY_FILE=str(tmp_path / "key"))


@pytest.mark.parametrize(
    "given",
    [
        {"EMAIL_URL": "smtp://localhost:25"},
        {"EMAIL_URL": "smtp://127.0.0.1:25"},
        {"EMAIL_URL": "smtp+ssl://user:word@mail.example.org:465"},
        {"EMAIL_URL": "smtp://mail.example.org", "EMAIL_IN_CLEAR": "true"},
    ],
)
def test_letters_go_in_clear_only_inside_the_host_or_when_it_is_said(read, given):
    assert read(**{**PRODUCTION, **given})("PRODUCTION") is True


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ImproperlyConfigured) as refused:
        environment.made(tmp_path / "file" / "var")
    assert str(refused.value) == f"PORTAL_VAR names {tmp_path}/file/var, which cannot be made: Not a directory."


def test_a_command_tells_every_fault_without_a_traceback():
    environment = {"PATH": os.environ["PATH"], "PRODUCTION": "true"}
    done = subprocess.run([sys.executable, "manage.py", "check"], cwd=ROOT, env=environment, capture_output=True)
    assert (done.returncode, done.stderr.decode().count("\n")) == (1, 1)
    assert done.stderr.startswith(b"The portal cannot start. Set SECRET_KEY or SECRET_KEY_FILE")
