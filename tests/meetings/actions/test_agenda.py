"""An agenda is a draft until it is adopted."""

import pytest

from audit.log import Stale
from meetings import actions
from meetings.models import Agenda
from people.refusals import Refused


def test_an_adopted_agenda_keeps_its_text(dana, meeting):
    agenda = actions.save_agenda(meeting=meeting, text="Opening\nOther matters", seen=1, by=dana)
    actions.adopt_agenda(agenda=agenda, by=dana)
    with pytest.raises(Refused, match="The agenda has been adopted"):
        actions.save_agenda(meeting=meeting, text="Closing", seen=agenda.version, by=dana)
    assert Agenda.objects.get().adopted_text == "Opening\nOther matters"


def test_an_empty_agenda_is_not_adopted(dana, meeting):
    agenda = Agenda.objects.create(meeting=meeting)
    with pytest.raises(Refused, match="The agenda has no items yet"):
        actions.adopt_agenda(agenda=agenda, by=dana)


def test_two_editors_do_not_overwrite_each_other(dana, meeting):
    actions.save_agenda(meeting=meeting, text="Opening", seen=1, by=dana)
    with pytest.raises(Stale):
        actions.save_agenda(meeting=meeting, text="Closing", seen=1, by=dana)


@pytest.mark.parametrize("name", ["emil", "bela", "oumar"])
def test_only_the_secretariat_writes_it(request, meeting, name):
    with pytest.raises(Refused):
        actions.save_agenda(meeting=meeting, text="Opening", seen=1, by=request.getfixturevalue(name))
