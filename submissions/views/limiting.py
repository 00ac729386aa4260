"""How often a browser or a network may begin drafts or ask for letters: generous to people, too little for robots."""

import logging

from allauth.core import ratelimit
from django.utils.translation import gettext as _

from people.refusals import Refused

from .. import holding
from .browser import keys_of

log = logging.getLogger(__name__)

DRAFTS = 20  # that one browser may begin in an hour


def limit_drafts(request):
    """Stop whoever begins far more drafts than a person writes. The limits of networks stand in the settings."""
    many = holding.begun_lately(keys_of(request)) >= DRAFTS
    if many or not _is_allowed(request, "begin_draft"):
        log.warning("no draft was begun: too many from one %s in the last hour", "browser" if many else "network")
        raise Refused(_("Too many drafts were begun from here in the last hour. Wait a while, then try again."))


def limit_letters(request):
    """Stop whoever has letters sent to many addresses."""
    if not _is_allowed(request, "ask_letter"):
        log.warning("no code or link was sent: too many were asked for from one network in the last hour")
        raise Refused(_("Too many letters were asked for from here in the last hour. Wait a while, then try again."))


def _is_allowed(request, action):
    """Whether the network has not used up its share; nobody is stopped because the cache sleeps."""
    try:
        return ratelimit.consume(request, action=action)
    except Exception:
        log.exception("the cache did not answer: “%s” is not limited just now", action)
        return True
