"""What may be done with a letter."""

from django.utils.translation import gettext as _

from .models import Message


def why_not_send_again(message) -> str:
    """Only a letter that failed can be sent again, a sent one has gone; and only one that still says something."""
    if message.state != Message.State.FAILED:
        return _("Only a letter that failed can be sent again.")
    return "" if message.body else _("The text of this letter was erased.")
