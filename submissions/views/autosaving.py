"""Saving while somebody types: the form's script asks, and is told in JSON what became of the text."""

from django.http import JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def asked(request):
    """Whether it is the form's script that asks; whoever presses a button gets a page."""
    return request.headers.get("X-Requested-With") == "autosave"


def saved(form):
    """Where and when it was saved, and what the page has to know for the next time."""
    version, call = form.version, form.version.submission.call
    at = {"city": call.city, "hour": f"{version.saved_at.astimezone(call.zone):%H:%M}"}
    words = _("Saved in %(city)s at %(hour)s, %(city)s time.") % at
    found = {"saved": True, "words": words, "seen": form.mark(), "saved_at": version.saved_at.isoformat()}
    if guess := form.looks_like():
        found["guess"] = render_to_string("submissions/_looks_like.html", {"guess": guess})
    return JsonResponse(found)


def refused(reason, *, status):
    """Why it was not saved; the text stays on the page, and on the device."""
    return JsonResponse(
        {"saved": False, "words": _("Not saved in the portal. %(reason)s") % {"reason": reason}}, status=status
    )
