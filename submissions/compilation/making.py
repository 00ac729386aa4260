"""The making of a compilation: gathered, printed outside any transaction, and issued as the next version of a paper.

A run is a row. A worker claims it by compare and swap and holds it by a lease; the sweep finds runs that no worker
heard of and runs whose worker died, so that neither an empty broker nor a kill loses one. What is issued is checked
against what is published at that moment: a text withheld while the paper was being printed is not in it.
"""

import hashlib
import logging
from dataclasses import replace
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from audit.clock import now
from audit.log import SYSTEM, ImpossibleMove, move
from documents import actions as papers
from documents import issue, shelf
from documents import pdf as press
from documents.models import Companion, Paper, PaperVersion
from people.duties import withdraw
from people.refusals import Refused

from .. import emails
from ..duties import COMPILATION
from ..models import Compilation, CompiledItem
from . import dataset, gathering, printing
from .article import article

log = logging.getLogger(__name__)

State, Step = Compilation.State, Compilation.Step
LEASE = timedelta(minutes=5)  # longer than one piece may take to set, or a paper to put together
ATTEMPTS = 3  # of workers that died over one run; of prints that were out of date when they were ready


class Lost(Exception):
    """Another worker has the run by now."""


class Changed(Exception):
    """Something that was printed is no longer published as it was."""


def sweep(more_hands=None) -> None:
    """Make every compilation that no worker has: never begun, or left behind by one that died."""
    for pk in Compilation.objects.to_be_made(now()).order_by("pk").values_list("pk", flat=True):
        make(pk, more_hands)


def make(pk, more_hands=None) -> None:
    """Make one compilation, unless somebody else does. Whatever goes wrong is written on its row.

    `more_hands()` calls other workers to set pieces; without them the work is done here.
    """
    run = _claim(pk)
    if run is None:
        return
    try:
        _make(run, more_hands)
    except Lost:
        log.warning("compilation %s was taken over by another worker", pk)
    except (Refused, ImpossibleMove, press.PressFailed) as reason:
        _fail(run, str(reason))
    except Exception as error:
        log.exception("compilation %s failed", pk)
        _fail(
            run,
            _("The portal could not make the paper (%(error)s); its log tells more.") % {"error": type(error).__name__},
        )


# Whose run it is


@transaction.atomic
def _claim(pk):
    """The run, with a lease of ours; None when it has ended, another worker has it, or too many died over it."""
    free = (
        Compilation.objects.to_be_made(now())
        .filter(pk=pk)
        .select_related("call__group", "asked_by", "stakeholder_group")
    )
    run = free.select_for_update(of=("self",)).first()
    if run is None:
        return None
    if run.state == State.RUNNING:
        move(run, State.WAITING, by=SYSTEM, lease_until=None)
    if run.attempts >= ATTEMPTS:
        move(run, State.FAILED, by=SYSTEM, error=_("The worker stopped several times."), step="")
        emails.tell_compilation(run)
        return None
    changes = {"lease_until": now() + LEASE, "attempts": run.attempts + 1, "done": 0, "total": 0}
    move(run, State.RUNNING, by=SYSTEM, **changes)
    return run


def _mine(run):
    return Compilation.objects.filter(pk=run.pk, state=State.RUNNING, lease_until=run.lease_until)


def _tell(run, step, *, done=0, total=0):
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


def _make(run, more_hands):
    """From what is published to an issued version; anew, when a text was withheld or replaced while it was printed."""
    for _attempt in range(ATTEMPTS):
        _tell(run, Step.GATHERING)
        version = _begin(run)
        gathered = _gathered(run, version)
        try:
            return _print_and_issue(run, version, gathered, more_hands)
        except Exception as why:
            gathering.forget_changed(gathered)
            if not isinstance(why, Changed):
                raise
            log.warning("compilation %s was printed in vain: something was changed", run.pk)
    raise Refused(_("Contributions were changed each time the paper was ready. Ask again later."))


def _print_and_issue(run, version, gathered, more_hands):
    ready = _print(run, version, gathered, more_hands)
    try:
        _issue(run, version, gathered, *ready)
    except (Changed, Lost):
        _throw_away(*ready)
        raise


@transaction.atomic
def _begin(run):
    """The version to print, dated today and cleared; one that an earlier run left behind is taken up again."""
    by, series = run.asked_by or SYSTEM, _series(run)
    version = PaperVersion.objects.being_made().filter(paper__in=series).first()
    if version is None:
        last = _last(series)
        version = papers.correct(version=last, by=by) if last else _first(run, by)
    today = now().astimezone(run.call.zone).date()
    papers.change_version(version=version, seen=version.version, by=by, dated_on=today)
    if version.state == PaperVersion.State.DRAFT:
        papers.clear(version=version, by=by, how=_("made from the published contributions"))
    return version


