"""What the secretariat types about a call for inputs, its questions, and what changes while it runs."""

from datetime import timedelta
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from documents import dates, languages
from people.forms import EditForm, PlainForm

from .. import rules
from ..models import Call, Meeting, Question, QuestionTranslation, Wording
from .moments import as_typed, day, hour, moment_of
from .records import lines

END_OF_DAY = _("Left empty it is the end of the day, 23:59:59.")
LONGEST_GRACE = 24 * 60  # minutes


class CallForm(EditForm):
    deadline_on = day(label=_("Deadline"))
    deadline_hour = hour(label=_("Hour of the deadline"), required=False, help_text=END_OF_DAY)
    grace_minutes = forms.IntegerField(
        label=_("Minutes of grace"), min_value=0, max_value=LONGEST_GRACE,
        help_text=_("For forms that were opened before the deadline and are sent after it."),
    )  # fmt: skip
    word_limit = forms.IntegerField(
        label=_("Words for each answer"), required=False, min_value=1, max_value=1_000_000,
        help_text=_("Left empty there is no limit."),
    )  # fmt: skip
    cosign_until_on = day(
        label=_("Co-signatories may confirm until"), required=False,
        help_text=_("The text does not change by it. Left empty it is the deadline."),
    )  # fmt: skip
    cosign_until_hour = hour(label=_("Hour until which they may confirm"), required=False, help_text=END_OF_DAY)

    class Meta:
        model = Call
        fields = [
            "title", "introduction", "meeting", "time_zone", "city", "late_policy", "word_limit", "word_rule",
            "publication",
        ]  # fmt: skip
        widgets = {
            "title": forms.TextInput,
            "introduction": lines(6),
            "time_zone": forms.TextInput(attrs={"dir": "ltr"}),
            "city": forms.TextInput,
        }
        help_texts = {"city": _("It is printed with every deadline: Geneva time.")}

    field_order = [
        "title",
        "introduction",
        "meeting",
        "deadline_on",
        "deadline_hour",
        "time_zone",
        "city",
        "grace_minutes",
        "late_policy",
        "word_limit",
        "word_rule",
        "cosign_until_on",
        "cosign_until_hour",
        "publication",
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        call = self.instance
        self.fields["meeting"].queryset = Meeting.objects.filter(group=call.group)
        self.initial["grace_minutes"] = _minutes(call.grace)
        if call.pk:
            self.initial |= as_typed("deadline", call.deadline_at, call.zone)
            self.initial |= as_typed("cosign_until", call.cosign_until_at, call.zone)

    def clean_time_zone(self):
        if self.cleaned_data["time_zone"] not in available_timezones():
            raise ValidationError(_("There is no such time zone. Write it as in Europe/Zurich."))
        return self.cleaned_data["time_zone"]

    def clean(self):
        """The instants are made of day, hour and zone together."""
        cleaned = super().clean()
        if "time_zone" in cleaned:
            zone = ZoneInfo(cleaned["time_zone"])
            cleaned |= {f"{name}_at": moment_of(self, name, zone) for name in ("deadline", "cosign_until")}
        return cleaned

    def values(self) -> dict:
        """The fields of the record, its instants and the grace among them."""
        typed = self.cleaned_data
        instants = {name: typed[name] for name in ("deadline_at", "cosign_until_at")}
        return super().values() | instants | {"grace": timedelta(minutes=typed["grace_minutes"])}

    def _words(self, name, value):
        if name in ("deadline_at", "cosign_until_at") and value:
            return dates.moment(value, self.instance.zone, self.instance.city)
        return str(_minutes(value)) if name == "grace" else super()._words(name, value)


def _minutes(span):
    return int(span.total_seconds() // 60)


class ExtensionForm(PlainForm):
    """The new deadline of a call, in the zone of the old one, and why.

    `seen` is the version that was looked at, `shown` the instant of which it was said what will happen.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput)
    shown = forms.CharField(widget=forms.HiddenInput, required=False)
    deadline_on = day(label=_("New deadline"))
    deadline_hour = hour(label=_("Hour of the new deadline"), required=False, help_text=END_OF_DAY)
    reason = forms.CharField(
        label=_("Reason"), widget=lines(3), help_text=_("It stands on the call’s page and in the letter.")
    )

    def __init__(self, data=None, *, call):
        super().__init__(data, initial={"seen": call.version, **as_typed("deadline", call.deadline_at, call.zone)})
        self.call = call

    def clean(self):
        """An instant that lies after the present deadline, and is not past."""
        cleaned = super().clean()
        moment = moment_of(self, "deadline", self.call.zone)
        if moment and (reason := rules.why_not_extend_to(self.call, moment)):
            self.add_error("deadline_on", reason)
        return {**cleaned, "new_deadline_at": moment}

    def is_as_shown(self):
        """Whether it was said of this very deadline, and of the call as it stands, what will happen."""
        typed = self.cleaned_data
        return (typed["seen"], typed["shown"]) == (self.call.version, typed["new_deadline_at"].isoformat())

    def look_again(self):
        """What is said next is of the call as it stands now, and of the deadline as it was typed."""
        shown = self.cleaned_data["new_deadline_at"].isoformat()
        self.data = {**self.data.dict(), "seen": self.call.version, "shown": shown}

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("seen", "new_deadline_at", "reason")}


class QuestionForm(EditForm):
    class Meta:
        model = Question
        fields = ["text"]
        widgets = {"text": lines(5)}
        help_texts = {"text": _("As it is to be printed, of any length. It is kept here only.")}


class RewordForm(QuestionForm):
    """Another wording of a question that has been asked already."""

    kind = forms.ChoiceField(label=_("Kind of change"), choices=Wording.Kind.choices, widget=forms.RadioSelect)

    def values(self) -> dict:
        return super().values() | {name: self.cleaned_data[name] for name in ("kind", "seen")}


class TranslationForm(EditForm):
    class Meta:
        model = QuestionTranslation
        fields = ["language", "text"]
        widgets = {"text": lines(5), "language": forms.Select}
        help_texts = {"text": _("It is shown under the question, marked as a courtesy translation.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["dir"] = "auto"
        if self.instance.pk:
            del self.fields["language"]
        else:
            self.fields["language"].widget.choices = _languages(self.instance.question)

    def clean_language(self):
        language = self.cleaned_data["language"]
        if language not in dict(self.fields["language"].widget.choices):
            raise ValidationError(_("Choose one of the languages."))
        if self.instance.question.translations.filter(language=language).exists():
            raise ValidationError(_("There is a translation into this language already."))
        return language

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in self._meta.fields if name in self.cleaned_data}


def _languages(question):
    """Every language but the working one by its name: the official ones first."""
    others = {code: get_language_info(code)["name_translated"] for code in LANG_INFO if "-" not in code}
    official = sorted((str(name), code) for code, name in languages.NAMES.items())
    rest = sorted((capfirst(name), code) for code, name in others.items() if code not in languages.NAMES)
    working = question.call.group.working_language
    return [("", ""), *((code, name) for name, code in [*official, *rest] if code != working)]
