"""What the log holds of a person: the values of edits. The lines themselves hold keys only, and stay."""

import json

from django.db.models import TextField
from django.db.models.functions import Cast

from .models import Values


def values_about(things):
    """The values of every edit of these things, all of one kind."""
    things = list(things)
    if not things:
        return Values.objects.none()
    label, keys = things[0]._meta.label_lower, [str(thing.pk) for thing in things]
    return Values.objects.filter(entry__thing=label, entry__thing_key__in=keys)


def forget_values(things) -> int:
    """Erase what was changed in these things, from what to what; that it was changed stays. Returns how many edits."""
    return values_about(things).delete()[0]


def _naming(address, groups):
    """The values of edits of which one is the address, whatever its capitals; a longer address is another one."""
    found = Values.objects.annotate(text=Cast("fields", TextField())).filter(text__icontains=json.dumps(address))
    return found if groups is None else found.filter(entry__group__in=groups)


def export(address, groups=None) -> dict:
    """Every edit whose values name the address, in all groups or in some."""
    found = _naming(address, groups).select_related("entry").order_by("entry")
    return {
        "edits that name the address": [
            {"at": each.entry.at, "what": each.entry.action, "fields": each.fields} for each in found
        ]
    }


def erase(address, by, groups=None) -> dict:
    """Erase those values. Returns {what: how many}."""
    return {"edits that named the address": _naming(address, groups).delete()[0]}


def forget_group(group_id, kinds) -> int:
    """The values of every edit of these kinds of things ("app.model") in a working group. Returns how many."""
    return Values.objects.filter(entry__group=group_id, entry__thing__in=kinds).delete()[0]
