"""What is refused becomes a page with its reason, and gives back what was typed."""

import errno
import sys

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.defaults import server_error

from audit import denials
from audit.clock import now
from audit.log import ImpossibleMove, Stale
from documents.pdf import PressFailed
from people.refusals import Refused


class PlainTextMiddleware:
    """Reads every request as UTF-8, whatever it claims: other codecs make texts that cannot be stored or shown.

    An address with a NUL is refused at once: PostgreSQL cannot even look for it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("The address holds a NUL.")
        request.encoding = "utf-8"
        return self.get_response(request)


class RefusalMiddleware:
    """Turns a refusal into words on the page one came from; nothing has been written by then.

    Whoever had typed a text, as when somebody else was faster, gets it back on a page of its own.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        """A redirect with the reason for a refused action; None for anything else."""
        if not isinstance(exception, Refused | ImpossibleMove | Stale | PressFailed):
            return None
        denials.note(request, f"a rule ({type(exception).__name__})")
        typed = texts_in(request)
        back = request.META.get("HTTP_REFERER", "")
        if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
            back = ""
        if typed or not back:
            context = {"reason": str(exception), "typed": typed, "back": back}
            return render(request, "refused.html", context, status=403)
        messages.error(request, str(exception))
        return redirect(back)


FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


def is_outage(error):
    """Whether the database is away or takes nothing, or the disk does not: nobody's mistake, and it passes."""
    if isinstance(error, OperationalError | InterfaceError | InternalError):
        return True
    return isinstance(error, OSError) and error.errno in FULL


def fault(request):
    """The page after an error of ours, or while nothing can be saved: that gives back what was typed.

    Django has logged the error by then, and calls this while it is handled. Neither page asks the database anything.
    """
    if not is_outage(sys.exception()):
        return server_error(request)
    page = render_to_string("503.html", {"typed": texts_in(request)})
    return HttpResponse(page, status=503, headers={"Retry-After": "60"})


HIDDEN = {"csrfmiddlewaretoken", "next", "seen", "page", "back"}  # fields that nobody typed


def typed_in(request):
    """[(name of the field, text)] of what a form carries and somebody typed or chose."""
    return [(name, text) for name, text in request.POST.items() if text and name not in HIDDEN]


def texts_in(request):
    """Those of more than one word, which would be missed."""
    return [(name, text) for name, text in typed_in(request) if len(text.split()) > 1]


WITHOUT_TOKEN = {"people:letters"}
"""The URL names that take a POST without the token of a form: a mail program stops letters by one (RFC 8058)."""


def csrf_failure(request, reason=""):
    """A form whose token has expired: say so, what to do, and give back what was typed."""
    denials.note(request, f"the token of the form: {reason.partition(' - ')[0]}")  # behind it stand addresses
    words = _("This page had been open too long, or in another window. Go back, reload it and send it again.")
    context = {"reason": words, "at": now(), "typed": typed_in(request)}
    return render(request, "refused.html", context, status=403)
