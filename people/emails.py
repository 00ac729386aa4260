"""Letters about an account, and to those who want to be told of a group: who they are, and the link that confirms."""

from datetime import timedelta

from audit.clock import now
from correspondence import outbox, stopping
from correspondence.kinds import Kind
from correspondence.models import Message

from .models import Subscription

CONFIRMING = "subscribing:"
LINK_KEPT = timedelta(days=3)


def send_subscription_link(group, address, language) -> None:
    """The link by which an address is confirmed; one letter an hour for one address and group."""
    moment = now()
    outbox.post(
        key=f"{CONFIRMING}{group.slug}:{moment:%Y%m%d%H}:{address.lower()}",
        kind=Kind.CODE,
        to=address,
        template="people/emails/subscribe.txt",
        context={"group": group},
        language=language,
        group=group,
        secret=True,
        send_before=moment + LINK_KEPT,
    )


def confirming_letter(reader_key) -> Message | None:
    """The letter that asked its reader to confirm; None when it is another one or too old."""
    letter = stopping.letter_of(reader_key)
    asked = letter and letter.key.startswith(CONFIRMING) and letter.posted_at > now() - LINK_KEPT
    return letter if asked else None


def subscribers(group, told=()) -> list[Subscription]:
    """Who is told of something of the group, but for the addresses that hear of it anyhow (`told`)."""
    found = {each.email: each for each in Subscription.objects.filter(group=group).select_related("group")}
    spared = {address.lower() for address in told} | outbox.suppressed(found, Kind.NEWS)
    return [each for address, each in found.items() if address not in spared]


def news_to(address, group_id):
    """The news of a group that were posted to an address."""
    return Message.objects.filter(kind=Kind.NEWS, to_address=address, group=group_id)


def tell(subscription, *, key, template, context, send_before=None) -> None:
    """Post one piece of news to a subscriber; `key` names the event."""
    outbox.post(
        key=f"{key}:{subscription.email}",
        kind=Kind.NEWS,
        to=subscription.email,
        template=template,
        context=context,
        language=subscription.language,
        group=subscription.group,
        send_before=send_before,
    )


def tell_second_factor_reset(user, group, by, entry):
    """Word to the owner, who may not have asked for it. `entry`: the key of the line in the log; each tells once."""
    outbox.post(
        key=f"second-factor-reset:{entry}",
        kind=Kind.ACCOUNT,
        to=user.email,
        template="people/emails/second_factor_reset.txt",
        context={"group": group, "by": by},
        language=user.language,
    )
