"""Which letters are kept from an address: those of one kind, or everything that is not a receipt or a code.

A row of Suppression with a kind keeps that kind away; one with EVERYTHING keeps away whatever does not go to every
address. Whoever holds a letter may stop and allow by the key in it, which is drawn by lot and tells nothing.
"""

import secrets

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from audit.clock import now
from audit.ledger import trace_of

from .kinds import EVERYTHING, STOPPABLE, TERMS, Kind
from .models import Message, Suppression

A_FEW = 1000  # addresses
BY_ITS_OWNER = "stopped by its owner"
TO_STOP = _("To stop letters of this kind, open this page and press the button; no account is needed:")


def new_key(number=0) -> str:
    """The key of the reader of one letter: 96 bits drawn by lot, behind the place of the letter among many (a million
    at most), so that the index grows at its end."""
    return f"{number:06x}{secrets.token_urlsafe(12)}"


def link(reader_key: str) -> str:
    """The address of the page on which the reader of a letter stops letters, and allows them again."""
    return settings.PORTAL_URL + reverse("people:letters", args=[reader_key])


def ending(kind, reader_key: str, language: str) -> str:
    """The last paragraph of a letter: why it was sent, and how to stop its kind, where one can."""
    terms = TERMS[kind]
    with translation.override(language):
        return "\n".join([str(terms.why), *([str(TO_STOP), link(reader_key)] if terms.can_be_stopped else [])]) + "\n"


def stop_link(message) -> str:
    """The link of a letter that can be stopped; empty for any other."""
    stoppable = message.reader_key and message.kind in STOPPABLE
    return link(message.reader_key) if stoppable else ""


def letter_of(reader_key: str):
    """The letter whose reader holds the key; None when there is none, or when it was erased."""
    return Message.objects.filter(reader_key=reader_key).exclude(to_address="").first()


def suppressed(addresses, kind=EVERYTHING) -> set:
    """Those of the addresses that letters of the kind are kept from, in lower case; an erased one is known by trace."""
    wanted = {address.lower() for address in addresses}
    rows = Suppression.objects.filter(kind__in={EVERYTHING, kind})
    if len(wanted) <= A_FEW:  # for many the whole list is read: to ask for each of them takes longer
        rows = rows.filter(address__in=[form for address in wanted for form in Suppression.forms_of(address)])
    kept = set(rows.values_list("address", flat=True))
    traces = {each for each in kept if "@" not in each}
    return wanted & kept | {address for address in wanted if traces and trace_of(address) in traces}


def is_kept_from(address, kind) -> bool:
    """Whether a letter of the kind may not be posted to the address."""
    return not TERMS[kind].always and bool(suppressed([address], kind))


def stopped(address) -> set:
    """The kinds that are kept from an address; EVERYTHING is one of them."""
    return set(Suppression.objects.of(address).values_list("kind", flat=True))


def choices_of(letter) -> list:
    """[(kind, its label, whether it is stopped)] of what goes to the reader of a letter: this letter's kind first.

    Named are the kinds that went to the address or were stopped, as far as each can be stopped for itself; news are
    subscribed to and left for each group.
    """
    away = stopped(letter.to_address)
    went = Message.objects.filter(to_address__iexact=letter.to_address).values_list("kind", flat=True)
    known = {*went.distinct(), *away} & {*STOPPABLE} - {Kind.NEWS}
    found = [(kind, kind.label, bool({kind, EVERYTHING} & away)) for kind in STOPPABLE if kind in known]
    return sorted(found, key=lambda row: row[0] != letter.kind)


def stop(address, kind, reason=BY_ITS_OWNER) -> bool:
    """Keep a kind, or EVERYTHING, from an address. Whether it was not so before."""
    if kind in stopped(address):
        return False
    found = {"reason": reason, "since": now()}
    return Suppression.objects.get_or_create(address=address.lower(), kind=kind, defaults=found)[1]


def allow(address, kind) -> bool:
    """Let a kind, or EVERYTHING, go to an address again. Whether it was kept away.

    Where everything is stopped and one kind is allowed, each other kind stays stopped for itself.
    """
    if kind == EVERYTHING:
        return bool(Suppression.objects.of(address).delete()[0])
    rows = Suppression.objects.of(address)
    of_all = rows.filter(kind=EVERYTHING).first()
    if of_all is None:
        return bool(rows.filter(kind=kind).delete()[0])
    rows.filter(kind__in=[EVERYTHING, kind]).delete()
    for other in [each for each, terms in TERMS.items() if not terms.always and each != kind]:
        found = {"reason": of_all.reason, "since": of_all.since}
        Suppression.objects.get_or_create(address=of_all.address, kind=other, defaults=found)
    return True


def masked(address: str) -> str:
    """An address as its owner knows it again and nobody else: “a…@e….org”."""
    name, _, domain = address.partition("@")
    first, _, last = domain.rpartition(".")
    return f"{name[:1]}…@{first[:1]}….{last}"
