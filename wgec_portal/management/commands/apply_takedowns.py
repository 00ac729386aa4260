"""`manage.py apply_takedowns`: do again, after a backup was restored, every takedown and erasure of the ledger."""

from django.core.management.base import BaseCommand

from submissions import takedown
from submissions.actions import take_down_again
from wgec_portal import erasure


class Command(BaseCommand):
    help = "Do again every takedown and erasure that a restored backup does not know. Run it before anybody is let in."

    def handle(self, *args, **options):
        taken_down, erased = take_down_again(), erasure.erase_again()
        takedown.sweep()
        self.stdout.write(f"{taken_down} taken down again, {erased} erasures done again.")
