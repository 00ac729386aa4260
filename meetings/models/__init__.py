"""Meetings, calls for inputs with their questions, and notifications."""

from .call import Call, Extension
from .meeting import Agenda, AgendaItem, Deadline, Meeting, Venue
from .notification import Notification
from .question import Question, QuestionTranslation, Wording

__all__ = [
    "Agenda",
    "AgendaItem",
    "Call",
    "Deadline",
    "Extension",
    "Meeting",
    "Notification",
    "Question",
    "QuestionTranslation",
    "Venue",
    "Wording",
]
