"""Letters under kills, and how fast many of them go.

    python bench/letters.py [--small] [--seed 1] [--only story|rates]

PostgreSQL, Redis, beat, the worker for letters and a mail server are children of this process, in a folder that is
thrown away. First the story: reminders of many calls come due one after the other while beat, worker, senders, database
and Redis are killed, Redis is emptied, two beats run at once, one call is cancelled and one is extended. Then every
arrival is compared with the database. Afterwards, without kills, the rates: one task for each letter, and five hundred
in a task. It ends with 1 when a letter was lost, came early, came after it was cancelled, or came too often. Figures go
to the screen and to var/bench/letters.json.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter

import redis
from mailroom import Killer, Process, Sink, Supervisor, asked, beat, worker
from servers import ROOT, cpu_seconds
from stage import Stage

WHOLE = {"calls": 20, "each": 100, "seconds": 200, "answer": 0.05, "queued": 50_000, "single": 1_000}
WHOLE["kills"] = {"beat": 9, "worker": 10, "sender": 26, "database": 8, "redis": 7, "emptied": 2}
SMALL = {"calls": 6, "each": 50, "seconds": 50, "answer": 0.05, "queued": 5_000, "single": 500}
SMALL["kills"] = {"beat": 1, "worker": 2, "sender": 5, "database": 1, "redis": 1, "emptied": 1}
LETTERS = "SELECT key, message_id, state FROM correspondence_message WHERE key LIKE 'call:%%'"
LETTERING = "import sys; sys.path.insert(0, 'bench'); from lettering import *; "
DRAIN = 600.0  # seconds for which the end of the story is waited for: leases of killed senders, backoff


class Room:
    """Everything that a benchmark of letters starts."""

    def __init__(self, folder):
        self.stage = Stage(folder)
        for name in ("slow", "fast", "worker", "beat", "second", "reminder"):
            (self.stage.folder / name).mkdir()
        self.url, self.worker, self.beats, self.started = "", None, [], []

    def open_the_doors(self):
        """Database and broker."""
        self.stage.start_without_web()
        self.url = self.stage.environment["DATABASE_URL"]

    def start(self, server):
        """Start what is stopped with the room at the latest."""
        self.started.append(server)
        return server.start()

    def close(self):
        for server in [*reversed(self.started), self.stage.redis, self.stage.postgres]:
            server.stop()

    def open(self, name, seconds):
        """A mail server, and a worker that sends to it."""
        sink = self.start(Sink(self.stage.folder / name, seconds))
        self.stage.environment["EMAIL_URL"] = f"smtp://127.0.0.1:{sink.port}"
        self.worker = self.start(worker(self.stage.folder / "worker", self.stage.environment))
        return sink

    def python(self, name, *words):
        """One of the scripts of bench/lettering.py: what it says."""
        return json.loads(self.stage.python(LETTERING + name, input=json.dumps(words)))


def story(room, plan, seed):
    """The reminders, the kills, the check: figures."""
    folder, environment = room.stage.folder, room.stage.environment
    moments = [10 + number * plan["seconds"] / plan["calls"] for number in range(plan["calls"])]
    calls = room.python("write(*told)", plan["each"], moments)
    sink = room.open("slow", plan["answer"])
    room.beats = [room.start(beat(folder / "beat", environment))]
    reminder = room.start(Process(folder / "reminder", environment, "-c", LETTERING + "remind()"))
    supervisor = Supervisor(room.url, [room.worker], [*room.beats, reminder])
    killer = Killer(room, plan["kills"], plan["seconds"], seed)
    supervisor.start()
    killer.start()
    second = room.start(beat(folder / "second", environment))
    third = plan["calls"] // 3
    cancelled = room.python("cancel(*told)", calls[third][0])
    moved = room.python("move(*told)", calls[third + 1][0])
    second.stop()
    killer.join()
    left = drain(room, len(calls) * plan["each"])
    supervisor.over = True
    supervisor.join()
    for each in (reminder, *room.beats, room.worker):
        each.stop()
    sink.stop()
    figures = check(room, sink.arrived(), calls, plan["each"], {calls[third][0]: cancelled, calls[third + 1][0]: moved})
    return {"kills": killer.done, "supervised": dict(supervisor.started), "left": left, **figures}


def drain(room, expected):
    """Wait until nothing waits any more: how many letters do."""
    end = time.monotonic() + DRAIN
    while True:
        states = Counter(state for _key, _message_id, state in asked(room.url, LETTERS))
        if (not states["waiting"] and sum(states.values()) >= expected) or time.monotonic() > end:
            return states["waiting"]
        time.sleep(1)


def check(room, arrivals, calls, each, stopped):
    """Every arrival against the database: {what: how many}."""
    letters = {message_id: (key, state) for key, message_id, state in asked(room.url, LETTERS)}
    times, rung_at, found = Counter(arrival.message_id for arrival in arrivals), dict(calls), Counter()
    for arrival in arrivals:
        uid, kind = letters.get(arrival.message_id, ("::",))[0].split(":")[1:3]
        reminds = kind == "reminder"
        found["with an unknown Message-ID"] += arrival.message_id not in letters
        found["early"] += reminds and arrival.began < rung_at[uid]
        found["after the cancellation or the move"] += reminds and uid in stopped and arrival.began > stopped[uid]["at"]
    for message_id, (_key, state) in letters.items():
        found["lost"] += state in ("waiting", "failed") or (state == "sent" and not times[message_id])
        found["gone while they were withdrawn"] += state == "withdrawn" and times[message_id] > 0
        found["sent"] += state == "sent"
        found["withdrawn"] += state == "withdrawn"
    found["duplicates"] = sum(times.values()) - len(times)
    found["most of one letter"] = max(times.values(), default=0)
    kept = Counter(key.split(":")[1] for key, _state in letters.values() if ":reminder:" in key)
    found["never written"] = len(calls) * each - kept.total()
    lines = "SELECT count(*), count(DISTINCT thing_key) FROM audit_entry WHERE action = 'message.sent'"
    ((written, things),) = asked(room.url, lines)
    found["sent without exactly one line in the log"] = abs(written - found["sent"]) + written - things
    taken = sum(each["withdrawn"] for each in stopped.values())
    return {**found, "letters": len(letters), "withdrawn by the cancellation and the move": taken}


def rates(room, plan):
    """How fast many letters are queued, and how fast they go: figures."""
    with redis.Redis(port=room.stage.redis.port) as server:
        server.flushall()
    sink = room.open("fast", 0)
    servers = {"sender": room.worker, "database": room.stage.postgres, "mail server": sink}
    found = {"written one by one": room.python("one_by_one(*told)", "warm", 200)}
    wait_for(sink, 200)
    found["first"] = pace(room, sink, servers, "single(*told)", "before", plan["single"])
    found["bulk"] = pace(room, sink, servers, "bulk(*told)", "bulk", plan["queued"])
    found["second"] = pace(room, sink, servers, "single(*told)", "after", plan["single"])
    times = Counter(each.message_id for each in sink.arrived())
    ((sent,),) = asked(
        room.url, "SELECT count(*) FROM correspondence_message WHERE state = 'sent' AND key LIKE 'rate:%%'"
    )
    room.worker.stop()
    sink.stop()
    found["all"] = {"sent": sent, "arrived": len(times), "duplicates": sum(times.values()) - len(times)}
    return found


def pace(room, sink, servers, script, name, count):
    """Queue letters and wait until they have gone: the script's figures, and letters a second in the mail server."""
    before = len(sink.arrived())
    used = {who: cpu_seconds(server.process.pid) for who, server in servers.items()}
    found = room.python(script, name, count)
    wait_for(sink, before + count)
    went = sink.arrived()[before:]
    time.sleep(1)
    cpu = {who: (cpu_seconds(server.process.pid) - used[who]) / count * 1e6 for who, server in servers.items()}
    return {**found, "per_second": (count - 1) / (went[-1].at - went[0].at), "cpu_us_each": cpu}


