"""Adds up what the runs of ./test counted: python tests/totals.py FOLDER FAILED-CHECK…; 1 when anything failed.

FOLDER holds what pytest wrote for each run: server.xml (PostgreSQL and Redis) and embedded.xml (SQLite). The last line
is "N passed, M failed, K skipped"; a failed check (style, migrations…) counts as one failure.
"""

import os
import sys
from pathlib import Path
from xml.etree import ElementTree

NO_SERVER = """
!!!! SKIPPED: the tests on PostgreSQL and Redis !!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!
!!!! Neither are DATABASE_URL and REDIS_URL set, nor do 127.0.0.1:5432 (user postgres, no password)
!!!! and 127.0.0.1:6379 answer. Everything ran on SQLite instead.
"""


def counts(path):
    """(passed, failed, skipped) of one run; zeros when it did not take place."""
    suites = list(ElementTree.parse(path).iter("testsuite")) if path.exists() else []
    ran, failures, errors, skipped = (
        sum(int(suite.get(word)) for suite in suites) for word in ("tests", "failures", "errors", "skipped")
    )
    return ran - failures - errors - skipped, failures + errors, skipped


def main(folder, failed_checks, in_ci):
    """Print the totals; returns the exit code."""
    server, embedded = counts(folder / "server.xml"), counts(folder / "embedded.xml")
    passed, failed, skipped = (one + other for one, other in zip(server, embedded, strict=True))
    broken = [name for name in failed_checks if not (name.startswith("pytest ") and failed)]
    without_server = not (folder / "server.xml").exists()
    if in_ci and (skipped or without_server):
        broken.append("nothing may be skipped in CI")
    print(NO_SERVER if without_server else "", *(f"FAILED: {name}" for name in broken), sep="\n")
    print(f"on PostgreSQL and Redis: {sum(server[:2])}; on SQLite: {sum(embedded[:2])}")
    print(f"{passed} passed, {failed + len(broken)} failed, {skipped} skipped")
    return 1 if failed or broken else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:], os.environ.get("CI") == "true"))
