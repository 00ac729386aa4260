"""Words of the reminders in templates: `{% load reminder_words %}`."""

from django import template

from ..reminders import stairs

register = template.Library()


@register.simple_tag
def rung_in_words(call, rung):
    """What the letter of a rung is called."""
    return stairs.in_words(call, rung)
