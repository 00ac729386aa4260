"""“Tell me when this group calls or publishes”: asked for on a public page, confirmed by a link in a letter."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from .. import actions, emails
from ..forms import SubscribeForm
from ..models import WorkingGroup
from .limiting import limit_letters

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@never_cache
def subscribe(request, slug):
    """Give an address; whether it is known or not, the link that confirms it comes by letter."""
    group = get_object_or_404(WorkingGroup, slug=slug)
    form = SubscribeForm(request.POST or None, initial={"language": get_language()})
    asked = request.method == "POST" and form.is_valid()
    if asked:
        limit_letters(request)
        actions.ask_to_subscribe(group=group, **form.cleaned_data)
    return render(request, "people/subscribe.html", {"group": group, "form": form, "asked": asked})


@form_page
@never_cache
def subscription(request, key):
    """The page of the link: a button, not the link itself, does it, for scanners of mail follow links."""
    letter = emails.confirming_letter(key)
    if letter is None:
        raise Http404
    if request.method == "POST":
        verb = actions.leave if "leave" in request.POST else actions.subscribe
        verb(letter=letter)
        return redirect("people:subscription", key)
    group = get_object_or_404(WorkingGroup, pk=letter.group)
    context = {"group": group, "subscribed": actions.is_subscribed(letter)}
    return render(request, "people/subscription.html", context)
