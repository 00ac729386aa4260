"""What somebody without an account types beside a contribution: an address, a code, other choices."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .. import rules
from ..models import Version
from .step import LineField


class AddressForm(forms.Form):
    """An e-mail address to which something is sent."""

    email = LineField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        error_messages={"required": _("Enter your e-mail address.")},
    )

    def clean_email(self):
        typed = self.cleaned_data["email"]
        if not rules.is_email(typed):
            raise forms.ValidationError(rules.BAD_EMAIL)
        return typed


class CodeForm(forms.Form):
    """The code from the letter."""

    code = LineField(
        label=_("Code"),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false", "dir": "ltr"}
        ),
        help_text=_("Eight letters and figures. Capitals, spaces and the hyphen make no difference."),
        error_messages={"required": _("Enter the code from the letter.")},
    )


class ChoicesForm(forms.Form):
    """What may be done with a text that was filed."""

    publish = forms.ChoiceField(label=_("Publication"), choices=Version.Publish, widget=forms.RadioSelect)
    translation = forms.ChoiceField(label=_("Translation"), choices=Version.Translation, widget=forms.RadioSelect)

    def __init__(self, data=None, *, version):
        self.version = version
        super().__init__(data, initial={"publish": version.publish, "translation": version.translation})
        for name, field in self.fields.items():
            field.error_messages["required"] = rules.ASKED[name]

    def clean_publish(self):
        chosen = self.cleaned_data["publish"]
        if reason := rules.why_not_choose(self.version, chosen):
            raise forms.ValidationError(reason)
        return chosen
