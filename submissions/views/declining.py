"""“No contribution this time”: a personal link, one button, and the same page takes it back."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from meetings.models import Call
from people.models import Holder

from .. import actions, declining, rules
from ..forms import AddressForm
from .browser import form_page
from .limiting import limit_letters


@form_page
@never_cache
def ask(request, uid):
    """Without a personal link: give an address, and the link comes by letter, for nobody declines for another."""
    call = get_object_or_404(Call.objects.visible_to(request.user).select_related("group"), uid=uid)
    form = AddressForm(request.POST or None)
    asked = request.method == "POST" and form.is_valid()
    if asked:
        limit_letters(request)
        actions.send_decline_link(call=call, email=form.cleaned_data["email"])
    context = {"call": call, "form": form, "asked": asked, "why_not": rules.why_no_declining(call)}
    return render(request, "submissions/decline_ask.html", context)


@form_page
@never_cache
def decline(request, token):
    """The page of a personal link. A button, not the link itself, does it: scanners of mail follow links."""
    call, address = declining.read(token)
    if call is None:
        raise Http404
    by = Holder(key="", email=address, email_confirmed=True)
    if request.method == "POST":
        verb = actions.take_back_declination if "back" in request.POST else actions.decline
        verb(call=call, email=address, by=by)
        return redirect("submissions:decline", token)
    context = {"call": call, "declined": declining.has_declined(call, address), "why_not": rules.why_no_declining(call)}
    return render(request, "submissions/decline.html", context)
