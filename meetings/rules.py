"""Who may do what with meetings, calls and notifications, and why not. State first: it asks the database nothing."""

from django.utils.translation import gettext as _

from audit.clock import now
from people.rules import why_not_manage

from .models import Agenda, Call, Meeting, Notification

OVER = (Meeting.State.CLOSED, Meeting.State.CANCELLED)


def _unless(thing, *states):
    """Why the thing's state forbids it; nothing when it is in one of the states."""
    if thing.state in states:
        return ""
    return _("It is %(state)s.") % {"state": str(thing.get_state_display()).lower()}


def today_at(group):
    """The date it is where the group's clock hangs."""
    return now().astimezone(group.zone).date()


# Meetings


def why_not_edit_meeting(actor, meeting):
    if meeting.state in OVER:
        return _("A meeting that is closed or cancelled is kept as it was.")
    return why_not_manage(actor, meeting.group)


def why_not_announce(actor, meeting):
    """Announcing makes the meeting public; the notification does it too when it is issued."""
    reason = _unless(meeting, Meeting.State.PLANNED, Meeting.State.POSTPONED)
    if not reason and meeting.state == Meeting.State.POSTPONED and not meeting.was_moved:
        reason = _("Give the postponed meeting its new dates first.")
    if not reason and meeting.ends_on < today_at(meeting.group):
        reason = _("Its dates are past.")
    return reason or why_not_manage(actor, meeting.group)


def why_not_open_session(actor, meeting):
    reason = _unless(meeting, Meeting.State.ANNOUNCED)
    if not reason and today_at(meeting.group) < meeting.starts_on:
        reason = _("Its first day has not come yet.")
    return reason or why_not_manage(actor, meeting.group)


def why_not_close(actor, meeting):
    return _unless(meeting, Meeting.State.IN_SESSION) or why_not_manage(actor, meeting.group)


def why_not_postpone(actor, meeting):
    return _unless(meeting, Meeting.State.ANNOUNCED) or why_not_manage(actor, meeting.group)


def why_not_cancel_meeting(actor, meeting):
    before = (Meeting.State.PLANNED, Meeting.State.ANNOUNCED, Meeting.State.POSTPONED)
    return _unless(meeting, *before) or why_not_manage(actor, meeting.group)


# Agenda


def why_not_edit_agenda(actor, agenda):
    if agenda.state == Agenda.State.ADOPTED:
        return _("The agenda has been adopted; its text is kept as it was.")
    return why_not_edit_meeting(actor, agenda.meeting)


def why_not_adopt_agenda(actor, agenda):
    if not agenda.text.strip():
        return _("The agenda has no items yet.")
    return why_not_edit_agenda(actor, agenda)


# Calls


def why_not_edit_call(actor, call):
    """What is asked, and until when, freezes when the call opens (process, Questions)."""
    if call.state == Call.State.OPENED:
        return _(
            "The call has been opened and stays as it was announced. An extension, or another wording, is a step apart."
        )
    return _unless(call, Call.State.DRAFT) or why_not_manage(actor, call.group)


def why_not_open_call(actor, call):
    reason = _unless(call, Call.State.DRAFT)
    if not reason and call.meeting.state in (*OVER, Meeting.State.POSTPONED):
        reason = _("Its meeting is closed, postponed or cancelled.")
    if not reason and call.deadline_at <= now():
        reason = _("Its deadline is past.")
    if not reason and not call.questions.exists():
        reason = _("It asks nothing yet: add a question.")
    return reason or why_not_manage(actor, call.group)


def why_not_cancel_call(actor, call):
    if call.is_over:
        return _("Its deadline is past; the contributions are kept.")
    return _unless(call, Call.State.DRAFT, Call.State.OPENED) or why_not_manage(actor, call.group)


def why_not_extend_call(actor, call):
    """An opened call, before its deadline or after it; a call in preparation simply gets another deadline."""
    return _unless(call, Call.State.OPENED) or why_not_manage(actor, call.group)


def why_not_extend_to(call, moment):
    """Only forward: nobody who was in time becomes late."""
    if moment <= call.deadline_at:
        return _("The new deadline has to lie after the present one.")
    return _("The new deadline is past already.") if moment <= now() else ""


def why_not_reword(actor, call):
    """After the opening a wording changes only as a version (process, Questions), and not when all have answered."""
    if call.state == Call.State.DRAFT:
        return _("The call has not been opened; its questions can still be edited.")
    if call.is_over:
        return _("The deadline is past; its questions stay as they were answered.")
    return _unless(call, Call.State.OPENED) or why_not_manage(actor, call.group)


def why_not_translate_question(actor, call):
    """A courtesy translation changes nothing of what is asked: it may come at any time."""
    return _unless(call, Call.State.DRAFT, Call.State.OPENED) or why_not_manage(actor, call.group)


# Notifications


def why_not_draft_notification(actor, meeting):
    if meeting.state in (Meeting.State.PLANNED, Meeting.State.ANNOUNCED, Meeting.State.POSTPONED):
        return why_not_manage(actor, meeting.group)
    return _unless(meeting)


def why_not_a_second_notification(meeting):
    """A meeting has one notification, whose later versions correct it."""
    if Notification.objects.filter(meeting=meeting).exists():
        return _("This meeting has its notification already.")
    return ""


def why_not_edit_notification(actor, notification):
    if notification.being_made is None:
        return _("The notification has been issued; what was issued is frozen.")
    return why_not_draft_notification(actor, notification.meeting)


def why_not_correct_notification(actor, notification):
    """An issued notification is never changed: its Rev. or Corr. is a version of its own (process, Papers)."""
    if notification.being_made:
        return _("It has not been issued yet.")
    return why_not_draft_notification(actor, notification.meeting)


def why_not_clear_notification(actor, notification):
    version = notification.being_made
    if version and version.state != version.State.DRAFT:
        return _unless(version)
    return why_not_edit_notification(actor, notification)


def why_not_issue_notification(actor, notification):
    reason = why_not_edit_notification(actor, notification)
    if reason:
        return reason
    if notification.meeting.state == Meeting.State.POSTPONED:
        return _("The meeting is postponed; announce its new dates first.")
    if notification.being_made.state != notification.being_made.State.CLEARED:
        return _("It has not been cleared yet.")
    return ""
