"""Asking for a compilation; a worker makes it."""

import logging
from functools import partial

from django.db import transaction

from audit.clock import now
from audit.log import record
from meetings.models import Call
from people.models import User
from people.refusals import refuse_if

from .. import rules, tasks
from ..models import Compilation

log = logging.getLogger(__name__)


@transaction.atomic
def compile_contributions(*, call, by):
    """Ask for a compilation of what is published, to be issued as the next version. Returns the Compilation."""
    Call.objects.select_for_update().get(pk=call.pk)  # two who ask at once wait for each other
    refuse_if(rules.why_not_compile(by, call))
    run = Compilation.objects.create(call=call, asked_by=by if isinstance(by, User) else None, asked_at=now())
    record("compilation.asked", run, by=by)
    transaction.on_commit(partial(_call_a_worker, run.pk), robust=True)
    return run


def _call_a_worker(pk):
    """Tell a worker at once; when the broker sleeps, the sweep finds the run later."""
    try:
        tasks.compile_contributions.delay(pk)
    except Exception:
        log.exception("the broker did not take compilation %s; the sweep will find it", pk)
