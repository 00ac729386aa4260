"""From a dataset to the PDF: pieces set, composed, and files of contributors bound in where staff ticked them."""

import json
import logging
from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from documents import pdf as press
from documents.composing import Bound, Imprint, compose

from ..models import BoundFile
from . import binding, fragments, planning

log = logging.getLogger(__name__)

How = BoundFile.How
ATTEMPTS = 3  # at a paper of which a set piece is not what it was


@dataclass(frozen=True)
class Printed:
    """What was printed: where everything is, and {number: why its text could not be set}."""

    bound: Bound
    not_set: dict
    is_tagged: bool


def print_paper(run, gathered, file, *, tell=None, more_hands=None) -> Printed:
    """Write the PDF to a binary file. The same dataset gives the same bytes. Never in a transaction.

    `run`: whose call it is, and whose files are bound in. A contribution that cannot be set is named in the manifest,
    with the reason, and does not stop the rest; so is a file that cannot be bound in. Raises PressFailed when a list or
    the cover cannot be set.
    """
    ticked = binding.bound_in(run, gathered.contributions)
    for attempts_left in reversed(range(ATTEMPTS)):
        layout, store, not_set = _set(run.call, gathered, {"tell": tell, "more_hands": more_hands})
        try:
            return _put_together(layout, store, not_set, ticked, gathered, file)
        except fragments.Damaged:
            if not attempts_left:
                raise
            fragments.look_over(store)
            file.seek(0)
            file.truncate()


def _set(call, gathered, how):
    """(layout, store, {number: why it cannot be set}) with every piece set that can be."""
    head, ones, versions = gathered.head, gathered.contributions, gathered.versions
    layout = planning.lay_out(head, ones, {})
    store = fragments.ensure(call, layout.pieces, versions, **how)
    not_set = {number: store.errors[piece.key] for number, piece in layout.items.items() if piece.key in store.errors}
    if not_set:
        log.warning("contributions to call %s that cannot be set: %s", call.pk, sorted(not_set))
        layout = planning.lay_out(head, ones, not_set)
        store = fragments.ensure(call, layout.pieces, versions, **how)
    if lost := [store.errors[piece.key] for piece in layout.pieces if piece.key in store.errors]:
        raise press.PressFailed(lost[0])
    return layout, store, not_set


def _put_together(layout, store, not_set, ticked, gathered, file):
    imprint = _imprint(gathered.head, gathered.contributions, not_set, store.load(layout.running.key), ticked)
    appended = [each for each in ticked if each.how == How.APPENDED]
    paper = planning.plan(layout, store)
    if not appended:
        return Printed(compose(paper, imprint, file), not_set, is_tagged=True)
    return Printed(binding.compose_with_pages(paper, imprint, appended, file), not_set, is_tagged=False)


def _imprint(head, ones, not_set, running, ticked):
    with override(head.language):
        about = _("What this paper was made of")
    manifest = ("manifest.json", about, "application/json", manifest_of(head, ones, not_set))
    files = [
        (each.name, each.one.name, each.file.content_type, binding.bytes_of(each.file))
        for each in ticked
        if each.how == How.EMBEDDED
    ]
    return Imprint(
        title=head.title,
        author=head.secretariat,
        language=head.language,
        created=datetime.fromisoformat(head.as_of),
        running=running,
        files=[manifest, *files],
    )


def manifest_of(head, ones, not_set) -> bytes:
    """The manifest as JSON: what it is, as of when, every contribution with version and hash, the register’s head."""
    listed = [
        {
            "number": one.number,
            "name": one.name,
            "version": one.version,
            "sha256": one.sha256,
            "labels": one.labels,
            "not_set": not_set.get(one.number, ""),
            "files": [{"name": file.name, "sha256": file.sha256, "bound": file.bound} for file in one.files],
        }
        for one in sorted(ones, key=lambda one: one.number)
    ]
    told = {"title": head.title, "version": head.version, "as_of": head.as_of, "call": head.call_link}
    register = {"entries": head.register_entries, "head": head.register_head}
    changes = {"since": head.since, "changes": [asdict(change) for change in head.changes]}
    content = {**told, "register": register, **changes, "contributions": listed}
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
