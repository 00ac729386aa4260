"""What is asked of whoever checks a receipt."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .step import LineField

LONGEST = 64  # hexadecimal digits of a SHA-256


class CheckForm(forms.Form):
    """Call, number and hash, as they stand on a receipt."""

    call = forms.ModelChoiceField(
        None, label=_("Call"), to_field_name="uid", error_messages={"required": _("Choose the call.")}
    )
    number = forms.IntegerField(
        label=_("Number in the register"),
        min_value=1,
        max_value=2_000_000_000,
        error_messages={"required": _("Enter the number in the register.")},
    )
    hash = LineField(
        label=_("Hash of the contribution (SHA-256)"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr", "spellcheck": "false"}),
        help_text=_("64 digits and letters, in the small print of the receipt. Spaces do not matter."),
        error_messages={"required": _("Enter the hash.")},
    )

    def __init__(self, data=None, *, calls, initial=None):
        super().__init__(data, initial=initial)
        self.fields["call"].queryset = calls
        self.fields["call"].label_from_instance = lambda call: f"{call.title} ({call.group.short_name})"

    def clean_hash(self):
        """The digits without spaces, in lower case."""
        digits = "".join(self.cleaned_data["hash"].split()).lower()
        if len(digits) != LONGEST or set(digits) - set("0123456789abcdef"):
            raise forms.ValidationError(_("Enter all 64 digits and letters of the hash (0 to 9, a to f)."))
        return digits
