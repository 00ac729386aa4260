"""The Chair's summary as it is printed: its title block and text, and the draft marked as such on every page."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from documents import dates
from documents.models import Block
from documents.pdf import Pdf, article, laid_out, lay_out, paper_context, render
from documents.source import parse_source
from meetings.models import Meeting

from .models import Summary

TEMPLATE = "summaries/pdf/summary.html"


def title(meeting: Meeting) -> str:
    """What the paper is called in lists, in the group's working language."""
    with override(meeting.group.working_language):
        return _("Chair’s summary of the %(ordinal)s meeting") % {"ordinal": meeting.ordinal}


def summary_context(summary: Summary, **extra) -> dict:
    """What the template prints: parent body, meeting with the group's years, days, place, and the paper's own date."""
    meeting, version = summary.meeting, summary.draft
    language = version.language
    with override(language):
        heading = _("%(ordinal)s Meeting of the %(group)s") % {
            "ordinal": meeting.ordinal.capitalize(),
            "group": meeting.group.full_name,
        }
    return paper_context(
        version,
        facts={},
        title_lines=[heading, dates.in_title(meeting.starts_on, meeting.ends_on, language), meeting.venue.city],
        dated=dates.in_text(version.dated_on, None, language) if version.dated_on else "",
        **extra,
    )


def summary_html(summary: Summary) -> str:
    """The whole HTML document of the version in hand."""
    return lay_out(TEMPLATE, summary_context(summary))


def draft(summary: Summary) -> Pdf:
    """The version in hand as PDF, marked “Chair's draft” on every page as long as it is not issued.

    Raises PressFailed. Not to be called in a transaction.
    """
    with override(summary.draft.language):
        mark = _("Chair’s draft")
    return render(lay_out(TEMPLATE, summary_context(summary, mark=mark)))


def preview(summary: Summary, source: str) -> str:
    """The article that a text not saved yet would make."""
    blocks = [Block(**parsed._asdict()) for parsed in parse_source(source)]
    laid = laid_out(summary.draft, {}, "preview", blocks)
    return article(lay_out(TEMPLATE, summary_context(summary, blocks=laid)))
