"""A web server of its own for these tests, and somebody who fills the form over a real connection."""

import json
import re
import socket
import subprocess
import sys
import time
from html import unescape
from pathlib import Path

import requests

from tests.processes import database_url
from tests.source import ROOT


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def name_static_files(folder):
    """Let pages name the static files; nobody fetches them here."""
    names = [str(path.relative_to(ROOT / "static")) for path in (ROOT / "static").rglob("*") if path.is_file()]
    (folder / "static").mkdir()
    paths = {"paths": dict(zip(names, names, strict=True)), "version": "1.1", "hash": ""}
    (folder / "static" / "staticfiles.json").write_text(json.dumps(paths))


class Server:
    """gunicorn with one worker on the database of the test."""

    def __init__(self, environment, folder):
        name_static_files(folder)
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        words = ["--bind", f"127.0.0.1:{self.port}", "--worker-class", "gthread", "--workers", "1", "--threads", "4"]
        self.log = (folder / "server.log").open("w")
        ours = {**environment, "DATABASE_URL": database_url(), "PORTAL_URL": self.address, "PORTAL_VAR": str(folder)}
        program = [sys.executable, "-m", "gunicorn", "wgec_portal.wsgi", *words, "--no-control-socket"]
        self.process = subprocess.Popen(program, cwd=ROOT, env=ours, stdout=self.log, stderr=self.log)

    def wait(self):
        for _attempt in range(200):
            try:
                return requests.get(self.address + "/livez", timeout=60)
            except requests.ConnectionError:
                time.sleep(0.1)
        raise AssertionError(Path(self.log.name).read_text())

    def worker(self):
        return int(Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()[0])

    def memory(self, what="VmHWM"):
        """Megabytes of the web process: VmRSS now, VmHWM at most since it began."""
        status = Path(f"/proc/{self.worker()}/status").read_text()
        return int(re.search(rf"{what}:\s+(\d+)", status)[1]) / 1024

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)
        self.log.close()


class Contributor:
    """Somebody with a draft who adds files without scripts."""

    def __init__(self, server, call):
        self.server, self.session = server, requests.Session()
        started = self.post(f"/calls/{call.uid}/contribute/", page=f"/calls/{call.uid}/contribute/")
        self.files = started.url.removeprefix(server.address).replace("about-you", "files")
        self.token = self.token_of(self.files)

    def token_of(self, page):
        text = self.session.get(self.server.address + page, timeout=30).text
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)
        assert found, Path(self.server.log.name).read_text()[-3000:]
        return found[1]

    def post(self, path, page, **more):
        data = {"csrfmiddlewaretoken": self.token_of(page), **more.pop("data", {})}
        return self.session.post(self.server.address + path, data=data, timeout=60, **more)

    def add(self, name, content):
        """(the answer's status, its text in one line, seconds) after adding one file."""
        began = time.monotonic()
        answer = self.session.post(
            self.server.address + self.files,
            data={"csrfmiddlewaretoken": self.token, "add": "1"},
            files={"file": (name, content, "application/octet-stream")},
            timeout=60,
        )
        took = time.monotonic() - began
        return answer.status_code, " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split()), took

    def download_and_remove(self, file):
        """The file as its author gets it back, with the answer's headers; out of the draft it goes then."""
        answer = self.session.get(f"{self.server.address}{self.files}{file.pk}/", timeout=60)
        self.session.post(
            f"{self.server.address}{self.files}{file.pk}/remove/", {"csrfmiddlewaretoken": self.token}, timeout=60
        )
        return answer
