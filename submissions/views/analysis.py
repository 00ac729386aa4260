"""The secretariat's screens of what can be known of a call: its counts, its arrivals, and who has not answered."""

from django.core.paginator import Paginator
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import exporting
from ..analysis import arrivals as coming
from ..analysis import counts, silence
from .public import PAGE
from .publishing import own_call


@require_safe
def analysis(request, uid):
    """How many contributions there are, by question, stakeholder group, country, language and topic."""
    call = own_call(request, uid)
    context = {"call": call, "tables": counts.tables(call), "is_staff": True}
    return render(request, "submissions/analysis.html", context)


@require_safe
def arrivals(request, uid):
    """The curve of arrivals, and the tables behind it."""
    call = own_call(request, uid)
    moments, marked = coming.came(call), coming.marks(call)
    tables = [coming.by_day(call, moments, marked), coming.by_hour(call, moments, marked)]
    context = {"call": call, "curve": coming.curve(call, moments, marked), "tables": tables, "is_staff": True}
    return render(request, "submissions/arrivals.html", context)


def _tables(call):
    """Every table that can be downloaded."""
    moments, marked = coming.came(call), coming.marks(call)
    return [*counts.tables(call), coming.by_day(call, moments, marked), coming.by_hour(call, moments, marked)]


@require_safe
def table(request, uid, name):
    """One of the tables as a spreadsheet; counts only, nobody's name."""
    call = own_call(request, uid)
    found = next((table for table in _tables(call) if table.name == name), None)
    if found is None:
        raise Http404
    disposition = {"Content-Disposition": f'attachment; filename="{name}-{call.group.slug}-{call.pk}.csv"'}
    rows = exporting.as_csv(found.lines())
    return StreamingHttpResponse(rows, content_type=exporting.CONTENT_TYPES[exporting.CSV], headers=disposition)


@require_safe
def unanswered(request, uid):
    """Who was asked and has not answered; with `?show=` who declined, or the seats that nothing reaches."""
    call = own_call(request, uid)
    show = request.GET.get("show") if request.GET.get("show") in ("declined", "seats") else "silent"
    context = {"call": call, "show": show, "is_staff": True}
    if show == "seats":
        rows = silence.out_of_reach(call)
    else:
        context["silence"] = silence.silence(call)
        rows = context["silence"].declined if show == "declined" else context["silence"].silent
    context["page"] = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "submissions/unanswered.html", context)
