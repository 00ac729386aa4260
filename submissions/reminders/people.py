"""Who a reminder may go to: which letter, what they were sent, and why they are spared, if they are."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.clock import now
from correspondence import ladder, outbox
from correspondence.kinds import Kind
from correspondence.models import Message
from people.models import Contact
from people.models.contact import Audience
from people.models.organisation import NAME_FIELDS

from .. import rules
from ..models import Declination, Submission, Version
from .stairs import opening_of, prefix

QUIET = timedelta(hours=1)  # whoever saved a draft so recently is writing just now, and is not disturbed
TO_CONTACTS, TO_DRAFTS, TO_NEWER_DRAFTS = "reminder_call", "reminder_draft", "reminder_newer_draft"  # the letters
DECLINED = _("Contributes nothing this time.")


@dataclass
class Addressee:
    """Somebody a reminder may go to: which letter, what they were sent, and why they are spared, if they are."""

    address: str  # in lower case
    name: str
    organisation: str
    language: str
    letter: str
    contact: Contact | None = None  # in the address book
    draft: Version | None = None  # not submitted, or newer than what was
    has_answered: bool = False  # or the organisation has
    posted: dict = field(default_factory=dict)  # {rung: when}; of an earlier deadline {"version:rung": when}
    spared: str = ""
    coming: list = field(default_factory=list)  # [(rung, when)] of the letters that will go, the next one first
    subject: str = ""  # of the letter as it will go, where somebody wants to read it
    body: str = ""


@dataclass
class Answers:
    """Who has answered a call: addresses with the moment of sending, names of people and bodies, keys of States."""

    sent: dict = field(default_factory=dict)
    people: set = field(default_factory=set)
    organisations: set = field(default_factory=set)
    states: set = field(default_factory=set)


def addressees(call) -> list[Addressee]:
    """Those of `asked`, each with the letters that went."""
    return _with_letters(call, asked(call), _letters(call))


def addressee(call, address) -> Addressee | None:
    """The one of `addressees` with this address, without asking for everybody: whom one person's letters depend on."""
    same = Q(email__iexact=address) | Q(person__contacts__email__iexact=address, person__contacts__group=call.group_id)
    contacts = Contact.objects.in_audience(call.group, Audience.ALL).filter(same).distinct()
    found = [person for person in asked(call, contacts) if person.address == address.lower()]
    return next(iter(_with_letters(call, found, _letters(call).filter(to_address__iexact=address))), None)


def _with_letters(call, people, letters):
    posted = _posted(call, letters)
    for person in people:
        person.posted = {**_greeted(call, person.draft), **posted[person.address]}
    return people


def asked(call, contacts=None) -> list[Addressee]:
    """All stakeholders of the address book, and whoever has begun a draft; one entry for each address, in order.

    `contacts`: the address book, where the caller wants to know more of each of them.
    """
    people = Contact.objects.in_audience(call.group, Audience.ALL) if contacts is None else contacts
    contacts = {contact.email.lower(): contact for contact in people.select_related("organisation__state")}
    answers = answers_to(call)
    drafts = _drafts(call, answers)
    barred = {
        **dict.fromkeys(
            outbox.suppressed([*contacts, *drafts], Kind.REMINDER), _("This address is not to be written to.")
        ),
        **dict.fromkeys(declined(call), DECLINED),
    }
    found, persons = [], set()
    for address in sorted({*contacts, *drafts}):
        contact, draft = contacts.get(address), drafts.get(address)
        person = _addressee(call, address, contact, draft, answers)
        person.spared = barred.get(address, "") or _why_spared(person, contact, draft, answers, persons)
        if contact and not person.spared:
            persons.add(contact.person_id)
        found.append(person)
    return found


