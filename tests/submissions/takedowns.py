"""A contribution that has to be taken down, with its word in every place, and what takes it down; for tests."""

from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import TestCase

from audit.clock import now
from audit.log import SYSTEM
from audit.models import Entry, Values
from correspondence import delivery
from submissions import actions, compilation, takedown
from submissions.models import File
from tests.leaks import files_holding, rows_holding

from .conftest import draft

CANARY, NAME = "canary-taken-down", "canary-whose-it-is"
at_commit = partial(TestCase.captureOnCommitCallbacks, execute=True)  # what waits for COMMIT is done


def attach(version, name=f"{CANARY}.txt"):
    """A file with the canary, as it lies on the disk."""
    path = default_storage.save("contributions/aa/bb/file", ContentFile(CANARY.encode()))
    fields = {"content_type": "text/plain", "size": 17, "sha256": "0" * 64, "received_at": now()}
    return File.objects.create(version=version, name=name, path=path, **fields)


def endanger(call, dana, settings):
    """A published contribution, with a file, an edit, its letters delivered into the folder, and a newer draft."""
    settings.EMAIL_BACKEND = "correspondence.eml.Backend"
    version, holder = draft(call, answers=(CANARY,), other=CANARY, name=NAME, organisation=f"{NAME} org",
                            email=f"{NAME}@example.org", affiliations=NAME)  # fmt: skip
    attach(version)
    submission = actions.submit(version=version, by=holder).submission
    actions.publish(submission=submission, by=dana)
    actions.edit(submission=submission, by=holder)
    submission.holder = holder
    Values.objects.create(entry=Entry.objects.about(submission)[0], fields={"x": [CANARY, NAME]})
    delivery.sweep()
    return submission


def compile_now(call, dana, **selection):
    run = actions.compile_contributions(call=call, by=dana, **selection)
    compilation.make(run.pk)
    run.refresh_from_db()
    return run.paper_version


def take_down(submission, by=SYSTEM, **how):
    with at_commit():
        return actions.take_down(submission=submission, reason="A court ordered it.", by=by, **how)


def finish(found):
    """What the workers do: the files, then the compilation that was asked for."""
    with at_commit():
        takedown.finish(found.pk)
    compilation.sweep()
    found.refresh_from_db()
    return found


def left(word):
    return rows_holding(word) | files_holding(word)
