"""The workers' doors to what is kept as evidence."""

from celery import shared_task

from . import evidence, heartbeats


@shared_task
def note_signs_of_life():
    """Add every heartbeat to the life it belongs to."""
    heartbeats.note()


@shared_task
def forget_old_evidence():
    """Remove what has been kept long enough."""
    evidence.forget_old()
