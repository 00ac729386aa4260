"""The first text of a notification: our own sentences, with a place in braces for every fact."""

import re

from django.template import engines

from audit.clock import now
from documents.models import Paper, PaperVersion

from . import pdf
from .models import Meeting

TEXT = "meetings/text/notification.txt"


def first_text(meeting: Meeting) -> str:
    """The text in the source syntax of papers; sentences about what the meeting does not have are left out."""
    facts = pdf.facts_of(meeting, meeting.group.working_language)
    deadlines = sum(name.startswith("deadline_") for name in facts) // 3
    context = {
        "known": facts,
        "previous_is_over": bool(meeting.previous) and meeting.previous.ends_on < now().date(),
        "questions": _questions(pdf.call_of(meeting)),
        "practical": _places(facts, "practical"),
        "deadlines": [
            {part: f"{{deadline_{number}_{part}}}" for part in ("audience", "label", "date")}
            for number in range(1, deadlines + 1)
        ],
    }
    text = engines["django"].get_template(TEXT).render(context)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _questions(call):
    """The questions as items of a list, their parts one level below them."""
    asked = call.questions.all() if call else []
    return [
        f"{'  ' if question.parent_id else ''}- {{question_{number}}}" for number, question in enumerate(asked, start=1)
    ]


def _places(facts, name):
    return [f"{{{known}}}" for known in facts if re.fullmatch(rf"{name}_\d+", known)]


def papers_to_annex(meeting: Meeting, notification=None):
    """Issued versions that can be bound behind a notification, the Chair's summary of the previous meeting first."""
    found = PaperVersion.objects.issued().filter(paper__group=meeting.group_id).exclude(html="")
    if notification:
        found = found.exclude(paper=notification.paper_id)
    versions = found.select_related("paper").order_by("-issued_at")
    first = summary_of(meeting.previous)
    return sorted(versions, key=lambda version: version != first)


def summary_of(meeting: Meeting | None) -> PaperVersion | None:
    """The issued Chair's summary of a meeting."""
    if meeting is None:
        return None
    papers = Paper.objects.about(meeting).of_kind(Paper.Kind.SUMMARY)
    return PaperVersion.objects.issued().filter(paper__in=papers).select_related("paper").first()
