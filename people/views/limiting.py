"""How often letters may be asked for from one network: generous to people, too little for robots."""

import logging

from allauth.core import ratelimit
from django.utils.translation import gettext as _

from audit import denials

from ..refusals import Refused

log = logging.getLogger(__name__)


def limit_letters(request):
    """Stop whoever has letters sent to many addresses."""
    if not is_allowed(request, "ask_letter"):
        denials.note(request, "too many letters from one network")
        raise Refused(_("Too many letters were asked for from here in the last hour. Wait a while, then try again."))


def is_allowed(request, action):
    """Whether the network has not used up its share; nobody is stopped because the cache sleeps."""
    try:
        return ratelimit.consume(request, action=action)
    except Exception:
        log.exception("the cache did not answer: “%s” is not limited just now", action)
        return True
