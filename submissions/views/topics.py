"""The secretariat's screens for its group's list of topics."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from people.views.edit import answer
from people.views.groups import group_of

from .. import actions, rules
from ..forms import TopicForm
from ..models import Topic


@require_safe
def topics(request, slug):
    group = group_of(request, slug)
    return render(request, "submissions/topics.html", {"group": group, "rows": Topic.objects.filter(group=group)})


def topic_add(request, slug):
    group = group_of(request, slug)
    order = Topic.objects.filter(group=group).count() + 1
    form = TopicForm(request.POST or None, instance=Topic(group=group, order=order))

    def save(form):
        actions.add_topic(group=group, by=request.user, **form.values())

    return _answer(request, form, save, group, _("Add a topic"))


def topic_edit(request, slug, pk):
    group = group_of(request, slug)
    topic = get_object_or_404(Topic, group=group, pk=pk)
    form = TopicForm(request.POST or None, instance=get_object_or_404(Topic, group=group, pk=pk))

    def save(form):
        actions.change_topic(topic=topic, seen=form.cleaned_data["seen"], by=request.user, **form.values())

    why_not = rules.why_not_remove_topic(request.user, topic)
    return _answer(request, form, save, group, topic.name, topic=topic, why_not_remove=why_not)


def _answer(request, form, save, group, title, **context):
    done = reverse("submissions:topics", args=[group.slug])
    context = {"group": group, "title": title, **context}
    return answer(request, form, save, done=done, template="submissions/topic.html", **context)


@require_POST
def topic_remove(request, slug, pk):
    group = group_of(request, slug)
    topic = get_object_or_404(Topic, group=group, pk=pk)
    actions.remove_topic(topic=topic, by=request.user)
    messages.success(request, _("“%(name)s” is removed.") % {"name": topic.name})
    return redirect("submissions:topics", slug)
