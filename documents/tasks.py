"""The workers' door to the shelf of papers."""

from celery import shared_task

from . import removal


@shared_task
def clear_shelf():
    """Remove the files of papers that were taken away, and those that belong to none."""
    removal.sweep()
