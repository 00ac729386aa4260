"""The roof of the portal: settings, addresses, access and what concerns every floor."""

from .celery import app as celery_app

__all__ = ["celery_app"]
