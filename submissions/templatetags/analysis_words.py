"""Words of the analysis in templates: `{% load analysis_words %}`."""

from django import template

register = template.Library()


@register.filter
def of(found, key):
    """What a table says of a key."""
    return found.get(key, "")
