"""The step “files”."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FilesInput(forms.ClearableFileInput):
    """The browser's own control, for several files at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesForm(forms.Form):
    """Files to be added; each is stored by itself, so that one refusal loses none of the others."""

    file = forms.FileField(
        label=_("Add files"),
        required=False,
        widget=FilesInput(attrs={"accept": ".pdf,.docx"}),
        help_text=_("PDF (.pdf) or Word (.docx), up to 20 MB each, 10 files, 50 MB together."),
    )
