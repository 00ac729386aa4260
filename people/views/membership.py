"""Seats, offices and the secretariat."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from audit.clock import now

from .. import actions
from ..forms import AppointmentForm, ColleagueForm, OfficeForm, PersonForm, SeatForm, StaffRoleForm
from ..models import Office, Organisation, Person, Seat, StaffRole
from .edit import answer
from .groups import group_of

PAGE = 50


def seats(request, slug):
    group = group_of(request, slug)
    today = now().date()
    rows = Seat.objects.filter(group=group).select_related("stakeholder_group", "organisation__state", "person")
    rows = rows.order_by("stakeholder_group__order", "organisation__name", "person__name", "starts_on", "pk")
    taken = Count("seats", filter=Q(seats__in=Seat.objects.current(today)))
    context = {
        "group": group,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "composition": group.stakeholder_groups.annotate(taken=taken),
        "today": today,
    }
    return render(request, "people/seats.html", context)


def seat_add(request, slug):
    group = group_of(request, slug)
    form = SeatForm(request.POST or None, instance=Seat(group=group, starts_on=now().date()))

    def save(form):
        actions.give_seat(group=group, by=request.user, **form.values())

    return _answer_seat(request, form, save, group, _("Add a seat"))


def seat_edit(request, slug, pk):
    group = group_of(request, slug)
    seat = get_object_or_404(Seat.objects.select_related("organisation__state", "person"), group=group, pk=pk)
    form, title = SeatForm(request.POST or None, instance=seat), str(seat)

    def save(form):
        actions.change_seat(seat=seat, seen=form.cleaned_data["seen"], by=request.user, **form.values())

    return _answer_seat(request, form, save, group, title)


def _answer_seat(request, form, save, group, title):
    names = [str(each) for each in Organisation.objects.select_related("state")]
    done = reverse("people:seats", args=[group.slug])
    context = {"group": group, "title": title, "organisations": names}
    return answer(request, form, save, done=done, template="people/edit.html", **context)


def offices(request, slug):
    """Who holds the offices, and who is the secretariat."""
    group = group_of(request, slug)
    context = {
        "group": group,
        "offices": Office.objects.filter(group=group).select_related("person__user").order_by("-starts_on", "kind"),
        "staff": StaffRole.objects.filter(group=group).select_related("user__person").order_by("-starts_on", "pk"),
        "today": now().date(),
    }
    return render(request, "people/offices.html", context)


def office_add(request, slug):
    group = group_of(request, slug)
    form = AppointmentForm(request.POST or None, instance=Office(group=group, starts_on=now().date()))

    def save(form):
        actions.appoint(group=group, by=request.user, **form.values())

    return _answer(request, form, save, group, _("Add an office-holder"))


def office_edit(request, slug, pk):
    group = group_of(request, slug)
    office = get_object_or_404(Office.objects.select_related("person"), group=group, pk=pk)
    form, title = OfficeForm(request.POST or None, instance=office), str(office)

    def save(form):
        actions.change_office(office=office, seen=form.cleaned_data["seen"], by=request.user, **form.values())

    return _answer(request, form, save, group, title)


def colleague_add(request, slug):
    group = group_of(request, slug)
    form = ColleagueForm(request.POST or None, instance=StaffRole(group=group, starts_on=now().date()))

    def save(form):
        actions.add_colleague(group=group, by=request.user, **form.values())

    return _answer(request, form, save, group, _("Add a colleague"))


def staff_role_edit(request, slug, pk):
    group = group_of(request, slug)
    role = get_object_or_404(StaffRole.objects.select_related("user__person"), group=group, pk=pk)
    form = StaffRoleForm(request.POST or None, instance=role)

    def save(form):
        actions.change_staff_role(role=role, seen=form.cleaned_data["seen"], by=request.user, **form.values())

    return _answer(request, form, save, group, str(role.user))


def person_edit(request, slug, pk):
    group = group_of(request, slug)
    person = get_object_or_404(Person.objects.in_group(group), pk=pk)
    form, title = PersonForm(request.POST or None, instance=person), person.full_name

    def save(form):
        seen = form.cleaned_data["seen"]
        actions.change_person(person=person, group=group, seen=seen, by=request.user, **form.values())

    return _answer(request, form, save, group, title)


def _answer(request, form, save, group, title):
    done = reverse("people:offices", args=[group.slug])
    return answer(request, form, save, done=done, template="people/edit.html", group=group, title=title)
