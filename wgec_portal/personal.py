"""Personal data: what the portal does with it, what it holds of an address on request, and its erasure."""

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from audit.log import SYSTEM
from people import privacy as people
from people.models import WorkingGroup
from submissions import privacy as submissions
from submissions.forms import AddressForm
from submissions.views.browser import ADDRESSES

from . import erasure

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def privacy(request, slug):
    """What a working group does with personal data, and for how long."""
    group = get_object_or_404(WorkingGroup, slug=slug)
    days = {"drafts": submissions.DRAFTS_KEPT.days, "links": submissions.LINKS_KEPT.days}
    return render(request, "privacy.html", {"group": group, "days": days})


@form_page
@never_cache
def personal_data(request):
    """For staff who were asked by its owner: what is held of an address, to be handed out or erased."""
    form = AddressForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "personal_data.html", {"form": form})
    address = form.cleaned_data["email"]
    if "download" in request.POST:
        return _sent(erasure.hand_out(address=address, own=_own(request), by=request.user))
    if "erase" in request.POST and "sure" in request.POST:
        return _erase(request, address)
    return render(request, "personal_data.html", {"form": form, **_held(request, address)})


def _own(request):
    """The keys of the groups whose secretariat the reader belongs to."""
    return list(WorkingGroup.objects.staffed_by(request.user).values_list("pk", flat=True))


def _held(request, address):
    own = _own(request)
    groups = erasure.scope(address, own)
    return {
        "address": address,
        "counts": erasure.counts(erasure.export(address, groups)),
        "elsewhere": groups is not None,
        "account_stays": people.why_account_stays(address) if groups is None else "",
        "unsure": "erase" in request.POST,
    }


def _erase(request, address):
    done = erasure.erase(address=address, own=_own(request), by=request.user)
    words = ", ".join(f"{what}: {number}" for what, number in done.items())
    messages.success(request, _("Erased. %(what)s") % {"what": words})
    return redirect("personal_data")


def _sent(archive):
    response = FileResponse(archive, as_attachment=True, filename="personal-data.zip")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@form_page
@never_cache
def own_data(request):
    """For whoever has proved an address by a code: everything that the portal holds of it."""
    proved = request.session.get(ADDRESSES, [])
    address = request.POST.get("email", "")
    if request.method == "POST" and address in proved:
        return _sent(erasure.hand_out_own(address=address, by=SYSTEM))
    return render(request, "own_data.html", {"addresses": proved})
