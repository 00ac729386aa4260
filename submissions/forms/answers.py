"""The step “your answers”: question by question, and anything else."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import Question

from .. import drafting, languages, rules
from ..cleaning import clean
from ..guessing import guess
from ..models import File
from .step import LiteralField, StepForm


class CountedField(forms.BoundField):
    """A text whose number of words stands below it, read out with its label."""

    @property
    def words_id(self):
        return f"{self.auto_id}_words"

    @property
    def aria_describedby(self):
        return f"{super().aria_describedby} {self.words_id}".strip()


class AnswerField(LiteralField):
    """A text of any length, in any language and direction."""

    bound_field_class = CountedField

    def is_in(self, language, *, chosen_at=""):
        """Let the browser know the language, and the id of the control where another one is chosen for it alone."""
        told = {"lang": language, "dir": languages.direction_of(language), "data-spoken": chosen_at}
        self.widget.attrs |= told


@dataclass
class Asked:
    """One question as the form asks it; a heading above its parts has no fields."""

    question: Question
    answer: forms.BoundField | None = None
    no_position: forms.BoundField | None = None
    language: forms.BoundField | None = None
    files: tuple = ()  # that stand in place of a typed answer


class AnswersForm(StepForm):
    """The answers, question by question, and anything else."""

    STEP, NEXT = "answers", "files"
    FIELDS = ("language", "other")
    ANSWER = _("Your answer to question %(number)s")
    SPOKEN = _("Language in which you answer question %(number)s")

    language = forms.ChoiceField(label=_("Language of your answers"), choices=languages.choices)
    other = AnswerField(
        label=_("Any other relevant issue"), help_text=_("Anything that no question asks for. You may leave it empty.")
    )

    def __init__(self, data=None, *, version, complete=False):
        self.questions = version.submission.call.questions.prefetch_related("translations").numbered()
        self.asked_ones = [question for question in self.questions if question.is_asked]
        self.answered = drafting.answers_of(version)
        self.in_place = [file for file in version.files.all() if file.role == File.Role.ANSWER]
        super().__init__(_confirmed(data), version=version, complete=complete)
        self.fields["language"].error_messages["required"] = rules.ASKED["language"]
        self.fields["language"].widget.attrs["data-right-to-left"] = " ".join(sorted(languages.RIGHT_TO_LEFT))
        self.fields["other"].widget.attrs["rows"] = 6
        for question in self.asked_ones:
            self._ask(question)
        self._tell_languages()

    def _ask(self, question):
        """Add the fields of a question: the text, “no position”, and the text's language when it differs."""
        said, number = self.answered.get(question.pk, drafting.Said("")), {"number": question.label}
        answer = AnswerField(label=self.ANSWER % number, initial=said.text)
        answer.widget.attrs["rows"] = 10
        none = forms.BooleanField(
            label=_("No position on question %(number)s") % number, initial=said.no_position, required=False
        )
        language = forms.ChoiceField(
            label=self.SPOKEN % number,
            choices=lambda: languages.choices(_("The same as the others")),
            initial=said.language,
            required=False,
        )
        fields = {f"answer_{question.pk}": answer, f"no_position_{question.pk}": none}
        self.fields |= {**fields, f"language_{question.pk}": language}

    def _tell_languages(self):
        chosen = self["language"].value() or ""
        self.fields["other"].is_in(chosen)
        for question in self.asked_ones:
            own = self[f"language_{question.pk}"]
            self.fields[f"answer_{question.pk}"].is_in(own.value() or chosen, chosen_at=own.id_for_label)

    def asked(self):
        """For the screen: each question or heading with its fields, in the call's order."""
        return [self._asked(question) if question.is_asked else Asked(question) for question in self.questions]

    def _asked(self, question):
        fields = (self[f"{name}_{question.pk}"] for name in ("answer", "no_position", "language"))
        return Asked(question, *fields, files=[file for file in self.in_place if file.question_id == question.pk])

    def looks_like(self):
        """The language that the text seems to be in, as long as none is chosen; else nothing."""
        if self["language"].value():
            return ""
        names = [*(f"answer_{question.pk}" for question in self.asked_ones), "other"]
        return guess(clean("\n\n".join(text for name in names if (text := self[name].value()))))

    def mark(self):
        return drafting.mark_of(self.version, self.FIELDS, with_answers=True)

    def clean(self):
        for question in self.asked_ones:
            text = self.kept(f"answer_{question.pk}")
            if text.strip() and self.cleaned_data.get(f"no_position_{question.pk}"):
                both = _("There is an answer and “no position” is ticked: untick it, or delete the answer.")
                self.add_error(f"no_position_{question.pk}", both)
            too_long = self.why_too_long(text, question.label) if self.complete else ""
            if too_long:
                self.add_error(f"answer_{question.pk}", too_long)
        return self.cleaned_data

    def why_too_long(self, text, label):
        """Where the limit is binding, how many words too many an answer has."""
        return rules.why_too_long(self.version.submission.call, text, label)

    def kept(self, name):
        """A text with a fault is kept all the same: the fault is said, and asked again when it is sent."""
        if isinstance(self.fields[name], AnswerField):
            return self.fields[name].to_python(self.data.get(name))
        return super().kept(name)

    def answers(self):
        return {question.pk: self._said(question.pk) for question in self.asked_ones}

    def _said(self, key):
        """What to keep of a question; a text beside a ticked “no position” is kept as text."""
        text, none = self.kept(f"answer_{key}"), bool(self[f"no_position_{key}"].data)
        language = self.cleaned_data.get(f"language_{key}", "")
        return drafting.Said(text, False, language) if text.strip() else drafting.Said("", none)

    def differs(self):
        said = {key: said for key, said in self.answers().items() if not said.is_empty}
        return super().differs() or said != self.answered


def _confirmed(data):
    """What was sent, with the language that it looked like once its author has said that it is right."""
    if not data or data.get("language") or data.get("looks_like") not in languages.LANGUAGES:
        return data
    data = data.copy()
    data["language"] = data["looks_like"]
    return data
