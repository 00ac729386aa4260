"""`manage.py evidence --from … --to …`: what is on record of an incident, in words and as files."""

import csv
import json
from argparse import ArgumentTypeError
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from meetings.named import call_named
from wgec_portal.watching import evidence


def moment(text):
    """An ISO moment; without an offset it is UTC."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is no moment like 2016-12-07T18:00") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


class Command(BaseCommand):
    help = (
        "Tell what is on record of a time: requests by minute, address and status, receipts, errors, silences, and by "
        "how much a deadline could be extended. Example: "
        "manage.py evidence --from 2016-12-07T18:00 --to 2016-12-08T00:00+01:00 --output evidence/"
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--from", dest="start", required=True, type=moment, help="ISO moment, UTC when it says none"
        )
        parser.add_argument("--to", dest="end", required=True, type=moment, help="the same; not itself included")
        parser.add_argument(
            "--call", help="one call, by its identifier or a part of its title: only its receipts and deadline"
        )
        parser.add_argument("--output", type=Path, help="folder for evidence.json, requests.csv and receipts.csv")

    def handle(self, *, start, end, call, output, **options):
        if end <= start:
            raise CommandError("--to is not after --from.")
        found = evidence.gather(start, end, call_named(call) if call else None)
        for line in told(found):
            self.stdout.write(line)
        if output:
            try:
                write(found, output)
            except OSError as fault:
                raise CommandError(f"{output} is no folder that can be written: {fault.strerror}.") from None
            self.stdout.write(f"Written to {output}.")


def told(found):
    """The report in words, line by line."""
    yield f"From {found['from']} to {found['to']}, by the database's clock:"
    yield f"{found['answered']} requests answered, {found['errors']} of them with an error of the server."
    yield f"{len(found['receipts'])} receipts issued."
    for name, silences in found["silences"].items():
        times = "silent " + ", ".join(map(_time, silences)) if silences else "never silent for more than three minutes"
        yield f"{name}: {times}"
    if found["failing"]:
        yield "half or more of the requests failed: " + ", ".join(map(_time, found["failing"]))
    for call in found["calls"]:
        yield _of_call(call)


def _time(one):
    return f"from {one['from']} to {one['to']} ({timedelta(seconds=one['seconds'])})"


def _of_call(call):
    about = f"{call['title']}, deadline {call['deadline']}: "
    if not call["lost"]:
        return about + "nothing on record kept anybody from filing in the 24 hours before."
    about += f"in the 24 hours before, {timedelta(seconds=call['lost'])} were lost, "
    if not call["extend_by"]:
        return about + "no more than the grace."
    return about + f"more than the grace: an extension by {call['extend_by']} h makes up for it."


def write(found, folder):
    """evidence.json with everything, and two tables."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "evidence.json").write_text(json.dumps(found, indent=1, ensure_ascii=False), "utf-8")
    columns = {
        "requests": ["minute", "endpoint", "status", "number", "ms"],
        "receipts": ["call", "number", "version", "received_at", "entered_at"],
    }
    for name, heads in columns.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, heads)
            table.writeheader()
            table.writerows(found[name])
