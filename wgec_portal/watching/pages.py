"""The page “state of the portal”, for the staff and for whoever runs it."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit.clock import now

from . import standing


@require_safe
def state(request):
    """Each part of the portal, whether it is in order; with scripts it is asked for again every half minute."""
    parts = standing.parts()
    wrong = [part for part in parts if part.well is False]
    context = {"parts": parts, "wrong": wrong, "versions": standing.versions(), "at": now()}
    return render(request, "state.html", context)
