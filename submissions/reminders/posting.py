"""Posting what is due, and taking back what is wanted no more."""

from collections import defaultdict

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from audit.clock import now
from audit.log import SYSTEM
from correspondence import ladder, outbox
from correspondence.kinds import Kind
from correspondence.models import Message
from documents import dates
from meetings.models import Call

from .. import declining
from .people import TO_NEWER_DRAFTS, addressees, answers_to, declined
from .stairs import key_of, stairs_of

CHUNK = 500  # letters in one transaction


def remind_of_deadlines() -> int:
    """Post every reminder that is due now, of all open calls. Returns how many."""
    return sum(remind(call) for call in Call.objects.open().select_related("group"))


def remind(call) -> int:
    """Post the reminders of one call that are due now, a few in each transaction. Returns how many."""
    stairs, moment = stairs_of(call), now()
    wanted = [(ladder.due(stairs, person.posted, moment), person) for person in addressees(call) if not person.spared]
    due = [(rung, person) for rung, person in wanted if rung]
    return sum(post(call, due[start : start + CHUNK]) for start in range(0, len(due), CHUNK))


@transaction.atomic
def post(call, letters):
    """Post these letters, unless the call was cancelled, its deadline moved, or somebody answered since the count.

    Filings hold the call's row too: whoever files at this moment is either seen here or spares the letter afterwards.
    """
    same = Call.objects.open().select_for_update(no_key=True).filter(deadline_version=call.deadline_version)
    if not same.filter(pk=call.pk).first():
        return 0
    answered, barred = answers_to(call).sent, declined(call)
    standing = {rung.name for rung in stairs_of(call)}
    wanted = [each for each in letters if each[1].address not in barred and each[0].name in standing]
    wanted = [each for each in wanted if each[1].letter == TO_NEWER_DRAFTS or each[1].address not in answered]
    alike = defaultdict(list)
    for rung, person in wanted:
        alike[rung.name, person.letter, person.language].append(person)
    return sum(_post_alike(call, rung, people) for (rung, *_same), people in alike.items())


def _post_alike(call, rung, people):
    """The same letter of a rung, in one language; each has a link of their own."""
    own = [{"decline_link": declining.link(call, person.address)} for person in people]
    return outbox.post_many(
        key=key_of(call, rung, ""),
        kind=Kind.REMINDER,
        people=[outbox.Addressee(one.address, one.name, words) for one, words in zip(people, own, strict=True)],
        group=call.group,
        send_before=call.deadline_at,
        **letter_to(call, people[0]),
    )


def letter_to(call, person) -> dict:
    """The words of somebody's letter: template, context and language, as the outbox takes them."""
    return {
        "template": f"submissions/emails/{person.letter}.txt",
        "context": {
            "call": call,
            "deadline": dates.moment(call.deadline_at, call.zone, call.city, person.language),
            "link": settings.PORTAL_URL + reverse("submissions:call", args=[call.uid]),
            "decline_link": declining.link(call, person.address),
        },
        "language": person.language,
    }


def read(call, people) -> None:
    """Write the letters of these people as they will go, for staff to read; nothing is posted."""
    for person in people:
        person.subject, person.body = outbox.read(Kind.REMINDER, **letter_to(call, person))


def spare(call, address) -> int:
    """Take back the reminders to one address that have not gone yet: its holder has answered. Returns how many."""
    keys = [key_of(call, rung.name, address.lower()) for rung in stairs_of(call)]
    return outbox.take_back(Message.objects.filter(key__in=keys), by=SYSTEM)
