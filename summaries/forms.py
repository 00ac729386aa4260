"""What people type into the screens of the Chair's summary."""

from django import forms
from django.utils.translation import gettext_lazy as _

from documents import dates
from documents.source import to_source
from people.forms import Day, PlainForm


class SummaryForm(PlainForm):
    """Text and date of one version of a summary; `seen` is the version of the record its author looked at."""

    dated_on = forms.DateField(
        label=_("Date on the paper"),
        required=False,
        widget=Day,
        help_text=_("The day of the summary itself, printed under its title; needed before it is issued."),
    )
    source = forms.CharField(
        label=_("Text"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 28, "spellcheck": "true", "aria-describedby": "legend"}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, version, data=None, **initial):
        """The form of a version as it stands; `initial` puts something else into its fields."""
        stands = {"dated_on": version.dated_on, "source": to_source(version.blocks.all()), "seen": version.version}
        return cls(data, initial=stands | initial)

    def values(self):
        """What `actions.save` takes."""
        return self.cleaned_data

    def differences(self, stale):
        """(label, mine, theirs) of the fields that differ; sent again, the form saves on top of theirs."""
        version = stale.thing
        self.data = self.data.copy()
        self.data["seen"] = version.version
        pairs = [
            (_("Text"), self.cleaned_data["source"].replace("\r\n", "\n"), to_source(version.blocks.all())),
            (_("Date on the paper"), _day(self.cleaned_data["dated_on"]), _day(version.dated_on)),
        ]
        return [(label, mine, theirs) for label, mine, theirs in pairs if mine.strip() != theirs.strip()]


def _day(day):
    return dates.in_text(day) if day else ""


class PasteForm(PlainForm):
    """A summary that was typed elsewhere."""

    text = forms.CharField(
        label=_("The summary as it was typed"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text=_("Copy it from Word, a PDF or an e-mail, with its numbers, letters, bullets and footnotes."),
    )


class ClearanceForm(PlainForm):
    """How the Chair cleared the summary outside the portal."""

    how = forms.CharField(
        label=_("How the Chair cleared it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Such as: by e-mail of 17 October 2016, 14:05, to the secretariat."),
    )


class IssueForm(PlainForm):
    """To whom the issued summary goes beside the members; what looks unusual is acknowledged once, as one list."""

    observers = forms.BooleanField(
        label=_("Also to the United Nations Member States that are observers"), required=False
    )
    acknowledged = forms.BooleanField(label=_("I have looked at what seems unusual, and it is meant"))

    def __init__(self, *args, advice, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["acknowledged"].error_messages["required"] = _(
            "Look at what seems unusual, and tick that it is meant."
        )
        if not advice:
            del self.fields["acknowledged"]
