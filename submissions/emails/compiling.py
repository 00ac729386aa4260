"""Word to staff about a compilation they asked for."""

from correspondence import outbox


def tell_compilation(run):
    """Word to whoever asked for a compilation: it is issued, or why it failed."""
    if run.asked_by is None:
        return
    outbox.post(
        key=f"compilation:{run.pk}:{run.state}",
        to=run.asked_by.email,
        to_name=str(run.asked_by),
        template="submissions/emails/compilation.txt",
        context={"run": run, "call": run.call},
        language=run.asked_by.language,
        group=run.call.group_id,
    )
