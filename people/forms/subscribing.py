"""What somebody types who wants to be told of a group."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .edit import PlainForm


class SubscribeForm(PlainForm):
    """An address and the language of the letters."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        error_messages={"invalid": _("Enter an e-mail address in the form name@example.org.")},
    )
    language = forms.ChoiceField(label=_("Language of the letters"), choices=settings.LANGUAGES)
