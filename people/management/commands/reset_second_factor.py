"""Resets the second step of signing in for a technician, or where no colleague is left who could."""

from django.core.management.base import BaseCommand, CommandError

from audit.log import SYSTEM
from people import actions
from people.models import User
from people.refusals import Refused


class Command(BaseCommand):
    help = (
        "Forget authenticator app and recovery codes of an account; its sessions end, its owner gets a letter. "
        "Example: manage.py reset_second_factor dana@example.org"
    )

    def add_arguments(self, parser):
        parser.add_argument("address", help="the address that signs in")

    def handle(self, *, address, **options):
        user = User.objects.filter(email=address.lower()).first()
        if user is None:
            raise CommandError(f"There is no account {address}.")
        try:
            actions.reset_second_factor(user=user, by=SYSTEM)
        except Refused as refusal:
            raise CommandError(f"{address}: {refusal}") from None
        self.stdout.write(f"The second step of {address} is reset.")
