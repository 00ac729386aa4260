"""Which of the two engines the portal runs on, and what is asked of it."""

from django.db import connection

from . import postgresql, sqlite

_ENGINES = {"postgresql": postgresql, "sqlite": sqlite}


def of_the_portal():
    """The module for the portal’s database: snapshot(), drop_everything(), fill(tables, place)."""
    return _ENGINES[connection.vendor]
