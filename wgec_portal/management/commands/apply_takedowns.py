"""`manage.py apply_takedowns`: do again, after a backup was restored, every takedown and erasure of the ledger."""

from django.core.management.base import BaseCommand

from wgec_portal.backup.replaying import do_again


class Command(BaseCommand):
    help = "Do again every takedown and erasure that a restored backup does not know. Run it before anybody is let in."

    def handle(self, *args, **options):
        self.stdout.write(do_again())
