"""`manage.py verify_register [CALL]`: whether the register of a call, or of every call, holds."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from meetings.models import Call
from submissions import verifying


class Command(BaseCommand):
    help = "Walk the register of a call (its identifier, as in its address), or of all; name the first broken line."

    def add_arguments(self, parser):
        parser.add_argument("call", nargs="?", help="identifier of the call; without it every register is walked")

    def handle(self, *, call, **options):
        calls = Call.objects.order_by("pk")
        if call and not (calls := self._named(calls, call)):
            raise CommandError(f"There is no call {call}.")
        broken = [fault for each in calls if (fault := verifying.first_broken(each))]
        for fault in broken:
            self.stderr.write(str(fault))
        if broken:
            raise CommandError(f"{len(broken)} of {len(calls)} registers do not hold.")
        self.stdout.write(f"{len(calls)} registers hold.")

    def _named(self, calls, text):
        try:
            return calls.filter(uid=text)
        except ValidationError:
            return calls.none()
