"""The secretariat's entry of what came by e-mail or letter: their own steps on one page, and when it came."""

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.clock import now
from meetings.forms.moments import as_typed, day, hour, moment_of

from .. import drafting
from ..models import Version
from ..rules.intake import NO_HOUR, TO_COME, WIDER
from .about import AboutForm
from .answers import AnswersForm
from .files import FilesInput

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
    SPEAKERS = [
        (Version.Behalf.SELF, _("Themselves")),
        (Version.Behalf.ORGANISATION, _("Their organisation")),
        (Version.Behalf.STATES, _("A group of States")),
        (Version.Behalf.COALITION, _("A coalition, with co-signatories")),
    ]

    def __init__(self, data=None, *, version, complete=False):
        super().__init__(data, version=version, complete=complete)
        for name, label in self.LABELS.items():
            self.fields[name].label = label
        self.fields["behalf"].choices = self.SPEAKERS
        self.fields["email"].required = False
        self.fields["email"].help_text = _("The receipt goes there. Without an address, print it and send it by post.")
        self.fields["name"].widget.attrs = self.fields["organisation"].widget.attrs = {"autocomplete": "off"}


class EntryAnswersForm(AnswersForm):
    """The answers, in the words of somebody who writes for another."""

    def __init__(self, data=None, *, version, complete=False):
        super().__init__(data, version=version, complete=complete)
        self.fields["language"].label = _("Language of the answers")
        for question in self.asked_ones:
            number = {"number": question.label}
            self.fields[f"answer_{question.pk}"].label = _("Answer to question %(number)s") % number
            self.fields[f"language_{question.pk}"].label = _("Language of the answer to question %(number)s") % number


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
