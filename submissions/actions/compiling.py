"""Asking for a compilation; a worker makes it."""

import logging
from functools import partial

from django.db import transaction

from audit.clock import now
from audit.log import record
from meetings.models import Call
from people.models import User
from people.refusals import refuse_if
from people.rules import why_not_manage

from .. import rules, tasks
from ..compilation import asking
from ..models import Compilation, OtherForm

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


@transaction.atomic
def try_forms_again(*, call, by):
    """Let the Word and Excel forms that were given up be tried again by the sweep. Returns how many there are."""
    refuse_if(why_not_manage(by, call.group))
    given_up = list(OtherForm.objects.of(call).given_up(now()).select_for_update())
    for form in given_up:
        record("compilation.form_tried_again", form.paper_version, by=by, group=call.group_id, kind=form.kind)
        form.attempts, form.error = 0, ""
        form.save(update_fields=["attempts", "error"])
    return len(given_up)
