"""Compilations against typesetters: WeasyPrint in one piece, typst from scratch, and ours cold, warm, after one change.

    python bench/compile.py [--sizes 20,200,1000] [--large 9000] [--layout question] [--without weasyprint,typst]

PostgreSQL, Redis and a worker with two processes are children of this process, in a folder that is thrown away. All
set the same contributions: mixed lengths, typed headings and lists, six languages. `--large`: ours only, cold.
Memory is the peak of all processes of a job together, pages they share counted once (PSS). Figures go to the screen
and to var/bench/compile.json.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pikepdf
from servers import ROOT, cpu_seconds
from stage import Stage

HERE = Path(__file__).parent
SAMPLE = 0.05  # seconds between two looks at the memory
MEGABYTE = 1024 * 1024


class Watch:
    """CPU seconds and peak memory of a process and all below it while something is done."""

    def __init__(self, pid):
        self.pid, self.peak, self._ends = pid, 0, threading.Event()

    def __enter__(self):
        self.cpu = cpu_seconds(self.pid)
        self._looks = threading.Thread(target=self._look, daemon=True)
        self._looks.start()
        return self

    def __exit__(self, *_):
        self._ends.set()
        self._looks.join()
        self.cpu = cpu_seconds(self.pid) - self.cpu

    def _look(self):
        while not self._ends.wait(SAMPLE):
            self.peak = max(self.peak, memory(self.pid))


def memory(pid) -> int:
    """Bytes of a process and all below it, shared pages counted once."""
    total, todo = 0, [pid]
    while todo:
        one = todo.pop()
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
            total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024
            todo += [
                int(child)
                for task in Path(f"/proc/{one}/task").iterdir()
                for child in (task / "children").read_text().split()
            ]
        except (OSError, StopIteration):
            continue
    return total


def others(folder, name, source, target):
    """A typesetter as a process of its own, from start to end."""
    environment = {**os.environ, "FONTCONFIG_FILE": str(ROOT / "static/pdf/fonts.conf"), "PYTHONPATH": str(ROOT)}
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, HERE / "typesetters.py", name, source, target],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    peak, cpu = 0, 0.0
    while process.poll() is None:
        peak, cpu = max(peak, memory(process.pid)), max(cpu, cpu_seconds(process.pid))
        time.sleep(SAMPLE)
    if process.returncode:
        return {"error": f"ended with {process.returncode}"}
    seconds = time.monotonic() - began
    return {
        "seconds": seconds,
        "cpu": cpu,
        "memory": peak,
        "bytes": Path(target).stat().st_size,
        "pages": pages(target),
    }


def pages(path):
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


class Worker:
    """The portal's worker for papers, and somebody who asks for them."""

    def __init__(self, stage, layout):
        self.environment = {**os.environ, **stage.environment, "PYTHONPATH": str(ROOT)}
        celery = [sys.executable, "-m", "celery", "--app", "wgec_portal", "worker", "--queues", "papers"]
        log = (stage.folder / "worker.log").open("ab")
        more = {"cwd": ROOT, "env": self.environment}
        self.process = subprocess.Popen([*celery, "--concurrency", "2"], stdout=log, stderr=log, **more)
        self.asks = subprocess.Popen(
            [sys.executable, HERE / "asking.py", stage.call, layout],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            **more,
        )

    def does(self, word):
        """What is answered, with CPU and memory of the worker."""
        self.rest()
        with Watch(self.process.pid) as watch:
            self.asks.stdin.write(word + "\n")
            self.asks.stdin.flush()
            answered = json.loads(self.asks.stdout.readline())
        return {**answered, "cpu": watch.cpu, "memory": watch.peak}

    def rest(self):
        """Wait until the worker has nothing to do."""
        before = None
        while before is None or cpu_seconds(self.process.pid) - before > 0.02:
            before = cpu_seconds(self.process.pid)
            time.sleep(1)

    def stop(self):
        self.asks.stdin.close()
        self.asks.wait(20)
        self.process.terminate()
        self.process.wait(60)


