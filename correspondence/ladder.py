"""The ladder of reminders before a deadline: which letter is due, which are still to come. Pure sums, no database.

“Opening, half-way, 14, 7, 3, 1 days, but at most three letters in a short call and never two within four days, the
last one excepted. Never nag after the date.” The most urgent rung that has been reached is the only one that may go:
there is no window to miss, and after an outage nobody is sent what they missed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

OPENING, HALF_WAY = "opened", "half"
DAYS = (14, 7, 3, 1)
LAST_DAYS = DAYS[-1]
APART = timedelta(days=4)  # between two letters, the last one excepted
SHORT = timedelta(days=28)  # a call shorter than this has at most three letters: opening, half-way and the last


@dataclass(frozen=True)
class Rung:
    """One letter of the ladder. It may go from `at` until `until`, when the next rung, or the deadline, is reached."""

    name: str  # "opened", "half", "14", "7", "3", "1": part of the letter's key
    at: datetime
    until: datetime
    is_last: bool = False

    @property
    def days(self) -> int | None:
        """How many days before the deadline; None for the opening and the half-way letter."""
        return int(self.name) if self.name.isdigit() else None


def rungs(opened_at: datetime, deadline_at: datetime) -> list[Rung]:
    """The ladder between two moments (aware), in the order of time; the first is the opening letter."""
    found = sorted(_moments(opened_at, deadline_at).items(), key=lambda each: each[1])
    ends = [at for _name, at in found[1:]] + [deadline_at]
    return [
        Rung(name, at, until, is_last=name == str(LAST_DAYS)) for (name, at), until in zip(found, ends, strict=True)
    ]


def _moments(opened_at, deadline_at):
    """{name: moment} of the rungs that stand: those nearer the deadline come before the others."""
    kept = {OPENING: opened_at}
    for name, at in _wished(opened_at, deadline_at):
        if at > opened_at and all(abs(at - other) >= APART for other in kept.values()):
            kept[name] = at
    last_at = deadline_at - timedelta(days=LAST_DAYS)
    return {**kept, str(LAST_DAYS): last_at} if last_at > opened_at else kept


def _wished(opened_at, deadline_at):
    """The rungs between opening and last letter, the most urgent first."""
    half_way = (HALF_WAY, opened_at + (deadline_at - opened_at) / 2)
    if deadline_at - opened_at < SHORT:
        return [half_way]
    return [*((str(days), deadline_at - timedelta(days=days)) for days in reversed(DAYS[:-1])), half_way]


def due(ladder: list[Rung], posted: dict[str, datetime], moment: datetime) -> Rung | None:
    """The rung whose letter should go to somebody now; None when nothing is due.

    `posted` holds what that person was sent: {name of the rung: when}.
    """
    rung = next((rung for rung in ladder if rung.at <= moment < rung.until), None)
    if rung is None or rung.name in posted or _goes_at(rung, posted) > moment:
        return None
    return rung


def coming(ladder: list[Rung], posted: dict[str, datetime], moment: datetime) -> list[tuple[Rung, datetime]]:
    """The letters still to go to somebody after `moment`, each with the moment at which it goes."""
    said, found = dict(posted), []
    for rung in ladder:
        goes_at = max(moment, _goes_at(rung, said))
        if rung.name not in posted and goes_at < rung.until:
            found.append((rung, goes_at))
            said[rung.name] = goes_at
    return found


def _goes_at(rung, posted):
    """The first moment at which a rung may go to somebody with these letters."""
    if rung.is_last or not posted:
        return rung.at
    return max(rung.at, max(posted.values()) + APART)
