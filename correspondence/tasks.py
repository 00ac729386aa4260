"""The workers' doors to delivery."""

from celery import shared_task

from . import delivery


@shared_task
def deliver(ids):
    """Send these letters now."""
    delivery.deliver(ids)


@shared_task
def sweep():
    """Send whatever is due, the broker's losses included."""
    delivery.sweep()
