"""Verbs of the notification: draft, edit, clear, and the one act that issues it, posts it online and sends it."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from audit.log import change, move, record
from documents import actions as papers
from documents import issue
from documents.models import Paper, PaperVersion
from people.duties import withdraw
from people.refusals import Refused, refuse_if

from .. import drafting, emails, gate, pdf, rules
from ..duties import NOTIFICATION
from ..models import Meeting, Notification


@transaction.atomic
def draft_notification(*, meeting, by) -> Notification:
    """Begin the notification with our own text and the meeting's facts; the previous Chair's summary is annexed."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("group").get(pk=meeting.pk)
    refuse_if(rules.why_not_draft_notification(by, meeting) or rules.why_not_a_second_notification(meeting))
    with translation.override(meeting.group.working_language):
        title = _("Notification of the %(ordinal)s meeting of the %(group)s") % {
            "ordinal": meeting.ordinal,
            "group": meeting.group.full_name,
        }
    version = papers.draft_paper(
        group=meeting.group,
        kind=Paper.Kind.NOTIFICATION,
        title=title,
        about=meeting,
        by=by,
        source=drafting.first_text(meeting),
    )
    if summary := drafting.summary_of(meeting.previous):
        papers.annex(version=version, annexed=summary, by=by)
    notification = Notification.objects.create(meeting=meeting, paper=version.paper)
    record("notification.drafted", notification, by=by)
    return notification


@transaction.atomic
def edit_notification(*, notification, seen, by, identity, dated_on, signature, text, annexed, suffix=""):
    """Save everything on the screen of a notification.

    `seen`: the versions of its records as the editor saw them: {"paper", "version", "notification"}. `identity`:
    symbol and job number, or {} once it was issued; then `suffix` tells the versions apart. `signature`: signatory
    and titles; `annexed`: issued versions in their order. Raises audit.log.Stale.
    """
    refuse_if(rules.why_not_edit_notification(by, notification))
    version = notification.being_made
    if identity:
        papers.change_paper(paper=notification.paper, seen=seen["paper"], by=by, **identity)
    papers.change_version(version=version, seen=seen["version"], by=by, dated_on=dated_on, suffix=suffix)
    papers.save_text(version=version, source=text, seen=version.version, by=by)
    change(notification, seen=seen["notification"], by=by, **signature)
    _bind(version, annexed, by)
    version.refresh_from_db()
    if version.state == PaperVersion.State.CLEARED and (notification.version, notification.paper.version) != (
        seen["notification"],
        seen["paper"],
    ):
        move(version, PaperVersion.State.DRAFT, by=by, cleared_by=None, cleared_how="", cleared_at=None)


def _bind(version, annexed, by):
    """Make the annexes these, in this order."""
    bound = list(version.annexes.select_related("annexed"))
    if [annex.annexed_id for annex in bound] == [each.pk for each in annexed]:
        return
    for annex in bound:
        papers.unannex(annex=annex, by=by)
    for each in annexed:
        papers.annex(version=version, annexed=each, by=by)


@transaction.atomic
def clear_notification(*, notification, by, how=""):
    """Record the clearance: in the portal, or as it was given by e-mail."""
    refuse_if(rules.why_not_clear_notification(by, notification))
    papers.clear(version=notification.being_made, by=by, how=how)


@transaction.atomic
def correct_notification(*, notification, by):
    """Begin a new version of an issued notification; the one in force stays until this one is issued."""
    refuse_if(rules.why_not_correct_notification(by, notification))
    papers.correct(version=notification.newest, by=by)


def issue_notification(*, notification, audiences, acknowledged, by) -> int:
    """Issue, post online and send, in one act: print first, then one short transaction. Returns how many letters.

    `audiences`: of people.models.contact.Audience; `acknowledged`: whether the gate's advice was read and may stand.
    """
    refuse_if(_why_not_go(notification, acknowledged, by))
    version = notification.being_made
    html = pdf.notification_html(notification, version)
    pressed = issue.press(version, html=html)
    return _freeze_and_send(notification, version, html, pressed, audiences, by)


def _why_not_go(notification, acknowledged, by):
    reason = rules.why_not_issue_notification(by, notification)
    if reason:
        return reason
    if found := gate.faults(notification):
        return " ".join(found)
    if gate.advice(notification) and not acknowledged:
        return _("Read the points below the faults, and tick that they may stand.")
    return ""


@transaction.atomic
def _freeze_and_send(notification, version, html, pressed, audiences, by):
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("group").get(pk=notification.meeting_id)
    notification = Notification.objects.select_related("paper").get(pk=notification.pk)
    refuse_if(rules.why_not_issue_notification(by, notification))
    if pdf.notification_html(notification, notification.being_made) != html:
        raise Refused(_("A fact was changed while the notification was being printed. Look at it and issue it again."))
    people = emails.recipients(meeting.group, audiences)
    told = [contact.email for contact in people]
    issued = papers.issue(version=version, pressed=pressed, by=by, told=told)
    _fix_deadlines(meeting, by)
    withdraw(meeting, NOTIFICATION, by=by)
    if meeting.state == Meeting.State.PLANNED:
        move(meeting, Meeting.State.ANNOUNCED, by=by)
    return emails.notify(notification, issued, people)


def _fix_deadlines(meeting, by):
    """A date printed in an issued notification never moves by itself (process, Meetings)."""
    for deadline in meeting.deadlines.filter(fixed_on=None):
        change(deadline, seen=deadline.version, by=by, action="fixed", fixed_on=deadline.due_on, days_before=None)


def send_test_copy(*, notification, by):
    """Print the notification as it stands and send it to oneself, and to nobody else."""
    refuse_if(rules.why_not_edit_notification(by, notification))
    version = notification.being_made
    pressed = issue.press(version, html=pdf.notification_html(notification, version))
    emails.test_copy(notification, pressed, by)
