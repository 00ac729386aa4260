"""`manage.py verify_compilations`: whether the data of every issued compilation gives the same PDF again."""

from django.core.management.base import BaseCommand, CommandError

from submissions.compilation import remaking


class Command(BaseCommand):
    help = "Make every issued compilation anew from its data and compare the bytes."

    def handle(self, **options):
        """One line for each that cannot be compared or is different; ends with 1 when one is different."""
        same = other = faults = 0
        for run in remaking.to_compare().iterator(chunk_size=100):
            try:
                fault = remaking.fault_of(run)
            except (OSError, ValueError) as error:
                fault = str(error)
            same, other = same + (not fault), other + (fault == remaking.OTHER_ENGINE)
            faults += bool(fault) and fault != remaking.OTHER_ENGINE
            if fault:
                self.stderr.write(f"{run.paper_version.paper.uid} version {run.paper_version.number}: {fault}")
        told = f"{same} compilations are the same again; {other} could not be compared"
        if faults:
            raise CommandError(f"{told}; {faults} are different.")
        self.stdout.write(f"{told}.")
