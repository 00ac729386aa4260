"""Tell the cycle of 2016 once, on the portal that is running: `manage.py replay --base-url … --output …`."""

from django.core.management.base import BaseCommand, CommandError

from people.models import WorkingGroup
from wgec_portal.demo import stage
from wgec_portal.demo.story import Story, WorkerSilent
from wgec_portal.demo.visitor import Stopped

ACCOUNTS = [
    (stage.STAFF, "secretariat of the Working Group on Enhanced Cooperation"),
    (stage.CHAIR, "its Chair"),
    (stage.ASSISTANT, "the Chair’s assistant"),
    (stage.MEMBER, "a member, on a seat"),
    (stage.OBSERVER, "an observer"),
    (stage.REHEARSER, "secretariat of the Rehearsal Group"),
]


class Command(BaseCommand):
    help = "Replays the model cycle of 2016 through the running portal and its workers."

    def add_arguments(self, parser):
        parser.add_argument("--base-url", required=True, help="where the portal answers")
        parser.add_argument("--output", required=True, help="the folder for the papers")

    def handle(self, *args, base_url, output, **options):
        if WorkingGroup.objects.exists():
            self.stdout.write("The story was told here before. ./demo --fresh tells it anew.")
        else:
            try:
                Story(base_url=base_url, folder=output, say=self.stdout.write).tell()
            except (WorkerSilent, Stopped) as failure:
                raise CommandError(str(failure)) from failure
        self.stdout.write(
            "\nSign in with one of these addresses; the code comes as a letter, the newest in var/outbox/:"
        )
        for address, role in ACCOUNTS:
            self.stdout.write(f"  {address:26} {role}")
