"""Signs of life for whoever watches the portal: /livez the process, /readyz what it needs to do its work."""

import shutil
import tempfile

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from audit.clock import now
from correspondence.models import Heartbeat

from . import neighbours
from .heartbeats import SILENCE

FREE_BYTES = 200 * 1024 * 1024
DECIDE = ("database", "disk", "letters")


@never_cache
@require_safe
def livez(request):
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request):
    """Database, disk and the sign of life of the letters' worker decide (200 or 503); neighbours are only named."""
    found = findings()
    return JsonResponse(found, status=503 if found["portal"] == "down" else 200)


def findings() -> dict[str, str]:
    """{“portal”: ok, degraded or down; “database”, “disk”, “letters” and each neighbour: ok, or what is wrong}."""
    found = {"database": _database(), "disk": disk()}
    found["letters"] = _letters() if found["database"] == "ok" else "unknown"
    found |= neighbours.standing()
    degraded = neighbours.SILENT in found.values()
    well = all(found[name] == "ok" for name in DECIDE)
    return {"portal": ("degraded" if degraded else "ok") if well else "down", **found}


def _database():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "down"
    return "ok"


def disk() -> str:
    """ok, full, or not writable."""
    try:
        with tempfile.TemporaryFile(dir=settings.VAR_DIR) as file:
            file.write(b"written")
    except OSError:
        return "not writable"
    return "ok" if shutil.disk_usage(settings.VAR_DIR).free > FREE_BYTES else "full"


def _letters():
    alive = Heartbeat.objects.filter(name="letters", at__gt=now() - SILENCE).exists()
    return "ok" if alive else "silent"
