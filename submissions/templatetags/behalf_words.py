"""In whose name a contribution speaks, for templates: `{% load behalf_words %}`."""

from django import template

from documents import dates

from .. import cosigning, rules

register = template.Library()


@register.simple_tag
def co_signatories(version):
    """The names shown under it."""
    return cosigning.shown(version)


@register.simple_tag
def cosign_tally(version):
    """How many co-signatories confirmed or removed their name: a cosigning.Tally."""
    return cosigning.tally(version)


@register.simple_tag
def signed_until(call):
    """Until when co-signatories may answer, as a deadline is always printed."""
    return dates.moment(rules.signed_until(call), call.zone, call.city)


@register.simple_tag
def why_waits(submission):
    """Why it is held for staff: its authority is not confirmed, or another speaks in the same name; else empty."""
    return rules.why_not_in_its_name(submission)


@register.simple_tag
def in_the_same_name(submission):
    """Others in force in the same name, when staff have not said yet that both stand."""
    return [] if not rules.why_not_alone(submission) else list(rules.others_of_the_same(submission))


@register.simple_tag(takes_context=True)
def why_not_about_name(context, verb, submission):
    """Why the signed-in person cannot confirm_authority, revoke_authority or stand_beside."""
    why_not = {
        "confirm_authority": rules.why_not_confirm_authority,
        "revoke_authority": rules.why_not_revoke_authority,
        "stand_beside": rules.why_not_stand_beside,
    }[verb]
    return why_not(context["request"].user, submission)
