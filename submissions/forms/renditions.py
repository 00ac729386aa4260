"""The secretariat's copy of a text: what is kept back from readers, or an unofficial translation, answer by answer."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.forms.edit import PlainForm

from .. import languages
from ..models import File
from .step import NUL, LiteralField

OTHER = "other"  # the field of “any other relevant issue”


class TextsForm(PlainForm):
    """A copy of every answer that has words. `seen`: the key of the rendition that is changed, none for a first one.

    `of` names the text that was shown beside it: the version, and the redaction that stood in its place.
    """

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    of = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, version, passages, standing=None):
        """`passages`: what is copied (renditions.Passage); `standing`: that in force with its texts, if any."""
        self.version, self.passages = version, [passage for passage in passages if passage.text.strip()]
        rendition, texts = standing or (None, {})
        first = {"seen": rendition.pk if rendition else None, "of": self.original()}
        super().__init__(data, initial={**self.stored(rendition), **first})
        self.names = {}
        for passage in self.passages:
            name = f"text_{passage.key or OTHER}"
            self.names[name] = passage.key
            self.fields[name] = LiteralField(label=_label(passage))
            rows = min(3 + passage.text.count("\n") + len(passage.text) // 70, 30)
            self.fields[name].widget.attrs.update({"rows": rows, "class": "form-control"})
            self.initial[name] = texts.get(passage.key, self.begin(passage.text))

    def original(self):
        """The text that is copied, as `of` names it."""
        return str(self.version.pk)

    def clean(self):
        """What was written beside another text is shown once more, beside this one; the next save goes through."""
        typed = super().clean()
        if typed.get("of") != self.original():
            self.data = self.data.copy()
            self.data["of"] = self.original()
            raise forms.ValidationError(_("The text has changed in the meantime. Compare with it as it stands now."))
        return typed

    def begin(self, original):
        """What stands in the field at first."""
        return ""

    def stored(self, rendition):
        """What the standing rendition says beside the texts."""
        return {}

    def texts(self):
        return {key: self.cleaned_data[name] for name, key in self.names.items()}

    def rows(self):
        """[(passage, its field)] for a screen that shows both side by side."""
        return [(passage, self[name]) for passage, name in zip(self.passages, self.names, strict=True)]

    def differences(self, stale):
        """[(label, mine, theirs)] against what somebody else saved; the next save of this form then goes through."""
        theirs = {text.question_id: text.text for text in stale.thing.texts.all()} if stale.thing else {}
        self.data = self.data.copy()
        self.data["seen"] = stale.thing.pk if stale.thing else ""
        both = [
            (self.fields[name].label, self.cleaned_data[name], theirs.get(key, "")) for name, key in self.names.items()
        ]
        if "reason" in self.fields and stale.thing:
            both.append((self.fields["reason"].label, self.cleaned_data["reason"], stale.thing.reason))
        return [(label, mine, other) for label, mine, other in both if mine != other]


def _label(passage):
    if passage.question is None:
        return _("Any other relevant issue")
    return _("Question %(label)s") % {"label": passage.question.label}


class RedactionForm(TextsForm):
    """What readers see instead of the original, why, and what else is kept back."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It is published beside the text. Do not repeat in it what is kept back."),
        error_messages=NUL,
    )
    hidden_files = forms.ModelMultipleChoiceField(
        File.objects.none(),
        label=gettext_lazy("Files to keep back"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    hides_name = forms.BooleanField(
        label=gettext_lazy("Keep back the name, organisation, country and co-signatories too"),
        required=False,
        help_text=gettext_lazy(
            "Only where the name itself puts somebody in danger. Number and stakeholder group stay."
        ),
    )

    def __init__(self, data=None, *, version, **shown):
        super().__init__(data, version=version, **shown)
        self.fields["hidden_files"].queryset = version.files.exclude(role=File.Role.ORIGINAL)
        if not version.files.exists():
            del self.fields["hidden_files"]

    def begin(self, original):
        return original

    def stored(self, rendition):
        name = {"hides_name": self.version.submission.name_omitted}
        if rendition is None:
            return name
        return {**name, "reason": rendition.reason, "hidden_files": list(rendition.hidden_files.all())}

    def values(self):
        """What `actions.redact` takes."""
        typed = self.cleaned_data
        more = {"reason": typed["reason"], "hides_name": typed["hides_name"], "seen": typed["seen"]}
        return {"texts": self.texts(), "hidden_files": list(typed.get("hidden_files", [])), **more}


class TranslationForm(TextsForm):
    """An unofficial translation, answer by answer."""

    def __init__(self, data=None, *, language, redaction=None, **whose):
        """`redaction`: the key of the redaction that is translated, if any."""
        self.redaction = redaction
        super().__init__(data, **whose)
        for name in self.names:
            self.fields[name].widget.attrs["lang"] = language
            self.fields[name].widget.attrs["dir"] = "auto"

    def values(self):
        """What `actions.translate` takes."""
        return {"texts": self.texts(), "seen": self.cleaned_data["seen"], "redaction": self.redaction}

    def original(self):
        return f"{self.version.pk}-{self.redaction or 0}"

    def clean(self):
        typed = super().clean()
        if not any(typed.get(name, "").strip() for name in self.names):
            raise forms.ValidationError(_("Translate at least one answer."))
        return typed


class LanguageForm(PlainForm):
    """Into which language is translated."""

    language = forms.ChoiceField(label=gettext_lazy("Language of the translation"))

    def __init__(self, data=None, *, version):
        super().__init__(data)
        self.fields["language"].choices = [each for each in languages.LANGUAGES.items() if each[0] != version.language]
