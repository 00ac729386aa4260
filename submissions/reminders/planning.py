"""What staff see: the ladder, what went, what will go and to whom."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from audit.clock import now
from correspondence import ladder
from correspondence.models import Message
from meetings.models import Call

from .people import Addressee, addressees
from .stairs import first_key, in_words, key_of, prefix, stairs_of


@dataclass
class Step:
    """One rung as staff see it: how many letters went, by state in words, and how many will go, and from when."""

    rung: ladder.Rung
    name: str  # in words
    key: str  # how the keys of its letters begin
    went: list
    will_go: int
    goes_at: datetime | None


def plan(call, chosen=None) -> tuple[list[Step], list[Addressee], list[Addressee]]:
    """The ladder, those who will get a letter (the soonest first), and those who are spared.

    Of a call in preparation: as it would be if it opened now. `chosen`: rungs to try out instead of the call's own.
    """
    moment = now()
    if not has_ladder(call, moment):
        return [], [], []
    stairs, people = stairs_of(call, chosen), addressees(call)
    spared = [person for person in people if person.spared]
    waiting, coming = [], defaultdict(list)
    for person in people if call.is_open or not call.opened_at else []:
        person.coming = [] if person.spared else ladder.coming(stairs, person.posted, moment)
        for rung, at in person.coming:
            coming[rung.name].append(at)
    waiting = [person for person in people if person.coming]
    waiting.sort(key=lambda person: (person.coming[0][1], person.address))
    return _steps(call, stairs, coming), waiting, spared


def has_ladder(call, moment):
    """Whether there is, or was, or will be, anything between opening and deadline."""
    return bool(call.opened_at) or (call.state == Call.State.DRAFT and call.deadline_at > moment)


def _steps(call, stairs, coming):
    """The rungs with what went and what will go."""
    keys = {rung.name: key_of(call, rung.name, "") for rung in stairs}
    keys[ladder.OPENING] = first_key(call)
    went = defaultdict(Counter)
    letters = Message.objects.filter(Q(key__startswith=prefix(call)) | Q(key__startswith=keys[ladder.OPENING]))
    for key, state in letters.values_list("key", "state"):
        rung = next((name for name, start in keys.items() if key.startswith(start)), None)
        went[rung][Message.State(state).label] += 1
    return [
        Step(
            rung=rung,
            name=in_words(call, rung),
            key=keys[rung.name],
            went=sorted(went[rung.name].items()),
            will_go=len(coming[rung.name]),
            goes_at=min(coming[rung.name], default=None),
        )
        for rung in stairs
    ]
