"""The mail room of a benchmark: letters to write, workers and beats to start and kill, and what arrived."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import psycopg2
import redis
from servers import ROOT, Server, answers

SILENCE = 75.0  # seconds without a sign of life after which a supervisor starts a worker anew

CELERY = ["-m", "celery", "--app", "wgec_portal"]


class Sink(Server):
    """A mail server that writes down what it gets; `seconds` it keeps a sender waiting for each letter."""

    def __init__(self, folder, seconds):
        super().__init__(folder)
        self.log, self.seconds = Path(folder) / "arrived", seconds

    def command(self):
        return [sys.executable, str(ROOT / "bench/sink.py"), str(self.port), str(self.log), str(self.seconds)]

    def arrived(self):
        """Every letter, in the order of arrival."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        found = (line.split("\t") for line in lines)
        return [Arrival(float(began), float(at), to, message_id) for began, at, to, message_id in found]


class Arrival(NamedTuple):
    began: float
    at: float
    to: str
    message_id: str


class Process(Server):
    """A process of the portal without a port: `words` are what Python runs."""

    def __init__(self, folder, environment, *words):
        super().__init__(folder)
        self.more, self.words, self.leaders = environment, words, []

    def environment(self):
        return {**os.environ, **self.more}

    def command(self):
        return [sys.executable, *self.words]

    def start(self):
        self.spawn()
        self.leaders.append(self.process.pid)
        return self

    def children(self) -> list[int]:
        with contextlib.suppress(OSError):
            path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
            return [int(pid) for pid in path.read_text().split()]
        return []

    def stop(self):
        """The process, and what a killed one left behind in the session it had begun."""
        self.process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(20)
        for leader in self.leaders:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(leader, signal.SIGKILL)
        self.process.wait()


def worker(folder, environment):
    """The worker for letters as docker-compose.yml runs it: two senders."""
    words = ["--queues", "letters", "--concurrency", "2", "--without-gossip", "--without-mingle"]
    return Process(folder, environment, *CELERY, "worker", *words)


def beat(folder, environment):
    return Process(folder, environment, *CELERY, "beat", "--schedule", str(Path(folder) / "timetable"))


def asked(url, question, *words):
    """Rows from the portal's database, waiting until it answers."""
    end = time.monotonic() + 300
    while True:
        try:
            with contextlib.closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
                cursor.execute(question, words)
                return cursor.fetchall()
        except psycopg2.Error:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def start_again(server):
    """At once, and as often as it takes: for a moment a killed database still holds its memory."""
    end = time.monotonic() + 300
    server.spawn()
    while time.monotonic() < end:
        time.sleep(0.2)
        if server.process.poll() is not None:
            server.spawn()
            continue
        with contextlib.suppress(TimeoutError):
            answers(server.port, 0.5)
            return
    raise TimeoutError(f"{type(server).__name__} does not start again")


class Supervisor(threading.Thread):
    """What docker or systemd do: whatever ended is started again, and a worker that shows no life too."""

    def __init__(self, url, workers, others):
        super().__init__(daemon=True)
        self.url, self.workers, self.others, self.over, self.started = url, workers, others, False, defaultdict(int)

    def run(self):
        silent = "SELECT extract(epoch FROM clock_timestamp() - max(at)) FROM correspondence_heartbeat WHERE name = %s"
        since = time.monotonic()
        while not self.over:
            time.sleep(1)
            for each in [*self.workers, *self.others]:
                if each.process.poll() is not None and not self.over:
                    self.started["ended"] += 1
                    each.start()
            ((age,),) = asked(self.url, silent, "letters")
            if (age or 0) > SILENCE and time.monotonic() - since > SILENCE:
                self.started["silent"] += 1
                since = time.monotonic()
                for each in self.workers:
                    each.kill()


class Killer(threading.Thread):
    """Kills in an order drawn by lot, spread over the time."""

    def __init__(self, room, kinds, seconds, seed):
        super().__init__(daemon=True)
        self.room, self.rng, self.done = room, random.Random(seed), dict.fromkeys(kinds, 0)
        self.kinds = [kind for kind, times in kinds.items() for _ in range(times)]
        self.rng.shuffle(self.kinds)
        self.pause = seconds / max(len(self.kinds), 1)

    def run(self):
        for kind in self.kinds:
            time.sleep(self.pause * self.rng.uniform(0.5, 1.5))
            getattr(self, kind)()
            self.done[kind] += 1

    def beat(self):
        self.room.beats[0].kill()

    def worker(self):
        self.room.worker.kill()

    def sender(self):
        """One of the processes in which letters go."""
        while not (children := self.room.worker.children()):
            time.sleep(0.2)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.rng.choice(children), signal.SIGKILL)

    def database(self):
        self.room.stage.postgres.kill()
        start_again(self.room.stage.postgres)

    def redis(self):
        self.room.stage.redis.kill()
        start_again(self.room.stage.redis)

    def emptied(self):
        answers(self.room.stage.redis.port)
        with contextlib.closing(redis.Redis(port=self.room.stage.redis.port)) as server:
            server.flushall()
