"""Who may take a contribution down."""

from django.utils.translation import gettext as _

from people.rules import is_secretariat

from ..models import Submission


def why_not_take_down(actor, submission) -> str:
    """“A person in danger, a court” (process, Moderation): whatever was filed, also one withdrawn once it was out."""
    if not is_secretariat(actor, submission.call.group):
        return _("Only the secretariat of this working group can take a contribution down.")
    if submission.state == Submission.State.TAKEN_DOWN:
        return _("It has been taken down.")
    if not submission.is_filed:
        return _("It was never submitted: only its author can see it.")
    return ""
