"""Who has not answered: addresses that were asked, as the reminders know them, and seats that nobody can write to."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from people.models import Contact, Seat
from people.models.contact import Audience

from ..reminders import people


@dataclass
class Silence:
    """All who were asked, apart by what they have said so far. Those with `letters` get the next reminder."""

    asked: int
    answered: int
    silent: list
    declined: list
    letters: int  # all who get the next reminder
    with_newer_drafts: int  # those of them who have answered, and have begun a draft since

    @property
    def bodies(self):
        """How many organisations, and persons without one, the silent addresses belong to."""
        return len({person.organisation or person.address for person in self.silent})


def silence(call) -> Silence:
    """Who was asked, and who of them has neither answered nor said that nothing will come."""
    asked = people.asked(call, _address_book(call))
    silent, declined = [], []
    for person in asked:
        person.has_seat = bool(person.contact and person.contact.has_seat)
        if not person.has_answered:
            (declined if person.spared == people.DECLINED else silent).append(person)
    letters = [person for person in asked if not person.spared]
    return Silence(
        asked=len(asked),
        answered=sum(person.has_answered for person in asked),
        silent=sorted(silent, key=_members_first),
        declined=sorted(declined, key=_members_first),
        letters=len(letters),
        with_newer_drafts=sum(person.has_answered for person in letters),
    )


def _members_first(person):
    """Seats first, then by stakeholder group and name."""
    kind = person.contact.stakeholder_group if person.contact else None
    return not person.has_seat, kind.order if kind else 99, person.organisation or person.name, person.address


def _address_book(call):
    """The contacts of the group, each with `has_seat`: in person, or as the organisation."""
    seats = _seats(call)
    seated = Exists(seats.filter(organisation=OuterRef("organisation"))) | Exists(
        seats.filter(person=OuterRef("person"))
    )
    book = Contact.objects.in_audience(call.group, Audience.ALL).annotate(has_seat=seated)
    return book.select_related("stakeholder_group")


def _seats(call):
    return Seat.objects.current().filter(group=call.group_id)


def out_of_reach(call) -> list:
    """The seats for which the address book has no address, and in whose name nothing has come."""
    book = Contact.objects.filter(group=call.group_id)
    reached = Exists(book.filter(organisation=OuterRef("organisation"))) | Exists(
        book.filter(person=OuterRef("person"))
    )
    seats = _seats(call).exclude(reached).select_related("organisation__state", "person", "stakeholder_group")
    answers = people.answers_to(call)
    return sorted((seat for seat in seats if not _has_answered(seat, answers)), key=str)


def _has_answered(seat, answers):
    if seat.organisation and people.answered_for(seat.organisation, answers):
        return True
    return bool(seat.person) and people.plain(seat.person.name) in answers.people
