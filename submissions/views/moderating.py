"""The secretariat's doors beside publishing: ask the author, link a double, compare versions."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from meetings.models import Question

from .. import actions, comparing
from ..forms import DuplicateForm, ReturnForm
from .publishing import decide, own_submission, redirect_to_record, seen_in


@require_POST
def return_for_clarification(request, uid):
    """Ask the author a question; it goes by e-mail."""
    submission = own_submission(request, uid)

    def act(form):
        question, seen = form.cleaned_data["question"], seen_in(request)
        actions.return_for_clarification(submission, question, form.until(), request.user, seen=seen)

    form = ReturnForm(request.POST, call=submission.call)
    return decide(request, submission, act, _("Returned; the author is written to."), return_form=form)


@require_POST
def take_back_question(request, uid):
    """Decide it as it stands."""
    submission = own_submission(request, uid)
    actions.take_back_question(submission=submission, by=request.user)
    return redirect_to_record(submission)


@require_POST
def mark_duplicate(request, uid):
    """Link it to another contribution to the call."""
    submission = own_submission(request, uid)

    def act(form):
        other = form.other(submission)
        actions.mark_duplicate(submission=submission, other=other, by=request.user, seen=seen_in(request))

    return decide(request, submission, act, _("Marked as a duplicate."), duplicate_form=DuplicateForm(request.POST))


@require_POST
def unmark_duplicate(request, uid):
    """It waits again to be checked."""
    submission = own_submission(request, uid)
    actions.unmark_duplicate(submission=submission, by=request.user)
    return redirect_to_record(submission)


@require_safe
def compare(request, uid, number):
    """An earlier version beside the one in force, word by word."""
    submission = own_submission(request, uid)
    earlier = get_object_or_404(submission.versions.exclude(sent_at=None), number=number)
    questions = Question.objects.filter(call=submission.call).numbered()
    rows = comparing.answers(earlier, submission.current, questions)
    context = {"submission": submission, "call": submission.call, "earlier": earlier, "version": submission.current}
    return render(request, "submissions/compare.html", {**context, "rows": rows})