def _addressee(call, address, contact, draft, answers):
    letter = TO_CONTACTS
    if draft:
        letter = TO_NEWER_DRAFTS if draft.submission.is_filed or address in answers.sent else TO_DRAFTS
    language = contact.language if contact else draft.language
    spoken = {code[:2] for code, _name in settings.LANGUAGES}
    return Addressee(
        address=address,
        name=contact.name if contact else "",
        organisation=str(contact.organisation) if contact and contact.organisation else "",
        language=language if language[:2] in spoken else call.group.working_language,
        letter=letter,
        contact=contact,
        draft=draft,
        has_answered=_has_answered(address, contact, draft, answers),
    )


def _has_answered(address, contact, draft, answers):
    """Whether something of theirs is in force: a newer draft, or a colleague's contribution, may stand beside it."""
    if address in answers.sent or (draft and draft.submission.is_filed):
        return True
    return bool(contact and contact.organisation and answered_for(contact.organisation, answers))


def _why_spared(person, contact, draft, answers, persons):
    """Why nothing goes to somebody, in words; nothing when they get the letter."""
    if draft:
        return _("Is writing a draft just now.") if draft.saved_at > now() - QUIET else ""
    if person.address in answers.sent:
        return _("Has answered.")
    if person.has_answered:
        return _("The organisation has answered.")
    if contact.person_id and contact.person_id in persons:
        return _("Is written to at another address.")
    return ""


def answered_for(organisation, answers):
    """Whether a contribution names the organisation, or the State that it is."""
    names = {plain(organisation.name), plain(organisation.short_name)}
    if organisation.state:
        names |= {plain(getattr(organisation.state, name)) for name in NAME_FIELDS.values()}
    return bool(names & answers.organisations) or organisation.state_id in answers.states


def plain(name):
    """A name as it is compared: without regard to capitals and spaces."""
    return " ".join(name.casefold().split())


def answers_to(call):
    """Who has answered: contributions in force only."""
    answers = Answers()
    current = Submission.objects.filter(call=call).in_force().values("current")
    for version in Version.objects.filter(pk__in=current).select_related("stakeholder_group"):
        answers.sent[version.email.lower()] = version.sent_at
        answers.people.add(plain(version.name))
        answers.organisations.add(plain(version.organisation))
        if version.stakeholder_group.is_states and version.country_id:
            answers.states.add(version.country_id)
    answers.sent.pop("", None)
    answers.organisations.discard("")
    return answers


def declined(call):
    """The addresses that said “no contribution this time”."""
    return set(Declination.objects.filter(call=call).values_list("email", flat=True))


def _drafts(call, answers):
    """{address: draft} of those whose draft is not submitted, or newer than what they submitted."""
    over = [*Submission.GONE, Submission.State.DUPLICATE]
    unsent = Version.objects.filter(submission__call=call, sent_at=None, entered_by=None).exclude(email="")
    drafts = unsent.exclude(submission__state__in=over).select_related("submission").order_by("saved_at")
    found = {draft.email.lower(): draft for draft in drafts if rules.is_email(draft.email)}
    return {
        address: draft
        for address, draft in found.items()
        if draft.submission.is_filed or address not in answers.sent or draft.saved_at > answers.sent[address]
    }


def _greeted(call, draft):
    """The opening letter counts as sent when the call opened; whoever began later was greeted by the form."""
    opened_at = opening_of(call)
    return {ladder.OPENING: max(opened_at, draft.submission.created_at) if draft else opened_at}


def _told(call):
    return f"call:{call.uid}:extended:"


def _letters(call):
    """Every reminder of the call; that the deadline was extended is one: the next one keeps its distance."""
    return Message.objects.filter(Q(key__startswith=prefix(call)) | Q(key__startswith=_told(call)))


def _posted(call, letters):
    """{address: {rung: when}} of these letters; rungs of an earlier deadline carry its version."""
    found, told = defaultdict(dict), _told(call)
    for key, posted_at in letters.values_list("key", "posted_at"):
        if key.startswith(told):
            version, address = key.removeprefix(told).split(":", 1)
            rung = ladder.OPENING
        else:
            version, rung, address = key.removeprefix(prefix(call)).split(":", 2)
        found[address][rung if version == str(call.deadline_version) else f"{version}:{rung}"] = posted_at
    return found
