"""How the portal stands, in words for its staff: part by part, whether it is in order or needs a hand."""

import sys
from dataclasses import dataclass
from datetime import timedelta

import django
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from audit.clock import now

from . import figures, health, neighbours
from .heartbeats import SILENCE
from .models import RequestCount

LONG_WAIT = timedelta(minutes=15)
OLD_BACKUP = timedelta(hours=36)

PROCESSES = {
    "web": gettext_lazy("Web server"),
    "letters": gettext_lazy("Worker for letters"),
    "papers": gettext_lazy("Worker for papers"),
    "beat": gettext_lazy("Timetable"),
}
NEIGHBOURS = {
    "redis": gettext_lazy("Redis: work on its way"),
    "smtp": gettext_lazy("Mail server"),
    "clamav": gettext_lazy("Scanner of viruses"),
}


@dataclass
class Part:
    """One line of the page. `well` is None for what is not used."""

    name: str
    well: bool | None
    words: str
    more: str = ""  # where to look further

    @property
    def state(self):
        """For the shape beside the words, as of a thing with states."""
        return {True: "done", False: "failed", None: "closed"}[self.well]

    def get_state_display(self):
        """The state in words."""
        return {True: _("In order"), False: _("Needs a hand"), None: _("Not used")}[self.well]


def parts() -> list[Part]:
    """Every part, those that do the work first."""
    seen = figures.heartbeats()
    return [
        _letters(),
        *(_process(name, label, seen.get(name)) for name, label in PROCESSES.items()),
        _compilations(),
        _requests(),
        _backup(seen.get("backup")),
        _disk(),
        _tables(),
        *_neighbours(),
    ]


def versions() -> list[tuple]:
    """[(what, its version)]."""
    return [
        (_("Portal"), settings.PORTAL_VERSION),
        ("Django", django.get_version()),
        ("Python", sys.version.split()[0]),
        (_("Database"), f"{connection.display_name}, {filesizeformat(figures.database_size())}"),
    ]


def _ago(moment):
    since = now() - moment
    if since < timedelta(minutes=1):
        return _("less than a minute ago")
    return _("%(time)s ago") % {"time": timesince(moment, now())}


def _letters():
    found = figures.letters()
    late = found["oldest"] and now() - found["oldest"] > LONG_WAIT
    words = [
        _("%(waiting)s waiting, %(failed)s failed, %(sent)s sent in the last 24 hours.") % found,
        _("The oldest was posted %(ago)s.") % {"ago": _ago(found["oldest"])} if found["oldest"] else "",
    ]
    address = f"{reverse('outbox')}?state={'failed' if found['failed'] else 'waiting'}"
    return Part(_("Letters"), not (late or found["failed"]), " ".join(filter(None, words)), address)


def _process(name, label, at):
    if at is None:
        return Part(label, False, _("It was never seen."))
    return Part(label, now() - at < SILENCE, _("Last seen %(ago)s.") % {"ago": _ago(at)})


def _compilations():
    found = figures.compilations()
    words = _("%(under_way)s under way, %(failed)s failed in the last seven days.") % found
    return Part(_("Compilations"), not found["failed"], words)


def _requests():
    today = RequestCount.objects.filter(minute__gte=now().replace(hour=0, minute=0, second=0, microsecond=0))
    total, failed = today.total(), today.failed().total()
    words = ngettext("%(total)s request today (UTC),", "%(total)s requests today (UTC),", total) % {"total": total}
    ended = ngettext(
        "%(failed)s ended with an error of the server.", "%(failed)s ended with an error of the server.", failed
    )
    return Part(_("Requests"), failed == 0, f"{words} {ended % {'failed': failed}}")


def _backup(at):
    if at is None:
        return Part(_("Last backup"), False, _("No backup was reported yet."))
    return Part(_("Last backup"), now() - at < OLD_BACKUP, _ago(at))


def _disk():
    usage, found = figures.disk(), health.disk()
    sizes = {"free": filesizeformat(usage["free"]), "total": filesizeformat(usage["total"])}
    words = _("It cannot be written.") if found == "not writable" else _("%(free)s of %(total)s are free.") % sizes
    return Part(_("Disk"), found == "ok", words)


def _tables():
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    words = ngettext("%(number)s change is not made yet.", "%(number)s changes are not made yet.", len(plan))
    told = words % {"number": len(plan)} if plan else _("They are as this version needs them.")
    return Part(_("Tables"), not plan, told)


def _neighbours():
    told = {neighbours.WELL: _("It answers."), neighbours.SILENT: _("It does not answer."), neighbours.UNUSED: ""}
    well = {neighbours.WELL: True, neighbours.SILENT: False, neighbours.UNUSED: None}
    for name, found in neighbours.standing().items():
        yield Part(NEIGHBOURS[name], well[found], told[found])
