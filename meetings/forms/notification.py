"""The screens of a notification: its text and what stands around it, its clearance, to whom it goes."""

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from documents import dates
from documents.source import to_source
from people.forms import Day, PlainForm
from people.models.contact import Audience

from .. import drafting
from ..models import Notification

NOTIFIED = [choice for choice in Audience.choices if choice[0] != Audience.ALL]


class NotificationForm(PlainForm):
    """Symbol, signatory, text and annexes in one form; `seen` holds the versions of the three records behind it."""

    seen = forms.RegexField(r"^\d+-\d+-\d+$", widget=forms.HiddenInput)
    symbol = forms.CharField(
        label=_("Symbol"), required=False, max_length=200, widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=_("As it was given to you. It is never made up here, and never used twice."),
    )  # fmt: skip
    job_number = forms.CharField(
        label=_("Job number"), required=False, widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=_("Without brackets."),
    )  # fmt: skip
    suffix = forms.CharField(
        label=_("Addition to the symbol"), required=False, widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=_("It tells this version from the one issued before: Rev.1, Corr.1."),
    )  # fmt: skip
    signatory = forms.CharField(label=_("Signatory"), required=False)
    signatory_titles = forms.CharField(
        label=_("Titles of the signatory"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line."),
    )  # fmt: skip
    dated_on = forms.DateField(label=_("Date of signature"), required=False, widget=Day)
    text = forms.CharField(
        label=_("Text"), widget=forms.Textarea(attrs={"rows": 30, "class": "as-typed"}), strip=False,
        help_text=_(
            "An empty line ends a paragraph. # begins a heading, - an item of a lettered list, + a paragraph inside a "
            "list. [words](https://…) makes a link, [^a] a footnote, whose text stands on a line [^a]: … of its own. "
            "Words in braces are filled in by the portal."
        ),
    )  # fmt: skip
    annexed = forms.TypedMultipleChoiceField(
        label=_("Annexes"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=_("Issued papers only; each is bound behind the notification on a page of its own."),
    )  # fmt: skip

    def __init__(self, data=None, *, notification: Notification):
        super().__init__(data, initial=as_saved(notification))
        self.notification = notification
        self.papers = drafting.papers_to_annex(notification.meeting, notification)
        self.fields["annexed"].choices = [(paper.pk, _words_of(paper)) for paper in self.papers]
        if notification.paper.issued_version:  # its symbol was given and stays
            del self.fields["symbol"], self.fields["job_number"]
        else:
            del self.fields["suffix"]

    @property
    def helper(self):
        """What is about the paper first, then the text."""
        helper = super().helper
        identity = [name for name in ("symbol", "job_number", "suffix") if name in self.fields]
        helper.layout = Layout(
            "seen",
            Fieldset(_("Identity and signature"), *identity, "signatory", "signatory_titles", "dated_on"),
            Fieldset(_("Text and annexes"), "text", "annexed"),
        )
        return helper

    def values(self) -> dict:
        """What was typed, as meetings.actions.edit_notification takes it."""
        typed = self.cleaned_data
        return {
            "seen": dict(zip(("paper", "version", "notification"), map(int, typed["seen"].split("-")), strict=True)),
            "identity": {name: typed[name] for name in ("symbol", "job_number") if name in typed},
            "dated_on": typed["dated_on"],
            "suffix": typed.get("suffix", ""),
            "signature": {name: typed[name] for name in ("signatory", "signatory_titles")},
            "text": typed["text"],
            "annexed": [paper for paper in self.papers if paper.pk in typed["annexed"]],
        }

    def differences(self, stale) -> list[tuple[str, str, str]]:
        """(label, mine, theirs) of each field; the form will save on top of theirs when it is sent again."""
        theirs = as_saved(Notification.objects.select_related("paper", "meeting").get(pk=self.notification.pk))
        self.data = self.data.copy()
        self.data["seen"] = theirs["seen"]
        return [
            (field.label, self._words(name, self.cleaned_data[name]), self._words(name, theirs[name]))
            for name, field in self.fields.items()
            if name != "seen" and self._words(name, self.cleaned_data[name]) != self._words(name, theirs[name])
        ]

    def _words(self, name, value):
        if name == "annexed":
            return ", ".join(str(label) for key, label in self.fields[name].choices if key in value)
        if name == "dated_on":
            return dates.in_text(value) if value else ""
        return (value or "").replace("\r\n", "\n").strip()


def as_saved(notification) -> dict:
    """What the form shows: the records as they are."""
    paper, version = notification.paper, notification.being_made
    return {
        "seen": f"{paper.version}-{version.version}-{notification.version}",
        "symbol": paper.symbol or "",
        "job_number": paper.job_number,
        "suffix": version.suffix,
        "signatory": notification.signatory,
        "signatory_titles": notification.signatory_titles,
        "dated_on": version.dated_on,
        "text": to_source(version.blocks.all()),
        "annexed": list(version.annexes.values_list("annexed", flat=True)),
    }


def _words_of(version):
    day = dates.in_text(version.dated_on) if version.dated_on else ""
    return " – ".join(filter(None, [version.printed_symbol, version.paper.title, day]))


class ClearanceForm(PlainForm):
    """Who cleared it is whoever presses the button; how, when it was not here."""

    how = forms.CharField(
        label=_("How it was cleared"), required=False,
        help_text=_("Left empty: in the portal. Otherwise in words, such as: by e-mail of the Director, 21 November."),
    )  # fmt: skip


class AudienceForm(PlainForm):
    """To whom the notification goes."""

    audiences = forms.MultipleChoiceField(
        label=_("Send it to"), choices=NOTIFIED, widget=forms.CheckboxSelectMultiple,
        help_text=_("Everybody gets one letter, also who belongs to several of these."),
    )  # fmt: skip


class IssueForm(PlainForm):
    """The last step: the audiences already chosen, and the one acknowledgement."""

    audiences = forms.MultipleChoiceField(choices=NOTIFIED, widget=forms.MultipleHiddenInput)
    acknowledged = forms.BooleanField(label=_("I have read these points, and they may stand"), required=False)

    def __init__(self, *args, advice, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["acknowledged"].required = bool(advice)
        if not advice:
            del self.fields["acknowledged"]
