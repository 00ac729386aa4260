"""Who may have a compilation made, of which selection, and with which files."""

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from people.rules import why_not_manage

from ..models import BoundFile, Compilation, Submission

MOST_BOUND, MOST_BYTES = 200, 100 * 1024 * 1024  # files in one paper, and all of them together


def why_not_compile(actor, call, run=None) -> str:
    """Each series is made by one worker at a time, of what is published. `run`: unsaved, with layout and selection;
    without one it is asked about the plain compilation by question."""
    run = run or Compilation(call=call)
    if reason := why_not_manage(actor, call.group):
        return reason
    if run.layout not in Compilation.Layout.values:
        return _("Choose one of the layouts.")
    if run.stakeholder_group and run.stakeholder_group.group_id != call.group_id:
        return _("This stakeholder group belongs to another working group.")
    if Compilation.objects.in_series_with(run).under_way().exists():
        return _("This compilation is being made.")
    published = Submission.objects.published().filter(call=call)
    if not published.exists():
        return _("No contribution to this call has been published.")
    if not published.in_selection(run).exists():
        return _("No published contribution fits this selection.")
    return ""


def why_not_bind(bound, found) -> str:
    """`bound`: {key of a file: how}. `found`: those of them that readers of the selection may have."""
    if bound.keys() - {file.pk for file in found} or set(bound.values()) - set(BoundFile.How.values):
        return _("A file that you chose is not among those that can go into this paper. Look at the list again.")
    for file in found:
        if bound[file.pk] == BoundFile.How.APPENDED and file.content_type != "application/pdf":
            return _("“%(file)s” has no pages that could be appended: it is no PDF. Embed it.") % {"file": file.name}
    if len(found) > MOST_BOUND:
        return _("At most %(number)s files go into one paper. List the others only.") % {"number": MOST_BOUND}
    if sum(file.size for file in found) > MOST_BYTES:
        size = filesizeformat(MOST_BYTES)
        return _("Together the files are larger than %(size)s. List some of them only.") % {"size": size}
    return ""
