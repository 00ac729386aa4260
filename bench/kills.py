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
import sys
import tempfile
import time
from statistics import median

from production import Portal
from rush import VERIFY
from servers import ROOT

SHARES = {"a web worker": 4, "web": 3, "letters": 4, "papers": 2, "beat": 1, "redis": 3, "postgres": 3}
SENDERS = {"letters", "postgres"}  # when they die a letter that went may not be written down as gone


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
