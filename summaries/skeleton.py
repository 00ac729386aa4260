"""The first draft of a summary: what the portal knows of the meeting, and gaps for what it cannot know.

A skeleton (date, place, agenda, questions), not prose (process, “Chair's summary”): a gap stops the issue until
somebody has written what was said.
"""

from django.utils import translation
from django.utils.translation import gettext as _

from documents import dates
from documents.issue import TO_BE_COMPLETED
from documents.source import ITEM, PARAGRAPH, Parsed, to_source
from meetings.models import AgendaItem, Meeting, Question


def draft(meeting: Meeting) -> str:
    """The skeleton in the source syntax of papers and the group's working language."""
    with translation.override(meeting.group.working_language):
        blocks = [_paragraph(_opening(meeting)), *_agenda(meeting), *_questions(meeting), *_discussion(meeting)]
    return to_source(blocks)


def _opening(meeting):
    return _("The %(meeting)s of the %(group)s was held on %(days)s at %(venue)s, %(city)s.") % {
        "meeting": _("%(ordinal)s meeting") % {"ordinal": meeting.ordinal},
        "group": meeting.group.name,
        "days": dates.in_text(meeting.starts_on, meeting.ends_on),
        "venue": meeting.venue.name,
        "city": meeting.venue.city,
    }


def _agenda(meeting):
    titles = [item.title for item in _items(meeting)]
    return [_paragraph(_("The agenda had the following items:")), *_list(titles)] if titles else []


def _questions(meeting):
    """The questions of the calls by which inputs to this meeting were asked for."""
    asked = Question.objects.filter(call__meeting=meeting, call__state="opened").order_by("call", "order")
    texts = [question.text for question in asked]
    return [_paragraph(_("Inputs had been called for on the following questions:")), *_list(texts)] if texts else []


def _discussion(meeting):
    """A gap for each item that was spoken to, or one for the whole meeting."""
    spoken_to = [item.title for item in _items(meeting) if not item.heading_only]
    led = [_("On “%(item)s”: %(gap)s") % {"item": title, "gap": TO_BE_COMPLETED} for title in spoken_to]
    return [_paragraph(text) for text in led or [TO_BE_COMPLETED]]


def _items(meeting):
    return AgendaItem.objects.filter(agenda__meeting=meeting, parent=None)


def _paragraph(text):
    return Parsed(PARAGRAPH, 1, text, "")


def _list(texts):
    return [Parsed(ITEM, 1, text, "") for text in texts]
