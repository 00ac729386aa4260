"""How often a browser or a network may begin drafts or ask for letters: generous to people, too little for robots."""

from django.utils.translation import gettext as _

from audit import denials
from people.refusals import Refused
from people.views.limiting import is_allowed, limit_letters

from .. import holding
from .browser import keys_of

__all__ = ["limit_drafts", "limit_letters"]

DRAFTS = 20  # that one browser may begin in an hour


def limit_drafts(request):
    """Stop whoever begins far more drafts than a person writes. The limits of networks stand in the settings."""
    many = holding.begun_lately(keys_of(request)) >= DRAFTS
    if many or not is_allowed(request, "begin_draft"):
        denials.note(request, f"too many drafts from one {'browser' if many else 'network'}")
        raise Refused(_("Too many drafts were begun from here in the last hour. Wait a while, then try again."))
