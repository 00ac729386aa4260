"""Kills in a row over web, workers, beat, Redis and PostgreSQL, and how long until the portal works again each time.

    python bench/kills.py [--kills 200] [--seed 1]

Every server is a child of this process, in a folder that is thrown away. What has ended is started again as it was, as
`restart: unless-stopped` does it; nothing else is done for them. After each kill somebody files a contribution by the
real form and waits for the letter with its receipt; after those over the worker for papers a compilation is asked for
too, and after those over beat the timetable must have run. It ends with 1 when anything acknowledged was lost, doubled
or changed, or a letter came twice more often than senders were killed. Figures also go to var/bench/kills.json.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from email import message_from_bytes
from pathlib import Path
from statistics import median

import psycopg2
from aiosmtpd.controller import Controller
from rush import VERIFY
from servers import ROOT, Redis, Server, free_port
from stage import Stage

HERE = Path(__file__).parent
LONGEST = 180  # seconds until the portal is given up after a kill
SHARES = {"a web worker": 4, "web": 3, "letters": 4, "papers": 2, "beat": 1, "redis": 3, "postgres": 3}
SENDERS = {"letters", "postgres"}  # when they die a letter that went may not be written down as gone


class Sink:
    """A mail server that keeps the letters: {address: [Message-ID]}."""

    def __init__(self):
        self.got = {}
        self.port = free_port()
        self.server = Controller(self, hostname="127.0.0.1", port=self.port)
        self.server.start()

    async def handle_DATA(self, server, session, envelope):
        identity = message_from_bytes(envelope.content)["Message-ID"]
        for address in envelope.rcpt_tos:
            self.got.setdefault(address, []).append(identity)
        return "250 OK"

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
    """Starts again whatever has ended."""

    def __init__(self, servers):
        super().__init__(daemon=True)
        self.servers, self.over = servers, threading.Event()

    def run(self):
        while not self.over.wait(0.2):
            for server in self.servers.values():
                if server.process.poll() is not None:
                    with suppress(ProcessLookupError):
                        os.killpg(server.process.pid, signal.SIGKILL)  # a container ends with its first process
                    server.spawn()


class Portal:
    """Everything that runs in production but nginx, and somebody who uses it."""

    def __init__(self, folder, seed):
        self.stage, self.sink, self.seed, self.told = Stage(folder), Sink(), seed, []
        self.stage.redis = KeepingRedis(self.stage.folder / "redis")
        self.rng = random.Random(seed)

    def start(self):
        stage = self.stage
        stage.start_without_web()
        stage.environment["EMAIL_URL"] = f"smtp://127.0.0.1:{self.sink.port}"
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
        self._until(lambda: f"visitor{visitor.name}@example.org" in self.sink.got, "no letter came")
        if kind == "papers":
            self._run("asking.py", self.stage.call, "question", input="ask\n", text=True, timeout=LONGEST)
        if kind == "beat":
            self._until(lambda: self._swept() > since, "the timetable did not run")

    def _until(self, done, trouble):
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

    def _swept(self):
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


def kinds(number, rng):
    """So many victims, in the shares above, mixed."""
    total = sum(SHARES.values())
    found = [kind for kind, share in SHARES.items() for _each in range(round(number * share / total))]
    rng.shuffle(found)
    return found


def run(options, folder):
    """All kills, then what is left of it all: a dict of figures."""
    portal, seconds, given_up = Portal(folder, options.seed), {}, []
    try:
        portal.start()
        portal.works("papers")
        for kind in kinds(options.kills, portal.rng):
            began = time.monotonic()
            portal.kill(kind)
            try:
                portal.works(kind)
                seconds.setdefault(kind, []).append(time.monotonic() - began)
            except TimeoutError as trouble:
                given_up.append(f"{kind}: {trouble}")
            print(f"{kind}: {time.monotonic() - began:.1f} s", file=sys.stderr, flush=True)
        check = json.loads(portal.stage.python(VERIFY, input=json.dumps(portal.told)))
        killed = sum(len(seconds.get(kind, [])) for kind in SENDERS)
        letters = {"repeated": portal.sink.repeated(), "kills of senders": killed}
        return {"seconds": seconds, "given_up": given_up, "check": check, "letters": letters}
    finally:
        portal.stop()


def table(figures):
    """The figures as people read them."""
    lines = [f"{'killed':16}{'times':>7}{'median s':>10}{'longest s':>11}   until it works again"]
    lines += [
        f"{kind:16}{len(found):>7}{median(found):>10.1f}{max(found):>11.1f}"
        for kind, found in sorted(figures["seconds"].items())
    ]
    told = {"given up": figures["given_up"], **figures["check"], **figures["letters"]}
    return "\n".join([*lines, *(f"{name}: {value}" for name, value in told.items())])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kills-", ignore_cleanup_errors=True) as folder:
        figures = run(options, folder)
    out = ROOT / "var" / "bench" / "kills.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps({"options": vars(options), **figures}, indent=2) + "\n")
    print(table(figures))
    bad = figures["given_up"] or figures["check"]["faults"]
    sys.exit(1 if bad or figures["letters"]["repeated"] > figures["letters"]["kills of senders"] else 0)


if __name__ == "__main__":
    main()
