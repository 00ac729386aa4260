"""Why one person got, or did not get, the notifications of a group."""

from correspondence.reasons import Topic
from documents.models import PaperVersion
from people.reasons import of_paper

from . import emails
from .models import Notification


def explain(group, address) -> list[Topic]:
    """Every issued version of every notification, the newest meeting first."""
    found = Notification.objects.filter(meeting__group=group).select_related("meeting", "paper")
    topics = [_topic(each, address) for each in found.order_by("-meeting__starts_on")]
    return [topic for topic in topics if topic.lines]


def _topic(notification, address):
    key = emails.notification_key(notification)
    frozen = PaperVersion.objects.frozen().filter(paper=notification.paper).order_by("number")
    lines = [of_paper(version, f"{key}{version.number}:", address) for version in frozen]
    return Topic(str(notification), notification.paper.get_absolute_url(), lines)
