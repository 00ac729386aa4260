"""The name of a thing in the log, for a page's link to its trail."""

from django import template

register = template.Library()


@register.filter
def trail_key(thing):
    """The thing as the trail screen knows it: "submissions.submission:7"."""
    return f"{thing._meta.label_lower}:{thing.pk}"
