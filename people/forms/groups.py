"""The facts of a working group and its stakeholder groups."""

from zoneinfo import available_timezones

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ..models import StakeholderGroup, WorkingGroup
from .edit import Day, EditForm

FIELDSETS = [
    (_("Name"), ["name", "short_name", "first_year", "last_year", "parent_body", "parent_short_name"]),
    (_("Mandate"), ["mandate", "mandate_symbol", "mandate_paragraph", "established_on", "report_due", "work_ends_on"]),
    (_("Composition"), ["composition"]),
    (_("Place, time and language"), ["city", "time_zone", "working_language"]),
    (
        _("Secretariat"),
        [
            "secretariat_name",
            "secretariat_email",
            "secretariat_address",
            "secretariat_telephone",
            "secretariat_fax",
            "website",
        ],
    ),
    (_("Papers"), ["disclaimer", "list_style"]),
]
LONG = {"mandate", "composition", "secretariat_address", "disclaimer"}


class GroupForm(EditForm):
    """Every fact of the group that its secretariat may change; its short address stays, for letters carry it."""

    class Meta:
        model = WorkingGroup
        fields = [name for _title, names in FIELDSETS for name in names]
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in LONG} | {
            "established_on": Day,
            "work_ends_on": Day,
        }
        help_texts = {"composition": _("The rule in words. It is shown beside the seats and never enforced.")}

    time_zone = forms.ChoiceField(label=_("Time zone"))
    website = forms.URLField(
        label=_("Page of the group on the office’s own site"), required=False, max_length=2000, assume_scheme="https"
    )
    working_language = forms.ChoiceField(label=_("Working language"), choices=settings.LANGUAGES)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = [(zone, zone) for zone in sorted(available_timezones())]
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea) and name not in LONG:
                field.widget = forms.TextInput()

    @property
    def helper(self):
        """The facts under headings."""
        helper = super().helper
        helper.layout = Layout("seen", *(Fieldset(title, *names) for title, names in FIELDSETS))
        return helper

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first_year"), cleaned.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("The last year comes before the first."))
        return cleaned


class StakeholderGroupForm(EditForm):
    class Meta:
        model = StakeholderGroup
        fields = ["name", "order", "seats_foreseen", "is_states"]
        widgets = {"name": forms.TextInput}
        help_texts = {
            "order": _("Its place in lists and compilations."),
            "seats_foreseen": _("Shown beside the seats that are taken, never enforced."),
        }

    def clean_name(self):
        """Two of the same name would be counted apart."""
        name = self.cleaned_data["name"]
        others = self.instance.group.stakeholder_groups.exclude(pk=self.instance.pk)
        if others.filter(name=name).exists():
            raise forms.ValidationError(_("There is already a stakeholder group of this name."))
        return name
