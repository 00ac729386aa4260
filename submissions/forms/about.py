"""The step “about you”: who contributes, for whom, and what may be done with the text."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from people.models import StakeholderGroup, State

from .. import rules, signatories
from ..collation import sort_key
from ..models import Version
from .step import LineField, LiteralField, StepForm


def _line(**attributes):
    return forms.TextInput(attrs=attributes)


class AboutForm(StepForm):
    """Who contributes, and what may be done with the text."""

    STEP, NEXT = "about", "answers"
    FIELDS = (
        *("name", "title", "behalf", "organisation", "behalf_name", "signatories"),
        *("stakeholder_group", "country", "email", "affiliations", "publish", "translation"),
    )

    name = LineField(label=_("Your name"), widget=_line(autocomplete="name"))
    title = LineField(label=_("Title or function"), required=False, widget=_line(autocomplete="organization-title"))
    behalf = forms.ChoiceField(
        label=_("On behalf of"), choices=Version.Behalf, widget=forms.RadioSelect, required=False, initial=""
    )
    organisation = LineField(
        label=_("Organisation"),
        required=False,
        widget=_line(autocomplete="organization"),
        help_text=_("The one you write for or belong to. You may leave it empty when you write for yourself."),
    )
    behalf_name = LineField(
        label=_("Name of the group of States or coalition"),
        required=False,
        help_text=_("It is shown with your contribution."),
    )
    signatories = LiteralField(
        label=_("Co-signatories"),
        help_text=_(
            "Only for a coalition: one a line, up to 500. You may add an e-mail address, in angle brackets or after a "
            "comma: its owner gets a personal link to confirm or remove the name. Addresses are never published."
        ),
    )
    drop_repeated = forms.BooleanField(label=_("Remove the names that stand twice"), required=False)
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
    affiliations = LiteralField(
        label=_("Other affiliations"),
        help_text=_("Other organisations you belong to, one a line. For the secretariat only; never published."),
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
        self.fields["signatories"].widget.attrs = {"rows": 8}
        self.fields["affiliations"].widget.attrs = {"rows": 2}
        for name, text in rules.ASKED.items():
            if name in self.fields:
                self.fields[name].error_messages["required"] = text
        if not signatories.repeated(signatories.read(self["signatories"].value() or "")):
            del self.fields["drop_repeated"]

    def clean_email(self):
        typed = self.cleaned_data["email"]
        if typed and not rules.is_email(typed):
            raise forms.ValidationError(rules.BAD_EMAIL)
        return typed

    def clean(self):
        """What is said must agree: a name can only be published, or spoken for, when there is one."""
        said = self.cleaned_data
        if said.get("drop_repeated"):
            self._drop_repeated()
        for field, text in self._lacking(said):
            self.add_error(field, text)
        return said

    def _lacking(self, said):
        """[(field, what to do)]; what is only missing is asked when one goes on to the next step."""
        as_typed = Version(**{name: said.get(name, "") or "" for name in ("organisation", "behalf", "behalf_name")})
        as_typed.signatories = said.get("signatories", "")
        as_typed.stakeholder_group, as_typed.country = said.get("stakeholder_group"), said.get("country")
        if said.get("publish") == Version.Publish.ORGANISATION and not as_typed.body:
            yield "organisation", rules.NO_ORGANISATION
        yield from (lack for lack in rules.lacking(as_typed) if self.complete or lack[0] == "signatories")

    def _drop_repeated(self):
        """Take them out, and show the shorter list."""
        kept = signatories.without_repeats(self.cleaned_data["signatories"])
        self.data = self.data.copy()
        self.data["signatories"] = self.cleaned_data["signatories"] = kept
        self.data.pop("drop_repeated", None)
        del self.fields["drop_repeated"]

    def kept(self, name):
        """A list that is refused is kept as it was pasted."""
        pasted = self.data.get(name, "") if name == "signatories" else ""
        return self.fields[name].to_python(pasted) if pasted else super().kept(name)


def country_choices(states):
    """States in the alphabet of the reader's language, below an empty first line."""
    language = get_language() or "en"
    named = [(state.pk, str(state)) for state in states]
    return [("", "–"), *sorted(named, key=lambda pair: sort_key(pair[1], language))]
