"""What staff type on the screens of papers."""

from django import forms
from django.apps import apps
from django.utils.translation import gettext_lazy as _

from people.forms import Day, PlainForm

from .languages import NAMES
from .models import Paper


class FileForm(PlainForm):
    """A PDF made elsewhere, with its language and date."""

    file = forms.FileField(
        label=_("PDF file"),
        help_text=_("At most 50 MB. It is published as it is."),
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=list(NAMES.items()))
    dated_on = forms.DateField(label=_("Date on the paper"), required=False, widget=Day)


class UploadForm(FileForm):
    """A new paper made elsewhere. `about`: what it is of, as "meetings.meeting:3", filled in by the way there."""

    title = forms.CharField(label=_("Title"))
    symbol = forms.CharField(
        label=_("Symbol"),
        required=False,
        max_length=200,
        help_text=_("As printed on the paper; leave it empty where there is none."),
    )
    audience = forms.ChoiceField(label=_("For whom"), choices=Paper.Audience, initial=Paper.Audience.PUBLIC)
    about = forms.CharField(required=False, widget=forms.HiddenInput)

    field_order = ["title", "symbol", "audience", "file", "language", "dated_on", "about"]

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, **kwargs)
        self.group = group

    def clean_about(self):
        """The thing that the paper is of, when it belongs to the group; None otherwise."""
        label, _colon, key = self.cleaned_data["about"].partition(":")
        try:
            found = apps.get_model(label).objects.filter(pk=int(key)).first()
        except (LookupError, ValueError):
            return None
        return found if getattr(found, "group_id", None) == self.group.pk else None


class WithdrawForm(PlainForm):
    reason = forms.CharField(
        label=_("Why it is withdrawn"),
        help_text=_("Everybody who opens the paper’s address reads this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
