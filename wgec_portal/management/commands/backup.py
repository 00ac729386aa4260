"""`manage.py backup FOLDER`: database and files of the portal in one new file in a folder."""

from django.core.management.base import BaseCommand, CommandError

from people.refusals import Refused
from wgec_portal.backup import taking


class Command(BaseCommand):
    help = "Write a backup of database and files into a folder. The portal may go on running meanwhile."

    def add_arguments(self, parser):
        parser.add_argument("folder", help="where backups are kept")
        parser.add_argument(
            "--recipients", metavar="FILE", help="public keys (age1…), one a line: whose secret keys open the backup"
        )
        parser.add_argument("--keep", metavar="N", type=int, help="remove all whole backups but the N newest")

    def handle(self, *, folder, recipients, keep, **options):
        if keep is not None and keep < 1:
            raise CommandError("--keep needs 1 or more.")
        try:
            path = taking.take(folder=folder, recipients=recipients, keep=keep)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{path}: {path.stat().st_size} bytes.")
