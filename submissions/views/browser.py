"""Whose browser it is: the keys of drafts kept in the session, and the doors that ask for them."""

import json
from dataclasses import replace
from functools import wraps

from django.db import transaction
from django.db.models import F, Prefetch
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.models import Holder
from people.refusals import Refused

from .. import drafting, rules
from ..models import Submission, Version
from . import autosaving

KEYS = "contributions"  # in the session: {submission's uid: the holder's key}
ADDRESSES = "addresses"  # in the session: those that this browser has proved by a code
CODE = "address_code"  # in the session: the key of the code that was sent last, to be entered in this browser only
CONFIRMATION = "submissions:confirmation"
NOT_TYPED = {"csrfmiddlewaretoken", "seen", "page", "submission_key", "content", "continue", "save", "add", "file_for"}

form_page = require_http_methods(["GET", "HEAD", "POST"])


def remember(request, submission, holder):
    """Let this browser hold a contribution."""
    _keep(request, {str(submission.uid): holder.key})


def remember_all(request, submissions):
    """Let this browser hold contributions whose address it has proved; the session gets another name."""
    keys = {str(each.uid): each.holder_key for each in submissions}
    request.session[KEYS] = {**request.session.get(KEYS, {}), **keys}
    request.session.cycle_key()


def _keep(request, keys):
    """Put keys beside those the browser has.

    What another window of it has begun meanwhile stays too: the row of the session is held while both are joined.
    """
    session = request.session
    if session.session_key is None:
        session[KEYS] = keys
        return
    with transaction.atomic():
        row = session.model.objects.select_for_update().filter(pk=session.session_key).first()
        kept = session.decode(row.session_data).get(KEYS, {}) if row else {}
        session[KEYS] = {**session.get(KEYS, {}), **kept, **keys}
        session.save()
    session.modified = False


def forget(request):
    """Let this browser hold nothing any more, and prove no address."""
    for name in (KEYS, ADDRESSES, CODE):
        request.session.pop(name, None)
    request.session.cycle_key()


def keys_of(request):
    """The holders' keys that this browser keeps."""
    return list(request.session.get(KEYS, {}).values())


def all_held(request):
    """Every contribution that this browser holds, newest first."""
    found = Submission.objects.filter(holder_key__in=keys_of(request)).select_related("call__group", "current")
    drafts = Prefetch("versions", Version.objects.filter(number=None), to_attr="drafts")
    return found.prefetch_related(drafts).order_by("-pk")


def held_in(request, call):
    """The contributions to a call that this browser holds, newest first."""
    return all_held(request).filter(call=call)


def untouched_in(request, call):
    """A draft of the call in which nothing was saved yet: whoever presses “start” twice begins one."""
    blank = held_in(request, call).filter(current=None, versions__saved_at=F("created_at"), versions__files=None)
    return blank.first()


def held(request, uid):
    """(the submission, its holder) when this browser holds it, else (None, None).

    Its row alone: to join five tables costs the database more than to look up those that a page shows.
    """
    key = request.session.get(KEYS, {}).get(str(uid), "")
    found = Submission.objects.filter(uid=uid, holder_key=key).first()
    return (found, Holder(key=key)) if found else (None, None)


def proved(request, submission, holder):
    """The holder, with the contribution's address when this browser has proved it by a code."""
    known = request.session.get(ADDRESSES)
    address = rules.address_of(submission) if known else ""
    if not (known and address in known):
        return holder
    return replace(holder, email=address, email_confirmed=True)


def for_holder(view):
    """Opens a page of a draft to the browser that holds it; anybody else finds nothing, but gets back what they typed.

    The view is called with the request, the submission and its holder. A draft that can no longer be written in, for
    its call is over, is shown with whatever was typed, to be copied. Nothing of it is kept by caches on the way.
    """
    return _door(view, rules.why_not_write)


def for_holder_always(view):
    """The same for pages that are no draft's: the receipt, and what can be done at any time."""
    return _door(view, None)


def _door(view, why_not):
    @wraps(view)
    def door(request, uid, **which):
        submission, holder = held(request, uid)
        if submission is None:
            response = give_back(request, None, _("This browser does not hold the draft any more."), status=404)
        elif why_not and (reason := why_not(holder, submission)) and submission.draft:
            response = give_back(request, submission, reason, status=403)
        else:
            response = _answer(view, request, submission, holder, **which)
        patch_cache_control(response, private=True, no_cache=True)
        return response

    return door


def _answer(view, request, submission, holder, **which):
    """The view's answer; what it refuses after all, for another window was faster, is given back too."""
    try:
        return view(request, submission, holder, **which)
    except Refused as reason:
        return give_back(request, submission, str(reason), status=403)


def give_back(request, submission, reason, *, status, own=True):
    """Say why nothing was saved, and show everything that was typed, so that it can be copied.

    The draft is shown beside it, unless the reader is not its author (`own`).
    """
    if submission is None and request.method != "POST":
        return render(request, "submissions/not_held.html", status=404)
    if autosaving.asked(request):
        return autosaving.refused(reason, status=status)
    version = version_of(submission) if submission and own else None
    context = {"submission": submission, "version": version, "reason": reason, "typed": typed_in(request)}
    return render(request, "submissions/not_saved.html", context, status=status)


def already_sent(request, submission, *, differs):
    """A page of a contribution that was sent: its receipt, or both texts when another one was typed since."""
    if autosaving.asked(request):
        return autosaving.refused(_("This contribution was sent already."), status=409)
    if not differs:
        return redirect("submissions:confirmation", submission.uid)
    version = version_of(submission)
    context = {"submission": submission, "version": version, "typed": typed_in(request)}
    return render(request, "submissions/already_sent.html", context, status=409)


def typed_in(request):
    """[(name of the field, text)] of what a request carries, in the order of its form."""
    posted = [(name, text) for name, text in request.POST.items() if name not in NOT_TYPED]
    return [*posted, *_shown_content(request)] if request.method == "POST" else []


def _shown_content(request):
    """The texts in the content that a check page carried."""
    content = content_in(request)
    texts = [(name, text) for name, text in content.items() if isinstance(text, str) and text]
    answers = [answer.get("text", "") for answer in content.get("answers", []) if isinstance(answer, dict)]
    return texts + [("answer", text) for text in answers if text]


def content_in(request):
    """The content that the check page showed, as a dict; empty when there is none or it is not readable."""
    try:
        content = json.loads(request.POST.get("content", ""))
        json.dumps(content, ensure_ascii=False).encode()  # half a character, as “\\ud800”, could not be shown
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) and isinstance(content.get("answers", []), list) else {}


def version_of(submission):
    """The draft; without one what was sent last, be it only since the submission was looked up."""
    versions = drafting.whole(submission.versions)
    return versions.order_by(F("number").desc(nulls_first=True)).first()
