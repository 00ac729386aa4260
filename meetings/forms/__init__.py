"""What the secretariat types about meetings, calls and notifications."""

from .notification import AudienceForm, ClearanceForm, IssueForm, NotificationForm
from .records import AgendaForm, CallForm, DeadlineForm, MeetingForm, QuestionForm, VenueForm

__all__ = [
    "AgendaForm",
    "AudienceForm",
    "CallForm",
    "ClearanceForm",
    "DeadlineForm",
    "IssueForm",
    "MeetingForm",
    "NotificationForm",
    "QuestionForm",
    "VenueForm",
]
