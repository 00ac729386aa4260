"""Personal late links: the secretariat's list of them, and the page that opens with one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from people.models import WorkingGroup
from people.refusals import Refused
from people.views.edit import answer

from .. import actions, drafting, rules
from ..forms import LateLinkForm, UseForm
from ..models import LateLink
from .browser import CONFIRMATION, form_page, held, held_in, remember
from .publishing import own_call


@form_page
def late_links(request, uid):
    """Every late link of a call and where it stands; a form for another one."""
    call = own_call(request, uid)
    form = LateLinkForm(request.POST or None, call=call)

    def save(form):
        actions.make_late_link(call=call, by=request.user, **form.values())

    context = {
        "call": call,
        "links": LateLink.objects.filter(call=call).select_related("submission", "made_by__person").order_by("-pk"),
        "why_not": rules.why_not_make_late_link(request.user, call),
    }
    return answer(request, form, save, done=request.path, template="submissions/late_links.html", **context)


@require_POST
def late_link_revoke(request, pk):
    """Take a link back."""
    own = WorkingGroup.objects.staffed_by(request.user)
    link = get_object_or_404(LateLink.objects.filter(call__group__in=own).select_related("call__group"), pk=pk)
    actions.revoke_late_link(link=link, by=request.user)
    messages.success(request, _("The link is revoked."))
    return redirect("submissions:late_links", link.call.uid)


@never_cache
@form_page
def late(request, key):
    """What a late link is for; pressing the button uses it. Looking, as programs that check letters do, does not."""
    link = LateLink.objects.with_key(key).select_related("call__group", "call__meeting", "submission").first()
    if link is None:
        return render(request, "submissions/late.html", status=404)
    used_here = getattr(link, "submission", None)
    if used_here and held(request, used_here.uid)[0]:
        return redirect(CONFIRMATION if used_here.is_filed else "submissions:about", used_here.uid)
    mine = [one for one in held_in(request, link.call) if not rules.why_over(one)]
    form = UseForm(request.POST or None, held=mine)
    if form.is_valid():
        return _use(request, link, form.cleaned_data["which"])
    return _show(request, link, form=form, mine=mine)


def _use(request, link, which):
    """Bind it to what was chosen, and go on there."""
    chosen, holder = (None, drafting.new_holder()) if which == UseForm.NEW else held(request, which)
    try:
        submission = actions.use_late_link(link=link, submission=chosen, by=holder)
    except Refused:
        return redirect(request.path)  # which says why; or goes on, when the button was pressed twice
    remember(request, submission, holder)
    return redirect(CONFIRMATION if submission.is_filed else "submissions:about", submission.uid)


def _show(request, link, **context):
    why_not = rules.why_not_use_late_link(drafting.new_holder(), link)
    context |= {"link": link, "call": link.call, "why_not": why_not}
    return render(request, "submissions/late.html", context, status=410 if why_not else 200)
