"""Files of contributions, handed out: to their author and staff as they came, to readers what they may have."""

import re
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from people.refusals import refuse_if
from people.rules import is_secretariat

from .. import renditions, rules
from ..models import File, Submission
from . import tombstone
from .browser import held

RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.I)  # names that Windows keeps for devices


@require_safe
def download(request, uid, pk):
    """A file of a contribution: to its own browser and to staff as it came, to readers what they may have of it."""
    if gone := tombstone.of(request, uid):
        return gone
    own, _holder = held(request, uid)
    submission = own or get_object_or_404(Submission.objects.visible_to(request.user), uid=uid)
    inside = own or is_secretariat(request.user, submission.call.group)
    file = get_object_or_404(_files(submission, own=own, inside=inside).select_related("version"), pk=pk)
    refuse_if(rules.why_not_hand_out(file, own=bool(own)))
    return send(file, file.name if inside else renditions.name_for_readers(file, submission))


def _files(submission, *, own, inside):
    """The files that may be asked for. What lies in a draft is its author's alone."""
    if not inside:
        return renditions.for_readers().filter(version=submission.current_id)
    found = File.objects.filter(version__submission=submission)
    return found if own else found.exclude(version__number=None)


def send(file, name):
    """The bytes as an attachment that no browser runs, keeps or takes for something else."""
    if settings.ACCEL_REDIRECT:
        response = HttpResponse(headers={"X-Accel-Redirect": f"{settings.ACCEL_REDIRECT.rstrip('/')}/{file.path}"})
    else:
        try:
            response = FileResponse(default_storage.open(file.path))
        except FileNotFoundError:
            raise Http404 from None
    response.headers["Content-Type"] = file.content_type
    response.headers["Content-Disposition"] = content_disposition_header(True, safe(name))
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "no-store"
    return response


def safe(name):
    """A file name that means no folder and no device, and hides no ending."""
    plain = PurePosixPath(re.sub(r'[<>:"|?*\x00-\x1f]', "_", name.replace("\\", "/"))).name.strip(". ")
    return f"_{plain}" if RESERVED.match(plain) else plain or "file"
