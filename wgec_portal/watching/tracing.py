"""Which request, or which task of a worker, the running code belongs to: the name every line of a log carries."""

import re
from contextvars import ContextVar
from uuid import uuid4

import celery

REQUEST: ContextVar[str] = ContextVar("request", default="")
TASK: ContextVar[str] = ContextVar("task", default="")
WELL_FORMED = re.compile(r"[A-Za-z0-9-]{8,64}")
HEADER = "portal_request"  # of a message to a worker


def named(given: str) -> str:
    """The name of a request: the one that nginx gave it, when it is one, else a new one of 32 hexadecimal digits."""
    return given if WELL_FORMED.fullmatch(given) else uuid4().hex


class Task(celery.Task):
    """A task whose log lines carry its own name, and that of the request it was ordered in."""

    abstract = True

    def apply_async(self, *args, headers=None, **options):
        ordered_in = {HEADER: REQUEST.get()} if REQUEST.get() else {}
        return super().apply_async(*args, headers={**ordered_in, **(headers or {})}, **options)

    def __call__(self, *args, **kwargs):
        task = TASK.set(f"{self.name}[{self.request.id}]")
        request = REQUEST.set((self.request.headers or {}).get(HEADER) or REQUEST.get())
        try:
            return super().__call__(*args, **kwargs)
        finally:
            TASK.reset(task)
            REQUEST.reset(request)
