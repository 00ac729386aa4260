"""What the secretariat says when it takes a contribution down."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TakedownForm(forms.Form):
    """Why, whether the name goes too, and that whoever does it knows that there is no way back."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter the reason: who asked for it, and on what ground.")},
        help_text=_("Kept in the secretariat’s record only. Do not repeat here what is taken down."),
    )
    name_omitted = forms.BooleanField(
        label=_("Leave out the name too"),
        required=False,
        help_text=_(
            "For a person in danger: the register, its pages and our letters then tell neither name nor organisation "
            "nor address. Without it the name that was published stays in the register."
        ),
    )
    sure = forms.BooleanField(
        label=_("I have read what will happen, and that it cannot be undone"),
        error_messages={"required": _("Read what will happen, then tick this.")},
    )
