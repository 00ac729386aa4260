"""Why one person got, or did not get, each letter of a call. Asked of the same functions that send them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from audit.clock import now
from correspondence import ladder, outbox
from correspondence.models import Message
from correspondence.reasons import Line, Topic, of_letter, skipped, will_go
from meetings.models import Call

from .people import DECLINED, addressee, answers_to, declined
from .stairs import first_key, in_words, key_of, opening_of, stairs_of


def explain(call, address) -> Topic:
    """What became of every rung of the ladder for an address, and what will."""
    address = address.lower()
    found = Message.objects.with_key(f"call:{call.uid}:").filter(to_address__iexact=address).order_by("pk")
    letters = {letter.key: letter for letter in found}
    person = addressee(call, address)
    why = str(person.spared) if person else why_not_asked(call, address)
    posted = person.posted if person else {ladder.OPENING: opening_of(call)}
    lines = [
        _line(call, fate, letters.pop(_key(call, fate.rung, address), None), why)
        for fate in ladder.fates(stairs_of(call), posted, now())
    ]
    path = reverse("submissions:reminders", args=[call.uid])
    return Topic(call.title, path, [*_others(call, letters), *lines])


def _key(call, rung, address):
    if rung.name == ladder.OPENING:
        return f"{first_key(call)}{address}"
    return key_of(call, rung.name, address)


def why_not_asked(call, address) -> str:
    """Why somebody is not among those who are asked at all."""
    if address in outbox.suppressed([address]):
        return _("This address is not to be written to.")
    if address in declined(call):
        return str(DECLINED)
    if address in answers_to(call).sent:
        return _("Has answered.")
    return _("Is not in the address book, and has no draft of this call.")


def _line(call, fate, letter, why) -> Line:
    """One rung: the letter as it was posted, or why there is none; `why` is what spares the person today."""
    name = in_words(call, fate.rung)
    if letter:
        return of_letter(name, letter, _why_withdrawn(call, letter, why))
    if fate.what == ladder.WENT:  # the opening counts as sent, to those who came later too
        return skipped(name, why or _("Was not among those written to at that hour: came later, or began a draft."))
    if not call.is_open and fate.rung.until > now():
        return skipped(name, _("The call is not open: no reminders go any more."))
    if why:
        return skipped(name, why)
    if fate.what == ladder.TOO_CLOSE:
        return skipped(name, _("Another letter went less than four days before."))
    if fate.what == ladder.WAITS:
        return will_go(name, fate.at)
    return skipped(name, _("Its time passed without a letter: the address was spared then, or entered later."))


def _why_withdrawn(call, letter, why):
    """A letter is taken back when its call is cancelled, its deadline moved, or its reader answered or declined."""
    if call.state == Call.State.CANCELLED:
        return _("The call was cancelled before it went.")
    if f":reminder:{call.deadline_version}:" not in letter.key and not letter.key.startswith(first_key(call)):
        return _("The deadline was extended before it went: the old ladder was dropped.")
    return why


def _others(call, letters):
    """Letters of an earlier deadline, and those that are no rung of the ladder."""
    kept = [letter for key, letter in letters.items() if _is_of_ladder(call, key)]
    return [of_letter(letter.subject, letter, _why_withdrawn(call, letter, "")) for letter in kept]


def _is_of_ladder(call, key):
    return key.removeprefix(f"call:{call.uid}:").split(":")[0] in ("opened", "extended", "reminder")
