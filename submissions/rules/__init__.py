"""Who may do what with a contribution, and what it lacks before it can be sent."""

from .answers import Missing, missing_in_answers, why_too_long, words_too_many
from .compiling import why_not_compile
from .deadline import deadline_of, hour_that_counts, period_of, why_not_begin_now, why_not_file_now
from .filing import (
    ASKED,
    BAD_EMAIL,
    NO_ORGANISATION,
    is_email,
    missing,
    why_incomplete,
    why_not_attach,
    why_not_start,
    why_not_submit,
    why_not_write,
    why_over,
)
from .holding import (
    why_not_change_choices,
    why_not_discard,
    why_not_edit,
    why_not_show_draft,
    why_not_withdraw,
)
from .moderating import (
    why_not_mark_duplicate,
    why_not_return,
    why_not_take_back,
    why_not_unmark_duplicate,
    why_not_until,
)
from .publishing import why_not_export, why_not_publish, why_not_publish_unread, why_not_withhold
from .renditions import why_not_into, why_not_redact, why_not_revoke_redaction, why_not_translate

__all__ = [
    "ASKED",
    "BAD_EMAIL",
    "NO_ORGANISATION",
    "Missing",
    "deadline_of",
    "hour_that_counts",
    "is_email",
    "missing",
    "missing_in_answers",
    "period_of",
    "why_incomplete",
    "why_not_attach",
    "why_not_begin_now",
    "why_not_change_choices",
    "why_not_compile",
    "why_not_discard",
    "why_not_edit",
    "why_not_export",
    "why_not_file_now",
    "why_not_into",
    "why_not_mark_duplicate",
    "why_not_publish",
    "why_not_publish_unread",
    "why_not_redact",
    "why_not_return",
    "why_not_revoke_redaction",
    "why_not_show_draft",
    "why_not_start",
    "why_not_submit",
    "why_not_take_back",
    "why_not_translate",
    "why_not_unmark_duplicate",
    "why_not_until",
    "why_not_withdraw",
    "why_not_withhold",
    "why_not_write",
    "why_over",
    "why_too_long",
    "words_too_many",
]
