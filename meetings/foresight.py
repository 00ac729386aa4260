"""What a step will do, to how many people and to whom: said before it is done."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents import dates
from people.models.contact import Audience

from . import emails, warnings
from .models import Call, Meeting, Notification


class Outlook(NamedTuple):
    """Sentences, and the people who will get a letter: (name, address) each."""

    sentences: list
    people: list


def _letters(count):
    if not count:
        return _("No letter goes out.")
    return ngettext("%(count)s letter goes out.", "%(count)s letters go out, one to each person.", count) % {
        "count": count
    }


def _named(contacts):
    return [(str(contact), contact.email) for contact in contacts]


def announcing(meeting: Meeting) -> Outlook:
    sentence = _("The meeting appears on the public pages, with its dates, place and agenda.")
    return Outlook([sentence, _("No letter goes out: the notification convenes the meeting.")], [])


def opening_session(meeting: Meeting) -> Outlook:
    return Outlook([_("The public pages say that the meeting is in session."), _letters(0)], [])


def closing(meeting: Meeting) -> Outlook:
    return Outlook([_("The meeting is over. Its facts and its deadlines can no longer be changed."), _letters(0)], [])


def postponing(meeting: Meeting) -> Outlook:
    """The date first announced stays visible, and who was notified hears of it."""
    kept = _("The public pages say that the meeting is postponed; %s stays visible as its original date.")
    people = _notified(meeting)
    days = dates.in_text(meeting.was_to_start_on or meeting.starts_on, meeting.was_to_end_on or meeting.ends_on)
    return Outlook([kept % days, *_withdrawn(meeting), _letters(len(people))], people)


def cancelling_meeting(meeting: Meeting) -> Outlook:
    """As for postponing; the calls that still run are cancelled with it."""
    kept = _("The public pages say that the meeting is cancelled; its date stays visible. This cannot be undone.")
    running = [call for call in meeting.calls.exclude(state=Call.State.CANCELLED) if not call.is_over]
    calls = [
        _("The call “%s” is cancelled, and its letters that have not gone are withdrawn.") % call for call in running
    ]
    people = _notified(meeting)
    return Outlook([kept, *calls, *_withdrawn(meeting), _letters(len(people))], people)


def _withdrawn(meeting):
    """Letters of the notification that have not gone: who never heard of the meeting need not hear of its end."""
    found = Notification.objects.filter(meeting=meeting).select_related("paper")
    count = sum(emails.letters_of(notification).waiting().count() for notification in found)
    words = ngettext(
        "%(count)s letter of the notification that has not gone is withdrawn.",
        "%(count)s letters of the notification that have not gone are withdrawn.",
        count,
    )
    return [words % {"count": count}] if count else []


def _notified(meeting):
    found = Notification.objects.filter(meeting=meeting).select_related("paper")
    return [
        (letter.to_name or letter.to_address, letter.to_address) for each in found for letter in emails.notified(each)
    ]


def opening_call(call: Call) -> Outlook:
    deadline = _printed(call, call.deadline_at)
    people = emails.recipients(call.group, [Audience.ALL])
    public = _("The call and its questions become public; anybody can contribute until %s.") % deadline
    frozen = _("Its questions and its deadline are frozen.")
    warned = [*warnings.of_call(call), *warnings.of_meeting(call.meeting)]
    return Outlook([public, frozen, *warned, _letters(len(people))], _named(people))


def cancelling_call(call: Call) -> Outlook:
    gone = _("Nobody can contribute any more; contributions that were filed are kept. This cannot be undone.")
    return Outlook([gone, _("Letters about it that have not gone are withdrawn; no other letter goes out.")], [])


def extending(call: Call, moment, readers) -> Outlook:
    """The old date is struck out, everybody is told once, the ladder of reminders begins anew."""
    dated = {"old": _printed(call, call.deadline_at), "new": _printed(call, moment)}
    moved = _(
        "The deadline moves from %(old)s to %(new)s. The call says both, and the reason; it cannot be moved back."
    )
    ladder = _("Reminders that name the old deadline and have not gone are withdrawn; new ones go before the new one.")
    sentences = [moved % dated, ladder, *warnings.of_extension(call, moment), _letters(len(readers))]
    return Outlook(sentences, [(str(reader), reader.email) for reader in readers])


def rewording(question, readers) -> Outlook:
    """What a change of substance does; an editorial one writes to nobody."""
    kept = [_("The wording as it is now stays on the call’s page, as an earlier one.")]
    if question.translations.exists():
        kept.append(_("Its courtesy translations stay as they are: look whether they still say the same."))
    told = _("After a change of substance whoever has begun or filed is written to. After an editorial one nobody is.")
    return Outlook([*kept, told], [(str(reader), reader.email) for reader in readers])


def _printed(call, moment):
    return dates.moment(moment, call.zone, call.city)


def issuing(notification: Notification, audiences) -> Outlook:
    """Issue, post online, send: one step."""
    people = emails.recipients(notification.meeting.group, audiences)
    sentences = [_("The notification is frozen under its symbol and stands online for everybody, with its PDF.")]
    if notification.meeting.state == Meeting.State.PLANNED:
        sentences.append(_("The meeting becomes public: it is announced."))
    if notification.meeting.deadlines.filter(fixed_on=None).exists():
        sentences.append(_("The deadlines it prints become fixed dates: they no longer move with the meeting."))
    return Outlook([*sentences, _letters(len(people))], _named(people))