def _series(run):
    """The paper whose versions the runs of this layout and selection make; the one begun by a run that failed, too."""
    about = Paper.objects.about(run.call).of_kind(Paper.Kind.COMPILATION)
    made = Compilation.objects.in_series_with(run).done().values("paper_version__paper")
    known = about.filter(pk__in=made)
    return known if known.exists() else about.filter(title=gathering.title_of(run))


def _last(series):
    """The version that the next one follows: in force, or taken away because a contribution was taken down."""
    versions = PaperVersion.objects.filter(paper__in=series, original_name="")
    taken_away = versions.exclude(text_removed_at=None).order_by("-number")
    return versions.issued().first() or taken_away.first()


def _first(run, by):
    title = gathering.title_of(run)
    return papers.draft_paper(group=run.call.group, kind=Paper.Kind.COMPILATION, title=title, about=run.call, by=by)


def _gathered(run, version):
    """What is printed, with what is different from the version before."""
    title, symbol = version.paper.title, version.printed_symbol
    gathered = gathering.gather(run, number=version.number, title=title, symbol=symbol)
    before = Compilation.objects.in_series_with(run).done().select_related("paper_version").first()
    if before and before.paper_version.paper_id == version.paper_id:
        changes = gathering.changes_since(before, gathered)
        gathered.head = replace(gathered.head, since=before.paper_version.number, changes=changes)
    return gathered


def to_file(run, file):
    """Print what a run would hold now into a binary file; nothing is issued. `run` may be unsaved.

    Returns documents.composing.Bound. Raises documents.pdf.PressFailed.
    """
    return printing.print_paper(run, gathering.gather(run), file).bound


def _print(run, version, gathered, more_hands):
    """(what is to be issued, its data, where everything stands)."""
    made_from = issue.input_hash(version)
    with shelf.keeping() as (file, path):
        tell = partial(_tell_set, run)
        printed = printing.print_paper(run, gathered, file, tell=tell, more_hands=more_hands)
        _tell(run, Step.BINDING)
    bound = printed.bound
    pressed = issue.Pressed(
        html=article(gathered.head, gathered.contributions),
        path=path,
        sha256=bound.sha256,
        size=bound.size,
        pages=bound.pages,
        tagged=printed.is_tagged,
        warnings=[],
        input_hash=made_from,
    )
    return pressed, _kept_data(gathered), bound.places


def _tell_set(run, done, total):
    _tell(run, Step.SETTING, done=done, total=total)


def _kept_data(gathered):
    """The dataset as a file that will stand beside the PDF: its facts for documents.actions.issue."""
    told, size = hashlib.sha256(), 0
    with shelf.keeping(".json") as (file, path):
        for piece in dataset.dump(gathered.head, gathered.contributions):
            file.write(piece)
            told.update(piece)
            size += len(piece)
    return {"kind": Companion.Kind.DATA, "file": path, "sha256": told.hexdigest(), "size": size}


def _throw_away(pressed, data, _places):
    shelf.place(pressed.path).unlink(missing_ok=True)
    shelf.place(data["file"]).unlink(missing_ok=True)


@transaction.atomic
def _issue(run, version, gathered, pressed, data, places):
    """Issue what was printed, when the run is still ours and everything in it is still published as it was."""
    if not _mine(run).select_for_update().first():
        raise Lost
    if not gathering.still_published(gathered):
        raise Changed
    _tell(run, Step.ISSUING)
    issued = papers.issue(version=version, pressed=pressed, by=run.asked_by or SYSTEM, companions=[data])
    withdraw(run.call.meeting, COMPILATION, by=SYSTEM)
    number = len(gathered.contributions)
    changes = {"paper_version": issued, "as_of": gathered.as_of, "done": number, "total": number}
    move(run, State.DONE, by=SYSTEM, lease_until=None, step="", **changes)
    CompiledItem.objects.bulk_create(
        (
            CompiledItem(
                compilation=run,
                version_id=gathered.versions[one.number],
                number=one.number,
                page=places.get(f"no-{one.number}"),
                digest=dataset.digest(one),
            )
            for one in gathered.contributions
        ),
        batch_size=500,
    )
    emails.tell_compilation(run)
