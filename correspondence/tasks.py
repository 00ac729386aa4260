"""The workers' doors to delivery."""

from celery import shared_task

from . import delivery, mailbox


@shared_task
def deliver(ids):
    """Send these letters now."""
    delivery.deliver(ids)


@shared_task
def sweep():
    """Send whatever is due, the broker's losses included. Nobody but the timetable asks for it: so beat lives too."""
    delivery.beat("beat")
    delivery.sweep()


@shared_task
def beat_of_papers():
    """Show that somebody works on papers."""
    delivery.beat("papers", "beat")


@shared_task
def take_bounces():
    """Take what came into the mailbox for bounces."""
    mailbox.take_bounces()
