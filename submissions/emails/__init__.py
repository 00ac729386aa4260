"""Letters about contributions."""

from .behalf import invite_to_sign
from .compiling import tell_compilation, tell_compiled
from .holding import send_code, send_decline_link, tell_withdrawn
from .lateness import key_of_late_link, send_late_link
from .publishing import RETURNED, tell_published, tell_redacted, tell_returned
from .receipts import acknowledge

__all__ = [
    "RETURNED",
    "acknowledge",
    "invite_to_sign",
    "key_of_late_link",
    "send_code",
    "send_decline_link",
    "send_late_link",
    "tell_compilation",
    "tell_compiled",
    "tell_published",
    "tell_redacted",
    "tell_returned",
    "tell_withdrawn",
]
