"""A restore drill: backups and restores by the commands, as processes of their own, onto systems that are empty."""

import os
import subprocess
import sys
import uuid
from contextlib import contextmanager
from pathlib import Path

import psycopg2
from django.conf import settings as portal
from django.db import connection

from tests.processes import database_url
from tests.source import ROOT


class System:
    """A portal of its own: a database, and a folder for files and ledger."""

    def __init__(self, url, folder, clock=""):
        self.url, self.folder = url, Path(folder)
        self.folder.mkdir(exist_ok=True)
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "wgec_portal.settings",
            "DATABASE_URL": url,
            "PORTAL_VAR": str(folder),
            "PORTAL_LEDGER": str(self.folder / "ledger"),
            "PORTAL_CLOCK": clock,
        }

    def manage(self, *words, **more):
        """(how it ended, what it said, standard error behind) of a command."""
        command = [sys.executable, "manage.py", *map(str, words)]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, **more)
        return done.returncode, done.stdout + done.stderr

    def backup(self, folder, *words):
        """The path of a new backup."""
        ended, said = self.manage("backup", folder, *words)
        assert ended == 0, said
        return Path(said[: said.rindex(":")].splitlines()[-1])

    def restore(self, backup, *words):
        """What the command said when all was as it was."""
        ended, said = self.manage("restore", backup, *words)
        assert ended == 0, said
        return said

    def python(self, code):
        """What a program says in this portal."""
        program = f"import django; django.setup()\n{code}"
        command = [sys.executable, "-c", program]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def files(self):
        """{path: (mode, second of its last change, bytes)} of every file that cannot be made again."""
        root = self.folder / "files"
        found = {str(path.relative_to(root)): path for path in root.rglob("*") if path.is_file()}
        return {
            name: (path.stat().st_mode, int(path.stat().st_mtime), path.read_bytes())
            for name, path in found.items()
            if not name.startswith("fragments/")
        }


def of_this_test(tmp_path):
    """The portal of this test, as other processes see it."""
    return System(database_url(), tmp_path, portal.PORTAL_CLOCK)


@contextmanager
def empty_system(engine, folder, clock=""):
    """A System with nothing in it, on one of the engines; its database goes with it."""
    if engine == "sqlite":
        yield System(f"sqlite:///{folder / 'portal.sqlite3'}", folder, clock)
        return
    base, name = database_url().rpartition("/")[0], f"drill_{uuid.uuid4().hex}"
    _ask_the_server(f"CREATE DATABASE {name}")
    try:
        yield System(f"{base}/{name}", folder, clock)
    finally:
        _ask_the_server(f"DROP DATABASE {name} WITH (FORCE)")


def _ask_the_server(words):
    told = connection.settings_dict
    place = {"host": told["HOST"], "port": told["PORT"], "user": told["USER"], "password": told["PASSWORD"]}
    server = psycopg2.connect(dbname="postgres", **{key: value for key, value in place.items() if value})
    server.autocommit = True
    server.cursor().execute(words)
    server.close()


ROWS = """
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
import json
class Plain(DjangoJSONEncoder):
    def default(self, value):
        return bytes(value).hex() if isinstance(value, (bytes, memoryview)) else super().default(value)
left_out = {"django_session", "correspondence_heartbeat", "submissions_fragment"}
for model in apps.get_models(include_auto_created=True):
    if model._meta.db_table not in left_out:
        for row in model._default_manager.order_by("pk").values():
            print(model._meta.db_table, json.dumps(row, cls=Plain, sort_keys=True))
"""


def rows(system):
    """Every row as Django reads it, a line each: by another way than that of the backup."""
    return system.python(ROWS).splitlines()
