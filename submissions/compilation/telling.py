"""Telling contributors under which number and on which page they stand, once the compilation has been issued.

Level, not edge: whoever stands in a compilation and was not told yet is told now, a few in each transaction. A worker
that is killed leaves the rest to the next one, and two at once post each letter once.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef

from audit.clock import now

from .. import emails
from ..models import Compilation, CompiledItem, Submission

CHUNK = 100  # letters in one transaction


def tell_contributors() -> int:
    """Tell everybody who stands in a compilation and was not told yet. Returns of how many it was decided."""
    waiting = CompiledItem.objects.filter(told_at=None, compilation=OuterRef("pk"))
    due = Compilation.objects.telling().filter(Exists(waiting)).order_by("pk")
    return sum(_tell_of(run) for run in due.select_related("call__group", "paper_version__paper").iterator())


def _tell_of(run):
    """Everybody of one compilation, by the order of versions: so two workers do not wait for each other in a ring."""
    decided, last = 0, 0
    while found := _next(run, last):
        decided += _tell(run, found)
        last = found[-1].version_id
    return decided


def _next(run, last):
    return list(run.items.filter(told_at=None, version__gt=last).order_by("version")[:CHUNK])


@transaction.atomic
def _tell(run, items):
    """Mark these and post their letters; the contributions are held, so that none is withdrawn in between."""
    if not Compilation.objects.telling().filter(pk=run.pk).exists():
        return 0  # it was taken away meanwhile
    held = _held(items)
    mine = [item for item in items if _claim(item)]
    for item in mine:
        if item.version_id in held:
            item.compilation, item.version = run, held[item.version_id]
            emails.tell_compiled(item)
    return len(mine)


def _claim(item):
    """Whether it is ours to tell; another worker may have been faster."""
    return CompiledItem.objects.filter(pk=item.pk, told_at=None).update(told_at=now())


def _held(items):
    """{key of a version: the version} of those whose text stands, each with its contribution, locked until COMMIT."""
    keys = [item.version_id for item in items]
    found = Submission.objects.in_force().filter(versions__in=keys)
    list(found.order_by("pk").values("pk").select_for_update(no_key=True))
    standing = found.select_related("current", "call__group").prefetch_related("versions")
    return {version.pk: _of(version, submission) for submission in standing for version in submission.versions.all()}


def _of(version, submission):
    submission.current.submission = version.submission = submission
    return version
