"""Two clocks: contributions and issued papers stay; contact and registration data goes when its time is over.

Level, not edge: each run erases what is due and still there, so that a restored backup is cleaned by the next one.
"""

from importlib import import_module

from django.conf import settings

from audit import privacy as audit
from audit.clock import now
from audit.log import SYSTEM, record
from correspondence import privacy as correspondence
from people import privacy as people
from people.models import WorkingGroup
from submissions import privacy as submissions

KINDS = ("people.contact", "people.person", "people.user", "submissions.submission", "submissions.version",
         "submissions.latelink")  # fmt: skip


def forget_what_is_due() -> None:
    """Erase what is due today: of groups whose work ended long ago, of drafts nobody sent, of codes and links."""
    for group in WorkingGroup.objects.exclude(work_ends_on=None):
        if group.contact_data_until < now().astimezone(group.zone).date():
            forget_group(group)
    submissions.forget_abandoned_drafts()
    submissions.forget_links_and_codes()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def forget_group(group) -> dict:
    """Contact and registration data of a group: {what: how many}. The trail says how much went, and nothing of it."""
    counts = {
        **people.forget_group(group),
        "contributions": submissions.forget_contacts(group),
        "letters": correspondence.forget_group(group.pk),
        "edits": audit.forget_group(group.pk, KINDS),
    }
    if any(counts.values()):
        record("workinggroup.contact_data_erased", group, by=SYSTEM, **counts)
    return counts
