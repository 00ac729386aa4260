"""Words for the trail: `{% load roof %}`."""

from django import template

register = template.Library()


@register.filter
def name_in(key, names):
    """The name behind an actor's key, or the key itself where there is none."""
    return names.get(key, key)


@register.filter
def listed(value):
    """A list as words with commas; anything else as it is."""
    return ", ".join(str(part) for part in value) if isinstance(value, list) else value
