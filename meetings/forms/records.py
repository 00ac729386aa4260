"""What the secretariat types about meetings, venues, deadlines and agendas."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.forms import EditForm

from ..models import Agenda, Deadline, Meeting, Venue
from .moments import day, hour

LONGEST_MEETING = timedelta(days=10)


def link(**kwargs):
    """A field for a web address."""
    return forms.URLField(widget=forms.URLInput(attrs={"dir": "ltr"}), assume_scheme="https", max_length=2000, **kwargs)


def lines(rows):
    """A field of several lines."""
    return forms.Textarea(attrs={"rows": rows})


class VenueForm(EditForm):
    class Meta:
        model = Venue
        fields = ["name", "city", "practical"]
        widgets = {"name": forms.TextInput, "city": forms.TextInput, "practical": lines(10)}
        help_texts = {
            "practical": _("Badges, gate, hours, what to bring, access: kept once, printed in every notification.")
        }

    def clean_name(self):
        name, others = self.cleaned_data["name"], Venue.objects.exclude(pk=self.instance.pk)
        if others.filter(group=self.instance.group, name=name).exists():
            raise ValidationError(_("The group has a venue of this name already."))
        return name


class MeetingForm(EditForm):
    starts_on = day(label=_("First day"))
    ends_on = day(label=_("Last day"), help_text=_("The same day for a meeting of one day; ten days at most."))
    starts_at = hour(label=_("Hour of opening"))
    registration_link = link(label=_("Registration link"), required=False)
    webcast_link = link(label=_("Webcast link"), required=False, help_text=_("It is shown to everybody."))

    class Meta:
        model = Meeting
        fields = [
            "ordinal", "starts_on", "ends_on", "starts_at", "venue", "room", "building", "purpose", "previous",
            "registration_link", "webcast_link",
        ]  # fmt: skip
        widgets = {
            "ordinal": forms.TextInput,
            "room": forms.TextInput,
            "building": forms.TextInput,
            "purpose": lines(3),
        }
        help_texts = {"room": _("As it stands in a sentence: room XXI.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        group = self.instance.group
        self.fields["venue"].queryset = Venue.objects.filter(group=group)
        self.fields["previous"].queryset = Meeting.objects.filter(group=group).exclude(pk=self.instance.pk)

    def clean_ordinal(self):
        # It stands within sentences: “the third meeting”, “the resumed second meeting”.
        ordinal = self.cleaned_data["ordinal"].lower()
        others = Meeting.objects.exclude(pk=self.instance.pk)
        if others.filter(group=self.instance.group, ordinal=ordinal).exists():
            raise ValidationError(_("The group has a meeting of this name already; a number is a label, given once."))
        return ordinal

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first day."))
        elif first and last and last - first >= LONGEST_MEETING:
            self.add_error("ends_on", _("A meeting lasts ten days at most."))
        return cleaned


class DeadlineForm(EditForm):
    fixed_on = day(
        label=_("Fixed date"), required=False, help_text=_("Instead of the number of days: it never moves by itself.")
    )

    class Meta:
        model = Deadline
        fields = ["label", "audience", "days_before", "fixed_on"]
        widgets = {"label": forms.TextInput}
        help_texts = {
            "label": _("As it ends a sentence: the name and contact details of the focal point of their delegation."),
            "days_before": _("It moves with the meeting until a notification that prints it has been issued."),
        }


class AgendaForm(EditForm):
    class Meta:
        model = Agenda
        fields = ["text"]
        widgets = {"text": lines(14)}
        help_texts = {
            "text": _(
                "One item a line, without its number. Two spaces in front make a sub-item. A colon at the end makes a "
                "heading that takes no statements."
            )
        }
