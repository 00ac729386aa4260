"""Reminders of a call's deadline: who gets which letter, who is spared and why, and the posting itself.

Level, not edge: whatever is due now and not yet posted goes, so it may run as often as it likes, twice at once too.
The key of a letter is `call:{call uid}:reminder:{deadline version}:{rung}:{address}`; what makes the letters of a call
unwanted withdraws them by `prefix(call)`. The ladder's first rung, the letter that the call is open, is posted when
the call opens (`call:{call uid}:opened:{address}`) and is not ours; after an extension the letter that tells of it
(`call:{call uid}:extended:{deadline version}:{address}`) takes its place.
"""

from .choosing import why_no_ladder
from .people import addressees
from .planning import plan
from .posting import read, remind, remind_of_deadlines, spare
from .reasons import explain
from .stairs import prefix

__all__ = ["addressees", "explain", "plan", "prefix", "read", "remind", "remind_of_deadlines", "spare", "why_no_ladder"]
