"""Meetings, calls for inputs with their questions, and notifications."""

from .call import Call, Question
from .meeting import Agenda, AgendaItem, Deadline, Meeting, Venue
from .notification import Notification

__all__ = ["Agenda", "AgendaItem", "Call", "Deadline", "Meeting", "Notification", "Question", "Venue"]
