"""The rush before a deadline: many people file at once while workers, master and database are killed.

    python bench/rush.py [--seconds 120] [--kills 40] [--seed 1] [--visitors 8] [--sends 400] [--existing 5000]

PostgreSQL, Redis and gunicorn are children of this process, in a folder that is thrown away. Three measurements:
the bare anchor and the real “send” side by side, the same after `--existing` more contributions are there, and the
rush with kills on a seeded schedule. It ends with 1 when something acknowledged was lost, doubled or changed.
Figures go to the screen and to var/bench/rush.json.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from servers import ROOT, Gunicorn, cpu_seconds
from stage import Stage
from visitors import MARK, Broken, Visitor

VERIFY = """
import hashlib, json, sys
import django; django.setup()
from collections import Counter
from pathlib import Path
from django.conf import settings
from correspondence.models import Message
from submissions.models import File, Submission
told, faults = json.load(sys.stdin), []
for each in told:
    found = Submission.objects.filter(uid=each["uid"]).select_related("current").first()
    if not found or found.register_number != each["number"]:
        faults.append(f"lost: No. {each['number']}")
        continue
    version = found.current
    texts = set(version.answers.values_list("text", flat=True))
    if version.sha256 not in each["hashes"] or version.digest != version.sha256 or texts != {each["answer"]}:
        faults.append(f"wrong hash or text: No. {each['number']}")
    files = File.objects.filter(version=version)
    bytes_on_disk = [hashlib.sha256((Path(settings.MEDIA_ROOT) / file.path).read_bytes()).hexdigest() for file in files]
    if bytes_on_disk != [each["file_sha256"]] or each["file_sha256"] not in each["hashes"]:
        faults.append(f"wrong file: No. {each['number']}")
filed = Submission.objects.filed().filter(current__channel="form")
persons = Counter(filed.values_list("current__email", flat=True))
faults += [f"doubled: {person}" for person, times in persons.items() if times > 1]
letters = Counter(Message.objects.filter(key__startswith="receipt:").values_list("key", flat=True))
if len(letters) != filed.count() or max(letters.values(), default=1) > 1:
    faults.append(f"{len(letters)} receipts for {filed.count()} contributions")
