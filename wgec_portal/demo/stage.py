"""The stage of the demo: the group, its people, venue and meetings, set up through the same actions as the screens."""

from datetime import date, time

from audit.log import SYSTEM
from meetings.actions import add_venue, announce, plan_meeting, save_agenda
from people import importing
from people.actions import (
    add_colleague,
    add_contact,
    add_stakeholder_group,
    appoint,
    give_seat,
    import_contacts,
    open_group,
)
from people.actions.address_book import account_of
from people.models import Office
from submissions.actions import add_topic

from .contributions import CONTRIBUTIONS

STAFF = "secretariat@example.org"
CHAIR = "chair@example.org"
ASSISTANT = "assistant@example.org"
MEMBER = "member@example.org"
OBSERVER = "observer@example.org"
REHEARSER = "rehearsal@example.org"

STAKEHOLDER_GROUPS = [
    ("Member States", 22, True),
    ("Private sector", 5, False),
    ("Civil society", 5, False),
    ("Technical and academic community", 5, False),
    ("International and intergovernmental organizations", 5, False),
]
DISCLAIMER = (
    "The contributions are set here as they were received. The views expressed are those of their authors and do not "
    "necessarily reflect the views of the United Nations or of its Member States."
)
FACTS = {
    "short_name": "WGEC",
    "last_year": 2018,
    "parent_body": "United Nations Commission on Science and Technology for Development",
    "parent_short_name": "CSTD",
    "mandate": (
        "To develop recommendations on how to further implement enhanced cooperation as envisioned in the Tunis "
        "Agenda for the Information Society, taking into consideration the work done on the matter so far."
    ),
    "mandate_symbol": "A/RES/70/125",
    "mandate_paragraph": "65",
    "established_on": date(2016, 5, 2),
    "report_due": "the Commission at its twenty-first session, in 2018",
    "work_ends_on": date(2018, 1, 31),
    "composition": (
        "Twenty-two Member States (four from each of the five regional groups and the two hosts of the World Summit) "
        "and five each from the private sector, civil society, the technical and academic community, and "
        "international and intergovernmental organizations."
    ),
    "secretariat_name": "Commission on Science and Technology for Development secretariat",
    "secretariat_address": (
        "Science and Technology Section, Division on Technology and Logistics\n"
        "Palais des Nations, CH-1211 Geneva 10, Switzerland"
    ),
    "secretariat_email": "stdev@unctad.org",
    "secretariat_telephone": "41 22 917 2083",
    "secretariat_fax": "41 22 917 0052",
    "website": "http://unctad.org/cstd",
    "disclaimer": DISCLAIMER,
    "is_example": True,
}
PRACTICAL = (
    "Badges are issued by the United Nations Security Service at the Pregny Gate, 14 avenue de la Paix, from 8 a.m. to "
    "5 p.m. Please bring a passport or a national identity card, come before 9 a.m., and leave luggage elsewhere: "
    "neither luggage nor taxis are let into the grounds."
)
AGENDA = [
    "Goals and target dates of the Working Group",
    "Methods of work",
    "Review of work and documents related to enhanced cooperation",
    "Topics and format of the next meetings",
    "Dates of the next meetings",
]
SECOND_AGENDA = [
    "Characteristics of enhanced cooperation",
    "Recommendations to be considered",
    "Reference document",
    "Next meetings",
]
TOPICS = [  # what the first meeting said answers might also be about
    "Sustainable development and enhanced cooperation",
    "Principles of public policy that apply everywhere",
    "Governments acting on an equal footing",
    "A safe and secure Internet",
    "Closing digital divides",
]
MISSIONS = ["Brazil", "Egypt", "Indonesia", "Japan", "Kenya", "Mexico", "Poland", "Switzerland"]


def set_up():
    """The Working Group on Enhanced Cooperation in the summer of 2016. Returns (group, staff, meetings)."""
    group = open_group(slug="wgec", name="Working Group on Enhanced Cooperation", first_year=2016, by=SYSTEM, **FACTS)
    for order, (name, seats, states) in enumerate(STAKEHOLDER_GROUPS, start=1):
        add_stakeholder_group(group=group, name=name, order=order, seats_foreseen=seats, is_states=states, by=SYSTEM)
    staff = add_colleague(
        group=group, email=STAFF, name="Secretariat (example account)", starts_on=date(2016, 5, 2), by=SYSTEM
    ).user
    _people(group, staff)
    _address_book(group, staff)
    for name in TOPICS:
        add_topic(group=group, name=name, by=staff)
    return group, staff, _meetings(group, staff)


