"""The secretariat's entry of what came by e-mail or letter: their own steps on one page, and when it came."""

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.clock import now
from meetings.forms.moments import as_typed, day, hour, moment_of

from .. import drafting, languages
from ..models import Version
from ..rules.filing import ASKED
from ..rules.intake import NO_HOUR, TO_COME, WIDER, to_staff
from .about import AboutForm
from .answers import AnswerField, AnswersForm
from .files import FilesInput
from .step import LiteralField

CHANNELS = [(Version.Channel.EMAIL, _("By e-mail")), (Version.Channel.LETTER, _("By letter, or by hand"))]


class MessageForm(forms.Form):
    """A message as a file."""

    message = forms.FileField(
        label=_("Message (.eml)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".eml,message/rfc822"}),
        error_messages={"required": _("Choose a message (.eml), or begin with an empty form.")},
        help_text=_("Drag it here from your mail program, or save it there as .eml and choose it. Up to 20 MB."),
    )
    message.widget.template_name = "django/forms/widgets/file.html"


class ArrivalForm(forms.Form):
    """How it came, and when."""

    channel = forms.ChoiceField(label=_("How it came"), choices=CHANNELS, widget=forms.RadioSelect)
    received_on = day(label=_("Received on"), error_messages={"required": NO_HOUR})
    received_hour = hour(label=_("Hour"), error_messages={"required": NO_HOUR})
    stated = forms.BooleanField(
        label=_("The contributor stated the choices about publication and translation"),
        required=False,
        help_text=_(
            "Without a statement of their own a text is for the Working Group only, in its original language, until "
            "they say otherwise."
        ),
    )

    def __init__(self, data=None, *, version, complete=False):
        self.version, self.complete = version, complete
        self.zone = version.submission.call.zone
        wider = version.publish in (*WIDER, Version.Publish.NOT) or version.translation == "unofficial"
        shown = as_typed("received", version.received_at, self.zone)
        super().__init__(data, initial={"channel": version.channel, "stated": wider, **shown})

    def full_clean(self):
        """What is only missing is asked when it is entered."""
        super().full_clean()
        for name in [] if self.complete or not self.is_bound else list(self._errors):
            if self._errors[name].as_data()[0].code == "required":
                del self._errors[name]

    def clean(self):
        said = self.cleaned_data
        whole = said.get("received_on") and said.get("received_hour")
        self.received_at = moment_of(self, "received", self.zone) if whole else None
        if self.received_at and self.received_at > now():
            self.add_error("received_on", TO_COME)
        return said

    def values(self):
        """The hour as it can be understood so far; a wrong one leaves what was there."""
        kept = self.received_at if self.is_valid() else self.version.received_at
        return {"channel": self.cleaned_data.get("channel", self.version.channel), "received_at": kept}


class EntryAboutForm(AboutForm):
    """Who contributes, in the words of somebody who writes for another."""

    LABELS = {
        "name": _("Name of the contributor"),
        "email": _("Their e-mail address"),
        "publish": _("Publication, in the contributor’s words"),
        "translation": _("Translation, in the contributor’s words"),
    }
    HINTS = {
        "organisation": _("The one they write for or belong to. Leave it empty when they write for themselves."),
        "behalf_name": _("It is shown with the contribution."),
        "country": _("Where it applies: a State’s own contribution, or the seat of the organisation."),
        "email": _("The receipt goes there. Without an address, print it and send it by post."),
        "affiliations": _("Other organisations they belong to, one a line. For the secretariat only; never published."),
        "publish": _("As the contributor stated it. Whatever it is, the text is kept in the register."),
    }
    SPEAKERS = [
        (Version.Behalf.SELF, _("Themselves")),
        (Version.Behalf.ORGANISATION, _("Their organisation")),
        (Version.Behalf.STATES, _("A group of States")),
        (Version.Behalf.COALITION, _("A coalition, with co-signatories")),
    ]

    signatories = LiteralField(
        label=_("Co-signatories"),
        help_text=_(
            "Only for a coalition: one a line, up to 500, with an e-mail address in angle brackets or after a comma if "
            "there is one: its owner gets a personal link to confirm or remove the name. Addresses are never published."
        ),
    )

    def __init__(self, data=None, *, version, complete=False):
        super().__init__(data, version=version, complete=complete)
        for name, label in self.LABELS.items():
            self.fields[name].label = label
        self.fields["behalf"].choices = self.SPEAKERS
        for name, text in self.HINTS.items():
            self.fields[name].help_text = text
        self.fields["email"].required = False
        self.fields["name"].widget.attrs = self.fields["organisation"].widget.attrs = {"autocomplete": "off"}

    def add_error(self, field, error):
        """A fault, in the words for staff."""
        said = error if isinstance(error, forms.ValidationError) else forms.ValidationError(error)
        if hasattr(said, "message"):
            said.message = to_staff(said.message)
        super().add_error(field, said)


class EntryAnswersForm(AnswersForm):
    """The answers, in the words of somebody who writes for another."""

    ANSWER = _("Answer to question %(number)s")
    SPOKEN = _("Language of the answer to question %(number)s")

    language = forms.ChoiceField(label=_("Language of the answers"), choices=languages.choices)
    other = AnswerField(label=_("Any other relevant issue"), help_text=_("Anything that no question asks for."))

    def __init__(self, data=None, *, version, complete=False):
        super().__init__(data, version=version, complete=complete)
        self.fields["language"].error_messages["required"] = to_staff(ASKED["language"])

    def why_too_long(self, text, label):
        """Where the limit is binding: it is the author’s to shorten."""
        said = super().why_too_long(text, label)
        too_long = _("The answer to question %(label)s has more than %(limit)s words, the limit of this call.")
        return too_long % {"label": label, "limit": self.version.submission.call.word_limit} if said else ""


class EntryForm:
    """Arrival, about, answers and files of one entry, saved together by one button."""

    FIELDS = ("channel", "received_at", *AboutForm.FIELDS, *AnswersForm.FIELDS)

    def __init__(self, data=None, *, version, complete=False):
        self.version, self.data = version, data
        self.arrival = ArrivalForm(data, version=version, complete=complete)
        self.about = EntryAboutForm(data, version=version, complete=complete)
        self.answers = EntryAnswersForm(data, version=version, complete=complete)
        self.files = FileForm(data)
        self.parts = (self.arrival, self.about, self.answers, self.files)
        self.seen, self.page = self.mark(), drafting.new_page()

    def mark(self):
        return drafting.mark_of(self.version, self.FIELDS, with_answers=True)

    def is_valid(self):
        valid = [part.is_valid() for part in self.parts[:3]]
        if valid[0] and self.about.cleaned_data.get("publish") in WIDER and not self.arrival.cleaned_data["stated"]:
            self.arrival.add_error("stated", _("Tick it, or choose “for the Working Group only”."))
        return all(valid) and not self.arrival.errors

    def values(self):
        return self.arrival.values() | self.about.values() | self.answers.values()

    def differs(self):
        stored = {name: getattr(self.version, name) for name in self.FIELDS}
        return self.values() != stored or self.answers.differs()

    @property
    def errors(self):
        return {name: found for part in self.parts for name, found in part.errors.items()}

    def non_field_errors(self):
        return [error for part in self.parts for error in part.non_field_errors()]

    def hidden_fields(self):
        return []

    def visible_fields(self):
        return [field for part in self.parts for field in part.visible_fields()]


class FileForm(forms.Form):
    """Files that came with it."""

    file = forms.FileField(label=_("Add files"), required=False, widget=FilesInput())
