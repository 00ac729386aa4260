"""The workers' door to what the roof does by itself."""

from celery import shared_task

from . import retention


@shared_task
def forget_what_is_due():
    """Erase the personal data whose time is over."""
    retention.forget_what_is_due()
