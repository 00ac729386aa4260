"""What may be added to a draft."""

from django.utils.translation import gettext as _

from .filing import why_not_write

MOST_FILES, MOST_BYTES = 10, 50 * 1024 * 1024


def why_not_attach(actor, submission, size, besides=None) -> str:
    """Up to 10 files and 50 MB together (process, Contributions), those on their way included.

    `size` is the new file's, in bytes; `besides` is the upload that becomes it, which does not count twice.
    """
    reason = why_not_write(actor, submission)
    if reason:
        return reason
    coming = submission.draft.uploads.filter(refusal="").exclude(pk=besides.pk if besides else None)
    sizes = [*submission.draft.files.values_list("size", flat=True), *coming.values_list("size", flat=True)]
    if len(sizes) >= MOST_FILES:
        return _("A contribution can have up to 10 files. Remove one before you add another.")
    if sum(sizes) + size > MOST_BYTES:
        return _("All files together can have up to 50 MB. Make this one smaller, or remove another.")
    return ""


def why_not_hand_out(file, *, own) -> str:
    """A file in which a virus was found goes to nobody; one that waits for the check to its author alone."""
    if file.virus:
        return _("A virus was found in this file.")
    if not (file.is_clean or own):
        return _("This file is waiting for the virus check.")
    return ""
