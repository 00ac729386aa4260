"""Who may code answers with topics, and change the list of topics."""

from django.utils.translation import gettext as _

from people.rules import is_secretariat, is_used

from ..models import Submission

State = Submission.State
OVER = (State.DRAFT, State.DUPLICATE, *Submission.GONE)


def why_not_code(actor, submission) -> str:
    """Coding says what the answers in force are about, for the secretariat alone."""
    if not is_secretariat(actor, submission.call.group):
        return _("Only the secretariat of this working group can code answers.")
    return why_uncoded(submission)


def why_uncoded(submission) -> str:
    """What keeps a contribution from being coded, whoever asks."""
    if submission.state in OVER:
        return _("Only a contribution that was submitted and stands can be coded.")
    return ""


def why_not_edit_topics(actor, group) -> str:
    """The list of topics is the working group's own; its secretariat keeps it."""
    if is_secretariat(actor, group):
        return ""
    return _("Only the secretariat of this working group can change its topics.")


def why_not_remove_topic(actor, topic) -> str:
    """A topic goes only while no answer is coded with it."""
    if reason := why_not_edit_topics(actor, topic.group):
        return reason
    if is_used(topic):
        return _("Answers are coded with this topic. Take it off them first, or give it another name.")
    return ""
