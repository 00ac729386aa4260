"""The filters of the lists: what was chosen stands in the address, anything unknown is left aside."""

from django import forms
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from .. import languages, reviewing, searching
from ..models import Period, Submission
from .step import LineField

State = Submission.State
ALL = ("", _("All"))
TO_CHECK = "to_check"
SORTS = {
    "number": ["register_number"],
    "who": ["current__sort_key", "register_number"],
    "group": ["current__stakeholder_group__order", "current__sort_key", "register_number"],
    "language": ["current__language", "register_number"],
    "received": ["current__received_at", "register_number"],
    "state": ["state", "register_number"],
}


class FilterForm(forms.Form):
    """What readers look for. `facets`: rows with stakeholder group, its name, and language of what there is."""

    stakeholder_group = forms.ChoiceField(label=_("Stakeholder group"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    words = LineField(label=_("Words in the name or text"), required=False)

    def __init__(self, data=None, *, facets):
        super().__init__(data)
        groups = {str(row["group"]): row["group_name"] for row in facets}
        self.fields["stakeholder_group"].choices = [ALL, *groups.items()]
        named = sorted((code, languages.name_of(code)) for code in {row["language"] for row in facets})
        self.fields["language"].choices = [ALL, *named]

    def wanted(self):
        """{field: value} of what was chosen and makes sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, found):
        """The contributions that match."""
        wanted = self.wanted()
        if group := wanted.get("stakeholder_group"):
            found = found.filter(current__stakeholder_group=group)
        if language := wanted.get("language"):
            found = found.filter(current__language=language)
        return self.search(found, wanted["words"]) if "words" in wanted else found

    def search(self, found, words):
        return searching.for_readers(found, words)

    def count(self, facets):
        """How many the stakeholder group and the language leave."""
        wanted = self.wanted()
        group, language = wanted.get("stakeholder_group"), wanted.get("language")
        rows = [row for row in facets if not group or str(row["group"]) == group]
        return sum(row["number"] for row in rows if not language or row["language"] == language)


class StaffFilterForm(FilterForm):
    """The secretariat's filters: also by state, period, what is confirmed, and what needs a look."""

    ONLY = [
        ("answered", _("returned and answered")),
        ("held", _("two in the same name")),
        ("alike", _("nearly the same as another")),
        ("files", _("with files")),
        ("unscanned", _("with files not yet checked for viruses")),
        ("versions", _("sent more than once")),
    ]

    state = forms.ChoiceField(label=_("State"), required=False)
    period = forms.ChoiceField(label=_("Received"), required=False, choices=[ALL, *Period.choices])
    address = forms.ChoiceField(
        label=_("Address"), required=False, choices=[ALL, ("yes", _("confirmed")), ("no", _("not confirmed"))]
    )
    authority = forms.ChoiceField(
        label=_("Speaks for whom it names"),
        required=False,
        choices=[ALL, ("yes", _("confirmed")), ("no", _("not confirmed"))],
    )
    text = LineField(label=_("Words in the text"), required=False)
    only = forms.ChoiceField(label=_("Only those"), required=False, choices=[ALL, *ONLY])

    def __init__(self, data=None, *, call, facets):
        super().__init__(data, facets=facets)
        self.call = call
        self.fields["words"].label = _("Number, name or address")
        filed = [choice for choice in State.choices if choice[0] != State.DRAFT]
        self.fields["state"].choices = [ALL, (TO_CHECK, _("To be checked")), *filed]

    def search(self, found, words):
        return searching.naming(found, words)

    def narrow(self, found):
        found, wanted = super().narrow(found), self.wanted()
        if words := wanted.get("text"):
            found = searching.saying(found, words)
        if state := wanted.get("state"):
            found = found.to_publish() if state == TO_CHECK else found.filter(state=state)
        if period := wanted.get("period"):
            found = found.in_period(self.call, period)
        for name, condition in (("address", ADDRESS_CONFIRMED), ("authority", AUTHORITY_CONFIRMED)):
            if name in wanted:
                found = found.filter(condition if wanted[name] == "yes" else ~condition)
        return reviewing.ONLY[wanted["only"]](found) if "only" in wanted else found


ADDRESS_CONFIRMED = ~Q(confirmed_email="") & Q(confirmed_email=Lower("current__email"))
AUTHORITY_CONFIRMED = Q(authority_confirmed_at__isnull=False)


def in_order(found, sort):
    """Sorted by a column of the list; with a minus the other way round. Anything unknown is by number."""
    columns = SORTS.get(sort.removeprefix("-"), SORTS["number"])
    if sort.startswith("-"):
        return found.order_by(*(F(column).desc(nulls_last=True) for column in columns))
    return found.order_by(*columns)
