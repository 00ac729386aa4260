"""Who may do what with a contribution, and what it lacks before it can be sent."""

from .compiling import why_not_compile
from .deadline import deadline_of, hour_that_counts, period_of, why_not_begin_now, why_not_file_now
from .filing import (
    ASKED,
    BAD_EMAIL,
    NO_ORGANISATION,
    Missing,
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
    "hour_that_counts",
    "is_email",
    "missing",
    "period_of",
    "why_not_attach",
    "why_not_begin_now",
    "why_not_compile",
    "why_not_file_now",
    "why_not_publish",
    "why_not_start",
    "why_not_submit",
    "why_not_withhold",
    "why_not_write",
]
