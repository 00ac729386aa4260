"""What the secretariat fills in about contributions, and the filters of the lists."""

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import StakeholderGroup

from .. import languages
from ..models import Submission
from .step import LineField

FILED_STATES = ("submitted", "published", "shared", "withheld")


class WithholdForm(forms.Form):
    """Why a contribution is kept from the public."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter the reason; it is kept with the contribution.")},
        help_text=_("Kept in the secretariat’s record. Nobody is written to."),
    )


class FilterForm(forms.Form):
    """What staff or readers look for in a list; anything unknown is left aside."""

    stakeholder_group = forms.ModelChoiceField(
        StakeholderGroup.objects.none(), label=_("Stakeholder group"), required=False, empty_label=_("All")
    )
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, data=None, *, call, found):
        super().__init__(data)
        self.fields["stakeholder_group"].queryset = call.group.stakeholder_groups.all()
        codes = found.order_by().values_list("current__language", flat=True).distinct()
        named = sorted((code, languages.name_of(code)) for code in codes)
        self.fields["language"].choices = [("", _("All")), *named]

    def narrow(self, found):
        """The contributions that match."""
        wanted = self.cleaned_data if self.is_valid() else {}
        if wanted.get("stakeholder_group"):
            found = found.filter(current__stakeholder_group=wanted["stakeholder_group"])
        if wanted.get("language"):
            found = found.filter(current__language=wanted["language"])
        return found


class StaffFilterForm(FilterForm):
    """The secretariat's filters: also by state, and by a word."""

    state = forms.ChoiceField(label=_("State"), required=False)
    search = LineField(label=_("Name, organisation, address or number"), required=False)

    def __init__(self, data=None, *, call, found):
        super().__init__(data, call=call, found=found)
        states = [choice for choice in Submission.State.choices if choice[0] in FILED_STATES]
        self.fields["state"].choices = [("", _("All")), *states]

    def narrow(self, found):
        found = super().narrow(found)
        wanted = self.cleaned_data if self.is_valid() else {}
        if wanted.get("state"):
            found = found.filter(state=wanted["state"])
        return found.naming(wanted["search"]) if wanted.get("search") else found
