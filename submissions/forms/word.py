"""What was read of a Word file, beside what is typed: a person decides, text by text, what goes into the draft."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import Question

from .. import drafting
from .answers import AnswersForm

OTHER = "other"  # the field for any other relevant issue, as the target of a text
OTHER_LABEL = _("Any other relevant issue: what goes into the draft")
KEEP, REPLACE, BELOW, LEAVE = "keep", "replace", "below", "leave"


class WordFileForm(forms.Form):
    """A Word file from which answers are to be read."""

    file = forms.FileField(
        label=_("Word file"),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        error_messages={"required": _("Choose a Word file (.docx).")},
        help_text=_("The form of this call filled in, or any other Word file (.docx) with your answers, up to 20 MB."),
    )
    file.widget.template_name = "django/forms/widgets/file.html"


@dataclass
class Place:
    """A place of the draft: its question (None: any other issue), what is typed, what was found, the choice."""

    name: str
    question: Question | None
    typed: str
    none: bool  # “no position” is ticked
    found: str
    found_none: bool
    choice: forms.BoundField | None = None

    @property
    def is_same(self):
        """Whether the file says nothing, or what is there already."""
        return not (self.found or self.found_none) or (self.found, self.found_none) == (self.typed, self.none)


class ReadingForm(forms.Form):
    """The choices about one reading (`found`: a word.matching.Found). What is typed stays, unless somebody says so."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    page = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)

    def __init__(self, data=None, *, version, found):
        self.version, self.found = version, found
        mark = drafting.mark_of(version, AnswersForm.FIELDS, with_answers=True)
        super().__init__(data, initial={"seen": mark, "page": drafting.new_page()})
        self.said = drafting.answers_of(version)
        self.questions = [each for each in version.submission.call.questions.numbered() if each.is_asked]
        self.places = [self._place(question) for question in self.questions]
        self.places.append(Place(OTHER, None, version.other, False, found.other, False))
        for place in self.places:
            if not place.is_same:
                self._ask(place)
        self.loose = [self._ask_where(number, text) for number, text in enumerate(found.loose, start=1)]

    def _place(self, question):
        said = self.said.get(question.pk, drafting.Said(""))
        text, none = self.found.answers.get(question, ""), question in self.found.none
        return Place(str(question.pk), question, said.text, said.no_position, text, none)

    def _ask(self, place):
        """What to do with the text of one question."""
        if place.typed.strip() or place.none:
            choices = [(KEEP, _("Keep what is typed")), (REPLACE, _("Put the text of the file in its place"))]
            choices += [(BELOW, _("Put the text of the file below it"))] if place.typed and place.found else []
        else:
            choices = [(REPLACE, _("Take it")), (KEEP, _("Do not take it"))]
        number = {"number": place.question.label if place.question else ""}
        label = _("Question %(number)s: what goes into the draft") % number if place.question else OTHER_LABEL
        name = f"take_{place.name}"
        self.fields[name] = forms.ChoiceField(
            label=label, choices=choices, initial=choices[0][0], widget=forms.RadioSelect
        )
        place.choice = self[name]

    def _ask_where(self, number, text):
        """(a text whose place is not known, the field that asks for it)."""
        named = [(question.pk, _("Question %(number)s") % {"number": question.label}) for question in self.questions]
        choices = [
            ("", _("Choose a place")),
            *named,
            (OTHER, _("Any other relevant issue")),
            (LEAVE, _("Leave it out")),
        ]
        name = f"loose_{number}"
        self.fields[name] = forms.ChoiceField(
            label=_("Where text %(number)s belongs") % {"number": number},
            choices=choices,
            error_messages={"required": _("Choose where this text belongs, or leave it out.")},
        )
        return text, self[name]

    def mark_again(self):
        """The next time it is sent it goes through, for what is stored by now has been shown."""
        self.data = self.data.copy()
        self.data["seen"] = self.initial["seen"]

    def texts(self):
        """{name of the place: (text, no position)} as the draft is to hold it."""
        texts = {place.name: self._chosen(place) for place in self.places}
        for number, (text, _field) in enumerate(self.loose, start=1):
            where = self.cleaned_data[f"loose_{number}"]
            if where != LEAVE:
                before = texts[where][0]
                texts[where] = (f"{before}\n\n{text}" if before.strip() else text, False)
        return texts

    def _chosen(self, place):
        choice = self.cleaned_data.get(f"take_{place.name}", KEEP)
        if choice == REPLACE:
            return place.found, place.found_none
        return (f"{place.typed}\n\n{place.found}" if choice == BELOW else place.typed), place.none and choice == KEEP

    def values(self):
        return {"language": self.version.language, "other": self.texts()[OTHER][0]}

    def answers(self):
        """{question's key: Said}; a text that somebody's file brings keeps the language that was said of its place."""
        texts = self.texts()
        languages = {key: said.language for key, said in self.said.items()}
        return {
            question.pk: drafting.Said(*texts[str(question.pk)], languages.get(question.pk, ""))
            for question in self.questions
        }
