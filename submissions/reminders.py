"""Reminders of a call's deadline: who gets which letter, who is spared and why, and the posting itself.

Level, not edge: whatever is due now and not yet posted goes, so it may run as often as it likes, twice at once too.
The key of a letter is `call:{call uid}:reminder:{deadline version}:{rung}:{address}`; what makes the letters of a call
unwanted withdraws them by `prefix(call)`. The ladder's first rung, the letter that the call is open, is posted when
the call opens (`call:{call uid}:opened:{address}`) and is not ours.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.clock import now
from audit.log import SYSTEM
from correspondence import ladder, outbox
from correspondence.models import Message
from documents import dates
from meetings.models import Call
from people.models import Contact
from people.models.contact import Audience
from people.models.organisation import NAME_FIELDS

from .models import Submission, Version

CHUNK = 100  # letters in one transaction
QUIET = timedelta(hours=1)  # whoever saved a draft so recently is writing just now, and is not disturbed
TO_CONTACTS, TO_DRAFTS, TO_NEWER_DRAFTS = "reminder_call", "reminder_draft", "reminder_newer_draft"  # the letters


@dataclass
class Addressee:
    """Somebody a reminder may go to: which letter, what they were sent, and why they are spared, if they are."""

    address: str  # in lower case
    name: str
    organisation: str
    language: str
    letter: str
    posted: dict = field(default_factory=dict)  # {rung: when}; of an earlier deadline {"version:rung": when}
    spared: str = ""
    next: tuple | None = None  # the rung whose letter is the next one, and the moment at which it goes


@dataclass
class Answers:
    """Who has answered a call: addresses with the moment of sending, names of organisations, keys of States."""

    sent: dict = field(default_factory=dict)
    organisations: set = field(default_factory=set)
    states: set = field(default_factory=set)


@dataclass
class Step:
    """One rung as staff see it: how many letters went, by state in words, and how many will go, and from when."""

    rung: ladder.Rung
    key: str  # how the keys of its letters begin
    went: list
    will_go: int
    goes_at: datetime | None


def prefix(call) -> str:
    """How the keys of all reminders of a call begin, of every version of its deadline."""
    return f"call:{call.uid}:reminder:"


def remind_of_deadlines() -> int:
    """Post every reminder that is due now, of all open calls. Returns how many."""
    return sum(remind(call) for call in Call.objects.open().select_related("group"))


def remind(call) -> int:
    """Post the reminders of one call that are due now, a few in each transaction. Returns how many."""
    stairs, moment = ladder.rungs(call.opened_at, call.deadline_at), now()
    wanted = [(ladder.due(stairs, person.posted, moment), person) for person in addressees(call) if not person.spared]
    due = [(rung, person) for rung, person in wanted if rung]
    return sum(_post(call, due[start : start + CHUNK]) for start in range(0, len(due), CHUNK))


@transaction.atomic
def _post(call, letters):
    """Post these letters, unless the call was cancelled, its deadline moved, or somebody answered since the count.

    Filings hold the call's row too: whoever files at this moment is either seen here or spares the letter afterwards.
    """
    same = Call.objects.open().select_for_update(no_key=True).filter(deadline_version=call.deadline_version)
    if not same.filter(pk=call.pk).first():
        return 0
    answered = _answers(call).sent
    wanted = [each for each in letters if each[1].letter == TO_NEWER_DRAFTS or each[1].address not in answered]
    for rung, person in wanted:
        _post_one(call, rung, person)
    return len(wanted)


def _post_one(call, rung, person):
    outbox.post(
        key=_key(call, rung.name, person.address),
        to=person.address,
        to_name=person.name,
        template=f"submissions/emails/{person.letter}.txt",
        context={
            "call": call,
            "deadline": dates.moment(call.deadline_at, call.zone, call.city, person.language),
            "link": settings.PORTAL_URL + reverse("submissions:call", args=[call.uid]),
        },
        language=person.language,
        group=call.group_id,
        send_before=call.deadline_at,
    )


def spare(call, address) -> int:
    """Take back the reminders to one address that have not gone yet: its holder has answered. Returns how many."""
    keys = [_key(call, rung.name, address.lower()) for rung in ladder.rungs(call.opened_at, call.deadline_at)]
    return outbox.take_back(Message.objects.filter(key__in=keys), by=SYSTEM)


def _key(call, rung, address):
    return f"{prefix(call)}{call.deadline_version}:{rung}:{address}"


# Who gets a letter


def addressees(call) -> list[Addressee]:
    """All stakeholders of the address book, and whoever has begun a draft; one entry for each address, in order."""
    people = Contact.objects.in_audience(call.group, Audience.ALL).select_related("organisation__state")
    contacts = {contact.email.lower(): contact for contact in people}
    answers, posted = _answers(call), _posted(call)
    drafts = _drafts(call, answers)
    unwanted = outbox.suppressed([*contacts, *drafts])
    found, persons = [], set()
    for address in sorted({*contacts, *drafts}):
        contact, draft = contacts.get(address), drafts.get(address)
        person = _addressee(call, address, contact, draft, answers)
        person.posted = {**_greeted(call, draft), **posted[address]}
        person.spared = _why_spared(person, contact, draft, answers, unwanted, persons)
        if contact and not person.spared:
            persons.add(contact.person_id)
        found.append(person)
    return found


def _addressee(call, address, contact, draft, answers):
    letter = TO_CONTACTS
    if draft:
        letter = TO_NEWER_DRAFTS if address in answers.sent else TO_DRAFTS
    language = contact.language if contact else draft.language
    spoken = {code[:2] for code, _name in settings.LANGUAGES}
    return Addressee(
        address=address,
        name=contact.name if contact else "",
        organisation=str(contact.organisation) if contact and contact.organisation else "",
        language=language if language[:2] in spoken else call.group.working_language,
        letter=letter,
    )


def _why_spared(person, contact, draft, answers, unwanted, persons):
    """Why nothing goes to somebody, in words; nothing when they get the letter."""
    if person.address in unwanted:
        return _("This address is not to be written to.")
    if draft:
        return _("Is writing a draft just now.") if draft.saved_at > now() - QUIET else ""
    if person.address in answers.sent:
        return _("Has answered.")
    if contact.organisation and _has_answered(contact.organisation, answers):
        return _("The organisation has answered.")
    if contact.person_id and contact.person_id in persons:
        return _("Is written to at another address.")
    return ""


def _has_answered(organisation, answers):
    """Whether a contribution names the organisation, or the State that it is."""
    names = {_plain(organisation.name), _plain(organisation.short_name)}
    if organisation.state:
        names |= {_plain(getattr(organisation.state, name)) for name in NAME_FIELDS.values()}
    return bool(names & answers.organisations) or organisation.state_id in answers.states


def _plain(name):
    """A name as it is compared: without regard to capitals and spaces."""
    return " ".join(name.casefold().split())


def _answers(call):
    """Who has answered: contributions in force only."""
    answers = Answers()
    current = Submission.objects.filter(call=call).in_force().values("current")
    for version in Version.objects.filter(pk__in=current).select_related("stakeholder_group"):
        answers.sent[version.email.lower()] = version.sent_at
        answers.organisations.add(_plain(version.organisation))
        if version.stakeholder_group.is_states and version.country_id:
            answers.states.add(version.country_id)
    answers.sent.pop("", None)
    answers.organisations.discard("")
    return answers


def _drafts(call, answers):
    """{address: draft} of those whose draft is not submitted, or newer than what they submitted."""
    over = [Submission.State.WITHDRAWN, Submission.State.DUPLICATE]
    unsent = Version.objects.filter(submission__call=call, sent_at=None).exclude(email="")
    drafts = unsent.exclude(submission__state__in=over).select_related("submission").order_by("saved_at")
    found = {draft.email.lower(): draft for draft in drafts}
    return {
        address: draft
        for address, draft in found.items()
        if address not in answers.sent or draft.saved_at > answers.sent[address]
    }


def _greeted(call, draft):
    """The opening letter counts as sent when the call opened; whoever began later was greeted by the form."""
    began = max(call.opened_at, draft.submission.created_at) if draft else call.opened_at
    return {ladder.OPENING: began}


def _posted(call):
    """{address: {rung: when}} of every reminder of the call; rungs of an earlier deadline carry its version."""
    found = defaultdict(dict)
    for key, posted_at in Message.objects.with_key(prefix(call)).values_list("key", "posted_at"):
        version, rung, address = key.removeprefix(prefix(call)).split(":", 2)
        found[address][rung if version == str(call.deadline_version) else f"{version}:{rung}"] = posted_at
    return found


# What staff see


def plan(call) -> tuple[list[Step], list[Addressee], list[Addressee]]:
    """The ladder, those who will get a letter (the soonest first), and those who are spared."""
    if not call.opened_at:
        return [], [], []
    stairs, moment, people = ladder.rungs(call.opened_at, call.deadline_at), now(), addressees(call)
    spared = [person for person in people if person.spared]
    waiting, coming = [], defaultdict(list)
    for person in people if call.is_open else []:
        letters = [] if person.spared else ladder.coming(stairs, person.posted, moment)
        for rung, at in letters:
            coming[rung.name].append(at)
        if letters:
            person.next = letters[0]
            waiting.append(person)
    waiting.sort(key=lambda person: (person.next[1], person.address))
    return _steps(call, stairs, coming), waiting, spared


def _steps(call, stairs, coming):
    """The rungs with what went and what will go."""
    keys = {rung.name: _key(call, rung.name, "") for rung in stairs}
    keys[ladder.OPENING] = f"call:{call.uid}:opened:"
    went = defaultdict(Counter)
    letters = Message.objects.filter(Q(key__startswith=prefix(call)) | Q(key__startswith=keys[ladder.OPENING]))
    for key, state in letters.values_list("key", "state"):
        rung = next((name for name, start in keys.items() if key.startswith(start)), None)
        went[rung][Message.State(state).label] += 1
    return [
        Step(
            rung=rung,
            key=keys[rung.name],
            went=sorted(went[rung.name].items()),
            will_go=len(coming[rung.name]),
            goes_at=min(coming[rung.name], default=None),
        )
        for rung in stairs
    ]
