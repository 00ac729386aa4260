"""The letter with a personal late link."""

from django.urls import reverse

from correspondence import outbox
from correspondence.kinds import Kind
from documents import dates


def key_of_late_link(link):
    """The key of its letter."""
    return f"late-link:{link.pk}:"


def send_late_link(link, key):
    """The link, and until when it holds. The body is blanked once sent, and staff never see the key."""
    call = link.call
    language = call.group.working_language
    outbox.post(
        key=key_of_late_link(link),
        kind=Kind.CODE,
        to=link.email,
        to_name=link.name,
        template="submissions/emails/late_link.txt",
        context={
            "call": call,
            "name": link.name,
            "until": dates.moment(link.expires_at, call.zone, call.city, language),
            "path": reverse("submissions:late", args=[key]),
        },
        language=language,
        group=call.group,
        secret=True,
        send_before=link.expires_at,
    )
