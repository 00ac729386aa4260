"""The step “your answers”: question by question, and anything else."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .. import drafting, languages, rules
from .step import LiteralField, StepForm


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
