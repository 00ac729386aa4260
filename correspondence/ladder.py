"""The ladder of reminders before a date: which letter is due, which are still to come. Pure sums, no database.

“Opening, half-way, 14, 7, 3, 1 days, but at most three letters in a short call and never two within four days, the
last one excepted. Never nag after the date.” The most urgent rung that has been reached is the only one that may go:
there is no window to miss, and after an outage nobody is sent what they missed. Which rungs a ladder has is chosen;
how far they stand apart, and how many there are when time is short, is the rule.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

OPENING, HALF_WAY, DUE = "opened", "half", "0"
USUAL = (HALF_WAY, "14", "7", "3", "1")  # what is chosen unless staff choose otherwise; the opening always stands
APART = timedelta(days=4)  # between two letters, the last one excepted
SHORT = timedelta(days=28)  # a call shorter than this has at most three letters
MOST_IN_SHORT = 3
WEEK = timedelta(days=7)
WENT, WAITS, TOO_CLOSE, PASSED = "went", "waits", "too close", "passed"  # what becomes of a rung for somebody


@dataclass(frozen=True)
class Rung:
    """One letter of the ladder. It may go from `at` until `until`, when the next rung, or the end, is reached."""

    name: str  # "opened", "half", "14" days before, "0" on the day, "+7" days after: part of the letter's key
    at: datetime
    until: datetime
    is_last: bool = False

    @property
    def apart(self) -> timedelta:
        """How long after the letter before it this one may go: of a duty that is overdue there is one a week."""
        return WEEK if self.days_after else timedelta() if self.is_last else APART

    @property
    def days(self) -> int | None:
        """How many days before the date; None for the opening, the half-way letter and those after the date."""
        return int(self.name) if self.name.isdigit() else None

    @property
    def days_after(self) -> int | None:
        """How many days after the date, for staff's own duties."""
        return int(self.name) if self.name.startswith("+") else None


@dataclass(frozen=True)
class Fate:
    """What became, or will become, of one rung for somebody: went at `at`, waits until `at`, or came to nothing."""

    rung: Rung
    what: str  # WENT, WAITS, TOO_CLOSE to another letter, PASSED without a letter
    at: datetime | None = None


def rungs(opened_at: datetime, deadline_at: datetime, chosen: tuple = USUAL) -> list[Rung]:
    """The ladder between two moments (aware), in the order of time; the first is the opening letter.

    `chosen`: HALF_WAY and days before the deadline as text; the smallest number of days is the last letter.
    """
    days = sorted((name for name in chosen if name.isdigit()), key=int)
    last_at = deadline_at - timedelta(days=int(days[0])) if days else opened_at
    last = {days[0]: last_at} if last_at > opened_at else {}
    is_short = deadline_at - opened_at < SHORT
    kept = {OPENING: opened_at}
    for name, at in _wished(opened_at, deadline_at, chosen, days[1:], is_short):
        full = is_short and len(kept) + len(last) >= MOST_IN_SHORT
        stands = at > opened_at and all(at < moment for moment in last.values())
        if stands and not full and all(abs(at - other) >= APART for other in kept.values()):
            kept[name] = at
    return _in_time({**kept, **last}, deadline_at, last=next(iter(last), None))


def _wished(opened_at, deadline_at, chosen, days, is_short):
    """The rungs between opening and last letter, the most urgent first; in a short call the half-way one instead."""
    urgent = [(name, deadline_at - timedelta(days=int(name))) for name in days]
    half_way = [(HALF_WAY, opened_at + (deadline_at - opened_at) / 2)] if HALF_WAY in chosen else []
    return half_way if is_short and half_way else [*urgent, *half_way]


def of_duty(due_at: datetime, ends_at: datetime, days_before: tuple = (7,)) -> list[Rung]:
    """The ladder of a duty of staff's own: days before, on the day, and no more than one a week after it, to the end.

    Contributors are never nagged after the date; a duty stays one until it is done, or its end makes it pointless.
    """
    moments = {str(days): due_at - timedelta(days=days) for days in days_before} | {DUE: due_at}
    weeks = 1
    while (at := due_at + weeks * WEEK) < ends_at:
        moments[f"+{7 * weeks}"] = at
        weeks += 1
    return _in_time({name: at for name, at in moments.items() if at < ends_at}, ends_at)


def _in_time(moments, ends_at, last=None):
    """Rungs in the order of time, each until the next; none without moments."""
    found = sorted(moments.items(), key=lambda each: each[1])
    ends = [at for _name, at in found[1:]] + [ends_at]
    return [Rung(name, at, until, is_last=name == last) for (name, at), until in zip(found, ends, strict=True)]


def due(ladder: list[Rung], posted: dict[str, datetime], moment: datetime) -> Rung | None:
    """The rung whose letter should go to somebody now; None when nothing is due.

    `posted` holds what that person was sent: {name of the rung: when}.
    """
    rung = next((rung for rung in ladder if rung.at <= moment < rung.until), None)
    if rung is None or rung.name in posted or _goes_at(rung, posted) > moment:
        return None
    return rung


def fates(ladder: list[Rung], posted: dict[str, datetime], moment: datetime) -> list[Fate]:
    """What became of every rung for somebody with these letters, and, seen from `moment`, what will."""
    said, found = dict(posted), []
    for rung in ladder:
        goes_at = _goes_at(rung, {name: at for name, at in said.items() if at < rung.until})
        if rung.name in posted:
            found.append(Fate(rung, WENT, posted[rung.name]))
        elif goes_at >= rung.until:
            found.append(Fate(rung, TOO_CLOSE))
        elif rung.until <= moment:
            found.append(Fate(rung, PASSED))
        else:
            said[rung.name] = max(moment, goes_at)
            found.append(Fate(rung, WAITS, said[rung.name]))
    return found


def coming(ladder: list[Rung], posted: dict[str, datetime], moment: datetime) -> list[tuple[Rung, datetime]]:
    """The letters still to go to somebody after `moment`, each with the moment at which it goes."""
    return [(fate.rung, fate.at) for fate in fates(ladder, posted, moment) if fate.what == WAITS]


def _goes_at(rung, posted):
    """The first moment at which a rung may go to somebody with these letters."""
    apart = rung.apart
    return max([rung.at, *(at + apart for at in posted.values())]) if apart else rung.at
