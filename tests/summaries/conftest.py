"""A summary at each of its stages."""

from datetime import date
from pathlib import Path

import pytest

from documents.models import Paper
from people.models import Contact, Organisation, Seat, State
from summaries import actions
from tests.source import ROOT

TEXT = """The first meeting took stock of the work.[^a]

It looked at three things:

- the aim
- the road
- the day

+ Nothing else was raised.

It then agreed on two:

- the place
- the hour

[^a]: Kept by the secretariat.
"""
SEEDS = ROOT.parent / "shared" / "seeds"


def seed(number):
    """The text of a source document, as it was received; the test is skipped where it is not present."""
    found = sorted(Path(SEEDS).glob(f"{number}_*.txt"))
    if not found:
        pytest.skip("the source documents are not present")
    return found[0].read_text("utf-8")


@pytest.fixture
def summary(first_meeting, dana, emil, fatou):
    """The Chair's summary of the first meeting, a draft with text and date."""
    begun = actions.start(meeting=first_meeting, by=fatou)
    return saved(begun, fatou, TEXT)


def saved(summary, by, source, dated_on=date(2016, 10, 17)):
    """The summary with another text."""
    summary.paper = Paper.objects.get(pk=summary.paper_id)
    seen = summary.draft.version
    actions.save(summary=summary, seen=seen, by=by, source=source, dated_on=dated_on)
    return summary


@pytest.fixture
def cleared(summary, emil):
    """The summary, cleared by the Chair."""
    actions.clear(summary=summary, by=emil)
    return summary


@pytest.fixture
def delegations(group, bela):
    """Beside Bela: a member State with two addresses, and an observing State with one."""
    for name, seated, addresses in [("Brazil", True, ["one", "two"]), ("Kenya", False, ["three"])]:
        state = State.objects.get(name_en=name)
        delegation = Organisation.objects.create(name=name, state=state)
        if seated:
            states = group.stakeholder_groups.get(is_states=True)
            Seat.objects.create(
                group=group, stakeholder_group=states, organisation=delegation, starts_on=date(2016, 5, 2)
            )
        for address in addresses:
            Contact.objects.create(group=group, name=name, email=f"{address}@example.org", organisation=delegation)
