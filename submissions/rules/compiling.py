"""Who may have a compilation made."""

from django.utils.translation import gettext as _

from people.rules import why_not_manage

from ..models import Compilation, Submission


def why_not_compile(actor, call) -> str:
    """A compilation is made by one worker at a time, of what is published."""
    if reason := why_not_manage(actor, call.group):
        return reason
    if Compilation.objects.under_way().filter(call=call).exists():
        return _("A compilation of this call is being made.")
    if not Submission.objects.published().filter(call=call).exists():
        return _("No contribution to this call has been published.")
    return ""
