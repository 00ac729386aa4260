"""The workers' doors to reminders and compilations."""

from celery import shared_task

from . import compilation, reminders, takedown


@shared_task
def remind_of_deadlines():
    """Post every reminder that is due."""
    reminders.remind_of_deadlines()


@shared_task
def compile_contributions(pk):
    """Make this compilation."""
    compilation.make(pk)


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
