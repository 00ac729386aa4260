"""Why one person got, or did not get, the letters about duties and with papers."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from correspondence import ladder, outbox
from correspondence.models import Message
from correspondence.reasons import Line, Topic, of_letter, skipped, will_go

from .duties import told_of
from .models import Contact


def of_duty(duty, address) -> Topic:
    """What became of every rung of a duty's ladder for an address, and what will."""
    person = next((each for each in told_of(duty) if each.address == address.lower()), None)
    if person is None:
        reader = _("the Chair’s office") if duty.needs_release else _("the secretariat")
        why = _("Goes to %(reader)s only, and this address is not among it today.") % {"reader": reader}
        return Topic(duty.title, duty.path, [skipped(_("Every letter"), why)])
    found = Message.objects.with_key(duty.prefix).filter(to_address__iexact=address)
    letters = {letter.key.removeprefix(duty.prefix).split(":")[0]: letter for letter in found}
    return Topic(duty.title, duty.path, [_rung(duty, person, fate, letters) for fate in person.fates])


def _rung(duty, person, fate, letters) -> Line:
    name = in_words(fate.rung)
    if letter := letters.get(fate.rung.name):
        return of_letter(name, letter, _("The date was moved, or the meeting called off, before it went."))
    if person.spared:
        return skipped(name, person.spared)
    if fate.what == ladder.TOO_CLOSE:
        return skipped(name, _("Another letter went shortly before."))
    if fate.what == ladder.PASSED:
        return skipped(name, _("Its time passed without a letter: a later one goes instead."))
    if duty.needs_release:
        return skipped(name, _("Waits until the secretariat releases it."))
    return will_go(name, fate.at)


def in_words(rung) -> str:
    """What the letter of a rung of a duty is called."""
    if rung.days_after:
        words = ngettext("%(days)s day after the date", "%(days)s days after the date", rung.days_after)
        return words % {"days": rung.days_after}
    if rung.days:
        return ngettext("%(days)s day before the date", "%(days)s days before the date", rung.days) % {
            "days": rung.days
        }
    return _("On the date")


def of_paper(version, prefix, address) -> Line:
    """The letter with an issued version of a paper; `prefix` begins the keys of its letters."""
    name = _("Version %(number)s") % {"number": version.number}
    if letter := Message.objects.with_key(prefix).filter(to_address__iexact=address).first():
        return of_letter(name, letter, _("The meeting was postponed or cancelled before it went."))
    if outbox.suppressed([address]):
        return skipped(name, _("This address is not to be written to."))
    if not Contact.objects.filter(group=version.paper.group_id, email__iexact=address).exists():
        return skipped(name, _("Is not in the address book."))
    return skipped(name, _("Was not among those it was sent to: of another audience, or entered later."))
