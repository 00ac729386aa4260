"""Screens about letters: what staff owe and are reminded of; why somebody got, or did not get, a letter."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from people.models import WorkingGroup
from people.views.groups import group_of
from submissions.forms import AddressForm

from . import reasons
from .duties import with_letters


@require_safe
def duties(request):
    """Every duty of my groups: who is told, when and in which words; letters that wait for a release."""
    own = WorkingGroup.objects.staffed_by(request.user)
    return render(request, "duties.html", {"rows": with_letters(own)})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def why(request, slug):
    """Every letter of a group to one address, with the reason where none went. The address stands in no URL."""
    group = group_of(request, slug)
    form = AddressForm(request.POST or None)
    context = {"group": group, "form": form}
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["email"]
        topics, others = reasons.explain(group=group, address=address, by=request.user)
        context |= {"address": address, "topics": topics, "others": others}
    return render(request, "why.html", context)
