"""Verbs of the agenda."""

from django.db import transaction

from audit.log import change, move
from people.refusals import refuse_if

from .. import rules
from ..agenda import lay_out
from ..models import Agenda


@transaction.atomic
def save_agenda(*, meeting, text, seen, by) -> Agenda:
    """Keep the text as typed and lay out its items; see meetings.agenda for the few marks."""
    agenda, _made = Agenda.objects.get_or_create(meeting=meeting)
    refuse_if(rules.why_not_edit_agenda(by, agenda))
    if change(agenda, seen=seen, by=by, text=text):
        lay_out(agenda)
    return agenda


@transaction.atomic
def adopt_agenda(*, agenda, by):
    """Adopted as it stands: the text is kept beside the items and nothing of it changes any more."""
    refuse_if(rules.why_not_adopt_agenda(by, agenda))
    move(agenda, Agenda.State.ADOPTED, by=by, adopted_text=agenda.text)
