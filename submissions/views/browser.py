"""Whose browser it is: the keys of drafts kept in the session, and the doors that ask for them."""

import json
from functools import wraps

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.models import Holder
from people.refusals import Refused

from .. import rules
from ..models import Submission

KEYS = "contributions"  # in the session: {submission's uid: the holder's key}
CONFIRMATION = "submissions:confirmation"
NOT_TYPED = {"csrfmiddlewaretoken", "seen", "page", "submission_key", "content", "continue", "save", "add"}

form_page = require_http_methods(["GET", "HEAD", "POST"])


def remember(request, submission, holder):
    """Let this browser keep the draft."""
    request.session[KEYS] = {**request.session.get(KEYS, {}), str(submission.uid): holder.key}


def held_in(request, call):
    """The contributions to a call that this browser holds, newest first."""
    keys = request.session.get(KEYS, {}).values()
    return Submission.objects.filter(call=call, holder_key__in=keys).order_by("-pk")


def held(request, uid):
    """(the submission, its holder) when this browser holds it, else (None, None)."""
    key = request.session.get(KEYS, {}).get(str(uid), "")
    found = Submission.objects.filter(uid=uid, holder_key=key).select_related("call__group", "call__meeting").first()
    return (found, Holder(key=key)) if found else (None, None)


def for_holder(view):
    """Opens a page of a draft to the browser that holds it; anybody else finds nothing, but gets back what they typed.

    The view is called with the request, the submission and its holder. A draft that can no longer be written in, for
    its call is over, is shown with whatever was typed, to be copied. Nothing of it is kept by caches on the way.
    """

    @wraps(view)
    def door(request, uid, **which):
        submission, holder = held(request, uid)
        if submission is None:
            response = give_back(request, None, _("This browser does not hold the draft any more."), status=404)
        elif not submission.is_filed and (reason := rules.why_not_write(holder, submission)):
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


def give_back(request, submission, reason, *, status):
    """Say why nothing was saved, and show everything that was typed, so that it can be copied."""
    if submission is None and request.method != "POST":
        raise Http404
    if request.headers.get("HX-Request"):
        return render(request, "submissions/_saved.html", {"reason": reason})
    version = submission.versions.last() if submission else None
    context = {"submission": submission, "version": version, "reason": reason, "typed": typed_in(request)}
    return render(request, "submissions/not_saved.html", context, status=status)


def already_sent(request, submission, *, differs):
    """A page of a contribution that was sent: its receipt, or both texts when another one was typed since."""
    if not differs:
        return redirect("submissions:confirmation", submission.uid)
    if request.headers.get("HX-Request"):
        return render(request, "submissions/_saved.html", {"reason": _("This contribution was sent already.")})
    context = {"submission": submission, "version": submission.current, "typed": typed_in(request)}
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
    """The draft, or what was sent, be it only since the submission was looked up."""
    versions = submission.versions.select_related("stakeholder_group", "country")
    return versions.get(pk=submission.current_id) if submission.is_filed else versions.latest("pk")
