"""Seats, offices and colleagues, each from a day to a day."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Office, Person, Seat, StaffRole
from .edit import Day, EditForm

ORGANISATION_HINT = _("As it calls itself; a State by its United Nations name in any of the six languages.")
TITLE_HINT = _("Such as Ms., Mr. or Ambassador.")


class TermForm(EditForm):
    """Something with a first and a last day."""

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day comes before the first."))
        return cleaned


TERM = ["starts_on", "ends_on"]
DAYS = {"starts_on": Day, "ends_on": Day}
UNTIL = {"ends_on": _("Leave empty while it goes on.")}


class SeatForm(TermForm):
    organisation = forms.CharField(label=_("Organisation"), required=False, help_text=ORGANISATION_HINT)

    class Meta:
        model = Seat
        fields = ["stakeholder_group", "person", *TERM]
        widgets = DAYS
        labels = {"stakeholder_group": _("Stakeholder group"), "person": _("Person")}
        help_texts = UNTIL | {
            "person": _("Only when the seat is a person’s own. The list holds those who have an account.")
        }

    field_order = ["stakeholder_group", "organisation", "person", *TERM]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        group = self.instance.group
        self.fields["stakeholder_group"].queryset = group.stakeholder_groups
        self.fields["person"].queryset = Person.objects.in_group(group)
        self.initial["organisation"] = str(self.instance.organisation or "")
        self.fields["organisation"].widget.attrs["list"] = "organisations"

    def clean(self):
        cleaned = super().clean()
        if bool(cleaned.get("organisation")) == bool(cleaned.get("person")):
            self.add_error("organisation", _("Name either an organisation or a person."))
        return cleaned

    def values(self):
        return super().values() | {"organisation": self.cleaned_data["organisation"]}


class AppointmentForm(TermForm):
    title = forms.CharField(label=_("Title"), required=False, help_text=TITLE_HINT)
    name = forms.CharField(label=_("Name"))
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("The person signs in with it; an account is made when there is none.")
    )

    class Meta:
        model = Office
        fields = ["kind", *TERM]
        widgets = DAYS
        help_texts = UNTIL

    field_order = ["kind", "title", "name", "email", *TERM]

    def values(self):
        return super().values() | {name: self.cleaned_data[name] for name in ("title", "name", "email")}


class OfficeForm(TermForm):
    class Meta:
        model = Office
        fields = ["kind", *TERM]
        widgets = DAYS
        help_texts = UNTIL


class ColleagueForm(TermForm):
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("The colleague signs in with it; an account is made when there is none.")
    )
    title = forms.CharField(label=_("Title"), required=False, help_text=TITLE_HINT)
    name = forms.CharField(label=_("Name"))

    class Meta:
        model = StaffRole
        fields = TERM
        widgets = DAYS
        help_texts = UNTIL

    field_order = ["email", "title", "name", *TERM]

    def values(self):
        return super().values() | {name: self.cleaned_data[name] for name in ("email", "title", "name")}


class StaffRoleForm(TermForm):
    class Meta:
        model = StaffRole
        fields = TERM
        widgets = DAYS
        help_texts = UNTIL


class PersonForm(EditForm):
    class Meta:
        model = Person
        fields = ["title", "name"]
        widgets = {"title": forms.TextInput, "name": forms.TextInput}
        help_texts = {"title": TITLE_HINT}
