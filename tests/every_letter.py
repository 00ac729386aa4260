"""One letter of each template, posted by the functions that write them: to compare the languages."""

from datetime import date, timedelta

from django.utils import translation

from audit.clock import now
from correspondence.models import Message
from documents import emails as of_papers
from documents.issue import Pressed
from documents.models import Paper, PaperVersion
from meetings import emails as of_meetings
from meetings.models import Extension, Meeting, Notification, Wording
from people import emails as people
from people.models import Contact, Subscription
from people.signing_in import Adapter
from submissions import actions, emails
from submissions.models import Compilation, CompiledItem, CoSignatory, LateLink, Rendition
from submissions.reminders import posting
from submissions.reminders.people import Addressee
from submissions.reminders.stairs import stairs_of
from summaries import emails as of_summaries
from summaries.models import Summary
from tests.submissions.conftest import draft

TYPED = "Typed by somebody in English, with 7 words more."
SIGN_IN = [
    *("account/email/login_code", "account/email/unknown_account", "mfa/email/recovery_codes_generated"),
    *("mfa/email/totp_activated", "mfa/email/totp_deactivated"),
]


def post_every_letter(call, meeting, user, language):
    """Post them all in a language, and return them in a fixed order."""
    call.group.working_language = user.language = language
    call.group.save()
    with translation.override(language):
        version = _of_contributions(call)
        _signing_in()
    paper = PaperVersion(pk=1, number=1, dated_on=date(2016, 11, 25), language="en", pages=12, sha256="0" * 64)
    paper.paper = Paper.objects.create(group=call.group, kind=Paper.Kind.UPLOADED, title=TYPED)
    _of_compilations(call, version, paper, user)
    _of_reminders(call, language)
    _of_calls(call, language)
    _of_meetings(meeting, paper, user, language)
    _of_subscriptions(call, paper, language)
    return list(Message.objects.order_by("pk"))


def _of_contributions(call):
    version, holder = draft(call, answers=[TYPED, None], organisation=TYPED)
    version = actions.submit(version=version, by=holder)
    submission = version.submission
    submission.state = "published"
    emails.tell_published(submission)
    emails.tell_redacted(submission, Rendition(reason=TYPED))
    submission.returned_question, submission.returned_until_at = TYPED, now()
    emails.tell_returned(submission, submission)
    submission.withdrawn_at = submission.published_at = now()
    emails.tell_withdrawn(submission, submission.current)
    emails.invite_to_sign(CoSignatory(version=version, name="Names", email="signs@example.org", key="k" * 43))
    emails.send_late_link(LateLink(pk=7, call=call, email="late@example.org", name="Names", expires_at=now()), "k" * 43)
    language, later = translation.get_language(), now() + timedelta(hours=1)
    emails.send_code(email="code@example.org", code="ABCD-EFGH", language=language, expires_at=later)
    link = "http://localhost:8000/none/"
    emails.send_decline_link(call=call, email="none@example.org", link=link, language=language, hour=now())
    return version


def _of_compilations(call, version, paper, user):
    run = Compilation(pk=5, call=call, asked_by=user, state="done", paper_version=paper)
    emails.tell_compilation(run)
    emails.tell_compiled(CompiledItem(compilation=run, version=version, number=1, page=3))
    emails.tell_compilation(Compilation(pk=6, call=call, asked_by=user, state="failed", error=TYPED))


def _of_reminders(call, language):
    rung = stairs_of(call)[-1]
    for name in ("reminder_call", "reminder_draft", "reminder_newer_draft"):
        person = Addressee(f"{name}@example.org", "", "", language, name, None, None, False)
        posting._post_alike(call, rung.name, [person])


def _of_calls(call, language):
    Contact.objects.update(language=language)
    of_meetings.call_opened(call)
    readers = [of_meetings.Reader(f"r{each}@example.org", "", language, each) for each in ("", "begun", "filed")]
    later = call.deadline_at + timedelta(days=7)
    moved = {"old_deadline_at": call.deadline_at, "new_deadline_at": later, "reason": TYPED}
    of_meetings.call_extended(Extension(call=call, number=2, **moved), readers)
    of_meetings.question_reworded(Wording(question=call.questions.first(), number=1, text=TYPED), readers[1:])


def _of_meetings(meeting, paper, user, language):
    contact = Contact(group=meeting.group, email="bela@example.org", language=language)
    notification = Notification(meeting=meeting, paper=paper.paper)
    of_meetings.notify(notification, paper, [contact])
    printed = Pressed("", "x.pdf", "0" * 64, 1, 1, True, [], "")
    of_meetings.test_copy(notification, printed, user)
    letter = Message(to_address="bela@example.org", language=language)
    for meeting.state in (Meeting.State.CANCELLED, Meeting.State.POSTPONED):
        of_meetings.meeting_changed(meeting, [letter])
    for paper.number in (1, 2):
        of_summaries.send(Summary(meeting=meeting, paper=paper.paper), paper, [contact])


def _of_subscriptions(call, paper, language):
    people.send_subscription_link(call.group, "reader@example.org", language)
    reader = Subscription.objects.create(group=call.group, email="reader@example.org", language=language, since=now())
    of_papers.tell_issued(paper)
    for count in (1, 2, 5):
        context = {"call": call, "count": count, "day": "2016"}
        people.tell(reader, key=f"news:{count}", template="submissions/emails/news.txt", context=context)


def _signing_in():
    for prefix in SIGN_IN:
        Adapter().send_mail(prefix, "sign@example.org", {"code": "314159"})
