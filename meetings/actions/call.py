"""Verbs of a call for inputs."""

from django.db import transaction

from audit.clock import now
from audit.log import change, move, record
from correspondence import outbox
from people.refusals import refuse_if
from people.rules import why_not_manage

from .. import emails, rules
from ..models import Call, Extension


@transaction.atomic
def draft_call(*, group, by, **fields) -> Call:
    """A call in preparation; only the secretariat sees it."""
    refuse_if(why_not_manage(by, group))
    call = Call.objects.create(group=group, **fields)
    record("call.drafted", call, by=by)
    return call


@transaction.atomic
def edit_call(*, call, seen, by, **fields):
    refuse_if(rules.why_not_edit_call(by, call))
    change(call, seen=seen, by=by, **fields)


@transaction.atomic
def open_call(*, call, by) -> int:
    """Open the call to the public and tell everybody in the address book. Returns how many letters there are."""
    refuse_if(rules.why_not_open_call(by, call))
    move(call, Call.State.OPENED, by=by, opened_at=now())
    return emails.call_opened(call)


@transaction.atomic
def cancel_call(*, call, by) -> int:
    """Stop asking. Letters about it that have not gone are withdrawn; returns how many."""
    refuse_if(rules.why_not_cancel_call(by, call))
    move(call, Call.State.CANCELLED, by=by)
    return outbox.withdraw(f"call:{call.uid}:", by=by)


@transaction.atomic
def extend_call(*, call, new_deadline_at, reason, seen, by, to=None) -> int:
    """Move the deadline later, as an event on record; returns how many letters there are.

    The row of the call is held: a filing under way is judged by the old deadline, the next one by the new. Letters
    that name the old deadline and have not gone are withdrawn; one letter tells everybody in `to` (emails.Reader), the
    address book when nothing is given, and counts as the first of the new ladder.
    """
    held = Call.objects.select_for_update().select_related("group").get(pk=call.pk)
    refuse_if(rules.why_not_extend_call(by, held) or rules.why_not_extend_to(held, new_deadline_at))
    old, number = held.deadline_at, held.deadline_version + 1
    moved = {"deadline_at": new_deadline_at, "original_deadline_at": held.first_deadline_at, "deadline_version": number}
    change(held, seen=seen, by=by, action="extended", **moved)
    extension = Extension.objects.create(
        call=held,
        number=number,
        old_deadline_at=old,
        new_deadline_at=new_deadline_at,
        reason=reason,
        extended_at=now(),
        extended_by=by,
    )
    for kind in ("opened", "reminder", "extended"):
        outbox.withdraw(f"call:{held.uid}:{kind}:", by=by)
    return emails.call_extended(extension, emails.address_book(held) if to is None else to)
