"""The workers' doors to reminders, compilations, takedowns and files."""

from celery import shared_task

from . import compilation, cosigning, likeness, quarantine, reminders, takedown


@shared_task
def invite_co_signatories():
    """Write to every co-signatory who was not written to yet."""
    cosigning.invite_due()


@shared_task
def remind_of_deadlines():
    """Post every reminder that is due."""
    reminders.remind_of_deadlines()


@shared_task
def compile_contributions(pk):
    """Make this compilation."""
    compilation.make(pk)


@shared_task
def compare_contributions():
    """Find texts that are nearly the same among those sent since."""
    likeness.compare_contributions()


@shared_task
def sweep_compilations():
    """Make whatever the broker lost or a worker left behind."""
    compilation.sweep()


@shared_task
def finish_takedown(pk):
    """Do what is left of this takedown."""
    takedown.finish(pk)


@shared_task
def sweep_takedowns():
    """Do what is left of every takedown."""
    takedown.sweep()


@shared_task
def scan_waiting_files():
    """Ask the scanner of viruses about files that it could not be asked about before."""
    quarantine.scan_waiting()


@shared_task
def sweep_files():
    """Remove bytes that no contribution knows."""
    quarantine.sweep()
