"""Words for the screens of signing in."""

from django import template
from django.utils.translation import gettext as _

from .. import rules

register = template.Library()

# The first that stands in what a browser calls itself; most of them also call themselves by the names of others.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


@register.filter
def device(agent):
    """“Firefox, Windows”; what cannot be told is said so."""
    found = [next((name for sign, name in known.items() if sign in agent), "") for known in (BROWSERS, SYSTEMS)]
    return ", ".join(word for word in found if word) or _("A browser that does not say what it is")


@register.filter
def needs_second_factor(user):
    return rules.needs_second_factor(user)
