"""What stands in the database, as one hash for each table."""

import hashlib

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session

COUNTERS = (Session, UserSession)  # that somebody was here, and until when they are remembered


def fingerprint():
    """{table: hash of its rows}; sessions aside."""
    models = [model for model in apps.get_models(include_auto_created=True) if model not in COUNTERS]
    return {model._meta.db_table: _hash(model) for model in models}


def _hash(model):
    rows = sorted(repr([_plain(value) for value in row]) for row in model._base_manager.values_list())
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _plain(value):
    return bytes(value) if isinstance(value, memoryview) else value
