"""The group's facts and its stakeholder groups."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import actions, rules
from ..forms import GroupForm, StakeholderGroupForm
from ..models import StakeholderGroup, WorkingGroup
from .edit import answer


def group_of(request, slug):
    """The working group, for its own secretariat; anybody else learns nothing (404)."""
    return get_object_or_404(WorkingGroup.objects.staffed_by(request.user), slug=slug)


def group_edit(request, slug):
    group = group_of(request, slug)
    form = GroupForm(request.POST or None, instance=WorkingGroup.objects.get(pk=group.pk))

    def save(form):
        actions.change_group(group=group, seen=form.cleaned_data["seen"], by=request.user, **form.values())

    return answer(request, form, save, done=request.path, template="people/group_edit.html", group=group)


@require_POST
def practice_open(request, slug):
    practice = actions.open_practice_group(group=group_of(request, slug), by=request.user)
    messages.success(request, _("Here you can rehearse everything."))
    return redirect("group", practice.slug)


def stakeholder_groups(request, slug):
    group = group_of(request, slug)
    return render(request, "people/stakeholder_groups.html", {"group": group, "rows": group.stakeholder_groups.all()})


def stakeholder_group_add(request, slug):
    group = group_of(request, slug)
    order = group.stakeholder_groups.count() + 1
    form = StakeholderGroupForm(request.POST or None, instance=StakeholderGroup(group=group, order=order))

    def save(form):
        actions.add_stakeholder_group(group=group, by=request.user, **form.values())

    title = _("Add a stakeholder group")
    return _answer(request, form, save, group, title)


def stakeholder_group_edit(request, slug, pk):
    group = group_of(request, slug)
    thing = get_object_or_404(StakeholderGroup, group=group, pk=pk)
    form = StakeholderGroupForm(request.POST or None, instance=thing)

    def save(form):
        actions.change_stakeholder_group(
            stakeholder_group=thing, seen=form.cleaned_data["seen"], by=request.user, **form.values()
        )

    why_not = rules.why_not_remove_stakeholder_group(request.user, thing)
    return _answer(request, form, save, group, thing.name, remove=thing, why_not_remove=why_not)


def _answer(request, form, save, group, title, **context):
    done = reverse("people:stakeholder_groups", args=[group.slug])
    context = {"group": group, "title": title, **context}
    return answer(request, form, save, done=done, template="people/stakeholder_group.html", **context)


@require_POST
def stakeholder_group_remove(request, slug, pk):
    group = group_of(request, slug)
    thing = get_object_or_404(StakeholderGroup, group=group, pk=pk)
    actions.remove_stakeholder_group(stakeholder_group=thing, by=request.user)
    messages.success(request, _("“%(name)s” is removed.") % {"name": thing.name})
    return redirect("people:stakeholder_groups", slug)
