"""`manage.py import_contributions CALL FILE`: file contributions from another system, all of them or none."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from audit.log import SYSTEM
from meetings.named import call_named
from submissions import actions, importing
from submissions.actions.importing import Faulty


class Command(BaseCommand):
    help = "File the contributions of a file of JSON lines (docs/import.md): all or none. It may be repeated."

    def add_arguments(self, parser):
        parser.add_argument("call", help="identifier of the call, as in its address")
        parser.add_argument("file", type=Path, help="the file; those that it names lie beside it")
        parser.add_argument("--dry-run", action="store_true", help="check everything, file nothing")
        parser.add_argument("--send-receipts", action="store_true", help="send each contributor the receipt by e-mail")

    def handle(self, *, call, file, dry_run, send_receipts, **options):
        """Read, check, store the files, then file everything in one transaction."""
        call = call_named(call, by_title=False)
        try:
            reading = importing.read(file, call)
        except OSError as fault:
            raise CommandError(f"The file cannot be read: {fault}") from None
        importing.store_files(reading)
        filed = 0 if reading.faults else self._file(reading, call, dry_run, send_receipts)
        if reading.faults or dry_run:
            reading.discard()
        if reading.faults:
            self.stderr.write("\n".join(reading.faults))
            raise CommandError(f"{len(reading.faults)} faults; nothing was filed.")
        done = "could be filed" if dry_run else "were filed"
        self.stdout.write(f"{filed} contributions {done}; {reading.known} had been filed before.")

    def _file(self, reading, call, dry_run, receipts):
        """How many were filed; a dry run does it all and takes it back."""
        try:
            with transaction.atomic():
                found = reading.contributions
                sent = actions.import_contributions(call=call, contributions=found, by=SYSTEM, receipts=receipts)
                transaction.set_rollback(dry_run)
        except Faulty as faulty:
            reading.faults += faulty.faults
            return 0
        return len(sent)
