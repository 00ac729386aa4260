"""What the secretariat fills in about a contribution: reasons, questions, another number."""

from datetime import time

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models.call import deadline_moment
from people.forms.edit import Day, PlainForm

from ..models import Submission


class WithholdForm(forms.Form):
    """Why a contribution is kept from the public."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter the reason; it is kept with the contribution.")},
        help_text=_("Kept in the secretariat’s record. Nobody is written to."),
    )


class ReturnForm(PlainForm):
    """What the author is asked, and until when it can be answered."""

    question = forms.CharField(
        label=_("What has to be clarified"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It goes to the author by e-mail, word for word, with the way back to the contribution."),
    )
    until_on = forms.DateField(
        label=_("To be answered by"),
        widget=Day,
        help_text=_("The end of that day."),
        error_messages={"required": _("Choose the day by which the author has to answer.")},
    )

    def __init__(self, data=None, *, call):
        self.call = call
        super().__init__(data)

    def until(self):
        """The last second of that day where the call's hours are counted."""
        return deadline_moment(self.cleaned_data["until_on"], time(23, 59, 59), self.call.zone)


class DuplicateForm(PlainForm):
    """Of which other contribution this one is a double."""

    number = forms.IntegerField(
        label=_("Its number in the register"),
        min_value=1,
        max_value=2**31 - 1,
        widget=forms.NumberInput({"class": "narrow"}),
    )

    def other(self, submission):
        """The contribution of that number to the same call; None when there is none."""
        number = self.cleaned_data["number"]
        return Submission.objects.filter(call=submission.call, register_number=number).first()
