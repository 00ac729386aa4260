"""Asking for a compilation; a worker makes it."""

import logging
from functools import partial

from django.db import transaction

from meetings.models import Call
from people.models import User
from people.refusals import refuse_if

from .. import rules, tasks
from ..compilation import asking
from ..models import Compilation

log = logging.getLogger(__name__)


@transaction.atomic
def compile_contributions(*, call, by, bound_files=None, **selection):
    """Ask for a compilation, to be issued as the next version of its series. Returns the Compilation.

    `selection`: layout, stakeholder_group, in_time_only, language, with_translations, tells_contributors, as the fields
    of the Compilation; without any it is by question, of all. `bound_files`: {key of a file: how it is bound}.
    """
    Call.objects.select_for_update().get(pk=call.pk)  # two who ask at once wait for each other
    run = Compilation(call=call, asked_by=by if isinstance(by, User) else None, **selection)
    refuse_if(rules.why_not_compile(by, call, run))
    bound = bound_files or {}
    refuse_if(rules.why_not_bind(bound, list(asking.files(run).filter(pk__in=bound))))
    asking.ask(run, by=by, bound=bound)
    transaction.on_commit(partial(_call_a_worker, run.pk), robust=True)
    return run


def _call_a_worker(pk):
    """Tell a worker at once; when the broker sleeps, the sweep finds the run later."""
    try:
        tasks.compile_contributions.delay(pk)
    except Exception:
        log.exception("the broker did not take compilation %s; the sweep will find it", pk)
