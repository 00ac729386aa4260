"""The door: lets a request through when the policy of its address says so."""

import logging

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from audit import denials
from people import second_factor, sessions

from .policies import BEFORE_SECOND_FACTOR, is_open, policy_of
from .refusing import texts_in

METHODS = ["GET", "HEAD", "POST"]  # all that the portal speaks; there is nothing behind any other

log = logging.getLogger(__name__)


class AccessMiddleware:
    """Refuses what is not declared, sends strangers to sign in, and answers 404 to those who have no business there.

    A session that is over has ended before anything else is asked. With half of a sign-in, the code of a letter where
    a second step is needed too, one is a stranger on public pages and is led to that step everywhere else.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in METHODS:
            denials.note(request, "a method that is not spoken here", by="")  # who it was is not looked up
            return HttpResponseNotAllowed(METHODS)
        known = request.user.is_authenticated
        if known and not sessions.keep(request):
            denials.note(request, "the session was over")
            messages.info(request, _("You were signed out because your session had lasted too long."))
        response = self.get_response(request)
        if response.status_code == 429:
            denials.note(request, "too many requests")
        if known or request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store"
        return response

    def process_view(self, request, view, args, kwargs):
        """None lets the request go on to its view."""
        name = request.resolver_match.view_name
        policy = policy_of(name)
        if policy is None:
            log.error("no policy is declared for the URL name %r", name)
            denials.note(request, "no policy is declared")
            raise PermissionDenied
        if name not in BEFORE_SECOND_FACTOR and second_factor.is_missing(request):
            if not is_open(name):
                denials.note(request, "the second step is missing")
                return redirect_to_login(request.get_full_path(), reverse(second_factor.next_step(request)))
            request.user = AnonymousUser()
        if policy(request.user):
            return None
        denials.note(request, f"the policy “{policy.__name__}”")
        if request.user.is_authenticated:
            raise Http404
        return _sign_in_first(request)


def _sign_in_first(request):
    """The way to sign in; whoever sends a text after their session has ended gets it back first."""
    if typed := texts_in(request):
        words = _("You are not signed in any more. Copy what you have typed, sign in, and put it in again.")
        return render(request, "refused.html", {"reason": words, "typed": typed, "sign_in": True}, status=403)
    return redirect_to_login(request.get_full_path())
