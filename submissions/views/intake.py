"""The secretariat's entry of what came by e-mail or letter: begun with a message or empty, checked, filed once."""

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from audit.log import Stale
from people.models import WorkingGroup
from people.refusals import Refused, refuse_if

from .. import actions, rules, storing
from ..forms import EntryForm, MessageForm
from ..intake import preparing, reading
from ..models import File, Submission
from . import downloading
from .browser import form_page, give_back
from .publishing import own_call

CHANGED = gettext_lazy(
    "Somebody saved this entry in the meantime. Nothing was saved; what you typed is on this page. Compare, then save."
)


def own_entry(request, uid):
    """What the secretariat began to enter for somebody else, filed since or not; never a draft of a contributor."""
    own = WorkingGroup.objects.staffed_by(request.user)
    entered = Submission.objects.filter(call__group__in=own, versions__entered_by__isnull=False).distinct()
    return get_object_or_404(entered.select_related("call__group", "call__meeting"), uid=uid)


@form_page
def intake(request, uid):
    """Drop a message, or begin with an empty form; entries that were begun and not filed."""
    call, empty = own_call(request, uid), "empty" in request.POST
    asked = MessageForm(None if empty else request.POST or None, request.FILES or None)
    if request.method == "POST" and (empty or asked.is_valid()):
        submission = _begin(request, call, None if empty else asked.cleaned_data["message"])
        return redirect("submissions:entry", submission.uid)
    begun = Submission.objects.filter(call=call, register_number=None, versions__entered_by__isnull=False)
    why_not = rules.why_not_enter(request.user, call)
    context = {"call": call, "form": asked, "begun": begun.order_by("-pk"), "why_not": why_not}
    return render(request, "submissions/intake.html", context)


def _begin(request, call, message):
    """The entry, with whatever could be read of the message; what could not be is told."""
    refuse_if(rules.why_not_enter(request.user, call))
    prepared = preparing.prepare(message, call) if message else None
    try:
        submission = actions.begin_entry(call=call, by=request.user, prepared=prepared)
    except Refused:
        prepared.discard()
        raise
    for remark in prepared.remarks if prepared else ():
        messages.warning(request, remark)
    return submission


@form_page
def entry(request, uid):
    """Everything of one entry on one page: saved, given files, and filed once."""
    submission = own_entry(request, uid)
    version = submission.versions.filter(entered_by__isnull=False).earliest("pk")
    form = EntryForm(request.POST or None, version=version, complete="enter" in request.POST)
    if submission.is_filed:
        return _filed(form, request, submission)
    if request.POST and _save(form, request):
        refused = _take_in(request, version)
        for reason in refused:
            form.files.add_error("file", reason)
        if form.is_valid() and not refused:
            return _go_on(form, request)
    context = {"form": form, "submission": submission, "call": submission.call, "version": version}
    return render(request, "submissions/entry.html", context)


def _filed(form, request, submission):
    """It was filed: pressed twice it is the same; what a colleague typed since is given back to be copied."""
    if request.method == "POST" and not (form.is_valid() and not form.differs()):
        return give_back(request, submission, _("This entry was filed in the meantime."), status=409, own=False)
    return redirect("submissions:record", submission.uid)


def _save(form, request):
    """Keep what was typed, right or wrong; False when a colleague saved it since, and the page is shown again."""
    form.is_valid()
    typed = {"values": form.values(), "answers": form.answers.answers()}
    seen, page = request.POST.get("seen", ""), form.answers.page_name()
    try:
        actions.save_entry(version=form.version, by=request.user, seen=seen, page=page, **typed)
    except Stale as stale:
        form.version = stale.thing
        form.seen = form.mark()
        messages.warning(request, CHANGED)
        return False
    form.seen, form.page = form.mark(), page
    return True


def _take_in(request, version):
    """Store and add each file; returns the reasons of those refused."""
    refused = []
    for upload in request.FILES.getlist("file"):
        try:
            refuse_if(rules.why_not_add_to_entry(request.user, version.submission, upload.size))
            actions.add_to_entry(version=version, stored=storing.store(upload), by=request.user)
        except Refused as reason:
            refused.append(str(reason))
    return refused


def _go_on(form, request):
    """Saved; and filed when that was asked."""
    submission = form.version.submission
    if "enter" not in request.POST:
        messages.success(request, _("Saved. It is not in the register yet."))
        return redirect("submissions:entry", submission.uid)
    stated = form.arrival.cleaned_data["stated"]
    sent = actions.file_entry(version=form.version, by=request.user, stated=stated)
    number = {"number": sent.submission.register_number}
    messages.success(request, _("Entered in the register as No. %(number)s.") % number)
    if not sent.email:
        messages.warning(request, _("There is no e-mail address: print the receipt and send it by post."))
    return redirect("submissions:record", submission.uid)


@require_safe
def entry_message(request, uid):
    """The message from which an entry was begun, as text; nothing it points to is fetched."""
    submission = own_entry(request, uid)
    kept = File.objects.filter(version__submission=submission, role=File.Role.ORIGINAL, content_type=preparing.TYPE)
    file = kept.first()
    if file is None or not default_storage.exists(file.path):
        raise Http404
    context = {"submission": submission, "call": submission.call, "file": file, "letter": reading.read(file.path)}
    return render(request, "submissions/entry_message.html", context)


@require_safe
def entry_file(request, uid, pk):
    """A file of an entry that is not filed yet, to the secretariat; once filed it is had from its record."""
    entered = File.objects.filter(version__entered_by__isnull=False)  # never what its author adds later to a draft
    file = get_object_or_404(entered, pk=pk, version__submission=own_entry(request, uid))
    refuse_if(rules.why_not_hand_out(file, own=False))
    return downloading.send(file, file.name)


@require_POST
def entry_remove_file(request, uid, pk):
    """Take a file out of an entry."""
    file = get_object_or_404(File, pk=pk, version__submission=own_entry(request, uid), version__number=None)
    actions.remove_from_entry(file=file, by=request.user)
    messages.success(request, _("“%(name)s” was removed.") % {"name": file.name})
    return redirect("submissions:entry", uid)


@require_POST
def entry_discard(request, uid):
    """Throw away an entry that was not filed."""
    submission = own_entry(request, uid)
    actions.discard_entry(submission=submission, by=request.user)
    messages.success(request, _("The entry was thrown away."))
    return redirect("submissions:intake", submission.call.uid)
