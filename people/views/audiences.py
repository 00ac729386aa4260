"""To whom a letter would go: each audience with its count and its exact addresses, before anything is sent."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render

from correspondence import outbox

from ..models import Contact
from ..models.contact import Audience
from .groups import group_of

PAGE = 50


def audiences(request, slug):
    group = group_of(request, slug)
    rows = [(each, Contact.objects.in_audience(group, each).count()) for each in Audience]
    return render(request, "people/audiences.html", {"group": group, "rows": rows})


def audience(request, slug, name):
    """The addresses of one audience, and which of them must not be written to."""
    group = group_of(request, slug)
    if name not in Audience.values:
        raise Http404
    found = Contact.objects.in_audience(group, name).select_related("organisation__state", "stakeholder_group")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    refused = outbox.suppressed([contact.email for contact in page])
    rows = [(contact, contact.email.lower() in refused) for contact in page]
    context = {"group": group, "audience": Audience(name), "page": page, "rows": rows}
    return render(request, "people/audience.html", context)
