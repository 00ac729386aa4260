"""Other forms of an issued version, put beside it once they have been made; where its text went, they go too."""

import hashlib

from django.db import transaction

from . import shelf
from .models import Companion, PaperVersion


def put_beside(version, kind, content: bytes) -> Companion | None:
    """Keep another form of an issued version for good, and return it; the one that stands there where there is one.

    None, and nothing is kept, when the text of the version was taken away. Not to be called inside a transaction: the
    file is written first.
    """
    path = shelf.keep(content, Companion.FILES[kind][0])
    facts = {"file": path, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
    made = _enter(version.pk, kind, facts)
    if made is None or made.file != path:
        shelf.discard(path)
    return made


@transaction.atomic
def _enter(version, kind, facts):
    """The row, unless the text is taken away at this moment: the lock makes one of the two wait for the other."""
    held = PaperVersion.objects.select_for_update().get(pk=version)
    if held.text_removed_at:
        return None
    return Companion.objects.get_or_create(version=held, kind=kind, defaults=facts)[0]
