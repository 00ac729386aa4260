"""The only way to change a state or edit a record: compare, swap and write the line in the log."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from .clock import now
from .models import Entry, Values


class System:
    """The portal itself, when nobody pressed a button."""

    actor_key = "system"
    is_authenticated = False

    def __str__(self):
        return "system"


SYSTEM = System()


class ImpossibleMove(Exception):
    """The thing is not in a state from which it could go there, or somebody moved it in the meantime."""


class Stale(Exception):
    """Somebody saved the record after the editor had opened it; `thing` is as it stands now."""

    def __init__(self, thing, fields):
        super().__init__(_("Somebody else has saved a change in the meantime."))
        self.thing, self.fields = thing, fields


def record(action, thing, *, by, group=None, **details):
    """Write one line. `group` is the working group whose staff may read it; taken from the thing where it has one."""
    entry = _line(action, thing, by, group, details)
    entry.save(force_insert=True)
    return entry


def _line(action, thing, by, group, details):
    return Entry(
        at=now(),
        actor=by.actor_key,
        action=action,
        thing=thing._meta.label_lower,
        thing_key=str(thing.pk),
        group=group if group is not None else getattr(thing, "group_id", None),
        details=details,
    )


def move(thing, to, *, by, **changes):
    """Bring `thing` to state `to` along its MOVES, with `changes` to other fields, plain values, in the same stroke.

    Raises ImpossibleMove when there is no such move, or when somebody else was faster.
    """
    was = thing.state
    if to not in thing.MOVES.get(was, ()):
        raise ImpossibleMove(
            _("“%(thing)s” cannot go from “%(was)s” to “%(to)s”.") % {"thing": thing, "was": was, "to": to}
        )
    changes = {"state": str(to), **changes}
    with transaction.atomic(savepoint=False):  # nothing was written when somebody else was faster
        moved = type(thing)._default_manager.filter(pk=thing.pk, state=was).update(**changes)
        if moved:
            for name, value in changes.items():
                setattr(thing, name, value)
            return record(f"{thing._meta.model_name}.{to}", thing, by=by, was=str(was))
    raise ImpossibleMove(_("Somebody else has changed “%(thing)s” in the meantime.") % {"thing": thing})


def move_many(things, to, *, by, **changes):
    """`move` for many things of one kind, all in the same state: two statements, and still a line for each.

    Returns those that went; the others somebody else was faster with. `changes` may be expressions of the database;
    the things in memory stay as they are.
    """
    if not things:
        return []
    was, kind = things[0].state, type(things[0])
    if to not in kind.MOVES.get(was, ()) or any(thing.state != was for thing in things):
        raise ImpossibleMove(_("Not all of them can go to “%(to)s”.") % {"to": to})
    rows = kind._default_manager.filter(pk__in=[thing.pk for thing in things], state=was)
    with transaction.atomic(savepoint=False):
        held = set(rows.order_by("pk").select_for_update().values_list("pk", flat=True))
        rows.filter(pk__in=held).update(state=str(to), **changes)
        moved = [thing for thing in things if thing.pk in held]
        action, details = f"{kind._meta.model_name}.{to}", {"was": str(was)}
        Entry.objects.bulk_create([_line(action, thing, by, None, details) for thing in moved])
    return moved


@transaction.atomic
def change(thing, *, seen, by, action="changed", **fields):
    """Save an edit of `fields` made on version `seen` of the record; the log names the fields that differ.

    Raises Stale when the record has another version by now. Nothing is written when nothing differs.
    """
    current = type(thing)._default_manager.get(pk=thing.pk)
    if current.version != seen:
        raise Stale(current, fields)
    before = {name: _plain(current, name) for name in fields}
    row = type(thing)._default_manager.filter(pk=thing.pk, version=seen)
    changed = {name: value for name, value in fields.items() if getattr(current, name) != value}
    if not changed:
        return None
    if not row.update(version=F("version") + 1, **changed):
        raise Stale(type(thing)._default_manager.get(pk=thing.pk), fields)
    thing.refresh_from_db()
    entry = record(f"{thing._meta.model_name}.{action}", thing, by=by, fields=sorted(changed))
    Values.objects.create(entry=entry, fields={name: [before[name], _plain(thing, name)] for name in changed})
    return entry


def _plain(thing, name):
    """A field's value as JSON can keep it."""
    value = getattr(thing, name)
    if isinstance(value, models.Model):
        return str(value.pk)
    return value if isinstance(value, (str, int, bool, type(None), list, dict)) else DjangoJSONEncoder().default(value)
