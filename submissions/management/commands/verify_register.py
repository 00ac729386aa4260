"""`manage.py verify_register [CALL]`: whether the register of a call, or of every call, holds."""

from django.core.management.base import BaseCommand, CommandError

from meetings.models import Call
from meetings.named import call_named
from submissions import verifying


class Command(BaseCommand):
    help = "Walk the register of a call, or of all; name the first broken line."

    def add_arguments(self, parser):
        parser.add_argument(
            "call",
            nargs="?",
            help="identifier of the call, or a part of its title; without it every register is walked",
        )

    def handle(self, *, call, **options):
        calls = [call_named(call)] if call else Call.objects.order_by("pk")
        broken = [fault for each in calls if (fault := verifying.first_broken(each))]
        for fault in broken:
            self.stderr.write(str(fault))
        if broken:
            raise CommandError(f"{len(broken)} of {len(calls)} registers do not hold.")
        self.stdout.write(f"{len(calls)} registers hold.")
