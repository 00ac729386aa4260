"""The step “files”."""

from django import forms
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext_lazy as _

from ..models.file import KINDS

LARGEST_REQUEST = 64 * 1024 * 1024  # bytes: all the files of a contribution at once, and the form around them
ENDINGS = [*(f".{kind.ending}" for kind in KINDS.values()), ".jpeg"]


class SizeGuard(FileUploadHandler):
    """Looks at the announced length of a request: what can only be refused is not written to disk first."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if content_length > LARGEST_REQUEST:
            raise RequestDataTooBig("The request is larger than all files of a contribution may be.")

    def receive_data_chunk(self, raw_data, start):
        return raw_data

    def file_complete(self, file_size):
        return None


class FilesInput(forms.ClearableFileInput):
    """The browser's own control, for several files at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesForm(forms.Form):
    """Files to be added; each is stored by itself, so that one refusal loses none of the others."""

    file = forms.FileField(
        label=_("Add files"),
        required=False,
        widget=FilesInput(attrs={"accept": ",".join(ENDINGS)}),
        help_text=_(
            "PDF, Word (.docx), OpenDocument (.odt), RTF, plain text (.txt), PNG or JPEG: up to 20 MB each, 10 files, "
            "50 MB together."
        ),
    )


class PieceForm(forms.Form):
    """What a script announces of a file: its name, its size in bytes, the hash of its first bytes."""

    name = forms.CharField(strip=False)
    size = forms.IntegerField(min_value=0)
    head = forms.RegexField(r"^[0-9a-f]{64}$", required=False)
