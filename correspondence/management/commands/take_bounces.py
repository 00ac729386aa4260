"""Take what mail servers report of our letters: one message from standard input, or the mailbox for bounces."""

import imaplib
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from correspondence import bounces, mailbox

EX_DATAERR = 65  # as a mail server's pipe understands it: nothing is wrong with us


class Command(BaseCommand):
    help = "Takes one bounce from standard input, or with --mailbox all new ones from EMAIL_BOUNCES_URL."

    def add_arguments(self, parser):
        parser.add_argument("--mailbox", action="store_true", help="fetch them from EMAIL_BOUNCES_URL by IMAP")

    def handle(self, *, mailbox, **_):
        self.stdout.write(_from_mailbox() if mailbox else _from(sys.stdin.buffer))


def _from_mailbox():
    if not settings.EMAIL_BOUNCES_URL:
        raise CommandError("EMAIL_BOUNCES_URL names no mailbox: set it to imaps://USER:PASSWORD@HOST/FOLDER.")
    try:
        found = mailbox.take_bounces()
    except (OSError, imaplib.IMAP4.error) as trouble:
        raise CommandError(f"The mailbox of EMAIL_BOUNCES_URL cannot be read: {trouble}. Nothing is lost.") from None
    return f"Bounces taken: {found['taken']}. Messages that are none: {found['not bounces']}."


def _from(file):
    try:
        return bounces.take(file.read(bounces.LARGEST + 1))
    except bounces.NotABounce as reason:
        raise CommandError(str(reason), returncode=EX_DATAERR) from reason
