"""Taking a contribution down: the text is gone when the action ends, the bytes and the papers follow by a worker."""

import logging
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from audit import ledger
from audit.clock import now
from audit.log import SYSTEM, move, record
from correspondence import privacy as letters
from documents import actions as papers
from documents import shelf
from people.refusals import refuse_if

from .. import drafting, erasing, register, rules, takedown, tasks
from ..models import RegisterEntry, Submission, Takedown

log = logging.getLogger(__name__)

KIND = "taken_down"  # in the ledger


@transaction.atomic
def take_down(*, submission, reason, by, name_omitted=False):
    """Take a contribution down for good; there is no way back. Returns the Takedown, which a worker finishes.

    The ledger, which is done again after a backup is restored, is written last, before COMMIT: should that fail, what
    was asked to be taken down is taken down once more.
    """
    found = _take_down(submission, reason, by, name_omitted, now())
    facts = {"submission": str(submission.uid), "name_omitted": name_omitted, "paths": found.paths}
    ledger.enter(KIND, **facts)
    return found


def _take_down(submission, reason, by, name_omitted, moment):
    submission = drafting.hold(submission, register.hold_deadline(submission.call_id))
    refuse_if(rules.why_not_take_down(by, submission))
    holding, paths = takedown.papers_holding(submission), takedown.paths_of(submission)
    changes = {"taken_down_at": moment, "takedown_reason": reason, "name_omitted": name_omitted, "duplicate_of": None}
    move(submission, Submission.State.TAKEN_DOWN, by=by, **changes)
    found = Takedown.objects.create(
        submission=submission, paths=[*paths, *(each.file for each in holding if each.file)]
    )
    found.papers.set(holding)
    found.in_force.set(each for each in holding if each.state == each.State.ISSUED)
    takedown.blank(submission)
    letters.forget(letters.letters_carrying([each.file for each in holding if each.file]), addresses=False)
    for version in holding:
        papers.take_away(version=version, by=by, reason=_("A contribution that it held was taken down."))
    register.enter(RegisterEntry.Kind.TAKEN_DOWN, submission, submission.current, moment)
    transaction.on_commit(partial(_call_a_worker, found.pk), robust=True)
    return found


def _call_a_worker(pk):
    """Tell a worker at once; when the broker sleeps, the sweep finds the takedown later."""
    try:
        tasks.finish_takedown.delay(pk)
    except Exception:
        log.exception("the broker did not take takedown %s; the sweep will find it", pk)


def take_down_again() -> int:
    """After a backup was restored: do every takedown of the ledger that the database does not know. Returns how many.

    Bytes that came back with the files go too. It may run as often as it likes.
    """
    return sum(_again(line) for line in ledger.lines(KIND))


def _again(line):
    for path in line["paths"]:
        shelf.discard(path)
    found = Submission.objects.filter(uid=line["submission"]).select_related("call__group").first()
    if found is None or found.state == Submission.State.TAKEN_DOWN:
        return 0
    if not found.is_filed:
        return _throw_away(found)
    reason = _("Taken down before a backup was restored.")
    with transaction.atomic():
        _take_down(found, reason, SYSTEM, line["name_omitted"], datetime.fromisoformat(line["at"]))
    return 1


@transaction.atomic
def _throw_away(submission):
    """It was filed and taken down after the backup had been made, in which it is a draft."""
    draft = drafting.hold(submission).draft
    if not draft:
        return 0
    erasing.throw_away(draft)
    record("submission.thrown_away", submission, by=SYSTEM)
    return 1
