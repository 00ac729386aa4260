"""Words of deadlines in templates: `{% load deadline_words %}`."""

from django import template

from .. import rules

register = template.Library()


@register.simple_tag
def period_of(version, call):
    """In which period of the call a version came: a member of submissions.models.Period."""
    return rules.period_of(version, call)
