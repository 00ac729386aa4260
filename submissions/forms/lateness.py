"""A personal late link: for whom, why, until when."""

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.clock import now
from meetings.forms.moments import day, hour, moment_of
from people.forms import PlainForm

from .step import LineField


class LateLinkForm(PlainForm):
    """What the secretariat says of a late link; the hours are those of the call's zone."""

    email = forms.EmailField(label=_("E-mail address"), help_text=_("The link goes there and is shown nowhere else."))
    name = LineField(label=_("Name"), required=False)
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept in the secretariat’s record; it does not stand in the letter."),
    )
    expires_on = day(label=_("Valid until"))
    expires_hour = hour(
        label=_("Hour until which it is valid"),
        required=False,
        help_text=_("Left empty it is the end of the day, 23:59:59."),
    )

    def __init__(self, data=None, *, call):
        super().__init__(data)
        self.call = call

    def clean(self):
        """An instant that is still to come."""
        cleaned = super().clean()
        moment = moment_of(self, "expires", self.call.zone)
        if moment and moment <= now():
            self.add_error("expires_on", _("That moment is past. Choose a later one."))
        return {**cleaned, "expires_at": moment}

    def values(self) -> dict:
        """What was typed, as actions.make_late_link takes it."""
        return {name: self.cleaned_data[name] for name in ("email", "name", "reason", "expires_at")}


class UseForm(forms.Form):
    """For which contribution a late link is used: one that this browser holds, or a new one."""

    NEW = "new"

    which = forms.ChoiceField(label=_("Use the link for"), widget=forms.RadioSelect)

    def __init__(self, data=None, *, held):
        choices = [(str(submission.uid), _words_of(submission)) for submission in held]
        super().__init__(data, initial={"which": choices[0][0] if choices else self.NEW})
        self.fields["which"].choices = [*choices, (self.NEW, _("a new contribution"))]


def _words_of(submission):
    if submission.is_filed:
        return _("my contribution No. %(number)s, to change it") % {"number": submission.register_number}
    return _("my draft, which is not submitted")
