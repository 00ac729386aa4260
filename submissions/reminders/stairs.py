"""The ladder of a call: its rungs, and how the keys of its letters begin."""

from correspondence import ladder


def prefix(call) -> str:
    """How the keys of all reminders of a call begin, of every version of its deadline."""
    return f"call:{call.uid}:reminder:"


def first_key(call):
    """How the keys of the ladder's first letter begin: the call is open, or its deadline was extended."""
    version = call.deadline_version
    return f"call:{call.uid}:extended:{version}:" if version > 1 else f"call:{call.uid}:opened:"


def key_of(call, rung, address) -> str:
    """The key of one reminder; without an address, how the keys of a rung begin."""
    return f"{prefix(call)}{call.deadline_version}:{rung}:{address}"


def stairs_of(call) -> list[ladder.Rung]:
    """The ladder to the present deadline. An extension begins a new one, whose first letter is the extension's."""
    extension = call.extensions.last() if call.deadline_version > 1 else None
    return ladder.rungs(extension.extended_at if extension else call.opened_at, call.deadline_at)
