"""Letters about compilations: to whoever asked for one, and to those whose contributions stand in it."""

from correspondence import outbox
from correspondence.kinds import Kind

from .receipts import language_of


def tell_compilation(run):
    """Word to whoever asked for a compilation: it is issued, or why it failed."""
    if run.asked_by is None:
        return
    outbox.post(
        key=f"compilation:{run.pk}:{run.state}",
        kind=Kind.WORK,
        to=run.asked_by.email,
        to_name=str(run.asked_by),
        template="submissions/emails/compilation.txt",
        context={"run": run, "call": run.call},
        language=run.asked_by.language,
        group=run.call.group,
    )


def tell_compiled(item):
    """Word to a contributor under which number and on which page the contribution stands in an issued compilation.

    It goes once for a version of the text in a paper, however many versions of the paper follow, to the address that
    the contributor has given last.
    """
    run, version, submission = item.compilation, item.version, item.version.submission
    reached = submission.current
    if not reached.email:
        return
    paper = run.paper_version.paper
    told = {"item": item, "version": reached, "call": run.call, "paper": paper, "paper_version": run.paper_version}
    outbox.post(
        key=f"compiled:{submission.uid}:{version.number}:{paper.uid}",
        kind=Kind.CONTRIBUTION,
        to=reached.email,
        to_name=reached.name,
        template="submissions/emails/compiled.txt",
        context=told,
        language=language_of(reached),
        group=run.call.group,
    )
