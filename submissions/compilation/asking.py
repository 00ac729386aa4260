"""Asking for a compilation: what its selection holds, which files can go into it, the row that a worker takes up."""

from audit.clock import now
from audit.log import record

from .. import renditions
from ..models import BoundFile, Compilation, File, Submission

SAME = ("layout", "stakeholder_group", "in_time_only", "language", "with_translations")


def contributions(run):
    """What a run would hold now."""
    return Submission.objects.published().in_selection(run)


def files(run):
    """The files that could go into it: those that readers may have."""
    return renditions.for_readers().filter(version__in=contributions(run).values("current"))


def ask(run, *, by, bound) -> Compilation:
    """Save a run with its files, {key: how}; whoever calls this has asked the rules."""
    run.asked_at = now()
    run.save(force_insert=True)
    BoundFile.objects.bulk_create(BoundFile(compilation=run, file_id=key, how=how) for key, how in bound.items())
    record("compilation.asked", run, by=by, series=run.series, files=sorted(bound))
    return run


def once_more(before) -> tuple[Compilation, dict]:
    """(an unsaved run of the same selection of which nobody is told, the files that still can go into it)."""
    run = Compilation(call=before.call, tells_contributors=False, **{name: getattr(before, name) for name in SAME})
    bound = dict(before.bound_files.values_list("file", "how"))
    kept = set(files(run).filter(pk__in=bound).values_list("pk", flat=True))
    return run, {key: how for key, how in bound.items() if key in kept}


def by_contribution(run):
    """The same files with what a list tells of them, in the order of the register."""
    named = File.objects.select_related("version__submission", "version__stakeholder_group", "version__country")
    return named.filter(pk__in=files(run).values("pk")).order_by("version__submission__register_number", "pk")
