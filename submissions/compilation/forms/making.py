"""Word and Excel, made by a worker after the issue, outside any transaction, from the frozen data alone.

Level, not edge: each run makes what is missing. A row with a lease keeps two workers apart, and remembers what failed.
"""

import logging
import tempfile
from datetime import timedelta

from django.db.models import F

from audit.clock import now
from documents import companions
from documents.models import Companion, Paper, PaperVersion

from ...models import OtherForm
from . import excel, word
from .book import open_data

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=15)  # longer than the largest form takes
WRITERS = {Companion.Kind.WORD: word.write, Companion.Kind.EXCEL: excel.write}


def sweep() -> None:
    """Make every form that is missing beside a compilation, unless another worker is at it. One after the other."""
    for kind in WRITERS:
        for data in list(lacking(kind)):
            make(data, kind)


def lacking(kind):
    """The data of issued compilations beside which no form of a kind stands; none whose text was taken away."""
    data = Companion.objects.filter(kind=Companion.Kind.DATA, version__paper__kind=Paper.Kind.COMPILATION)
    standing = data.filter(version__state__in=[PaperVersion.State.ISSUED, PaperVersion.State.SUPERSEDED]).exclude(
        file=""
    )
    return standing.exclude(version__companions__kind=kind).select_related("version").order_by("-pk")


def make(data, kind) -> None:
    """Make one form and put it beside its version. What goes wrong is written down and tried again by the sweep."""
    row = _claim(data.version, kind)
    if row is None:
        return
    try:
        companions.put_beside(data.version, kind, _content(data, kind))
    except Exception as error:
        log.exception("the form %s of compilation version %s cannot be made", kind, data.version.pk)
        fault = f"{type(error).__name__}: {error}"
        OtherForm.objects.filter(pk=row.pk).update(error=fault, lease_until=None)
    else:
        row.delete()


def _claim(version, kind):
    """Its row, with a lease of ours; None when another worker has it, or when it was tried too often."""
    row, _new = OtherForm.objects.get_or_create(paper_version=version, kind=kind)
    free = OtherForm.objects.free(now()).filter(pk=row.pk)
    claimed = free.update(attempts=F("attempts") + 1, lease_until=now() + LEASE, error="")
    return row if claimed else None


def _content(data, kind):
    """The bytes of the form; while it is written they lie on the disk."""
    with tempfile.TemporaryFile() as file:
        WRITERS[kind](open_data(data), file)
        file.seek(0)
        return file.read()


def faults(call):
    """The forms of a call's compilations that could not be made, for the staff's screen."""
    return OtherForm.objects.of(call).given_up(now()).select_related("paper_version__paper")
