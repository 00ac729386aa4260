"""What the holder of a contribution can do with it, for the pages that offer it."""

from django import template

from .. import rules

register = template.Library()


@register.simple_tag
def offers(submission, holder):
    """{verb: why not, or nothing}: the same rules that the verbs ask."""
    return {
        "edit": "" if submission.is_filed and submission.draft else rules.why_not_edit(holder, submission),
        "withdraw": rules.why_not_withdraw(holder, submission),
        "choose": rules.why_not_change_choices(holder, submission),
    }


@register.simple_tag
def address_of(submission):
    """The address that a code has to prove."""
    return rules.address_of(submission)
