"""Which letters of the ladder a call has."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.forms.edit import EditForm

from .. import reminders
from ..models import ReminderPlan


class DaysField(forms.CharField):
    """Numbers of days with commas or spaces between them; a list of them, the most first."""

    def to_python(self, value):
        typed = super().to_python(value).replace(",", " ").replace("،", " ").split()
        if not all(each.isdecimal() and len(each) <= 3 for each in typed):
            raise forms.ValidationError(_("Type numbers of days with commas between them, such as 14, 7, 3, 1."))
        return sorted((int(each) for each in typed), reverse=True)

    def prepare_value(self, value):
        return in_a_row(value) if isinstance(value, list) else value


def in_a_row(days):
    return ", ".join(str(each) for each in days)


class ReminderPlanForm(EditForm):
    class Meta:
        model = ReminderPlan
        fields = ["half_way", "days"]

    days = DaysField(
        label=gettext_lazy("Days before the deadline"),
        required=False,
        help_text=gettext_lazy("One letter for each number, such as 14, 7, 3, 1. Left empty there is none."),
    )

    def clean(self):
        """The rules of the ladder, asked where it is chosen and again where it is saved."""
        cleaned = super().clean()
        if "days" in cleaned and (reason := reminders.why_no_ladder(self.instance.call, self.wanted().rungs)):
            self.add_error("days", reason)
        return cleaned

    def wanted(self):
        """The plan as it was typed."""
        return ReminderPlan(call=self.instance.call, **self.values())

    def _words(self, name, value):
        return in_a_row(value) if isinstance(value, list) else super()._words(name, value)
