"""Staff's own duties: what is due from a secretariat or an office, by when, who is told, and the letters that say so.

The floors above say which duties stand (`<app>/duties.py`); the ladder is that of correspondence/ladder.py. Level, not
edge: what is due now and not yet posted goes, what is wanted no more is taken back. The key of a letter is
`duty:{meeting}:{kind}:{thing}:{the day it is due, as the version}:{rung}:{address}`.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from audit.clock import now
from audit.log import SYSTEM
from correspondence import ladder, outbox
from correspondence.kinds import Kind
from correspondence.models import Message

from .models import Contact, Office, StaffRole, WorkingGroup

EVERY = "duty:"  # how the keys of all these letters begin


@dataclass
class Told:
    """Somebody who is told of a duty: what they were sent, why they are spared, if they are, and what will go."""

    address: str  # in lower case
    name: str
    language: str
    stairs: list = field(default_factory=list)
    posted: dict = field(default_factory=dict)  # {rung: when}; of another date {"version:rung": when}
    spared: str = ""
    subject: str = ""  # of the letter as it would go now, where somebody wants to read it
    body: str = ""

    @property
    def fates(self):
        """What became of each rung, and what will."""
        return ladder.fates(self.stairs, self.posted, now())

    @property
    def coming(self):
        """[(rung, when)] of the letters still to go."""
        return [] if self.spared else ladder.coming(self.stairs, self.posted, now())


@dataclass(frozen=True)
class Duty:
    """Something that is due and not done. Aware moments; `words(language)` is the context of its letter."""

    kind: str
    group: WorkingGroup
    meeting: int  # the key of the meeting it belongs to: what stops that stops its letters
    thing: int  # the key of what it is about
    title: str  # as staff read it on a screen
    path: str  # the screen on which it is done
    due_at: datetime
    ends_at: datetime  # from then on there is no point in asking
    template: str
    words: Callable
    people: list  # (address, name, language) of each
    then: list = field(default_factory=list)  # who is told too once it is overdue
    needs_release: bool = False  # its letters wait for a member of the secretariat

    @property
    def stem(self):
        return f"{EVERY}{self.meeting}:{self.kind}:{self.thing}:"

    @property
    def version(self):
        """Of the date: another date begins another ladder."""
        return f"{self.due_at.astimezone(UTC):%Y%m%d%H%M}"

    @property
    def prefix(self):
        return f"{self.stem}{self.version}:"

    @property
    def stairs(self):
        return ladder.of_duty(self.due_at, self.ends_at)

    @property
    def is_overdue(self):
        return now() > self.due_at


def secretariat_of(group) -> list:
    """(address, name, language) of the secretariat today."""
    roles = StaffRole.objects.current().filter(group=group, user__is_active=True).select_related("user__person")
    return [(role.user.email, str(role.user), role.user.language) for role in roles.order_by("user__email")]


def holders_of(group, *kinds) -> list:
    """(address, name, language) of those who hold such an office today; by their account, else the address book."""
    offices = Office.objects.current().filter(group=group, kind__in=kinds).select_related("person__user").order_by("pk")
    return [found for office in offices if (found := _reached(office.person, group))]


def _reached(person, group):
    if hasattr(person, "user"):
        return person.user.email, str(person), person.user.language
    contact = Contact.objects.filter(group=group, person=person).order_by("pk").first()
    return (contact.email, str(person), contact.language) if contact else None


def told_of(duty) -> list[Told]:
    """Everybody who is told of a duty, now or once it is overdue."""
    late = [rung for rung in duty.stairs if rung.days_after]
    wanted = [(row, duty.stairs) for row in duty.people] + [(row, late) for row in duty.then if row not in duty.people]
    barred, posted = outbox.suppressed([row[0] for row, _stairs in wanted]), _posted(duty)
    return [
        Told(
            address=address.lower(),
            name=name,
            language=language,
            stairs=stairs,
            posted=posted[address.lower()],
            spared=_("This address is not to be written to.") if address.lower() in barred else "",
        )
        for (address, name, language), stairs in wanted
    ]


def _posted(duty):
    """{address: {rung: when}} of every letter about it, of whatever date."""
    found = defaultdict(dict)
    for key, posted_at in Message.objects.with_key(duty.stem).values_list("key", "posted_at"):
        version, rung, address = key.removeprefix(duty.stem).split(":", 2)
        found[address][rung if version == duty.version else f"{version}:{rung}"] = posted_at
    return found


def due_now(duty) -> list[tuple[ladder.Rung, Told]]:
    """The letters about it that should go now."""
    moment = now()
    found = [(ladder.due(person.stairs, person.posted, moment), person) for person in told_of(duty)]
    return [(rung, person) for rung, person in found if rung and not person.spared]


def remind(duties) -> int:
    """Post what is due of these, which are all that stand, and take back what waits of others. Returns how many."""
    unwanted = Message.objects.with_key(EVERY)
    for duty in duties:
        unwanted = unwanted.exclude(key__startswith=duty.prefix)
    outbox.take_back(unwanted, by=SYSTEM)
    return sum(post(duty, due_now(duty)) for duty in duties if not duty.needs_release)


@transaction.atomic
def post(duty, letters) -> int:
    """Post these letters of `due_now`, each once for its key. Returns how many."""
    for rung, person in letters:
        outbox.post(
            key=f"{duty.prefix}{rung.name}:{person.address}",
            kind=Kind.DUTY,
            to=person.address,
            to_name=person.name,
            group=duty.group,
            send_before=duty.ends_at,
            **letter_to(duty, person),
        )
    return len(letters)


def letter_to(duty, person) -> dict:
    """The words of somebody's letter: template, context and language, as the outbox takes them."""
    context = {"group": duty.group, "path": duty.path, **duty.words(person.language)}
    return {"template": duty.template, "context": context, "language": person.language}


def read(duty) -> list[Told]:
    """Those of `told_of`, each with the letter as it would go now; nothing is posted."""
    people = told_of(duty)
    for person in people:
        person.subject, person.body = outbox.read(Kind.DUTY, **letter_to(duty, person))
    return people


def withdraw(meeting, kind="", *, by) -> int:
    """Take back what waits about the duties of a meeting: of one kind, which is done, or all of them."""
    return outbox.withdraw(f"{EVERY}{meeting.pk}:{f'{kind}:' if kind else ''}", by=by)
