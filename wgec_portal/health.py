"""Signs of life for whoever watches the portal: /livez the process, /readyz what it needs to serve."""

import shutil
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from audit.clock import now
from correspondence.models import Heartbeat

FREE_BYTES = 200 * 1024 * 1024
SILENCE = timedelta(minutes=3)


@never_cache
@require_safe
def livez(request):
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request):
    """Database and disk decide (200 or 503); the worker is named when it is silent."""
    found = {"database": _database(), "disk": _disk()}
    found["worker"] = _worker() if found["database"] == "ok" else "unknown"
    ready = found["database"] == found["disk"] == "ok"
    return JsonResponse(found, status=200 if ready else 503)


def _database():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "down"
    return "ok"


def _disk():
    return "ok" if shutil.disk_usage(settings.VAR_DIR).free > FREE_BYTES else "full"


def _worker():
    alive = Heartbeat.objects.filter(name="letters", at__gt=now() - SILENCE).exists()
    return "ok" if alive else "silent"
