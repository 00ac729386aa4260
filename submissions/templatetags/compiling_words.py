"""Words of compilations in templates: `{% load compiling_words %}`."""

from django import template

from ..compilation import gathering

register = template.Library()


@register.filter
def selection_words(run):
    """The filters of a compilation in words; none when it holds all that is published."""
    return gathering.in_words(run)
