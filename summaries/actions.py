"""What people do with the Chair's summary: start, save, clear, issue with its letters, correct."""

from django.db import transaction
from django.utils.translation import gettext as _

from audit.log import record
from documents import actions as papers
from documents import issue as gate
from documents.models import Paper
from documents.pdf import PressFailed
from people.duties import due_now, post, withdraw
from people.refusals import Refused, refuse_if

from . import duties, emails, pdf, rules, skeleton
from .models import Summary


@transaction.atomic
def start(*, meeting, by) -> Summary:
    """Begin the summary of a meeting with a skeleton of what is known about it."""
    refuse_if(rules.why_not_start(by, meeting))
    version = papers.draft_paper(
        group=meeting.group,
        kind=Paper.Kind.SUMMARY,
        title=pdf.title(meeting),
        about=meeting,
        by=by,
        source=skeleton.draft(meeting),
    )
    summary = Summary.objects.create(meeting=meeting, chair=rules.chair_of(meeting), paper=version.paper)
    record("summary.started", summary, by=by)
    return summary


@transaction.atomic
def save(*, summary, seen, by, source, dated_on):
    """Save text and date as one edit of the version `seen`. Raises audit.log.Stale; then neither is saved."""
    refuse_if(rules.why_not_edit(by, summary))
    version = summary.draft
    papers.save_text(version=version, source=source, seen=seen, by=by)
    papers.change_version(version=version, seen=version.version, by=by, dated_on=dated_on)


@transaction.atomic
def clear(*, summary, by):
    """The Chair clears the summary in the portal."""
    refuse_if(rules.why_not_clear(by, summary))
    papers.clear(version=summary.draft, by=by, how=_("by the Chair in the portal"))
    withdraw(summary.meeting, duties.CLEARANCE, by=by)


@transaction.atomic
def record_clearance(*, summary, by, how):
    """The secretariat records that the Chair cleared the summary by e-mail; `how` says when and by which message."""
    refuse_if(rules.why_not_record_clearance(by, summary))
    papers.clear(version=summary.draft, by=by, how=how)
    withdraw(summary.meeting, duties.CLEARANCE, by=by)


def issue(*, summary, observers, by) -> int:
    """Print the cleared summary, then issue, post online and mail it in one stroke. Returns the number of letters.

    `observers`: also to the States that observe the group. Nothing happens at all when the printing fails.
    """
    refuse_if(rules.why_not_issue(by, summary))
    html = pdf.summary_html(summary)
    try:
        pressed = gate.press(summary.draft, html=html)
    except PressFailed as failure:
        raise Refused(str(failure)) from failure
    return _issue_and_mail(summary, html, pressed, observers, by)


@transaction.atomic
def _issue_and_mail(summary, html, pressed, observers, by):
    summary = Summary.objects.select_related("meeting__group", "meeting__venue", "paper__group").get(pk=summary.pk)
    refuse_if(rules.why_not_issue(by, summary))
    if pdf.summary_html(summary) != html:
        raise Refused(_("A fact was changed while the summary was being printed. Look at it and issue it again."))
    readers = emails.readers(summary, observers=observers)
    told = [contact.email for contact in readers]
    version = papers.issue(version=summary.draft, pressed=pressed, by=by, told=told)
    withdraw(summary.meeting, duties.SUMMARY, by=by)
    letters = emails.send(summary, version, readers)
    record("summary.mailed", summary, by=by, version=version.number, letters=letters, observers=observers)
    return letters


@transaction.atomic
def release_letters(*, summary, rung, by) -> int:
    """Send the letters about the Chair's clearance that are due, if they are still those of this rung."""
    refuse_if(rules.why_not_release_letters(by, summary))
    duty = next((each for each in duties.of_meeting(summary.meeting) if each.kind == duties.CLEARANCE), None)
    letters = [] if duty is None else [each for each in due_now(duty) if each[0].name == rung]
    refuse_if("" if letters else _("This letter is not due any more. Look at the list again."))
    record("summary.letters_released", summary, by=by, rung=rung, letters=len(letters))
    return post(duty, letters)


@transaction.atomic
def correct(*, summary, by):
    """Begin a new version with the text of the one in force, which stays until the new one is issued."""
    refuse_if(rules.why_not_correct(by, summary))
    papers.correct(version=summary.draft, by=by)
