"""The public page that answers whether a receipt stands in the register. No account, no text, no name."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from meetings.models import Call

from .. import checking, patience
from ..forms import CheckForm

MOST, SECONDS = 30, 600


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def check_register(request):
    """Number and hash in, one answer out; the address on a receipt only fills in the fields."""
    calls = Call.objects.exclude(state=Call.State.DRAFT).select_related("group").order_by("group__short_name", "-pk")
    if request.method != "POST":
        shown = {name: request.GET.get(name, "") for name in ("call", "number", "hash")}
        return render(request, "submissions/check_register.html", {"form": CheckForm(calls=calls, initial=shown)})
    form, context = CheckForm(request.POST, calls=calls), {}
    if patience.is_exhausted(request, "check_register", most=MOST, seconds=SECONDS):
        context["why_not"] = _("Too many tries from your address. Wait ten minutes, then try again.")
    elif form.is_valid():
        said = form.cleaned_data
        context |= {"asked": True, "answer": checking.answer(said["call"], said["number"], said["hash"])}
    status = 429 if "why_not" in context else 200
    return render(request, "submissions/check_register.html", {"form": form, **context}, status=status)
