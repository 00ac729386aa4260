"""Fields for a day and an hour of the clock, and the instant that the two name in a zone."""

from django import forms
from django.utils.translation import gettext as _

from documents import dates
from people.forms import Day

from ..models.call import LAST_SECOND, deadline_moment, is_left_out


def day(**kwargs):
    """A field for a date, with the browser's own calendar."""
    return forms.DateField(widget=Day, **kwargs)


def hour(**kwargs):
    """A field for an hour of the day."""
    return forms.TimeField(widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "narrow"}), **kwargs)


def moment_of(form, name, zone):
    """The instant typed into `<name>_on` and `<name>_hour`, the hour empty for the end of the day; None without a day.

    An hour that the zone's clocks leave out is an error: nobody could say which instant was meant.
    """
    typed_day, typed_hour = (form.cleaned_data.get(f"{name}_{part}") for part in ("on", "hour"))
    if typed_day is None:
        if typed_hour is not None and f"{name}_on" not in form.errors:
            form.add_error(f"{name}_on", _("Give the day, too."))
        return None
    if is_left_out(typed_day, typed_hour, zone):
        words = _("On %(day)s the clocks are put forward and leave this hour out. Choose another one.")
        form.add_error(f"{name}_hour", words % {"day": dates.in_text(typed_day)})
        return None
    return deadline_moment(typed_day, typed_hour, zone)


def as_typed(name, moment, zone):
    """An instant as the two fields show it: the end of the day is an empty hour."""
    if moment is None:
        return {}
    shown = moment.astimezone(zone)
    return {f"{name}_on": shown.date(), f"{name}_hour": None if shown.time() == LAST_SECOND else shown.time()}
