"""An author's consents in templates: `{% load consent_words %}`."""

from django import template

from .. import consents

register = template.Library()


@register.simple_tag
def consents_of(submission):
    """Every choice of the author, the oldest first."""
    return consents.history(submission)
