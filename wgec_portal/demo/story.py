"""The cycle of 2016 in its own order: summary, call, contributions, reminders, notification, deadline, compilation."""

import hashlib
import shutil
import time
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from django.core.files.storage import default_storage
from django.urls import reverse

from audit import clock
from correspondence.models import Message
from documents import pdf
from documents.source import to_source
from meetings import actions as meetings
from people.models import User
from people.models.contact import Audience
from submissions.actions import compile_contributions, confirm_authority, publish_all
from submissions.models import Compilation, Submission
from submissions.rules import why_not_in_its_name
from submissions.tasks import remind_of_deadlines
from summaries import actions as summaries

from . import stage
from .contributions import CONTRIBUTIONS
from .visitor import Stopped, Visitor

HERE = Path(__file__).parent
PATIENCE = 180  # seconds to wait for a worker
QUESTIONS = [
    "What are the high-level characteristics of enhanced cooperation?",
    "Taking into consideration the work of the previous Working Group on Enhanced Cooperation and the Tunis Agenda "
    "for the Information Society, particularly paragraphs 69–71, what kind of recommendations should be considered?",
]
TITLES = (
    "Director, Division on Technology and Logistics\n"
    "Head, Commission on Science and Technology for Development secretariat"
)
REMINDING = [  # a moment on each rung of the ladder: half-way, 14, 7, 3 and 1 days before
    "2016-11-13T16:00:00",
    "2016-11-24T08:00:00",
    "2016-12-01T09:00:00",
    "2016-12-05T11:00:00",
    "2016-12-06T23:30:00",
]
WITH_FILE = 4  # the contribution that brings a file
ENCLOSURE = """<!DOCTYPE html><html lang="en"><head><title>Example enclosure</title></head>
<body><h1>Example enclosure</h1><p>A table of indicators would stand here in a real contribution.</p></body></html>"""
ENDED = (Compilation.State.DONE, Compilation.State.FAILED)


class WorkerSilent(Exception):
    """Nothing came back from the workers in time; the message says what was waited for."""


def at(moment):
    """Move the portal's clock to an ISO moment in UTC."""
    clock.set_to(datetime.fromisoformat(moment).replace(tzinfo=UTC))


def wait_for(what, found):
    """Wait until `found()` says yes; a worker does the work meanwhile."""
    until = time.monotonic() + PATIENCE
    while not found():
        if time.monotonic() > until:
            raise WorkerSilent(f"The workers did not finish: {what}.")
        time.sleep(0.2)


def reminders():
    """Every letter of a ladder."""
    return Message.objects.filter(key__contains=":reminder:")


def letters_have_gone():
    """Wait until no letter waits any more."""
    wait_for("the letters in the outbox", lambda: not Message.objects.filter(state=Message.State.WAITING).exists())


def keep(version, folder, name):
    """Copy an issued paper to the demo's folder; its bytes must be those that were issued."""
    path = Path(folder) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with default_storage.open(version.file) as source, path.open("wb") as target:
        shutil.copyfileobj(source, target)
    if hashlib.sha256(path.read_bytes()).hexdigest() != version.sha256:
        raise ValueError(f"{path} is not the paper that was issued.")
    return path


