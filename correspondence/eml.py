"""Letters as .eml files in a folder, for the embedded portal: what would be sent can be read."""

import os
import re
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend


class Backend(BaseEmailBackend):
    """Writes each message to OUTBOX_DIR, whole or not at all. A second attempt replaces the first."""

    def send_messages(self, email_messages):
        """Write the messages and return how many."""
        folder = Path(settings.OUTBOX_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = _name_of(message.extra_headers.get("Message-ID", ""))
            part = folder / f".{name}.part"
            with part.open("wb") as file:
                file.write(message.message().as_bytes(linesep="\r\n"))
                file.flush()
                os.fsync(file.fileno())
            part.replace(folder / f"{name}.eml")
        return len(email_messages)


def discard(message_ids) -> None:
    """Remove the files of these letters, where there are any."""
    for message_id in message_ids:
        (Path(settings.OUTBOX_DIR) / f"{_name_of(message_id)}.eml").unlink(missing_ok=True)


def _name_of(message_id):
    return re.sub(r"[^A-Za-z0-9.-]+", "_", message_id).strip("_")[:120]