def _people(group, staff):
    """Who held an office holds it; seats are given to organisations that are plainly examples."""
    held = {"starts_on": date(2016, 9, 30), "by": staff}
    appoint(group=group, kind=Office.Kind.CHAIR, name="Benedicto Fonseca", title="Mr.", email=CHAIR, **held)
    appoint(
        group=group, kind=Office.Kind.ASSISTANT, name="Chair’s assistant (example account)", email=ASSISTANT, **held
    )
    kinds = {kind.order: kind for kind in group.stakeholder_groups.all()}
    member = account_of(MEMBER, name="Member on a seat (example account)", by=staff)
    give_seat(group=group, stakeholder_group=kinds[3], person=member.person, starts_on=date(2016, 5, 2), by=staff)
    add_contact(group=group, email=MEMBER, name=member.person.name, person=member.person, by=staff)
    account_of(OBSERVER, name="Observer (example account)", by=staff)
    for number, item in enumerate(CONTRIBUTIONS):
        if number % 2 == 0:
            seat = {"organisation": item["organisation"], "stakeholder_group": kinds[item["group"]]}
            give_seat(group=group, starts_on=date(2016, 5, 2), by=staff, **seat)


def _address_book(group, staff):
    """The address book as a file of its own kind, read as staff would read it in."""
    names = {kind.order: kind.name for kind in group.stakeholder_groups.all()}
    rows = ["kind,name,email,organisation,country,stakeholder group,language"]
    for number, item in enumerate(CONTRIBUTIONS, start=1):
        rows.append(f"person,{item['name']},{address_of(number)},{item['organisation']},,{names[item['group']]},en")
    for number, name in enumerate(list(names.values()) * 3, start=1):
        rows.append(
            f"mailbox,,silent{number}@example.org,Example organisation {number} that does not answer,,{name},en"
        )
    rows += [f"mailbox,,mission-{name.lower()}@example.org,{name},{name},Member States,en" for name in MISSIONS]
    preview = importing.preview(group, "\n".join(rows))
    import_contacts(group=group, preview=preview, by=staff)


def address_of(number):
    """The e-mail address of the contributor with this number: reserved for examples, it reaches nobody."""
    return f"contributor{number}@example.org"


def _meetings(group, staff):
    """The first meeting, announced, and the second, planned."""
    venue = add_venue(group=group, name="Palais des Nations", city="Geneva", practical=PRACTICAL, by=staff)
    first = plan_meeting(
        group=group,
        ordinal="first",
        starts_on=date(2016, 9, 30),
        ends_on=date(2016, 9, 30),
        starts_at=time(10),
        venue=venue,
        by=staff,
    )
    save_agenda(meeting=first, text="\n".join(AGENDA), seen=1, by=staff)
    announce(meeting=first, by=staff)
    second = plan_meeting(
        group=group,
        ordinal="second",
        starts_on=date(2017, 1, 26),
        ends_on=date(2017, 1, 27),
        starts_at=time(10),
        venue=venue,
        room="room XXI",
        building="Building E",
        previous=first,
        purpose="It will discuss the replies to the two questions agreed at the first meeting.",
        by=staff,
    )
    save_agenda(meeting=second, text="\n".join(SECOND_AGENDA), seen=1, by=staff)
    return first, second


def open_rehearsal():
    """A second group, for trying things out: its call is open, so that a visitor of the demo can contribute."""
    group = open_group(
        slug="rehearsal",
        name="Rehearsal Group",
        first_year=2016,
        by=SYSTEM,
        **{**FACTS, "short_name": "Rehearsal", "last_year": None, "secretariat_email": REHEARSER},
    )
    for order, (name, _seats, states) in enumerate(STAKEHOLDER_GROUPS, start=1):
        add_stakeholder_group(group=group, name=name, order=order, is_states=states, by=SYSTEM)
    host = add_colleague(
        group=group, email=REHEARSER, name="Rehearsal (example)", starts_on=date(2016, 5, 2), by=SYSTEM
    )
    venue = add_venue(group=group, name="Palais des Nations", city="Geneva", practical=PRACTICAL, by=host.user)
    meeting = plan_meeting(
        group=group,
        ordinal="first",
        starts_on=date(2017, 5, 3),
        ends_on=date(2017, 5, 5),
        venue=venue,
        by=host.user,
    )
    announce(meeting=meeting, by=host.user)
    return group, meeting, host.user
