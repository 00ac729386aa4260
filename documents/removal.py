"""What has to leave the disk: files of papers whose text was taken away, and files that no paper knows.

Level, not edge: each run removes what is there to be removed, so it may run as often as it likes, after a kill too.
"""

import logging
import time

from correspondence.models import Message

from . import shelf
from .models import Annex, Companion, PaperVersion

log = logging.getLogger(__name__)

ORPHANED = 2 * 3600  # seconds: longer than a paper takes from the press to its row


def clear_away() -> int:
    """Remove the bytes of every version whose text was taken away, its other forms too. Returns how many files went."""
    gone = 0
    for kind in (PaperVersion, Companion):
        for pk, path in list(kind.objects.with_bytes_to_remove().values_list("pk", "file")):
            shelf.discard(path)
            kind.objects.filter(pk=pk).update(file="")
            gone += 1
    return gone


def sweep() -> None:
    """Remove what was taken away, and what a press that was interrupted left on the shelf."""
    clear_away()
    for path in shelf.older_than(time.time() - ORPHANED):
        if not (_is_of_a_paper(path) or _is_enclosed(path)):
            log.warning("%s belongs to no paper and is removed", path)
            shelf.discard(path)


def _is_of_a_paper(path):
    return any(kind.objects.filter(file=path).exists() for kind in (PaperVersion, Companion))


def _is_enclosed(path):
    """Whether a letter that may go yet carries the file, as the test copy of a notification does."""
    still_to_go = [Message.State.WAITING, Message.State.FAILED]
    letters = Message.objects.filter(state__in=still_to_go).exclude(attachments=[])
    return any(path == each["path"] for enclosed in letters.values_list("attachments", flat=True) for each in enclosed)


def bound_with(versions) -> list:
    """The issued versions that hold the text of these, for they bind them, or bind one that does; these included."""
    found = {version.pk: version for version in versions}
    while True:
        binding = Annex.objects.filter(annexed__in=found).exclude(version__in=found)
        more = PaperVersion.objects.frozen().filter(pk__in=binding.values("version")).select_related("paper__group")
        if not more:
            return list(found.values())
        found |= {version.pk: version for version in more}
