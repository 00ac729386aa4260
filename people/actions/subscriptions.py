"""Being told of a group: asked for, confirmed, left again; by whoever has the address, without an account."""

from django.db import transaction

from audit.clock import now
from audit.log import record
from correspondence import outbox, stopping
from correspondence.kinds import EVERYTHING, Kind

from .. import emails
from ..models import Holder, Subscription, WorkingGroup


def reader_of(letter) -> Holder:
    """Whoever reads a letter has proved its address by the key in it."""
    return Holder(key=letter.reader_key, email=letter.to_address, email_confirmed=True)


@transaction.atomic
def ask_to_subscribe(*, group, email, language):
    """Send the link that confirms; a known address and an unknown one get the same letter."""
    emails.send_subscription_link(group, email.lower(), language)


def is_subscribed(letter) -> bool:
    """Whether the address of a letter is told of the letter's group."""
    return Subscription.objects.filter(group=letter.group, email=letter.to_address.lower()).exists()


@transaction.atomic
def subscribe(*, letter) -> None:
    """Tell the reader of a letter of its group from now on, in the letter's language; also after all was stopped."""
    group = WorkingGroup.objects.get(pk=letter.group)
    fields = {"language": letter.language, "since": now()}
    found, is_new = Subscription.objects.get_or_create(group=group, email=letter.to_address.lower(), defaults=fields)
    stopping.allow(letter.to_address, Kind.NEWS)
    if is_new:
        record("subscription.confirmed", found, by=reader_of(letter))


@transaction.atomic
def leave(*, letter, everywhere=False) -> None:
    """Tell the reader of a letter no more of its group, or of any; news that waits are taken back."""
    found = Subscription.objects.filter(email=letter.to_address.lower())
    found = found if everywhere else found.filter(group=letter.group)
    for each in found.select_for_update():
        waiting = emails.news_to(each.email, each.group_id)
        outbox.take_back(waiting, by=reader_of(letter))
        record("subscription.left", each, by=reader_of(letter))
        each.delete()


@transaction.atomic
def stop_letters(*, letter, kind) -> None:
    """Stop a kind of letters to the address of this one, or EVERYTHING; news are stopped by leaving."""
    if kind in (Kind.NEWS, EVERYTHING):
        leave(letter=letter, everywhere=kind == EVERYTHING)
    if kind != Kind.NEWS:
        outbox.stop_letters(letter=letter, kind=kind, by=reader_of(letter))


@transaction.atomic
def allow_letters(*, letter, kind) -> None:
    """Let a kind of letters go to the address of this one again; news of the letter's group are subscribed to."""
    if kind == Kind.NEWS:
        subscribe(letter=letter)
    else:
        outbox.allow_letters(letter=letter, kind=kind, by=reader_of(letter))
