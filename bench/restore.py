"""A restore drill in large: backup, restore onto an empty system, everything compared, with and without encryption.

    python bench/restore.py [--contributions 10000] [--gigabytes 5] [--without-age] [--small] [--folder /var/tmp]

PostgreSQL and Redis are children of this process, in a folder that is thrown away (about four times the bytes). Rows
and files are compared by the commands, and here once more by other means. It ends with 1 when anything differs. Memory
is the peak of the command with all below it (PSS), CPU its own, without PostgreSQL’s. Figures go to the screen and to
var/bench/restore.json (restore-small.json).
"""

import argparse
import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg2
import pyrage
from compile import MEGABYTE, Watch
from servers import ROOT
from stage import Stage

HERE = Path(__file__).parent
GOAL = 120  # seconds for a restore
LEFT_OUT = ("django_session", "correspondence_heartbeat", "submissions_fragment", "django_migrations")
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
GO_ON = """
import django; django.setup()
import re, time
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.ACCEL_REDIRECT = ""
from django.test import Client
from django.urls import reverse
from correspondence.models import Message
from submissions.models import File
client, more = Client(), {"HTTP_HOST": settings.ALLOWED_HOSTS[0], "secure": True}
client.post(reverse("account_login"), {"email": "staff@example.org"}, **more)
letter = Message.objects.get(to_address="staff@example.org", secret=True)
code = re.search(r"^([A-Z0-9]{3,5}-?[A-Z0-9]{3,5})$", letter.body, re.M)[1]
page = client.post(reverse("account_confirm_login_code"), {"code": code}, follow=True, **more)
secret = re.search(r"\\b[A-Z2-7]{32}\\b", page.content.decode())[0]
digits = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
client.post(reverse("mfa_activate_totp"), {"code": digits}, **more)
desk = client.get(reverse("desk"), **more)
file = File.objects.select_related("version__submission").first()
got = client.get(reverse("submissions:file", args=[file.version.submission.uid, file.pk]), **more)
print(desk.status_code, got.status_code, sum(map(len, got.streaming_content)) == file.size)
"""


class Portal:
    """One portal of the drill: its environment and its folder."""

    def __init__(self, stage, url, folder):
        self.url, self.folder = url, Path(folder)
        self.environment = {**os.environ, **stage.environment, "DATABASE_URL": url, "PORTAL_VAR": str(folder)}
        self.environment |= {"PORTAL_LEDGER": str(self.folder / "ledger"), "PYTHONPATH": str(ROOT)}

    def manage(self, *words):
        """{"seconds", "cpu", "memory", "said"} of a command. Raises CalledProcessError."""
        command = [sys.executable, "manage.py", *map(str, words)]
        began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True)
        with Watch(process.pid) as watch:
            said = process.communicate()[0]
            seconds = time.monotonic() - began
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command, said)
        return {"seconds": seconds, "cpu": cpu, "memory": watch.peak, "said": said.splitlines()}

    def python(self, code):
        command = [sys.executable, "-c", code]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        ).stdout

    def rows(self):
        """{table: (how many rows, a sum of their hashes)}, as PostgreSQL reckons them."""
        found = {}
        with psycopg2.connect(self.url) as database, database.cursor() as cursor:
            cursor.execute(TABLES)
            for (name,) in [row for row in cursor.fetchall() if row[0] not in LEFT_OUT]:
                cursor.execute(f'SELECT count(*), sum(hashtextextended(t::text, 0)) FROM "{name}" t')
                found[name] = cursor.fetchone()
        database.close()
        return found

    def files(self):
        """{path: SHA-256} of every file."""
        found = {}
        for path in sorted((self.folder / "files").rglob("*")):
            if path.is_file():
                with path.open("rb") as file:
                    found[str(path.relative_to(self.folder))] = hashlib.file_digest(file, "sha256").hexdigest()
        return found


def drill(stage, source, name, backing_up=(), restoring=()):
    """Figures of one backup and its restore, and what differs."""
    folder = stage.folder / "backups"
    taken = source.manage("backup", folder, *backing_up)
    backup = Path(taken["said"][-1].rpartition(":")[0])
    size = backup.stat().st_size
    target = Portal(stage, stage.postgres.create(name), stage.folder / name)
    put_back = target.manage("restore", backup, *restoring)
    backup.unlink()
    differs = [what for what in ("rows", "files") if getattr(source, what)() != getattr(target, what)()]
    went_on = target.python(GO_ON).strip()
    shutil.rmtree(target.folder)
    for done in (taken, put_back):
        done["megabytes_a_second"] = size / MEGABYTE / done["seconds"]
    return {"bytes": size, "backup": taken, "restore": put_back, "differs": differs, "went_on": went_on}


def measured(contributions, size, with_age, place):
    with tempfile.TemporaryDirectory(dir=place, ignore_cleanup_errors=True) as folder:
        if (free := shutil.disk_usage(folder).free) < 4 * size:
            raise SystemExit(f"{folder} has {free // MEGABYTE} MB free; {4 * size // MEGABYTE} are needed.")
        stage = Stage(folder)
        try:
            stage.start_without_web()
            source = Portal(stage, stage.environment["DATABASE_URL"], stage.folder / "var")
            fill = [sys.executable, HERE / "cabinet.py", stage.call, str(contributions), str(size)]
            subprocess.run(fill, cwd=ROOT, env=source.environment, check=True)
            found = {"plain": drill(stage, source, "restored")}
            if with_age:
                found["age"] = drill(stage, source, "decrypted", *_keys(stage.folder))
            return found
        finally:
            stage.redis.stop()
            stage.postgres.stop()


def _keys(folder):
    """The words for backup and restore with a new pair of keys."""
    identity = pyrage.x25519.Identity.generate()
    (folder / "identity").write_text(str(identity))
    (folder / "recipients").write_text(str(identity.to_public()))
    return ("--recipients", folder / "recipients"), ("--identity", folder / "identity")


def show(found):
    """The figures, and whether all is as it was."""
    right = True
    for name, row in found.items():
        print(f"\n{name}: {row['bytes'] / MEGABYTE:.0f} MB")
        for verb in ("backup", "restore"):
            done = row[verb]
            speed, memory = done["megabytes_a_second"], done["memory"] / MEGABYTE
            figures = f"{done['seconds']:8.1f} s{done['cpu']:8.1f} CPU s{speed:8.0f} MB/s{memory:8.0f} MB of memory"
            print(f"  {verb:8}{figures}")
        print("  " + "\n  ".join(row["restore"]["said"]))
        print(f"  rows and files differ: {row['differs'] or 'no'}; sign-in, desk and download: {row['went_on']}")
        print(f"  goal of {GOAL} s: {'reached' if row['restore']['seconds'] <= GOAL else 'not reached'}")
        right = right and not row["differs"] and row["went_on"] == "200 200 True"
    return right


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--contributions", type=int, default=10_000)
    words.add_argument("--gigabytes", type=float, default=5)
    words.add_argument("--without-age", action="store_true")
    words.add_argument("--small", action="store_true", help="200 contributions, 20 MB")
    words.add_argument("--folder", help="where to work; the system’s folder for temporary files otherwise")
    told = words.parse_args()
    number, size = (200, 20_000_000) if told.small else (told.contributions, int(told.gigabytes * 10**9))
    found = measured(number, size, not told.without_age, told.folder)
    right = show(found)
    out = ROOT / "var" / "bench" / ("restore-small.json" if told.small else "restore.json")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps({"contributions": number, "bytes": size, **found}, indent=1))
    sys.exit(0 if right else 1)


if __name__ == "__main__":
    main()
