"""What somebody without an account does: prove an address, show a draft to partners, say that nothing comes."""

import secrets

from django.db import transaction
from django.utils.translation import get_language

from audit.clock import now
from audit.log import change, record
from people.models import Holder
from people.refusals import refuse_if

from .. import declining, drafting, emails, holding, reminders, rules
from ..models import AddressCode, Declination, Submission


@transaction.atomic
def send_code(*, email):
    """Send a code to an address, known or not: what is done, said and awaited is the same. Returns the AddressCode."""
    email = email.lower()
    holding.one_at_a_time(email)
    refuse_if(rules.why_no_code(holding.asked_lately(email)))
    moment, code = now(), holding.new_code()
    made = AddressCode.objects.create(
        email=email, code_hash=holding.hash_of(email, code), asked_at=moment, expires_at=moment + holding.LIFE
    )
    language = get_language() or "en"
    emails.send_code(email=email, code=holding.spaced(code), language=language, expires_at=made.expires_at)
    return made


@transaction.atomic
def enter_code(*, key, typed, held=()):
    """Prove the address that the code with this key was sent to. Returns the AddressCode, or None for a wrong one.

    A wrong code is counted. A right one serves once, and confirms the address of those contributions that the same
    browser holds already (`held`: their holders' keys); of others their reader says first that they are theirs.
    """
    code = holding.live(key)
    if code is None:
        return None
    if not holding.is_code(code, typed):
        code.wrong += 1
        code.save(update_fields=["wrong"])
        return None
    code.used_at = now()
    code.save(update_fields=["used_at"])
    for submission in holding.of_address(code.email).filter(holder_key__in=held).order_by("pk"):
        by = Holder(key=submission.holder_key, email=code.email, email_confirmed=True)
        if not rules.why_not_confirm_address(by, submission):
            confirm_address(submission=submission, by=by)
    return code


@transaction.atomic
def confirm_address(*, submission, by):
    """Note that the holder has proved the address of the contribution. Doing it again changes nothing."""
    submission = drafting.hold(submission)
    refuse_if(rules.why_not_confirm_address(by, submission))
    if submission.confirmed_email != by.email:
        fields = {"confirmed_email": by.email, "email_confirmed_at": now()}
        change(submission, seen=submission.version, by=by, action="address_confirmed", **fields)
    return submission


@transaction.atomic
def show_draft(*, submission, by):
    """Make the link by which partners read the draft; the same one, when there is one. Returns the Submission."""
    submission = drafting.hold(submission)
    refuse_if(rules.why_not_show_draft(by, submission))
    if not submission.reading_key:
        Submission.objects.filter(pk=submission.pk).update(reading_key=secrets.token_urlsafe(24))
        submission.refresh_from_db(fields=["reading_key"])
        record("submission.link_made", submission, by=by)
    return submission


@transaction.atomic
def hide_draft(*, submission, by):
    """Revoke the link; whoever has it finds nothing any more, for ever: another one will be another."""
    submission = drafting.hold(submission)
    refuse_if(rules.why_not_show_draft(by, submission))
    if submission.reading_key:
        Submission.objects.filter(pk=submission.pk).update(reading_key=None)
        record("submission.link_revoked", submission, by=by)


@transaction.atomic
def send_decline_link(*, call, email):
    """Send the personal link for “no contribution this time” to an address, known or not."""
    refuse_if(rules.why_no_declining(call))
    email = email.lower()
    link = declining.link(call, email)
    emails.send_decline_link(call=call, email=email, link=link, language=get_language() or "en", hour=now())


@transaction.atomic
def decline(*, call, email, by):
    """No contribution this time: no more reminders of the call go to the address, those that wait are taken back."""
    refuse_if(rules.why_no_declining(call))
    spare(call, email, by)


def spare(call, email, by):
    """Keep the reminders of a call from an address, whether its owner said so or has withdrawn what was sent."""
    row, made = Declination.objects.get_or_create(call=call, email=email.lower(), defaults={"declined_at": now()})
    if made:
        record("declination.made", row, by=by)
    reminders.spare(call, email)


@transaction.atomic
def take_back_declination(*, call, email, by):
    """A contribution may come after all: reminders go again."""
    for row in Declination.objects.filter(call=call, email=email.lower()):
        record("declination.taken_back", row, by=by)
        row.delete()
