"""Where somebody is signed in, and ending that from here."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from .. import actions, sessions


@require_safe
def listed(request):
    return render(request, "people/sessions.html", {"sessions": _of(request), "others": len(_others(request))})


@require_POST
def end(request, pk):
    """One session; one's own is ended by signing out."""
    chosen = [session for session in _others(request) if session.pk == pk]
    if not chosen:
        raise Http404
    actions.end_sessions(chosen=chosen, by=request.user)
    messages.success(request, _("That session is ended."))
    return redirect("people:sessions")


@require_POST
def end_others(request):
    ended = actions.end_sessions(chosen=_others(request), by=request.user)
    told = ngettext("%(ended)d session is ended.", "%(ended)d sessions are ended.", ended)
    messages.success(request, told % {"ended": ended})
    return redirect("people:sessions")


def _of(request):
    return sessions.of(request.user)


def _others(request):
    return [session for session in _of(request) if session.session_key != request.session.session_key]