def wait_for(sink, count):
    end = time.monotonic() + DRAIN
    while len(sink.arrived()) < count:
        if time.monotonic() > end:
            raise TimeoutError(f"{len(sink.arrived())} of {count} letters arrived")
        time.sleep(0.5)


def faults(figures):
    """A sentence for whatever must not be."""
    if found := figures.get("story"):
        for name in ("lost", "never written", "early", "after the cancellation or the move", "left"):
            if found[name]:
                yield f"{name}: {found[name]}"
        for name in ("with an unknown Message-ID", "sent without exactly one line in the log"):
            if found[name]:
                yield f"{name}: {found[name]}"
        senders = found["kills"]["sender"] + 2 * found["kills"]["worker"]  # two senders in each worker
        if found["duplicates"] > senders:
            yield f"{found['duplicates']} duplicates, and {senders} senders were killed"
    if (found := figures.get("rates")) and (
        found["all"]["duplicates"] or found["all"]["sent"] != found["all"]["arrived"]
    ):
        yield f"of the quick ones: {found['all']}"


def table(figures):
    """The figures as people read them."""
    if found := figures.get("story"):
        yield from (f"{name:44}{value}" for name, value in found.items())
    if found := figures.get("rates"):
        yield from (f"{name:44}{value}" for name, value in _rates(found))


def _rates(found):
    bulk, singles = found["bulk"], [found[name]["per_second"] for name in ("first", "second")]
    yield "one written with post(), ms", f"{found['written one by one']['seconds_each'] * 1000:.2f}"
    yield "personal words made, s", f"{bulk['words']:.2f}"
    yield "queued, letters", bulk["new"]
    cpu = f"{bulk['queued_cpu']:.2f} and {bulk['database_cpu']:.2f} of the database"
    yield "queued, s", f"{bulk['queued']:.2f} (CPU {cpu}; goal 1)"
    yield "workers told, s", f"{bulk['told']:.2f}"
    yield "one task for each letter, a second", " and ".join(f"{each:.0f}" for each in singles)
    yield "500 in a task, a second", f"{bulk['per_second']:.0f} ({bulk['per_second'] / max(singles):.1f} times; goal 5)"
    for name in ("first", "bulk"):
        each = ", ".join(f"{who} {spent:.0f}" for who, spent in found[name]["cpu_us_each"].items())
        yield f"CPU microseconds of a letter, {name}", each
    yield "all of them", found["all"]


def tell(figures):
    """Print the figures, and write them to var/bench/letters.json."""
    out = ROOT / "var" / "bench" / "letters.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(figures, indent=2) + "\n")
    print("\n".join(table(figures)))
    print(f"{'load of the machine at the end':44}{figures['load']:.1f} on {os.cpu_count()} processors")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=["story", "rates"])
    options = parser.parse_args()
    plan, figures = SMALL if options.small else WHOLE, {}
    with tempfile.TemporaryDirectory(prefix="letters-", ignore_cleanup_errors=True) as folder:
        room = Room(folder)
        try:
            room.open_the_doors()
            if options.only != "rates":
                figures["story"] = story(room, plan, options.seed)
            if options.only != "story":
                figures["rates"] = rates(room, plan)
        finally:
            room.close()
            tell({"options": vars(options), "plan": plan, "load": os.getloadavg()[0], **figures})
    found = list(faults(figures))
    print("\n".join(found) or "Nothing lost, nothing early, nothing after it was withdrawn.")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
