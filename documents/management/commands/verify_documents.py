"""`manage.py verify_documents [--paper NAME]`: whether every issued paper is on the disk as it was issued."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from documents import verifying
from documents.models import Paper


class Command(BaseCommand):
    help = "Compare the files of all issued versions, or of one paper, with their size, hash and number of pages."

    def add_arguments(self, parser):
        parser.add_argument(
            "--paper", metavar="NAME", help="symbol or identifier of one paper, as in its permanent address"
        )

    def handle(self, *, paper, **options):
        """One line for each fault; ends with 1 when there is any."""
        versions = verifying.versions_to_verify(self._paper(paper) if paper else None)
        number, faults = versions.count(), 0
        for fault in verifying.faults_of(versions):
            faults += 1
            self.stderr.write(str(fault))
        if faults:
            raise CommandError(f"{number} versions were verified; {faults} faults.")
        self.stdout.write(f"{number} versions were verified; all are as they were issued.")

    def _paper(self, name):
        """By symbol, or by identifier, as the address of the paper has it."""
        name = name.removeprefix("id/").strip("/")
        try:
            return Paper.objects.filter(symbol=name).first() or Paper.objects.get(uid=name)
        except (Paper.DoesNotExist, ValidationError):
            raise CommandError(f"There is no paper {name}: give what follows /papers/ in its address.") from None
