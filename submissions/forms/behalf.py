"""What staff say about whom a contribution speaks for, and what a co-signatory answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import CoSignatory
from .step import LineField

Standing = CoSignatory.Standing


class AuthorityForm(forms.Form):
    """How it was confirmed that it speaks for those it names; `seen` is the edition of the record that was shown."""

    how = LineField(error_messages={"required": _("Enter how it was confirmed that it speaks for them.")})
    seen = forms.IntegerField()


class SeenForm(forms.Form):
    """The edition of the record that was shown."""

    seen = forms.IntegerField()


class SignForm(forms.Form):
    """Confirm or remove; `seen` is the standing that was shown."""

    standing = forms.ChoiceField(choices=[(one, one) for one in (Standing.CONFIRMED, Standing.REMOVED)])
    seen = forms.ChoiceField(choices=Standing)
