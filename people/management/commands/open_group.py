"""Opens a working group with its first colleague, on a portal where nobody can sign in yet."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email, validate_slug
from django.db import transaction

from audit.clock import now
from audit.log import SYSTEM
from people import actions
from people.models import WorkingGroup


class Command(BaseCommand):
    help = (
        "Open a working group and take a first colleague into its secretariat. The colleague signs in at /sign-in/ "
        "with the e-mail address and fills in everything else under “Facts”. Example: "
        'manage.py open_group --slug wgec --name "Working Group on Enhanced Cooperation" --staff-email dana@example.org'
    )

    def add_arguments(self, parser):
        parser.add_argument("--slug", required=True, help="the group's name in addresses, such as wgec")
        parser.add_argument("--name", required=True, help="the group's full name")
        parser.add_argument("--staff-email", required=True, help="address of the first colleague of its secretariat")
        parser.add_argument("--practice", action="store_true", help="open a group to rehearse in beside it")
        parser.add_argument("--first-year", type=int, help="first year of its term; this year when left out")

    def handle(self, *, slug, name, staff_email, first_year, practice, **options):
        """Both or nothing."""
        self._check(slug, staff_email)
        today = now().date()
        with transaction.atomic():
            group = actions.open_group(
                slug=slug,
                name=name,
                first_year=first_year or today.year,
                secretariat_email=staff_email,
                by=SYSTEM,
            )
            actions.add_colleague(group=group, email=staff_email, by=SYSTEM, starts_on=today)
            rehearsing = actions.open_practice_group(group=group, by=SYSTEM) if practice else None
        self.stdout.write(f"{group.name} is open at /groups/{slug}/. {staff_email} signs in at /sign-in/.")
        if rehearsing:
            self.stdout.write(f"Rehearse at /groups/{rehearsing.slug}/: its letters go to its secretariat only.")

    def _check(self, slug, email):
        try:
            validate_slug(slug)
            validate_email(email)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        if WorkingGroup.objects.filter(slug=slug).exists():
            raise CommandError(f"There is already a working group at /groups/{slug}/.")
