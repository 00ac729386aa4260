"""What the secretariat types about meetings, calls and notifications."""

from .calls import CallForm, ExtensionForm, QuestionForm, RewordForm, TranslationForm
from .notification import AudienceForm, ClearanceForm, IssueForm, NotificationForm
from .records import AgendaForm, DeadlineForm, MeetingForm, VenueForm

__all__ = [
    "AgendaForm",
    "AudienceForm",
    "CallForm",
    "ClearanceForm",
    "DeadlineForm",
    "ExtensionForm",
    "IssueForm",
    "MeetingForm",
    "NotificationForm",
    "QuestionForm",
    "RewordForm",
    "TranslationForm",
    "VenueForm",
]
