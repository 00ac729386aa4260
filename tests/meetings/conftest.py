"""The stage of the tests of meetings: an address book, a call in preparation, a notification with its annex."""

from datetime import UTC, date, datetime
from hashlib import sha256

import pytest

from documents import actions as papers
from documents import issue, pdf, shelf
from documents.models import Paper
from documents.source import to_source
from meetings import actions
from meetings.models import Call, Deadline
from people.models import Contact, Organisation, Seat, State
from people.models.contact import Audience

SUMMARY = """The first meeting was opened at the Palais des Nations.

The following points were raised:

- Goals and target dates
- Methods of work[^a]

[^a]: A note of the annexed paper.
"""


def a_state(group, iso3, *, unctad=False, member=False):
    """A delegation with a mailbox of its own."""
    state = State.objects.get(iso3=iso3)
    organisation = Organisation.objects.create(name=state.name_en, state=state, is_unctad_member=unctad)
    if member:
        states = group.stakeholder_groups.get(is_states=True)
        Seat.objects.create(
            group=group, stakeholder_group=states, organisation=organisation, starts_on=date(2016, 5, 2)
        )
    return Contact.objects.create(
        group=group,
        name=f"Mission of {state.name_en}",
        email=f"{iso3.lower()}@example.org",
        organisation=organisation,
        kind=Contact.Kind.MAILBOX,
    )


@pytest.fixture
def address_book(group, bela):
    """Bela and Brazil are members, Kenya and France observers; Kenya is of UNCTAD too."""
    a_state(group, "BRA", unctad=True, member=True)
    a_state(group, "KEN", unctad=True)
    a_state(group, "FRA")
    Contact.objects.create(group=group, name="A network", email="network@example.org", kind=Contact.Kind.LIST)


@pytest.fixture
def draft_call(group, meeting):
    """A call in preparation, without questions."""
    return Call.objects.create(
        group=group,
        meeting=meeting,
        title="Inputs on enhanced cooperation",
        deadline_at=datetime(2016, 12, 7, 22, 59, 59, tzinfo=UTC),
    )


@pytest.fixture
def focal_points(meeting):
    return Deadline.objects.create(
        meeting=meeting,
        label="the name and contact details of the focal point of their delegation",
        audience=Audience.UNCTAD,
        days_before=8,
    )


@pytest.fixture
def summary(first_meeting, dana):
    """The issued Chair's summary of the first meeting."""
    version = papers.draft_paper(
        group=first_meeting.group,
        kind=Paper.Kind.SUMMARY,
        title="Chair’s summary",
        about=first_meeting,
        by=dana,
        source=SUMMARY,
    )
    papers.change_version(version=version, seen=version.version, by=dana, dated_on=date(2016, 10, 17))
    papers.clear(version=version, by=dana)
    html = pdf.lay_out("pdf/paper.html", pdf.paper_context(version, facts={}))
    return papers.issue(version=version, pressed=as_pressed(version, pdf.article(html)), by=dana)


def as_pressed(version, html):
    """A version as the press gives it back, without the seconds that takes: nobody reads the file."""
    content = b"%PDF-1.7 of the summary"
    return issue.Pressed(
        html=html,
        path=shelf.keep(content),
        sha256=sha256(content).hexdigest(),
        size=len(content),
        pages=1,
        tagged=True,
        warnings=[],
        input_hash=issue.input_hash(version),
    )


@pytest.fixture
def notification(meeting, call, focal_points, summary, dana):
    """A draft with every fact, to which nothing is wanting but the signature and the symbol."""
    return actions.draft_notification(meeting=meeting, by=dana)


def typed(notification, **changes):
    """What the screen of a notification would send."""
    version, paper = notification.being_made, notification.paper
    return {
        "notification": notification,
        "seen": {"paper": paper.version, "version": version.version, "notification": notification.version},
        "identity": {"symbol": "DTL/STICT/MISC/2016/9", "job_number": "16/269gd"},
        "dated_on": date(2016, 11, 22),
        "signature": {"signatory": "Shamika N. Sirimanne", "signatory_titles": "Director\nHead of the secretariat"},
        "annexed": [annex.annexed for annex in version.annexes.all()],
        **changes,
    }


@pytest.fixture
def signed(notification, dana):
    """The same with symbol, job number, date and signatory."""
    return edited(notification, dana)


def edited(notification, by, **changes):
    """Save the screen of a notification; the text stays as it is unless it is among the changes."""
    text = changes.pop("text", None) or source_of(notification)
    actions.edit_notification(by=by, text=text, **typed(notification, **changes))
    return fresh(notification)


def source_of(notification):
    return to_source(notification.being_made.blocks.all())


def fresh(notification):
    """As another request would find it."""
    return type(notification).objects.select_related("paper__group", "meeting__group").get(pk=notification.pk)


@pytest.fixture
def cleared(signed, dana):
    actions.clear_notification(notification=signed, by=dana)
    return fresh(signed)
