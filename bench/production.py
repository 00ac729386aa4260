"""Everything that runs in production but nginx, as child processes; a mail server; and somebody who starts again what
has ended, as `restart: unless-stopped` of docker-compose.yml does. For the benchmarks that break things.
"""

import asyncio
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from email import message_from_bytes
from pathlib import Path

import psycopg2
from aiosmtpd.controller import Controller
from servers import ROOT, Redis, Server, free_port
from stage import Stage

HERE = Path(__file__).parent
LONGEST = 180  # seconds until the portal is given up


class Sink:
    """A mail server that keeps the letters: {address: [Message-ID]}. It answers with `answer`, after `seconds`."""

    def __init__(self):
        self.got, self.answer, self.seconds = {}, "250 OK", 0
        self.port = free_port()
        self.start()

    def start(self):
        self.server = Controller(self, hostname="127.0.0.1", port=self.port)
        self.server.start()

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(self.seconds)
        if self.answer[0] != "2":
            return self.answer
        identity = message_from_bytes(envelope.content)["Message-ID"]
        for address in envelope.rcpt_tos:
            self.got.setdefault(address, []).append(identity)
        return self.answer

    def repeated(self):
        """How many letters came more than once, and how many Message-IDs too many there are."""
        times = [Counter(found) for found in self.got.values()]
        return sum(number - 1 for each in times for number in each.values())


class KeepingRedis(Redis):
    """As in docker-compose.yml: written down every second."""

    def command(self):
        options = ["--port", self.port, "--bind", "127.0.0.1", "--dir", self.folder, "--appendonly", "yes"]
        return ["redis-server", *map(str, options), "--appendfsync", "everysec", "--maxmemory-policy", "noeviction"]


class Celery(Server):
    """A process of Celery with the words of docker-compose.yml."""

    def __init__(self, folder, environment, *words):
        super().__init__(folder)
        self.words, self.more = words, environment

    def environment(self):
        return {**os.environ, **self.more}

    def command(self):
        return [sys.executable, "-m", "celery", "--app", "wgec_portal", *self.words, "--loglevel", "INFO"]


class Supervisor(threading.Thread):
    """Starts again whatever has ended, but what is named in `left_down`."""

    def __init__(self, servers):
        super().__init__(daemon=True)
        self.servers, self.over, self.left_down = servers, threading.Event(), set()

    def run(self):
        while not self.over.wait(0.2):
            for name, server in self.servers.items():
                if server.process.poll() is not None and name not in self.left_down:
                    with suppress(ProcessLookupError):
                        os.killpg(server.process.pid, signal.SIGKILL)  # a container ends with its first process
                    server.spawn()


class Portal:
    """Everything that runs in production but nginx, and somebody who uses it."""

    def __init__(self, folder, seed, **environment):
        self.more = environment
        self.stage, self.sink, self.seed, self.told = Stage(folder), Sink(), seed, []
        self.stage.redis = KeepingRedis(self.stage.folder / "redis")
        self.rng = random.Random(seed)

    def start(self):
        stage = self.stage
        stage.start_without_web()
        stage.environment |= {"EMAIL_URL": f"smtp://127.0.0.1:{self.sink.port}", **self.more}
        self._run("contributors.py", stage.call, "3")
        stage.manage("collectstatic", "--noinput", "--verbosity", "0")
        stage.web.more = stage.environment
        stage.web.start()
        self.servers = {"web": stage.web, "redis": stage.redis, "postgres": stage.postgres, **self._celeries()}
        self.supervisor = Supervisor(self.servers)
        self.supervisor.start()

    def _celeries(self):
        quiet = ("--without-gossip", "--without-mingle")
        words = {
            name: ("worker", "--queues", name, "--hostname", f"{name}@%h", "--concurrency", "2", *quiet)
            for name in ("letters", "papers")
        }
        words["beat"] = ("beat", "--schedule", str(self.stage.folder / "timetable"))
        found = {}
        for name, each in words.items():
            (self.stage.folder / name).mkdir()
            found[name] = Celery(self.stage.folder / name, self.stage.environment, *each)
            found[name].spawn()
        return found

    def kill(self, kind):
        """As the power cut does it: the process and all it has started, or one worker of the web server."""
        if kind == "a web worker":
            workers = self.stage.web.workers()
            if workers:
                os.kill(self.rng.choice(workers), signal.SIGKILL)
            return
        with suppress(ProcessLookupError):
            os.killpg(self.servers[kind].process.pid, signal.SIGKILL)

    # Does it work?

    def works(self, kind):
        """Wait until what was killed does its work again. Raises TimeoutError."""
        since = time.time()
        visitor = self.stage.visitor(self.seed)
        filed = visitor.contribute(self.stage.call, self.stage.pdf)
        self.told.append(vars(filed))
        self.wait_for_letter(visitor)
        if kind == "papers":
            self._run("asking.py", self.stage.call, "question", input="ask\n", text=True, timeout=LONGEST)
        if kind == "beat":
            self.until(lambda: self.swept() > since, "the timetable did not run")

    def wait_for_letter(self, visitor):
        """Until the receipt of a visitor has come. Raises TimeoutError."""
        self.until(lambda: f"visitor{visitor.name}@example.org" in self.sink.got, "no letter came")

    def until(self, done, trouble):
        end = time.monotonic() + LONGEST
        while not done():
            if time.monotonic() > end:
                raise TimeoutError(trouble)
            time.sleep(0.05)

    def _run(self, script, *words, **more):
        """Another script of this folder, in the portal."""
        environment = {**os.environ, **self.stage.environment, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, HERE / script, *words]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL, **more)

    def swept(self):
        """When the worker for letters last wrote down that it swept, which beat asks it for."""
        with psycopg2.connect(self.stage.postgres.url("portal")) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT max(extract(epoch FROM at)) FROM correspondence_heartbeat WHERE name = 'letters'")
            return float(cursor.fetchone()[0] or 0)

    def stop(self):
        if hasattr(self, "supervisor"):
            self.supervisor.over.set()
            self.supervisor.join()
            for name in ("beat", "letters", "papers"):
                self.servers[name].stop()
        self.stage.stop()
        self.sink.server.stop()
