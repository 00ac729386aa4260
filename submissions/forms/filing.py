"""The steps of the form: about you, your answers, files."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from people.models import StakeholderGroup, State

from .. import drafting, languages, rules
from ..collation import sort_key
from ..models import Version
from .step import LineField, LiteralField, StepForm


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


class AnswersForm(StepForm):
    """The answers, question by question, and anything else."""

    STEP, NEXT = "answers", "files"
    FIELDS = ("language", "other")

    language = forms.ChoiceField(label=_("Language of your answers"), choices=languages.choices)
    other = LiteralField(
        label=_("Any other relevant issue"), help_text=_("Anything that no question asks for. You may leave it empty.")
    )

    def __init__(self, data=None, *, version, complete=False):
        self.questions = list(version.submission.call.questions.all())
        self.answered = drafting.answers_of(version)
        super().__init__(data, version=version, complete=complete)
        self.fields["language"].error_messages["required"] = rules.ASKED["language"]
        self.fields["other"].widget.attrs = {"rows": 6, "data-words": ""}
        for number, question in enumerate(self.questions, start=1):
            self._ask(number, question)

    def _ask(self, number, question):
        """Add the two fields of a question: the text, and “no position”."""
        text, no_position = self.answered.get(question.pk, ("", False))
        label = _("Your answer to question %(number)s") % {"number": number}
        answer = LiteralField(label=label, initial=text)
        answer.widget.attrs = {"rows": 10, "data-words": ""}
        none = forms.BooleanField(label=_("No position on this question"), initial=no_position, required=False)
        self.fields |= {f"answer_{question.pk}": answer, f"no_position_{question.pk}": none}

    def asked(self):
        """For the screen: (question, field of the answer, field of “no position”) in the call's order."""
        return [(one, self[f"answer_{one.pk}"], self[f"no_position_{one.pk}"]) for one in self.questions]

    def mark(self):
        return drafting.mark_of(self.version, self.FIELDS, with_answers=True)

    def clean(self):
        for question in self.questions:
            if self.kept(f"answer_{question.pk}").strip() and self.cleaned_data.get(f"no_position_{question.pk}"):
                both = _("There is an answer and “no position” is ticked: untick it, or delete the answer.")
                self.add_error(f"no_position_{question.pk}", both)
        return self.cleaned_data

    def kept(self, name):
        """A text that cannot be stored leaves the stored one as it was."""
        if name in self.cleaned_data:
            return self.cleaned_data[name]
        pk = int(name.rpartition("_")[2]) if name.startswith("answer_") else None
        return self.answered.get(pk, ("", False))[0] if pk else super().kept(name)

    def answers(self):
        """What to keep; a text beside a ticked “no position” is kept as text, and the error asks again."""
        texts = {question.pk: self.kept(f"answer_{question.pk}") for question in self.questions}
        ticked = {question.pk: bool(self.cleaned_data.get(f"no_position_{question.pk}")) for question in self.questions}
        return {pk: (text, ticked[pk] and not text.strip()) for pk, text in texts.items()}

    def differs(self):
        said = {pk: kept for pk, kept in self.answers().items() if kept[0].strip() or kept[1]}
        return super().differs() or said != self.answered


class FilesInput(forms.ClearableFileInput):
    """The browser's own control, for several files at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesForm(forms.Form):
    """Files to be added; each is stored by itself, so that one refusal loses none of the others."""

    file = forms.FileField(
        label=_("Add files"),
        required=False,
        widget=FilesInput(attrs={"accept": ".pdf,.docx"}),
        help_text=_("PDF (.pdf) or Word (.docx), up to 20 MB each, 10 files, 50 MB together."),
    )
