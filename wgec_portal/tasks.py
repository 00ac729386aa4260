"""The workers' door to what the roof does by itself."""

from celery import shared_task

from . import duties, retention


@shared_task
def forget_what_is_due():
    """Erase the personal data whose time is over."""
    retention.forget_what_is_due()


@shared_task
def remind_of_duties():
    """Remind staff of what they owe, and take back what is done."""
    duties.remind()
