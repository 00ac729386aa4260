"""Takedown: the text leaves pages, files, letters and papers, for good, and again after a backup is restored.

What the database holds goes in the one transaction of the action; what lies on the disk, and the papers that are made
anew, follow by a worker. A row remembers what is left to do, so that a killed worker loses nothing.
"""

import logging

from django.db import transaction
from django.db.models import Q

from audit import privacy as values
from audit.clock import now
from audit.log import SYSTEM
from correspondence import privacy as letters
from correspondence.models import Message
from documents import removal, shelf
from documents.models import Paper, PaperVersion
from meetings.models import Call

from . import drafting, erasing, rules
from .compilation import asking, fragments
from .models import Compilation, Rendition, Submission, Takedown, Version

log = logging.getLogger(__name__)

PUBLIC_NAME = ("organisation", "behalf_name", "country_id", "sort_key")  # what the register may go on showing


def papers_holding(submission) -> list:
    """The issued versions, in force or not, that hold the text: compilations, their uploads, and what binds them."""
    compilations = Paper.objects.about(submission.call).of_kind(Paper.Kind.COMPILATION)
    issued = PaperVersion.objects.frozen().filter(paper__in=compilations)
    runs = Compilation.objects.filter(items__version__submission=submission)
    holding = issued.filter(Q(pk__in=runs.values("paper_version")) | Q(html__contains=str(submission.uid)))
    elsewhere = issued.filter(paper__in=holding.values("paper")).exclude(original_name="")  # nobody can read in them
    found = issued.filter(Q(pk__in=holding) | Q(pk__in=elsewhere)).select_related("paper__group")
    return removal.bound_with(found.order_by("pk"))


def paths_of(submission) -> list:
    """Where the bytes of its files lie, those on their way included."""
    versions = submission.versions.all()
    rows = [row for version in versions for row in (*version.files.all(), *version.uploads.all())]
    return sorted({row.path for row in rows if row.path})


def letters_about(submission):
    """Every letter of which the key names the contribution: receipts, questions, word of its publication."""
    return Message.objects.filter(key__contains=str(submission.uid))


def effect(submission) -> dict:
    """What a takedown would do, in numbers and papers, for the screen that asks before."""
    return {
        "papers": papers_holding(submission),
        "versions": submission.versions.count(),
        "files": len(paths_of(submission)),
        "letters": letters_about(submission).count(),
        "others": Submission.objects.published().filter(call=submission.call).exclude(pk=submission.pk).count(),
    }


def blank(submission) -> None:
    """Take away everything that the database says of it: texts, names, letters, edits. Doing it again is well."""
    versions = list(submission.versions.all())
    renditions = list(Rendition.objects.filter(version__in=versions))
    for things in ([submission], versions, renditions):
        values.forget_values(things)
    kept = _what_the_register_shows(submission)
    fragments.forget(submission)
    erasing.erase_text(submission)
    Version.objects.filter(pk=submission.current_id).update(**kept)
    Rendition.objects.filter(version__in=versions, kind=Rendition.Kind.REDACTION).update(reason="–")
    Submission.objects.filter(pk=submission.pk).update(withheld_reason="", returned_question="")
    if submission.name_omitted:
        erasing.erase_contact(submission)
    letters.forget(letters_about(submission), addresses=submission.name_omitted)


def _what_the_register_shows(submission):
    """The public name, unless it is left out; a person’s own only where it stood before the public."""
    version = submission.current
    if submission.name_omitted:
        return {}
    own = ["name"] if version.publish == Version.Publish.NAME and submission.published_at else []
    return {field: getattr(version, field) for field in (*PUBLIC_NAME, *own)}


# What a worker does


def sweep() -> None:
    """Finish every takedown that is not finished: just asked for, or left behind by a worker that died."""
    for pk in Takedown.objects.filter(finished_at=None).order_by("pk").values_list("pk", flat=True):
        finish(pk)


def finish(pk) -> None:
    """Remove the bytes and have the papers made anew without the text. May be done again, and by two at once."""
    found = Takedown.objects.select_related("submission__call__group").get(pk=pk)
    with transaction.atomic():
        blank(drafting.hold(found.submission))
    for path in found.paths:
        shelf.discard(path)
    removal.clear_away()
    _end(found)


@transaction.atomic
def _end(found):
    """Ask for the papers once, and note that all is done."""
    call = Call.objects.select_for_update().select_related("group").get(pk=found.submission.call_id)
    if not Takedown.objects.filter(pk=found.pk, finished_at=None).update(finished_at=now()):
        return  # another worker was faster
    for before in _gaps(found):
        run, bound = asking.once_more(before)
        if not rules.why_not_compile(SYSTEM, call, run):
            asking.ask(run, by=SYSTEM, bound=bound)


def _gaps(found):
    """The run behind every compilation that was in force until it was taken away, where nothing is in its place yet."""
    runs = Compilation.objects.done().filter(paper_version__in=found.in_force.all()).order_by("pk")
    runs = runs.select_related("call__group", "paper_version__paper")
    return [run for run in runs if not run.paper_version.paper.versions.issued().exists()]


def progress(submission):
    """How far it is, for the staff's screen; None where nothing was taken down."""
    found = Takedown.objects.filter(submission=submission).first()
    if found is None:
        return None
    papers = found.papers.select_related("paper__group").prefetch_related("paper__versions").order_by("pk")
    others = Submission.objects.published().filter(call=submission.call)
    runs = Compilation.objects.under_way().filter(call=submission.call)
    return {
        "finished_at": found.finished_at,
        "goes_on": runs.exists() or (found.finished_at is None and others.exists()),
        "files_left": sum(shelf.place(path).exists() for path in found.paths),
        "papers": [(version, version.paper.issued_version) for version in papers],
    }
