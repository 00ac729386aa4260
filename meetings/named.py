"""Which call an operator means who types a command: by its identifier, or by a part of its title."""

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from .models import Call

SHOWN = 20


def call_named(text: str, *, by_title: bool = True) -> Call:
    """The one call that is meant. Raises CommandError with the calls there are, the newest first.

    `by_title`: a part of its title is enough.
    """
    calls = Call.objects.select_related("group").order_by("-pk")
    try:
        return calls.get(uid=text)
    except (Call.DoesNotExist, ValidationError):
        found = list(calls.filter(title__icontains=text)[:SHOWN]) if by_title else []
    if len(found) == 1:
        return found[0]
    named = "".join(f"\n  {each.uid} {each.title} ({each.group})" for each in found or calls[:SHOWN])
    if found:
        raise CommandError(f"Several calls are called so:{named}")
    raise CommandError(f"There is no call {text}. " + (f"There are:{named}" if named else "There is none at all."))
