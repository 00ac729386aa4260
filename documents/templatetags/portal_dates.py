"""Dates in templates, by the one formatter: `{% load portal_dates %}`."""

from django import template

from documents import dates

register = template.Library()


@register.simple_tag
def period(starts_on, ends_on=None):
    """Days as they stand in a title: “26–27 January 2017”."""
    return dates.in_title(starts_on, ends_on)


@register.filter(expects_localtime=True)
def day(value):
    """One day, or the day of a moment, as it stands in a text: “7 December 2016”."""
    return dates.in_text(value) if value else ""


@register.simple_tag
def moment(instant, thing):
    """A moment with hour, place and UTC offset, in the zone of a call or a group: “…, 23:59 Geneva time (UTC+1)”."""
    return dates.moment(instant, thing.zone, thing.city)


@register.filter
def hour(value):
    """An hour of the day: “10 a.m.”."""
    return dates.at_hour(value)