def measured(size, layout, without):
    """{who: figures} for one number of contributions."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        stage = Stage(folder)
        stage.start_without_web()
        environment = {**os.environ, **stage.environment, "PYTHONPATH": str(ROOT)}
        more = {"cwd": ROOT, "env": environment, "check": True}
        subprocess.run([sys.executable, HERE / "contributors.py", stage.call, str(size)], **more)
        found = {}
        if without != {"weasyprint", "typst"}:
            subprocess.run([sys.executable, HERE / "anchors.py", stage.call, folder], **more)
        for name, source in (("weasyprint", "whole.html"), ("typst", "whole.typ")):
            if name not in without:
                found[name] = others(folder, name, stage.folder / source, stage.folder / f"{name}.pdf")
        worker = Worker(stage, layout)
        try:
            worker.does("forget")
            found["cold"] = worker.does("ask")
            if without != {"weasyprint", "typst"}:
                found["warm"] = worker.does("ask")
                worker.does("change")
                found["one change"] = worker.does("ask")
        finally:
            worker.stop()
            stage.redis.stop()
            stage.postgres.stop()
        return found


def table(size, found):
    """The figures of one size, a line for each."""
    print(f"\n{size} contributions")
    print(f"{'':14}{'seconds':>9}{'CPU s':>9}{'memory MB':>11}{'pages':>8}{'bytes':>12}")
    for name, row in found.items():
        if "error" in row:
            print(f"{name:14}{row['error']}")
            continue
        figures = (
            f"{row['seconds']:9.2f}{row['cpu']:9.2f}{row['memory'] / MEGABYTE:11.0f}{row['pages']:8}{row['bytes']:12}"
        )
        print(f"{name:14}{figures}", flush=True)


def goals(size, found):
    """What was to be reached, and what was."""
    whole, typst = (found.get(name, {}) for name in ("weasyprint", "typst"))
    change, cold = found.get("one change"), found["cold"]
    told = []
    if "seconds" in whole:
        told.append(("cold / one piece", cold["seconds"] / whole["seconds"], 0.6))
        told.append(("bytes / one piece", cold["bytes"] / whole["bytes"], 1.1))
        told.append(("one change / one piece", change["seconds"] / whole["seconds"], 1 / 40 if size >= 1000 else None))
    if "seconds" in typst:
        told.append(("one change / typst", change["seconds"] / typst["seconds"], 1.0))
    told.append(
        (
            "memory MB",
            max(row["memory"] for name, row in found.items() if name not in ("weasyprint", "typst")) / MEGABYTE,
            512 if size <= 1000 else None,
        )
    )
    for name, figure, goal in told:
        verdict = "" if goal is None else ("reached" if figure <= goal else "MISSED")
        print(f"  {name}: {figure:.3f} (goal {goal if goal is not None else '–'}) {verdict}", flush=True)
    return {name: figure for name, figure, _goal in told}


def main():
    words = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    words.add_argument("--sizes", default="20,200,1000")
    words.add_argument("--large", type=int, default=0)
    words.add_argument("--layout", default="question", choices=["question", "contributor"])
    words.add_argument("--without", default="")
    asked = words.parse_args()
    without, written = set(filter(None, asked.without.split(","))), {}
    for size in filter(None, map(int, filter(None, asked.sizes.split(",")))):
        found = measured(size, asked.layout, without)
        table(size, found)
        written[size] = {**found, "goals": goals(size, found)}
    if asked.large:
        found = measured(asked.large, asked.layout, {"weasyprint", "typst"})
        table(asked.large, found)
        written[asked.large] = found
    target = ROOT / "var" / "bench" / "compile.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps({"layout": asked.layout, "sizes": written}, indent=1))
    print(f"\n{target}")


if __name__ == "__main__":
    main()
