"""The secretariat's screens for compilations: choose and see what will happen, watch it made, find the versions."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from people.refusals import Refused, refuse_if

from .. import actions, rules
from ..compilation import asking, history
from ..compilation.forms import making as other_forms
from ..compilation.outlook import outlook
from ..forms import CompileForm
from ..models import Compilation
from .browser import form_page
from .publishing import own_call

RUNS = 20  # on one page; each opens the data of its version


@require_safe
def compilation(request, uid):
    """What is being made or was made last, and all runs by series, each with its changes."""
    call = own_call(request, uid)
    page = Paginator(_runs(call).order_by("series", "-pk"), RUNS).get_page(request.GET.get("page"))
    page.object_list = history.with_changes(list(page.object_list))
    context = {"call": call, "why_not": rules.why_not_compile(request.user, call), "page": page, **_state(call)}
    return render(request, "submissions/compile.html", {**context, "faults": other_forms.faults(call)})


@require_safe
def progress(request, uid):
    """How far the runs under way are: the part of the screen that is asked for again; 204 when as `seen`."""
    call = own_call(request, uid)
    state = _state(call)
    if request.GET.get("seen") == state["mark"]:
        return HttpResponse(status=204)
    return render(request, "submissions/_compilation_progress.html", {"call": call, "polled": True, **state})


@form_page
def choose(request, uid):
    """Layout, selection, files; then what exactly will happen, in words; then the deed."""
    call, ahead = own_call(request, uid), None
    form = CompileForm(request.POST or None, call=call)
    if form.is_valid() and "files" not in request.POST:
        try:
            if "make" in request.POST:
                actions.compile_contributions(call=call, by=request.user, **form.values())
                return redirect("submissions:compile", uid)
            ahead = _ahead(request.user, form)
        except Refused as reason:
            form.add_error(None, str(reason))
    context = {"call": call, "form": form, "ahead": ahead, "files": form.page_of_files(request.POST.get("files"))}
    return render(request, "submissions/choose_compilation.html", context)


@require_POST
def try_forms_again(request, uid):
    """What was given up is tried again."""
    call = own_call(request, uid)
    number = actions.try_forms_again(call=call, by=request.user)
    words = ngettext("%(number)s form is tried again.", "%(number)s forms are tried again.", number)
    messages.success(request, words % {"number": number})
    return redirect("submissions:compile", uid)


def _ahead(user, form):
    """What the choices would do. Raises Refused where they cannot be."""
    run, bound = form.run(), form.bound()
    refuse_if(rules.why_not_compile(user, form.call, run))
    refuse_if(rules.why_not_bind(bound, list(asking.files(run).filter(pk__in=bound))))
    return outlook(run, bound)


def _state(call):
    """The runs under way, else the newest one; with what tells that they have changed."""
    runs = _runs(call).order_by("-pk")
    newest = list(runs.under_way()) or list(runs[:1])
    under_way = any(run.is_under_way for run in newest)
    return {"newest": newest, "under_way": under_way, "mark": ".".join(run.mark for run in newest)}


def _runs(call):
    """All runs of a call with what a list shows of them."""
    shown = ("asked_by__person", "stakeholder_group", "paper_version__paper")
    found = Compilation.objects.filter(call=call).select_related(*shown).defer("paper_version__html")
    return found.prefetch_related("paper_version__companions")
