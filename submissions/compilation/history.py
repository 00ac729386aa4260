"""The compilations of a call: which are in force, which came before, and what changed from version to version."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from documents import shelf
from documents.models import Companion, PaperVersion

from ..models import Compilation
from . import dataset

SHOWN = 20  # changes told one by one; the paper lists them all


@dataclass(frozen=True)
class Changes:
    """What differs from an earlier version. `counts`: [(how many, of which kind in words)]."""

    since: int
    counts: list
    first: list  # of (number in the register, name or empty, kind in words)
    more: int  # that are not among the first


def kinds():
    """{kind of dataset.Change: its words}."""
    return {
        "new": _("new"),
        "changed": _("changed"),
        "withdrawn": _("withdrawn"),
        "withheld": _("now withheld"),
        "taken_down": _("taken down"),
        "choice": _("left out by a later choice"),
    }


def changes_of(version) -> Changes | None:
    """The changes of an issued version against the one before; None where its data cannot be read any more.

    The contributions in the data are not read. `version`: its companions have been fetched.
    """
    kept = [each for each in version.companions.all() if each.kind == Companion.Kind.DATA and each.file]
    try:
        with shelf.place(kept[0].file).open("rb") as file:
            head = dataset.read_head(file)
    except (IndexError, OSError, ValueError):
        return None
    words, changes = kinds(), head.changes
    numbers = [(sum(each.kind == kind for each in changes), name) for kind, name in words.items()]
    first = [(each.number, each.name, words.get(each.kind, each.kind)) for each in changes[:SHOWN]]
    return Changes(head.since, [row for row in numbers if row[0]], first, len(changes) - len(first))


def in_force(call, versions):
    """The compilations of a call that are in force, in the order of `versions`, which holds the replaced ones too.

    Each with its `run`, which tells layout, selection and instant (None where it was made elsewhere), its permanent
    `address`, and the `earlier` versions in its language that can still be read, the newest first.
    """
    versions, shown, earlier = list(versions), [], {}
    if not versions:
        return shown
    runs = Compilation.objects.done().filter(call=call).select_related("stakeholder_group")
    by_version = {run.paper_version_id: run for run in runs}
    for version in versions:
        version.run = by_version.get(version.pk)
        version.address = settings.PORTAL_URL + version.get_absolute_url()
        if version.state == PaperVersion.State.ISSUED:
            shown.append(version)
        else:
            earlier.setdefault((version.paper_id, version.language), []).append(version)
    for version in shown:
        replaced = earlier.get((version.paper_id, version.language), [])
        version.earlier = sorted(replaced, key=lambda each: -each.number)
    return shown


def with_changes(runs):
    """Each run with its `changes`, where it came to a version whose data is there."""
    for run in runs:
        run.changes = changes_of(run.paper_version) if run.paper_version else None
    return runs
