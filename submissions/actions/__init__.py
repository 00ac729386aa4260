"""What can be done with contributions; every verb asks its rule first."""

from .behalf import confirm_authority, revoke_authority, sign, stand_beside
from .changing import extend, reword
from .coding import add_topic, change_topic, code, remove_topic
from .compiling import compile_contributions, try_forms_again
from .filing import discard_draft, edit, file_version, save, start, submit
from .holding import (
    confirm_address,
    decline,
    enter_code,
    hide_draft,
    send_code,
    send_decline_link,
    show_draft,
    take_back_declination,
)
from .importing import import_contributions
from .intake import add_to_entry, begin_entry, discard_entry, file_entry, remove_from_entry, save_entry
from .lateness import make_late_link, revoke_late_link, use_late_link
from .moderating import mark_duplicate, return_for_clarification, take_back_question, unmark_duplicate
from .publishing import SECONDS, note_download, publish, publish_all, withhold, withhold_all
from .reminding import choose_reminders
from .renditions import redact, revoke_redaction, revoke_translation, translate
from .takedown import take_down, take_down_again
from .uploading import attach, begin_upload, detach, drop_upload, finish_upload, receive
from .withdrawing import change_choices, withdraw
from .word import keep_original

__all__ = [
    "SECONDS",
    "add_to_entry",
    "add_topic",
    "attach",
    "begin_entry",
    "begin_upload",
    "change_choices",
    "change_topic",
    "choose_reminders",
    "code",
    "compile_contributions",
    "confirm_address",
    "confirm_authority",
    "decline",
    "detach",
    "discard_draft",
    "discard_entry",
    "drop_upload",
    "edit",
    "enter_code",
    "extend",
    "file_entry",
    "file_version",
    "finish_upload",
    "hide_draft",
    "import_contributions",
    "keep_original",
    "make_late_link",
    "mark_duplicate",
    "note_download",
    "publish",
    "publish_all",
    "receive",
    "redact",
    "remove_from_entry",
    "remove_topic",
    "return_for_clarification",
    "revoke_authority",
    "revoke_late_link",
    "revoke_redaction",
    "revoke_translation",
    "reword",
    "save",
    "save_entry",
    "send_code",
    "send_decline_link",
    "show_draft",
    "sign",
    "stand_beside",
    "start",
    "submit",
    "take_back_declination",
    "take_back_question",
    "take_down",
    "take_down_again",
    "translate",
    "try_forms_again",
    "unmark_duplicate",
    "use_late_link",
    "withdraw",
    "withhold",
    "withhold_all",
]
