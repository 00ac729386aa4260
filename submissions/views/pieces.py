"""Files in pieces, for the script of the page of files: begun, received, finished; what broke off goes on."""

from django.http import Http404, JsonResponse, UnreadablePostError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from people.refusals import Refused

from .. import actions, uploading
from ..forms import PieceForm
from .browser import for_holder, version_of
from .uploading import page_of_files, question_of


@require_POST
@for_holder
def begin(request, submission, holder):
    """Announce a file, or find the one that broke off: where its pieces go, and how much of it is here."""
    form, question = PieceForm(request.POST), question_of(request.POST, submission)
    if not form.is_valid():
        return JsonResponse({"error": _("The portal did not understand the request.")}, status=400)
    try:
        upload = actions.begin_upload(version=version_of(submission), by=holder, question=question, **form.cleaned_data)
    except Refused as reason:
        return JsonResponse({"error": str(reason)}, status=422)
    address = {"args": [submission.uid, upload.uid]}
    places = {word: reverse(f"submissions:upload_{word}", **address) for word in ("piece", "finish", "remove")}
    return JsonResponse({"upload": str(upload.uid), "offset": upload.received, **places})


@require_POST
@for_holder
def piece(request, submission, holder, upload):
    """Keep a piece; answers how many bytes are safely here: 200 when the piece was the next one, else 409."""
    found, offset = _upload(submission, upload), request.headers.get("Upload-Offset", "")
    data = _body(request)
    if data is None or not (offset.isascii() and offset.isdecimal() and len(offset) < 12):
        return JsonResponse({"offset": found.received}, status=400)
    try:
        received = actions.receive(upload=found, offset=int(offset), piece=data, by=holder)
    except FileNotFoundError:
        raise Http404 from None
    return JsonResponse({"offset": received}, status=200 if received == int(offset) + len(data) else 409)


def _body(request):
    """The bytes of a piece; None when it is too large, or the line broke while it came."""
    try:
        data = request.read(uploading.LARGEST_PIECE + 1)
    except UnreadablePostError:
        return None
    return data if len(data) <= uploading.LARGEST_PIECE else None


@require_POST
@for_holder
def finish(request, submission, holder, upload):
    """All is here: the file's line for the page, or why it was not taken. Asked again, the same answer."""
    version, sha256 = version_of(submission), request.POST.get("sha256", "")
    try:
        found = _upload(submission, upload)
        file = actions.finish_upload(upload=found, sha256=sha256, by=holder)
    except uploading.NotWhole as fault:
        return JsonResponse({"offset": fault.received}, status=409)
    except Refused as reason:
        found.refusal = str(reason)
        return render(request, "submissions/_upload.html", {"upload": found, "submission": submission}, status=422)
    except (Http404, FileNotFoundError):
        file = version.files.filter(sha256=sha256).last()
        if not (sha256 and file):
            raise Http404 from None
    return render(request, "submissions/_added.html", {"file": file, "submission": submission})


@require_POST
@for_holder
def remove(request, submission, holder, upload):
    """Give up a file on its way, or put a refusal out of sight."""
    found = _upload(submission, upload)
    actions.drop_upload(upload=found, by=holder)
    return redirect(page_of_files(submission, found.question))


def _upload(submission, uid):
    """An upload of the draft that this browser holds."""
    uploads = submission.draft.uploads if submission.draft else None
    if uploads is None:
        raise Http404
    return get_object_or_404(uploads.select_related("version__submission__call", "question"), uid=uid)
