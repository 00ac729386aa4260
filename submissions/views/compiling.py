"""The secretariat's screen for compilations: ask for one, watch it being made, find what came out."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from .. import actions, rules
from ..models import Compilation, Submission
from .public import PAGE
from .publishing import own_call


@require_http_methods(["GET", "HEAD", "POST"])
def compilation(request, uid):
    """What a compilation would hold now, the newest run, and all earlier ones. POST asks for a new one."""
    call = own_call(request, uid)
    if request.method == "POST":
        actions.compile_contributions(call=call, by=request.user)
        return redirect("submissions:compile", uid=uid)
    runs = _runs(call)
    context = {
        "call": call,
        "run": runs.first(),
        "published": Submission.objects.published().filter(call=call).count(),
        "why_not": rules.why_not_compile(request.user, call),
        "page": Paginator(runs, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "submissions/compile.html", context)


@require_safe
def progress(request, uid):
    """How far the newest run is: the part of the screen that is asked for again while it runs; 204 when as `seen`."""
    call = own_call(request, uid)
    run = _runs(call).first()
    if run and request.GET.get("seen") == run.mark:
        return HttpResponse(status=204)
    return render(request, "submissions/_compilation_progress.html", {"call": call, "run": run, "polled": True})


def _runs(call):
    """All runs of a call, the newest first, with what a list shows of them."""
    shown = ("asked_by__person", "paper_version__paper")
    return Compilation.objects.filter(call=call).select_related(*shown).defer("paper_version__html")
