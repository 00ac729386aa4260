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
            name = re.sub(r"[^A-Za-z0-9.-]+", "_", message.extra_headers.get("Message-ID", "")).strip("_")[:120]
            part = folder / f".{name}.part"
            with part.open("wb") as file:
                file.write(message.message().as_bytes(linesep="\r\n"))
                file.flush()
                os.fsync(file.fileno())
            part.replace(folder / f"{name}.eml")
        return len(email_messages)
