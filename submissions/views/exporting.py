"""The doors to the spreadsheets: with addresses for the secretariat, as the pages show it for everybody."""

from django.http import FileResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from meetings.models import Call

from .. import actions, exporting
from ..forms import FilterForm
from ..models import Submission
from ..reviewing import facets
from .publishing import narrowed, own_call, ticked


@require_POST
def export(request, uid, kind):
    """What the filters of the register leave, or what was ticked, with addresses; the download stands in the trail."""
    call = own_call(request, uid)
    _filters, found, *_rest = narrowed(call, request.GET)
    chosen, _seen = ticked(request, call)
    if chosen:
        found = found.filter(pk__in=[each.pk for each in chosen])
    actions.note_download(call=call, kind=kind, number=found.count(), by=request.user)
    return _download(kind, exporting.for_staff(found, call), f"register-{call.group.slug}-{call.pk}")


@require_safe
def export_for_readers(request, uid, kind):
    """What the public list shows, as a spreadsheet; what is shared with the Working Group only is not in it."""
    call = get_object_or_404(Call.objects.visible_to(request.user).select_related("group"), uid=uid)
    published = Submission.objects.published().filter(call=call)
    found = FilterForm(request.GET, facets=facets(published)).narrow(published).in_neutral_order()
    return _download(kind, exporting.for_readers(found, call), f"contributions-{call.group.slug}-{call.pk}")


def _download(kind, rows, name):
    """The file as an attachment."""
    content = exporting.content(kind, rows)
    kinds = {"content_type": exporting.CONTENT_TYPES[kind]}
    if kind == exporting.XLSX:
        return FileResponse(content, as_attachment=True, filename=f"{name}.{kind}", **kinds)
    return StreamingHttpResponse(
        content, headers={"Content-Disposition": f'attachment; filename="{name}.{kind}"'}, **kinds
    )
