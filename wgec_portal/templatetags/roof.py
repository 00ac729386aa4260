"""Words for the trail, and whose page it is: `{% load roof %}`."""

from django import template

from people.models import WorkingGroup

register = template.Library()

OF_A_PAGE = ("group", "call", "meeting", "submission", "version", "paper", "summary", "notification", "contact")
UPWARDS = ("group", "call", "meeting", "paper", "submission")


@register.simple_tag(takes_context=True)
def is_practice(context):
    """Whether the page is one of a group to practise in, by the things it was given."""
    groups = (_group_of(context[name]) for name in OF_A_PAGE if context.get(name))
    return any(group.is_practice for group in groups if group)


def _group_of(thing):
    """The working group that a thing belongs to, or None."""
    while thing is not None and not isinstance(thing, WorkingGroup):
        thing = next((getattr(thing, name) for name in UPWARDS if hasattr(type(thing), name)), None)
    return thing


@register.filter
def name_in(key, names):
    """The name behind an actor's key, or the key itself where there is none."""
    return names.get(key, key)


@register.filter
def listed(value):
    """A list as words with commas; anything else as it is."""
    return ", ".join(str(part) for part in value) if isinstance(value, list) else value
