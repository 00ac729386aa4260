"""The compilation by question: gathered, printed outside any transaction, and issued as the next version of a paper.

A run is a row. A worker claims it by compare and swap and holds it by a lease; the sweep finds runs that no worker
heard of and runs whose worker died, so that neither an empty broker nor a kill loses one. What is issued is checked
against what is published at that moment: a text withheld while the paper was being printed is not in it.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from audit.clock import now
from audit.log import SYSTEM, ImpossibleMove, move
from documents import actions as papers
from documents import issue, shelf
from documents import pdf as press
from documents.models import Paper, PaperVersion
from people.refusals import Refused

from . import cosigning, emails, pdf, renditions
from .models import Compilation, CompiledItem, Rendition, Submission, Version

log = logging.getLogger(__name__)

State, Step = Compilation.State, Compilation.Step
LEASE = timedelta(seconds=press.SECONDS + 120)  # longer than one paper may take to print
ATTEMPTS = 3  # of workers that died over one run; of prints that were out of date when they were ready
STEPS = 3  # gathered, set, issued
KEPT_BACK = (Version.Publish.GROUP, Version.Publish.NOT)  # the choices by which a text is not published


class Lost(Exception):
    """Another worker has the run by now."""


class Changed(Exception):
    """Something that was printed is no longer published as it was."""


@dataclass
class Gathered:
    """The published contributions of a call in neutral order, and the counts of those that are not published."""

    as_of: datetime
    entries: list  # of pdf.Entry
    counts: list  # of (name of the stakeholder group, how many are published)
    kept_back: int  # not published at their authors' request
    unpublished: int  # not published at that moment for another reason
    printed: set  # {(key of the submission, of its version, of its redaction or None, whether its name is kept back)}
    is_tagged: bool = True

    @property
    def redacted(self):
        """How many have a part kept back."""
        return sum(1 for entry in self.entries if entry.reason)


def sweep() -> None:
    """Make every compilation that no worker has: never begun, or left behind by one that died."""
    for pk in Compilation.objects.to_be_made(now()).order_by("pk").values_list("pk", flat=True):
        make(pk)


def make(pk) -> None:
    """Make one compilation, unless somebody else does. Whatever goes wrong is written on its row."""
    run = _claim(pk)
    if run is None:
        return
    try:
        _make(run)
    except Lost:
        log.warning("compilation %s was taken over by another worker", pk)
    except (Refused, ImpossibleMove, press.PressFailed) as reason:
        _fail(run, str(reason))
    except Exception as error:
        log.exception("compilation %s failed", pk)
        _fail(run, f"{type(error).__name__}: {error}")


# Whose run it is


@transaction.atomic
def _claim(pk):
    """The run, with a lease of ours; None when it has ended, another worker has it, or too many died over it."""
    free = Compilation.objects.to_be_made(now()).filter(pk=pk).select_related("call__group", "asked_by")
    run = free.select_for_update(of=("self",)).first()
    if run is None:
        return None
    if run.state == State.RUNNING:
        move(run, State.WAITING, by=SYSTEM, lease_until=None)
    if run.attempts >= ATTEMPTS:
        move(run, State.FAILED, by=SYSTEM, error=_("The worker stopped several times."), step="")
        emails.tell_compilation(run)
        return None
    changes = {"lease_until": now() + LEASE, "attempts": run.attempts + 1, "done": 0, "total": STEPS}
    move(run, State.RUNNING, by=SYSTEM, **changes)
    return run


def _mine(run):
    return Compilation.objects.filter(pk=run.pk, state=State.RUNNING, lease_until=run.lease_until)


def _tell(run, step, *, done, total=STEPS):
    """Write down how far it is, and take a new lease. Raises Lost."""
    lease = now() + LEASE
    if not _mine(run).update(step=step, done=done, total=total, lease_until=lease):
        raise Lost
    run.lease_until = lease


@transaction.atomic
def _fail(run, reason):
    """End the run with the reason, when it is still ours, and tell whoever asked."""
    if _mine(run).select_for_update().first():
        move(run, State.FAILED, by=SYSTEM, error=reason, lease_until=None, step="")
        emails.tell_compilation(run)


# The paper


def _make(run):
    """From what is published to an issued version; anew, when a text was withheld or replaced while it was printed."""
    for _attempt in range(ATTEMPTS):
        version = _begin(run.call, run.asked_by or SYSTEM)
        _tell(run, Step.GATHERING, done=0)
        gathered = gather(run.call, version.language)
        _tell(run, Step.SETTING, done=1)
        pressed = print_all(version, run.call, gathered, partial(_tell, run, Step.SEARCHING))
        _tell(run, Step.ISSUING, done=2)
        try:
            return _issue(run, version, pressed, gathered)
        except (Changed, Lost) as why:
            log.warning("compilation %s was printed in vain: %s", run.pk, type(why).__name__)
            shelf.place(pressed.path).unlink(missing_ok=True)
            _tell(run, Step.GATHERING, done=0)
    raise Refused(_("Contributions were changed each time the paper was ready. Ask again later."))


@transaction.atomic
def _begin(call, by):
    """The version to print, dated today and cleared; one that an earlier run left behind is taken up again."""
    about = Paper.objects.about(call).of_kind(Paper.Kind.COMPILATION)
    version = PaperVersion.objects.being_made().filter(paper__in=about).first()
    if version is None:
        last = _last(about)
        version = papers.correct(version=last, by=by) if last else _first(call, by)
    papers.change_version(version=version, seen=version.version, by=by, dated_on=now().astimezone(call.zone).date())
    if version.state == PaperVersion.State.DRAFT:
        papers.clear(version=version, by=by, how=_("made from the published contributions"))
    return version


def _last(about):
    """The version that the next one follows: in force, or taken away because a contribution was taken down."""
    versions = PaperVersion.objects.filter(paper__in=about, original_name="")
    taken_away = versions.exclude(text_removed_at=None).order_by("-number")
    return versions.issued().first() or taken_away.first()


def _first(call, by):
    with override(call.group.working_language):
        title = _("Compilation of contributions: %(call)s") % {"call": call.title}
    return papers.draft_paper(group=call.group, kind=Paper.Kind.COMPILATION, title=title, about=call, by=by)


def gather(call, language) -> Gathered:
    """What is published now, for a paper in this language."""
    as_of = now()
    filed = Submission.objects.filter(call=call)
    found = filed.published().in_neutral_order().select_related("current__stakeholder_group", "current__country")
    found = list(renditions.with_texts(found).prefetch_related("current__co_signatories"))
    questions = call.questions.numbered()
    with override(language):
        entries = [_entry(submission, questions, call, language) for submission in found]
    published = dict.fromkeys(call.group.stakeholder_groups.all(), 0)
    for submission in found:
        published[submission.current.stakeholder_group] += 1
    others = Q(current__publish__in=KEPT_BACK), ~Q(current__publish__in=KEPT_BACK) & ~Q(state="published")
    kept_back, unpublished = (Count("pk", filter=condition) for condition in others)
    return Gathered(
        as_of=as_of,
        entries=entries,
        counts=[(group.name, count) for group, count in published.items()],
        printed={_mark(submission) for submission in found},
        **filed.in_force().aggregate(kept_back=kept_back, unpublished=unpublished),
    )


def _entry(submission, questions, call, language):
    submission.call, submission.current.submission = call, submission
    reading = renditions.reading(submission.current, questions)
    return pdf.entry(submission, reading, cosigning.shown(submission.current), call, language)


def _mark(submission):
    """What tells that a contribution is still as it was printed; its renditions have been fetched."""
    standing = submission.current.renditions_in_force
    redaction = next((each.pk for each in standing if each.kind == Rendition.Kind.REDACTION), None)
    return submission.pk, submission.current_id, redaction, submission.name_omitted


def print_all(version, call, gathered, tell=None) -> issue.Pressed:
    """Print the paper. A contribution on which the press stops is left out, which the paper says; never in a
    transaction. `tell(done=, total=)` hears how far the search for it is. Raises PressFailed."""
    try:
        pressed = issue.press(version, html=pdf.lay_out(version, call, gathered))
    except (press.PressFailed, UnicodeError):
        if not _set_aside(version, call, gathered, tell):
            raise
        pressed = issue.press(version, html=pdf.lay_out(version, call, gathered))
    if pressed.tagged or not gathered.is_tagged:
        return pressed
    log.warning("the compilation of call %s could not be tagged", call.pk)
    shelf.place(pressed.path).unlink(missing_ok=True)
    return print_all(version, call, replace(gathered, is_tagged=False), tell)


def _set_aside(version, call, gathered, tell):
    """Mark every contribution that cannot be printed even alone. Returns whether there is one."""
    for done, entry in enumerate(gathered.entries):
        if tell:
            tell(done=done, total=len(gathered.entries))
        try:
            press.render(pdf.lay_out(version, call, replace(gathered, entries=[entry])))
        except (press.PressFailed, UnicodeError) as fault:
            log.warning("contribution No. %s of call %s cannot be set: %s", entry.number, call.pk, fault)
            entry.cannot_be_set = True
    return any(entry.cannot_be_set for entry in gathered.entries)


@transaction.atomic
def _issue(run, version, pressed, gathered):
    """Issue what was printed, when the run is still ours and everything in it is still published as it was."""
    if not _mine(run).select_for_update().first():
        raise Lost
    keys = [key for key, *_rest in gathered.printed]
    list(Submission.objects.filter(pk__in=keys).order_by("pk").values("pk").select_for_update(no_key=True))
    standing = renditions.with_texts(Submission.objects.published().filter(pk__in=keys).select_related("current"))
    if {_mark(submission) for submission in standing} != gathered.printed:
        raise Changed
    issued = papers.issue(version=version, pressed=pressed, by=run.asked_by or SYSTEM)
    changes = {"paper_version": issued, "as_of": gathered.as_of, "done": STEPS, "total": STEPS}
    move(run, State.DONE, by=SYSTEM, lease_until=None, step="", **changes)
    numbers = {submission.pk: submission.register_number for submission in standing}
    CompiledItem.objects.bulk_create(
        CompiledItem(compilation=run, version_id=version, number=numbers[key])
        for key, version, *_rest in gathered.printed
    )
    emails.tell_compilation(run)
