"""Files that wait for the virus check, and what becomes of them; and the sweeping of bytes that nobody needs."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from audit.clock import now
from audit.log import SYSTEM, record

from . import scanning, storing
from .models import File, Upload

log = logging.getLogger(__name__)
FORGOTTEN_AFTER = timedelta(days=7)  # an upload on which nothing more has come


def scan_waiting():
    """Ask the scanner about every file that waits. Without one nothing is to be waited for."""
    for path in list(File.objects.waiting().order_by().values_list("path", flat=True).distinct()):
        try:
            virus = scanning.virus_in(storing.place_of(path)) if scanning.is_on() else ""
        except scanning.Unreachable as fault:
            log.warning("files wait: the scanner of viruses does not answer: %s", fault)
            return
        judge(path, virus)


@transaction.atomic
def judge(path, virus):
    """Let the files with these bytes go to everybody, or keep them from everybody; out of drafts they go."""
    for file in File.objects.waiting().filter(path=path).select_related("version__submission__call__group"):
        if not virus:
            File.objects.filter(pk=file.pk).update(is_clean=True)
            record("file.clean", file, by=SYSTEM)
        elif file.version.is_draft:
            _take_out(file, virus)
        else:
            File.objects.filter(pk=file.pk).update(virus=virus)
            record("file.virus_found", file, by=SYSTEM, virus=virus)


def _take_out(file, virus):
    """A file with a virus leaves the draft; why stays on the page of files until its owner removes it."""
    with override(file.version.submission.call.group.working_language):
        reason = _("“%(name)s” was removed: %(why)s") % {"name": file.name, "why": scanning.why(virus)}
    record("file.virus_found", file, by=SYSTEM, virus=virus)
    moment = now()
    Upload.objects.create(
        version=file.version,
        question=file.question,
        name=file.name,
        size=file.size,
        refusal=reason,
        started_at=moment,
        touched_at=moment,
    )
    file.delete()


def sweep():
    """Forget uploads on which nothing came for a week; remove bytes that no row has known for a day."""
    for upload in Upload.objects.filter(touched_at__lt=now() - FORGOTTEN_AFTER, refusal=""):
        upload.delete()
    number = storing.sweep(_known)
    if number:
        log.info("%s files that no contribution knows were swept", number)


def _known(paths):
    """Which of these paths a row names."""
    of_files = File.objects.filter(path__in=paths).values_list("path", flat=True)
    return {*of_files, *Upload.objects.filter(path__in=paths).values_list("path", flat=True)}