class Story:
    """One telling. `base_url`: where the portal answers; `folder`: where the papers go; `say`: takes each line told.

    `summary_text` and `notification_text` are texts in the source syntax of papers, in place of our own.
    """

    def __init__(self, *, base_url, folder, say, summary_text=None, notification_text=None):
        self.base_url, self.folder, self.say = base_url.rstrip("/"), Path(folder), say
        self.summary_text = summary_text or (HERE / "summary.txt").read_text()
        self.notification_text = notification_text
        self.reminders = 0

    def tell(self):
        """Everything, in the order of its dates. Afterwards the clock stands at noon on 12 December 2016."""
        self.meet()
        self.issue_summary()
        self.open_call()
        self.gather()
        self.compile()
        at("2016-12-12T11:00:00")
        self.rehearse()

    def meet(self):
        """The group is set up in summer; its first meeting is held on 30 September."""
        at("2016-08-15T08:00:00")
        self.group, self.staff, (self.first, self.second) = stage.set_up()
        self.chair = User.objects.get(email=stage.CHAIR)
        self.assistant = User.objects.get(email=stage.ASSISTANT)
        self.say("15 August 2016: the group, its people and two meetings are set up")
        at("2016-09-30T08:00:00")
        meetings.adopt_agenda(agenda=self.first.agenda, by=self.staff)
        meetings.open_session(meeting=self.first, by=self.staff)
        at("2016-09-30T16:00:00")
        meetings.close(meeting=self.first, by=self.staff)
        self.say("30 September 2016: the first meeting is held")

    def issue_summary(self):
        """The assistant drafts, the Chair clears, the secretariat issues: posted online and mailed from one action."""
        at("2016-10-14T09:00:00")
        summary = summaries.start(meeting=self.first, by=self.assistant)
        seen = summary.draft.version
        summaries.save(
            summary=summary, seen=seen, by=self.assistant, source=self.summary_text, dated_on=date(2016, 10, 17)
        )
        at("2016-10-17T13:00:00")
        summaries.clear(summary=summary, by=self.chair)
        letters = summaries.issue(summary=summary, observers=True, by=self.staff)
        letters_have_gone()
        keep(summary.paper.issued_version, self.folder, "chairs-summary.pdf")
        self.say(f"17 October 2016: the Chair’s summary is issued and mailed to {letters} addresses")

    def open_call(self):
        """Two questions, due on 7 December 2016, 23:59:59 Geneva time; everybody in the address book is told."""
        at("2016-10-20T08:00:00")
        self.call = meetings.draft_call(
            group=self.group,
            meeting=self.second,
            title="Inputs on two questions on enhanced cooperation",
            introduction="The first meeting agreed two questions to guide the second. Everybody is invited to reply.",
            deadline_at=datetime(2016, 12, 7, 22, 59, 59, tzinfo=UTC),
            by=self.staff,
        )
        for text in QUESTIONS:
            meetings.add_question(call=self.call, text=text, by=self.staff)
        letters = meetings.open_call(call=self.call, by=self.staff)
        letters_have_gone()
        self.say(f"20 October 2016: the call opens with two questions; {letters} letters")

    def gather(self):
        """Contributions and reminders in their order; on 22 November the notification; then the deadline passes."""
        events = [
            (item["when"], partial(self.contribute, number, item)) for number, item in enumerate(CONTRIBUTIONS, 1)
        ]
        events += [(when, self.remind) for when in REMINDING]
        events += [("2016-11-22T10:00:00", self.notify), ("2016-11-28T14:00:00", self.publish)]
        for when, event in sorted(events, key=lambda pair: pair[0]):
            at(when)
            event()
        at("2016-12-07T23:45:00")
        self.refuse_the_late_one()
        at("2016-12-08T09:00:00")
        self.publish()

    def contribute(self, number, item):
        """One contribution by real HTTP posts, from the call's page to the receipt."""
        attachment = self.enclosure() if number == WITH_FILE else None
        visitor = Visitor(f"{self.base_url}{reverse('submissions:call', args=[self.call.uid])}")
        visitor.file(item, stage.address_of(number), attachment)
        filed = Submission.objects.get(call=self.call, register_number=number)
        self.say(f"{item['when'][:10]}: No. {filed.register_number} is filed by {item['organisation']}")

    def enclosure(self):
        """A file that a contributor sends along."""
        path = self.folder / "example-enclosure.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pdf.render(ENCLOSURE))
        return path

    def refuse_the_late_one(self):
        """After deadline and grace the portal says that it is too late, and files nothing."""
        visitor = Visitor(f"{self.base_url}{reverse('submissions:call', args=[self.call.uid])}")
        try:
            visitor.file(CONTRIBUTIONS[0], "late@example.org")
        except Stopped:
            self.say("8 December 2016: a contribution after deadline and grace is not taken, and its sender told so")
            return
        raise Stopped("A contribution was taken after the deadline.")

    def remind(self):
        """The worker looks for reminders that are due, as it does every quarter of an hour."""
        before = self.reminders
        remind_of_deadlines.delay()
        wait_for("a reminder", lambda: reminders().count() > before)
        letters_have_gone()
        self.reminders = reminders().count()
        sent = self.reminders - before
        self.say(f"{clock.now():%Y-%m-%d}: {sent} reminders, to those who have not answered")

    def publish(self):
        """What was filed is checked and published; what its author keeps from the public is not."""
        waiting = self.call.submissions.filter(state=Submission.State.SUBMITTED)
        for submission in waiting:
            self.confirm_authority(submission)
        done, kept, _left = publish_all(submissions=waiting, by=self.staff)
        letters_have_gone()
        self.say(f"{clock.now():%Y-%m-%d}: {done} contributions are published, {len(kept)} are not for publication")

    def confirm_authority(self, submission):
        """Those of States wait until the secretariat knows that they speak for them."""
        if why_not_in_its_name(submission):
            how, seen = "Example: note verbale of the permanent mission.", submission.version
            confirm_authority(submission=submission, how=how, seen=seen, by=self.staff)

    def notify(self):
        """The notification of the second meeting with the Chair's summary annexed: online and by mail at once."""
        self.draft_notification()
        self.issue_notification()

    def draft_notification(self):
        """Our own text with the meeting's facts, and the date by which focal points are named."""
        meetings.add_deadline(
            meeting=self.second,
            label="the name and contact details of the focal point of their delegation",
            audience=Audience.UNCTAD,
            fixed_on=date(2017, 1, 18),
            by=self.staff,
        )
        self.notification = meetings.draft_notification(meeting=self.second, by=self.staff)

    def issue_notification(self):
        """Symbol, date and signatory are typed; the notification is cleared and goes out."""
        self._sign(self.notification)
        meetings.clear_notification(notification=self.notification, by=self.staff)
        letters = meetings.issue_notification(
            notification=self.notification,
            audiences=[Audience.MEMBERS, Audience.OBSERVERS],
            acknowledged=True,
            by=self.staff,
        )
        letters_have_gone()
        keep(self.notification.paper.issued_version, self.folder, "notification.pdf")
        self.say(f"22 November 2016: DTL/STICT/MISC/2016/9 is issued and mailed to {letters} addresses")

    def _sign(self, notification):
        version, paper = notification.being_made, notification.paper
        text = self.notification_text or to_source(version.blocks.all())
        meetings.edit_notification(
            notification=notification,
            seen={"paper": paper.version, "version": version.version, "notification": notification.version},
            by=self.staff,
            identity={"symbol": "DTL/STICT/MISC/2016/9", "job_number": "(16/269gd)"},
            dated_on=date(2016, 11, 22),
            signature={"signatory": "Shamika N. Sirimanne", "signatory_titles": TITLES},
            text=text,
            annexed=[annex.annexed for annex in version.annexes.all()],
        )

    def compile(self):
        """The worker for papers compiles what was published, in both layouts; the papers are issued."""
        at("2016-12-09T09:00:00")
        self._compile(Compilation.Layout.QUESTION, "compilation.pdf")
        self._compile(Compilation.Layout.CONTRIBUTOR, "compilation-by-contributor.pdf")
        letters_have_gone()

    def _compile(self, layout, name):
        told = layout == Compilation.Layout.QUESTION  # one letter for each contributor
        run = compile_contributions(call=self.call, by=self.staff, layout=layout, tells_contributors=told)
        wait_for("the compilation", lambda: Compilation.objects.filter(pk=run.pk, state__in=ENDED).exists())
        run.refresh_from_db()
        if run.state != Compilation.State.DONE:
            raise WorkerSilent(f"The compilation failed: {run.error}")
        keep(run.paper_version, self.folder, name)
        self.say(f"9 December 2016: {run.paper_version.paper} is issued, {run.paper_version.pages} pages")

    def rehearse(self):
        """Another group has an open call, so that whoever looks at the portal can file a contribution."""
        group, meeting, host = stage.open_rehearsal()
        call = meetings.draft_call(
            group=group,
            meeting=meeting,
            title="Try it: a call that is open",
            introduction="Write what you like: this call is here to be tried out.",
            deadline_at=datetime(2017, 3, 31, 21, 59, 59, tzinfo=UTC),
            by=host,
        )
        meetings.add_question(call=call, text="What should a good form for contributions do?", by=host)
        meetings.open_call(call=call, by=host)
        self.say("12 December 2016: the rehearsal group opens a call that you can try")
