"""The address book: one line of it, a search in it, a file for it; organisations."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ..models import Contact, Organisation
from .edit import EditForm, PlainForm
from .membership import ORGANISATION_HINT


class ContactForm(EditForm):
    organisation = forms.CharField(label=_("Organisation"), required=False, help_text=ORGANISATION_HINT)
    language = forms.ChoiceField(label=_("Language of letters"), choices=settings.LANGUAGES)

    class Meta:
        model = Contact
        fields = ["kind", "name", "email", "stakeholder_group", "language"]
        widgets = {"name": forms.TextInput}

    field_order = ["kind", "name", "email", "organisation", "stakeholder_group", "language"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stakeholder_group"].queryset = self.instance.group.stakeholder_groups
        self.initial["organisation"] = str(self.instance.organisation or "")
        self.fields["organisation"].widget.attrs["list"] = "organisations"

    def clean_email(self):
        """One line per address."""
        email = self.cleaned_data["email"].lower()
        others = Contact.objects.filter(group=self.instance.group).exclude(pk=self.instance.pk)
        if others.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("This address is in the address book already."))
        return email

    def values(self):
        return super().values() | {"organisation": self.cleaned_data["organisation"]}


class ContactFilter(PlainForm):
    """Which lines of the address book are shown; everything may be left open."""

    search = forms.CharField(label=_("Name, address or organisation"), required=False)
    stakeholder_group = forms.ModelChoiceField(
        label=_("Stakeholder group"), queryset=None, required=False, empty_label=_("All")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("All")), *Contact.Kind.choices], required=False)

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, **kwargs)
        self.group = group
        self.fields["stakeholder_group"].queryset = group.stakeholder_groups

    def contacts(self):
        """The lines that are wanted; all where a filter makes no sense."""
        found = Contact.objects.filter(group=self.group)
        wanted = self.cleaned_data if self.is_valid() else {}
        if wanted.get("search"):
            found = found.matching(wanted["search"])
        if wanted.get("stakeholder_group"):
            found = found.filter(stakeholder_group=wanted["stakeholder_group"])
        if wanted.get("kind"):
            found = found.filter(kind=wanted["kind"])
        return found


class ImportForm(PlainForm):
    file = forms.FileField(label=_("CSV file"), widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}))


class OrganisationForm(EditForm):
    class Meta:
        model = Organisation
        fields = ["name", "short_name", "state", "country", "is_unctad_member"]
        widgets = {"name": forms.TextInput, "short_name": forms.TextInput}
        help_texts = {
            "state": _("Only when the organisation is a State itself; it is then shown by the State’s name."),
        }
