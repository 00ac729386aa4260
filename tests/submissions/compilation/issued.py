"""A compilation as it lies in the database once it was issued, though nothing was printed."""

from datetime import date

from audit.clock import now
from documents import shelf
from documents.models import Companion, Paper, PaperVersion
from submissions.models import Compilation, CompiledItem


def issued(call, submissions=(), *, paper=None, state="issued", told_at=None, **run):
    """A run that ended with a version of `paper`, or of a new one; the contributions stand on pages 11, 12…"""
    paper = paper or Paper.objects.create(
        group=call.group,
        kind="compilation",
        title="A compilation",
        about_label="meetings.call",
        about_key=str(call.pk),
    )
    paper.versions.filter(state="issued").update(state="superseded")
    facts = {"file": "x.pdf", "sha256": "0" * 64, "size": 1000, "pages": 7, "html": "<article></article>"}
    dates, number = {"dated_on": date(2016, 12, 9), "issued_at": now()}, paper.versions.count() + 1
    version = PaperVersion.objects.create(paper=paper, number=number, state=state, **facts, **dates)
    made = Compilation.objects.create(
        call=call, asked_at=now(), state="done", as_of=now(), paper_version=version, **run
    )
    for place, submission in enumerate(submissions, start=1):
        CompiledItem.objects.create(
            compilation=made,
            version=submission.current,
            number=submission.register_number,
            page=10 + place,
            told_at=told_at,
        )
    return made


def keep_data(run, content: bytes):
    """Put the data of a compilation beside its version."""
    path = shelf.keep(content, ".json")
    return Companion.objects.create(
        version=run.paper_version, kind="data", file=path, sha256="0" * 64, size=len(content)
    )
