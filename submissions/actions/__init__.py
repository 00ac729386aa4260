"""What can be done with contributions; every verb asks its rule first."""

from .compiling import compile_contributions
from .filing import attach, detach, discard_draft, edit, file_version, save, start, submit
from .moderating import mark_duplicate, return_for_clarification, take_back_question, unmark_duplicate
from .publishing import note_download, publish, publish_all, withhold, withhold_all
from .renditions import redact, revoke_redaction, revoke_translation, translate

__all__ = [
    "attach",
    "compile_contributions",
    "detach",
    "discard_draft",
    "edit",
    "file_version",
    "mark_duplicate",
    "note_download",
    "publish",
    "publish_all",
    "redact",
    "return_for_clarification",
    "revoke_redaction",
    "revoke_translation",
    "save",
    "start",
    "submit",
    "take_back_question",
    "translate",
    "unmark_duplicate",
    "withhold",
    "withhold_all",
]
