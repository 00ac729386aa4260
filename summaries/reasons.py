"""Why one person got, or did not get, the Chair's summaries of a group."""

from correspondence.reasons import Topic
from documents.models import PaperVersion
from people.reasons import of_paper

from . import emails
from .models import Summary


def explain(group, address) -> list[Topic]:
    """Every issued version of every summary, the newest meeting first."""
    found = Summary.objects.filter(meeting__group=group).select_related("meeting", "paper")
    topics = [_topic(each, address) for each in found.order_by("-meeting__starts_on")]
    return [topic for topic in topics if topic.lines]


def _topic(summary, address):
    frozen = PaperVersion.objects.frozen().filter(paper=summary.paper).order_by("number")
    lines = [of_paper(version, emails.key_of(summary, version), address) for version in frozen]
    return Topic(str(summary), summary.paper.get_absolute_url(), lines)
