"""The form of an edit: it knows which version its author saw, and can lay theirs beside mine."""

from crispy_forms.helper import FormHelper
from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import Model, TextField
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _


class Day(forms.DateInput):
    """A day, picked in a calendar of the browser or typed."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__({"class": "narrow", **(attrs or {})}, format="%Y-%m-%d")


class PlainForm(forms.Form):
    """A form whose screen brings the form tag, the token and the button."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            label = capfirst(field.label or name.replace("_", " "))
            field.error_messages["required"] = _("Fill in “%(field)s”.") % {"field": label}

    @property
    def helper(self):
        """How crispy-forms shows it."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.form_show_errors = True
        return helper


LONGEST_UNIQUE = 500  # characters: what must differ stands in an index, which takes no more than 2,700 bytes


def _unique(model):
    """The names of the fields that must differ between records."""
    alone = {field.name for field in model._meta.local_fields if field.unique}
    return alone.union(*(getattr(each, "fields", ()) for each in model._meta.constraints))


class EditForm(PlainForm, forms.ModelForm):
    """A form for a record with a version column. `seen` is the version its author looked at (0: a new record)."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.version if self.instance.pk else 0
        for name in _unique(type(self.instance)) & set(self.fields):
            if isinstance(self._meta.model._meta.get_field(name), TextField):
                self.fields[name].validators.append(MaxLengthValidator(LONGEST_UNIQUE))

    def values(self) -> dict:
        """What was typed into the fields of the record, as `audit.log.change` takes it."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    def differences(self, stale) -> list[tuple[str, str, str]]:
        """(label, mine, theirs) of each field that differs; the form will save on top of theirs when sent again.

        `stale` is the audit.log.Stale that stopped the save.
        """
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = stale.thing.version
        pairs = [(name, mine, getattr(stale.thing, name)) for name, mine in stale.fields.items()]
        return [
            (self._label(name), self._words(name, mine), self._words(name, theirs))
            for name, mine, theirs in pairs
            if mine != theirs
        ]

    def _label(self, name):
        field = self.fields.get(name)
        return capfirst(field.label if field else self._meta.model._meta.get_field(name).verbose_name)

    def _words(self, name, value):
        """A value as a person would read it."""
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(value, Model) or value is None:
            return str(value or "")
        if hasattr(value, "year"):
            return date_format(value)
        return str(dict(getattr(self.fields.get(name), "choices", ())).get(value, value))
