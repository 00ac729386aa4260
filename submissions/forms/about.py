"""The step “about you”: who contributes, for whom, and what may be done with the text."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from people.models import StakeholderGroup, State

from .. import rules
from ..collation import sort_key
from ..models import Version
from .step import LineField, StepForm


def _line(**attributes):
    return forms.TextInput(attrs=attributes)


class AboutForm(StepForm):
    """Who contributes, and what may be done with the text."""

    STEP, NEXT = "about", "answers"
    FIELDS = ("name", "title", "organisation", "stakeholder_group", "country", "email", "publish", "translation")

    name = LineField(label=_("Your name"), widget=_line(autocomplete="name"))
    title = LineField(label=_("Title or function"), required=False, widget=_line(autocomplete="organization-title"))
    organisation = LineField(
        label=_("Organisation"),
        required=False,
        widget=_line(autocomplete="organization"),
        help_text=_("The one you write for. Leave it empty when you write for yourself."),
    )
    stakeholder_group = forms.ModelChoiceField(
        StakeholderGroup.objects.none(), label=_("Stakeholder group"), widget=forms.RadioSelect, empty_label=None
    )
    country = forms.ModelChoiceField(
        State.objects.all(),
        label=_("Country"),
        required=False,
        help_text=_("Where it applies: a State’s own contribution, or the seat of your organisation."),
    )
    email = LineField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        help_text=_("For the receipt and for questions of the secretariat. It is never published."),
    )
    publish = forms.ChoiceField(
        label=_("Publication"),
        choices=Version.Publish,
        widget=forms.RadioSelect,
        help_text=_("Whatever you choose, the secretariat reads your text and keeps it in the register."),
    )
    translation = forms.ChoiceField(label=_("Translation"), choices=Version.Translation, widget=forms.RadioSelect)

    def __init__(self, data=None, *, version, complete=False):
        super().__init__(data, version=version, complete=complete)
        self.fields["stakeholder_group"].queryset = version.submission.call.group.stakeholder_groups.all()
        self.fields["country"].choices = country_choices(State.objects.all())
        for name, text in rules.ASKED.items():
            if name in self.fields:
                self.fields[name].error_messages["required"] = text

    def clean_email(self):
        typed = self.cleaned_data["email"]
        if typed and not rules.is_email(typed):
            raise forms.ValidationError(rules.BAD_EMAIL)
        return typed

    def clean(self):
        """An organisation's name can only be published when there is one; a State's own is known by its country."""
        said = self.cleaned_data
        kind = said.get("stakeholder_group")
        is_state = kind and kind.is_states and said.get("country")
        if said.get("publish") == Version.Publish.ORGANISATION and not (said.get("organisation") or is_state):
            self.add_error("organisation", rules.NO_ORGANISATION)
        return said


def country_choices(states):
    """States in the alphabet of the reader's language, below an empty first line."""
    language = get_language() or "en"
    named = [(state.pk, str(state)) for state in states]
    return [("", "–"), *sorted(named, key=lambda pair: sort_key(pair[1], language))]
