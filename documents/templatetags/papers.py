"""Words of papers in templates: `{% load papers %}`."""

from django import template

from documents import inline, languages

register = template.Library()


@register.filter
def language_called(code):
    """“French” for “fr”, in the language of the screen."""
    return languages.name(code)


@register.filter
def direction(code):
    """“rtl” or “ltr”, for the dir of a text in that language."""
    return inline.direction(code)
