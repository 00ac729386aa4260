"""`manage.py restore BACKUP`: a backup onto an empty system, verified; ends with 1 when anything differs."""

from django.core.management.base import BaseCommand, CommandError

from people.refusals import Refused
from wgec_portal.backup import restoring


class Command(BaseCommand):
    help = (
        "Restore a backup onto an empty portal, do again what the ledger tells, and verify rows, files and registers."
    )

    def add_arguments(self, parser):
        parser.add_argument("backup", help="the file that manage.py backup wrote")
        parser.add_argument("--identity", metavar="FILE", help="the secret key (AGE-SECRET-KEY-1…) of an encrypted one")
        parser.add_argument("--again", action="store_true", help="begin a restore anew that was interrupted")
        parser.add_argument("--ledger-lost", action="store_true", help="there is no copy of the ledger any more")
        parser.add_argument("--key-lost", action="store_true", help="nobody has the old SECRET_KEY any more")

    def handle(self, *, backup, identity, again, ledger_lost, key_lost, **options):
        more = {"identity": identity, "again": again, "ledger_lost": ledger_lost, "key_lost": key_lost}
        try:
            faults = restoring.restore(backup=backup, say=self.stdout.write, **more)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"The backup was restored, but not all is as it was: {len(faults)} differences.")
        self.stdout.write("The backup was restored; all is as it was.")
