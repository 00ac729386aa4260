"""Processes of their own that share the database, the clock and the files of a test: workers that can be killed."""

import os
import subprocess
import sys
from urllib.parse import quote

from django.db import connection

from tests.source import ROOT


def database_url():
    """Where this test's database is, for another process."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    password = f":{quote(found['PASSWORD'])}" if found["PASSWORD"] else ""
    return f"postgres://{found['USER']}{password}@{found['HOST']}:{found['PORT']}/{found['NAME']}"


def start(code, settings, folder, **more):
    """Run Python code with Django set up; `folder` is its var/, so that its files are in folder/files."""
    ours = {
        "DJANGO_SETTINGS_MODULE": "wgec_portal.settings",
        "DATABASE_URL": database_url(),
        "PORTAL_CLOCK": settings.PORTAL_CLOCK,
        "PORTAL_VAR": str(folder),
        **more,
    }
    program = [sys.executable, "-c", f"import django; django.setup()\n{code}"]
    return subprocess.Popen(program, cwd=ROOT, env={**os.environ, **ours})
