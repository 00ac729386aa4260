"""What the secretariat does with its group: facts, seats, offices, colleagues, the address book, accounts."""

from .address_book import (
    add_contact,
    change_contact,
    change_organisation,
    change_person,
    import_contacts,
    note_download,
    open_account,
    organisation_called,
    remove_contact,
)
from .groups import (
    add_stakeholder_group,
    change_group,
    change_stakeholder_group,
    open_group,
    open_practice_group,
    remove_stakeholder_group,
)
from .membership import (
    add_colleague,
    appoint,
    change_office,
    change_seat,
    change_staff_role,
    give_seat,
)
from .signing_in import end_sessions, reset_second_factor
from .subscriptions import (
    allow_letters,
    ask_to_subscribe,
    is_subscribed,
    leave,
    stop_letters,
    subscribe,
)

__all__ = [
    "add_colleague",
    "add_contact",
    "add_stakeholder_group",
    "allow_letters",
    "appoint",
    "ask_to_subscribe",
    "change_contact",
    "change_group",
    "change_office",
    "change_organisation",
    "change_person",
    "change_seat",
    "change_staff_role",
    "change_stakeholder_group",
    "end_sessions",
    "give_seat",
    "import_contacts",
    "is_subscribed",
    "leave",
    "note_download",
    "open_account",
    "open_group",
    "open_practice_group",
    "organisation_called",
    "remove_contact",
    "remove_stakeholder_group",
    "reset_second_factor",
    "stop_letters",
    "subscribe",
]
