"""The door: lets a request through when the policy of its address says so."""

import logging

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404

from .policies import policy_of

log = logging.getLogger(__name__)


class AccessMiddleware:
    """Refuses what is not declared, sends strangers to sign in, and answers 404 to those who have no business there."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store"
        return response

    def process_view(self, request, view, args, kwargs):
        """None lets the request go on to its view."""
        name = request.resolver_match.view_name
        policy = policy_of(name)
        if policy is None:
            log.error("no policy is declared for the URL name %r", name)
            raise PermissionDenied
        if policy(request.user):
            return None
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.get_full_path())
