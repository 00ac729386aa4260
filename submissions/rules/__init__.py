"""Who may do what with a contribution, and what it lacks before it can be sent."""

from .compiling import why_not_compile
from .filing import (
    ASKED,
    BAD_EMAIL,
    NO_ORGANISATION,
    Missing,
    deadline_of,
    is_email,
    missing,
    why_not_attach,
    why_not_start,
    why_not_submit,
    why_not_write,
)
from .publishing import why_not_publish, why_not_withhold

__all__ = [
    "ASKED",
    "BAD_EMAIL",
    "NO_ORGANISATION",
    "Missing",
    "deadline_of",
    "is_email",
    "missing",
    "why_not_attach",
    "why_not_compile",
    "why_not_publish",
    "why_not_start",
    "why_not_submit",
    "why_not_withhold",
    "why_not_write",
]