print(json.dumps({"filed": filed.count(), "receipts": sum(letters.values()), "faults": faults}))
"""


def all_at_once(people, jobs):
    """Run the jobs with so many at a time: (seconds, results)."""
    began = time.monotonic()
    with ThreadPoolExecutor(people) as pool:
        results = list(pool.map(lambda job: job(), jobs))
    return time.monotonic() - began, results


def measure(servers, people, jobs):
    """Requests a second, and CPU milliseconds of the servers for each."""
    before = sum(cpu_seconds(server.process.pid) for server in servers)
    seconds, _results = all_at_once(people, jobs)
    used = sum(cpu_seconds(server.process.pid) for server in servers) - before
    return {"per_second": round(len(jobs) / seconds, 1), "cpu_ms": round(used / len(jobs) * 1000, 2)}


def bare(stage, people, posts):
    """The anchor, on the same PostgreSQL."""
    url = stage.postgres.create("bare")
    psql = [stage.postgres.bin / "psql", "-q", url, "-c", "CREATE TABLE bare (id bigserial PRIMARY KEY, text text)"]
    subprocess.run(psql, check=True)
    server = Gunicorn(stage.folder / "bare", "bench.bare:application", {"DATABASE_URL": url}).start()
    try:
        everybody = [Visitor(server.port, number, random.Random(number)) for number in range(posts)]
        for visitor in everybody:
            visitor.token = visitor.request("GET", "/")[1].split('value="')[1].split('"')[0]
        jobs = [
            lambda visitor=visitor: visitor.post("/", {"csrfmiddlewaretoken": visitor.token, "text": "word " * 300})
            for visitor in everybody
        ]
        return measure([server, stage.postgres], people, jobs)
    finally:
        server.stop()


def sends(stage, people, seed, count):
    """Drafts by the real form with a real file, then all their “send” buttons: (the whole form, the button)."""
    visitors = [stage.visitor(seed) for _ in range(count)]
    servers, ready = [stage.web, stage.postgres, stage.redis], []

    def prepare(visitor):
        uid = visitor.begin(stage.call)
        visitor.fill(
            uid, stage.pdf.replace(MARK, f"{visitor.name:0{len(MARK)}d}".encode()), "An answer of words. " * 60
        )
        ready.append((visitor, uid, visitor.look(uid)))

    form = measure(servers, people, [lambda visitor=visitor: prepare(visitor) for visitor in visitors])
    button = measure(servers, people, [lambda one=one: one[0].press(one[1], one[2]) for one in ready])
    return form, button


class Killer(threading.Thread):
    """Kills on a seeded schedule, spread over the time, and starts again what it killed."""

    def __init__(self, stage, kills, seconds, seed):
        super().__init__(daemon=True)
        self.stage, self.rng, self.done = stage, random.Random(seed), {"worker": 0, "master": 0, "database": 0}
        self.pauses, self.over = [seconds / max(kills, 1) * self.rng.uniform(0.6, 1.2) for _ in range(kills)], False

    def run(self):
        for pause in self.pauses:
            time.sleep(pause)
            kind = self.rng.choices(["worker", "master", "database"], [6, 2, 2])[0]
            getattr(self, kind)()
            self.done[kind] += 1
        self.over = True

    def worker(self):
        workers = self.stage.web.workers()
        if workers:
            os.kill(self.rng.choice(workers), 9)

    def master(self):
        orphans = self.stage.web.workers()
        self.stage.web.kill()
        for pid in orphans:  # they notice by themselves, a little later than a supervisor starts the next master
            try:
                os.kill(pid, 15)
            except ProcessLookupError:
                pass
        self.stage.web.start()

    def database(self):
        self.stage.postgres.kill()
        self.stage.postgres.start()


def rush(stage, options):
    """People file for as long as the killer works: what they were told, and how it went."""
    killer, told, failed, began = Killer(stage, options.kills, options.seconds, options.seed), [], [], time.monotonic()
    killer.start()

    def person():
        while not killer.over or time.monotonic() - began < options.seconds:
            visitor = stage.visitor(options.seed)
            try:
                told.append(vars(visitor.contribute(stage.call, stage.pdf)))
            except (Broken, AssertionError, TimeoutError) as trouble:
                failed.append(f"{visitor.name}: {trouble}")

    seconds, _nothing = all_at_once(options.visitors, [person] * options.visitors)
    return told, {
        "kills": killer.done,
        "acknowledged": len(told),
        "gave_up": failed,
        "whole_forms_per_second": round(len(told) / seconds, 1),
    }


def run(options, folder):
    """All measurements: a dict of figures."""
    stage = Stage(folder)
    try:
        stage.start()
        figures = {"bare": bare(stage, options.visitors, options.sends * 2)}
        figures["form"], figures["send"] = sends(stage, options.visitors, options.seed, options.sends)
        if options.existing:
            grow(stage, options.existing)
            figures["form_later"], figures["send_later"] = sends(stage, options.visitors, options.seed, options.sends)
        told, figures["rush"] = rush(stage, options)
        figures["check"] = json.loads(stage.python(VERIFY, input=json.dumps(told)))
        verify = [sys.executable, "manage.py", "verify_register"]
        found = subprocess.run(verify, cwd=ROOT, env={**os.environ, **stage.environment}, check=False)
        figures["register"] = "holds" if found.returncode == 0 else "broken"
        return figures
    finally:
        stage.stop()


def grow(stage, count):
    """So many more contributions, by the command that staff use for it."""
    path = stage.folder / "import.jsonl"
    path.write_text("\n".join(json.dumps(line(number)) for number in range(count)) + "\n")
    stage.manage("import_contributions", stage.call, str(path))


def line(number):
    return {
        "id": f"grown-{number}",
        "received_at": "2026-01-01T12:00:00+00:00",
        "name": f"Grown {number}",
        "organisation": f"Grown organisation {number}",
        "email": f"grown{number}@example.org",
        "stakeholder_group": "Civil society",
        "language": "en",
        "publish": "name",
        "translation": "original",
        "answers": [{"question": "1", "text": f"An answer, number {number}. " * 40}],
    }


def table(figures):
    """The figures as people read them."""
    ratio = figures["send"]["cpu_ms"] / figures["bare"]["cpu_ms"]
    lines = [f"{'':24}{'per second':>12}{'CPU ms each':>14}"]
    names = {"bare": "bare Django POST", "send": "send, from nothing", "send_later": "send, with many there"}
    names |= {"form": "whole form before it", "form_later": "the same, many there"}
    lines += [
        f"{label:24}{figures[key]['per_second']:>12}{figures[key]['cpu_ms']:>14}"
        for key, label in names.items()
        if key in figures
    ]
    lines.append(f"CPU of a send / bare POST: {ratio:.2f} (goal: at most 4)")
    if "send_later" in figures:
        lines.append(
            f"CPU of a send, many there / none: {figures['send_later']['cpu_ms'] / figures['send']['cpu_ms']:.2f}"
        )
    lines += [f"{key}: {value}" for key, value in {**figures["rush"], **figures["check"]}.items()]
    return "\n".join([*lines, f"register: {figures['register']}"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in {
        "seconds": 120,
        "kills": 40,
        "seed": 1,
        "visitors": 8,
        "sends": 400,
        "existing": 5000,
    }.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rush-") as folder:
        figures = run(options, folder)
    out = ROOT / "var" / "bench" / "rush.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps({"options": vars(options), **figures}, indent=2) + "\n")
    print(table(figures))
    sys.exit(1 if figures["check"]["faults"] or figures["register"] != "holds" else 0)


if __name__ == "__main__":
    main()
