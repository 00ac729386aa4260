"""A step of the form: it keeps whatever was typed; what is wrong is said, and asked again at the end."""

from django import forms
from django.utils.choices import flatten_choices
from django.utils.translation import gettext_lazy as _

from .. import drafting
from ..cleaning import clean

NUL = {"null_characters_not_allowed": _("It holds a character that cannot be stored (NUL). Delete it and save again.")}


class LineField(forms.CharField):
    """One line of text, as long as it likes; line breaks and runs of spaces become one space."""

    def to_python(self, value):
        return " ".join(clean(super().to_python(value)).split())


class LiteralField(forms.CharField):
    """A text as received: nothing is stripped or renumbered; what a word processor leaves in it is cleaned away."""

    widget = forms.Textarea

    def __init__(self, **kwargs):
        super().__init__(strip=False, required=False, **kwargs)

    def to_python(self, value):
        return clean(super().to_python(value))


class StepForm(forms.Form):
    """One step of one draft. `complete` asks for what is required; without it only what is wrong is an error.

    `seen` is the mark of what this page showed, `page` the name of the open page (see drafting.refuse_stale).
    """

    FIELDS = ()
    STEP = NEXT = ""  # the names of this step's and the next one's screen

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    page = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)

    def __init__(self, data=None, *, version, complete=False):
        self.version, self.complete = version, complete
        super().__init__(data, initial={**self.stored(), "seen": self.mark(), "page": drafting.new_page()})

    def stored(self):
        """What the draft holds of this step."""
        return {name: getattr(self.version, name) for name in self.FIELDS}

    def mark(self):
        return drafting.mark_of(self.version, self.FIELDS)

    def full_clean(self):
        super().full_clean()
        for name in [] if self.complete or not self.is_bound else list(self._errors):
            if self._errors[name].as_data()[0].code == "required":
                del self._errors[name]

    def values(self):
        """What to keep of this step: the clean value, else what was typed, else what was there."""
        return {name: self.kept(name) for name in self.FIELDS}

    def kept(self, name):
        if name in self.cleaned_data:
            return self.cleaned_data[name]
        typed = self.data.get(name, "")
        if not typed:
            return None if isinstance(self.fields[name], forms.ModelChoiceField) else ""
        as_typed = type(self.fields[name]) is LineField
        return self.fields[name].to_python(typed) if as_typed else getattr(self.version, name)

    def answers(self):
        """{question's key: drafting.Said}, or None for a step that has no questions."""
        return None

    def looks_like(self):
        """The language that a text seems to be in; a step without long texts guesses nothing."""
        return ""

    def differs(self):
        """Whether what was typed is not what is stored."""
        return self.values() != self.stored()

    def page_name(self):
        """The open page this was sent from; a made-up name of a wrong length, or with a NUL, counts as another page."""
        return self.data.get("page", "").replace("\0", "")[:32]

    def differences(self, version):
        """[(label, mine, theirs)] against what another window saved; the next save of this form then goes through."""
        theirs = type(self)(version=version)
        self.data = self.data.copy()
        self.data["seen"] = theirs.mark()
        names = [name for name in self.fields if name not in ("seen", "page")]
        both = [(self.fields[name].label, self.in_words(name), theirs.in_words(name)) for name in names]
        return [(label, mine, other) for label, mine, other in both if mine != other]

    def in_words(self, name):
        """A field as it is shown to people: the label of a choice, else the text."""
        value = self[name].value()
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        value = "" if value is None else str(value).replace("\r\n", "\n")
        choices = getattr(self.fields[name], "choices", ())
        return {str(key): str(label) for key, label in flatten_choices(choices)}.get(value, value)
