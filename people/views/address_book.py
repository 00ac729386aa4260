"""The address book, its import and export, organisations, and to whom a letter would go."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import actions, importing, rules
from ..forms import ContactFilter, ContactForm, ImportForm, OrganisationForm
from ..models import Contact, Organisation
from .edit import answer
from .groups import group_of

PAGE = 50
MOST_SHOWN = 200
ALONG = ("organisation__state", "organisation__country", "stakeholder_group", "person__user")


def contacts(request, slug):
    group = group_of(request, slug)
    chosen = ContactFilter(request.GET, group=group)
    page = Paginator(chosen.contacts().select_related(*ALONG), PAGE).get_page(request.GET.get("page"))
    return render(request, "people/contacts.html", {"group": group, "page": page, "filter": chosen})


def contact(request, slug, pk):
    """One line, with what can be done to it and why not."""
    group = group_of(request, slug)
    thing = get_object_or_404(Contact.objects.select_related(*ALONG), group=group, pk=pk)
    context = {
        "group": group,
        "contact": thing,
        "why_not_remove": rules.why_not_remove_contact(request.user, thing),
        "why_not_open_account": rules.why_not_open_account(request.user, thing),
    }
    return render(request, "people/contact.html", context)


def contact_add(request, slug):
    group = group_of(request, slug)
    form = ContactForm(request.POST or None, instance=Contact(group=group))

    def save(form):
        actions.add_contact(group=group, by=request.user, **form.values())

    return _answer(request, form, save, group, _("Add an address"), reverse("people:contacts", args=[slug]))


def contact_edit(request, slug, pk):
    group = group_of(request, slug)
    thing = get_object_or_404(Contact.objects.select_related(*ALONG), group=group, pk=pk)
    form, title = ContactForm(request.POST or None, instance=thing), str(thing)

    def save(form):
        actions.change_contact(contact=thing, seen=form.cleaned_data["seen"], by=request.user, **form.values())

    return _answer(request, form, save, group, title, reverse("people:contact", args=[slug, pk]))


def _answer(request, form, save, group, title, done):
    names = [str(each) for each in Organisation.objects.select_related("state")]
    context = {"group": group, "title": title, "organisations": names}
    return answer(request, form, save, done=done, template="people/edit.html", **context)


@require_POST
def contact_remove(request, slug, pk):
    thing = get_object_or_404(Contact, group=group_of(request, slug), pk=pk)
    actions.remove_contact(contact=thing, by=request.user)
    messages.success(request, _("%(address)s is removed from the address book.") % {"address": thing.email})
    return redirect("people:contacts", slug)


@require_POST
def account_open(request, slug, pk):
    thing = get_object_or_404(Contact, group=group_of(request, slug), pk=pk)
    actions.open_account(contact=thing, by=request.user)
    messages.success(request, _("%(address)s can now sign in by a code.") % {"address": thing.email})
    return redirect("people:contact", slug, pk)


def contacts_import(request, slug):
    """Choose a file, look at what it would do, confirm. The text travels with the confirmation; nothing is kept."""
    group = group_of(request, slug)
    form = ImportForm(*([request.POST, request.FILES] if request.method == "POST" else []))
    preview = _read(request, group, form)
    if preview and preview.mark() == request.POST.get("mark"):
        actions.import_contacts(group=group, preview=preview, by=request.user)
        messages.success(request, _("Imported: %(new)s new, %(changed)s changed.") % preview.counts())
        return redirect("people:contacts", slug)
    if preview:
        return render(request, "people/import_preview.html", {"group": group, **_shown(preview)})
    return render(request, "people/import.html", {"group": group, "form": form, "limits": importing})


def _read(request, group, form):
    """The preview of the posted file or of the text that came back; None when there is neither."""
    if not (form.is_valid() or "text" in request.POST):
        return None
    try:
        if "text" in request.POST:
            return importing.preview(group, request.POST["text"])
        content = form.cleaned_data["file"].read(importing.LARGEST_BYTES + 1)
        return importing.preview(group, importing.decode(content))
    except importing.Unreadable as reason:
        form.add_error("file", str(reason))
        return None


def _shown(preview):
    """A preview as its screen shows it: every line with an error, and the first of those that would be saved."""
    would_be_saved = preview.to_apply()
    return {
        "preview": preview,
        "counts": preview.counts(),
        "left_out": preview.with_outcome(importing.Outcome.ERROR, importing.Outcome.DUPLICATE),
        "shown": would_be_saved[:MOST_SHOWN],
        "more": len(would_be_saved[MOST_SHOWN:]),
    }


@require_POST
def contacts_export(request, slug):
    """The lines that the filter shows, as CSV; the download stands in the trail."""
    group = group_of(request, slug)
    found = list(ContactFilter(request.GET, group=group).contacts().select_related(*ALONG))
    actions.note_download(group=group, contacts=found, by=request.user)
    name = f'attachment; filename="contacts-{group.slug}.csv"'
    return HttpResponse(
        importing.export(found), content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name}
    )


def organisations(request, slug):
    group = group_of(request, slug)
    rows = Organisation.objects.in_group(group).select_related("state", "country").order_by("name", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "people/organisations.html", {"group": group, "page": page})


def organisation_edit(request, slug, pk):
    group = group_of(request, slug)
    thing = get_object_or_404(Organisation.objects.in_group(group), pk=pk)
    form, title = OrganisationForm(request.POST or None, instance=thing), str(thing)

    def save(form):
        seen = form.cleaned_data["seen"]
        actions.change_organisation(organisation=thing, group=group, seen=seen, by=request.user, **form.values())

    done = reverse("people:organisations", args=[slug])
    return answer(request, form, save, done=done, template="people/edit.html", group=group, title=title)
