"""The stage of a rush: the servers, the portal's environment, and one open call."""

import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import pikepdf
from servers import ROOT, Gunicorn, Postgres, Redis
from visitors import HOST, MARK, Visitor

PREPARE = """
import django; django.setup()
from datetime import timedelta
from audit.clock import now
from meetings.models import Call, Meeting, Question, Venue
from people.models import Person, StaffRole, StakeholderGroup, User, WorkingGroup
day = now().date()
group = WorkingGroup.objects.create(
    name="Group of the rush", slug="rush", short_name="RUSH", first_year=day.year, parent_body="A commission",
    parent_short_name="AC", mandate="To be rushed.", mandate_symbol="A/RES/1", mandate_paragraph="1",
    established_on=day, report_due="the commission", work_ends_on=day + timedelta(days=900),
    secretariat_name="Secretariat", secretariat_email="secretariat@example.org", disclaimer="Their own views.")
for order, name in enumerate(("Member States", "Private sector", "Civil society"), start=1):
    StakeholderGroup.objects.create(group=group, name=name, order=order, is_states=order == 1)
venue = Venue.objects.create(group=group, name="A palace", city="Geneva")
meeting = Meeting.objects.create(group=group, venue=venue, ordinal="first", starts_on=day + timedelta(days=60),
                                 ends_on=day + timedelta(days=61), state=Meeting.State.ANNOUNCED)
call = Call.objects.create(group=group, meeting=meeting, title="Inputs in a rush", state=Call.State.OPENED,
                           opened_at=now() - timedelta(days=20), deadline_at=now() + timedelta(days=1))
for order in (1, 2):
    Question.objects.create(call=call, order=order, text=f"Question {order}?")
person = Person.objects.create(name="Staff of the rush")
user = User.objects.create_user("staff@example.org", person=person)
StaffRole.objects.create(user=user, group=group, starts_on=day)
print(call.uid)
"""


class Stage:
    """The servers, the portal's environment, and one open call."""

    def __init__(self, folder):
        self.folder = Path(folder)
        for name in ("postgres", "redis", "web", "bare", "var"):
            (self.folder / name).mkdir()
        os.chmod(self.folder, 0o755)
        self.postgres, self.redis = Postgres(self.folder / "postgres"), Redis(self.folder / "redis")
        self.web = Gunicorn(self.folder / "web", "wgec_portal.wsgi:application", {})
        self.names, self.pdf = iter(range(1, 10**9)), sample_pdf()

    def start(self):
        self.start_without_web()
        self.manage("collectstatic", "--noinput", "--verbosity", "0")
        self.web.more = self.environment
        self.web.start()

    def start_without_web(self):
        """Database, broker and the open call."""
        self.postgres.start()
        self.redis.start()
        self.environment = {
            "DJANGO_SETTINGS_MODULE": "wgec_portal.settings",
            "PRODUCTION": "true",
            "SECRET_KEY": "a-key-for-one-measurement-" + os.urandom(24).hex(),
            "PORTAL_URL": f"https://{HOST}",
            "ALLOWED_HOSTS": HOST,
            "DATABASE_URL": self.postgres.create("portal"),
            "REDIS_URL": self.redis.url,
            "EMAIL_URL": "smtp://127.0.0.1:9",
            "EMAIL_FROM": f"Portal <portal@{HOST}>",
            "PORTAL_VAR": str(self.folder / "var"),
            "TRUSTED_PROXIES": "1",
        }
        self.manage("migrate", "--noinput", "--verbosity", "0")
        self.call = self.python(PREPARE).strip()

    def manage(self, *words, **more):
        return self._run([sys.executable, "manage.py", *words], **more)

    def python(self, code, **more):
        return self._run([sys.executable, "-c", code], **more).stdout

    def _run(self, command, **more):
        environment = {**os.environ, **self.environment}
        return subprocess.run(command, cwd=ROOT, env=environment, check=True, text=True, stdout=subprocess.PIPE, **more)

    def visitor(self, seed):
        name = next(self.names)
        return Visitor(self.web.port, name, random.Random(f"{seed}:{name}"))

    def stop(self):
        for server in (self.web, self.redis, self.postgres):
            server.stop()


def sample_pdf():
    """A PDF of about 60 kB with a place for a visitor's number."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    page.obj.Contents = pdf.make_stream(
        b"% " + MARK + b"\n" + b"% " + random.Random(0).randbytes(30_000).hex().encode()
    )
    path = Path(tempfile.mkdtemp()) / "sample.pdf"
    pdf.save(path, compress_streams=False)
    return path.read_bytes()
