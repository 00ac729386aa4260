"""The environment variables: every one that is read, with its kind and default, and what they must say together.

`NAME_FILE` may name a file that holds the value. Production names its database, broker, mail server and secret key; a
missing or contradictory one stops the start, with a sentence for each fault. docs/operations.md tells what each is for.
"""

from collections.abc import Iterator
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

VARIABLES = {
    "PRODUCTION": (bool, False),
    "SECRET_KEY": (str, ""),
    "ALLOWED_HOSTS": (list, ["localhost", "127.0.0.1", "[::1]"]),
    "PORTAL_URL": (str, "http://localhost:8000"),
    "PORTAL_NAME": (str, "Working group portal"),
    "PORTAL_VERSION": (str, ""),
    "PORTAL_CLOCK": (str, ""),
    "PORTAL_VAR": (str, ""),
    "PORTAL_LEDGER": (str, ""),
    "DATABASE_URL": (str, ""),
    "REDIS_URL": (str, ""),
    "EMAIL_URL": (str, ""),
    "EMAIL_FROM": (str, "Working group portal <portal@localhost>"),
    "ACCEL_REDIRECT": (str, ""),
    "CLAMAV": (str, ""),
    "METRICS_TOKEN": (str, ""),
    "TRUSTED_PROXIES": (int, 0),
    "DRAFTS_AN_HOUR": (int, 600),
    "LETTERS_AN_HOUR": (int, 60),
    "SECOND_FACTOR": (bool, None),  # not set: in production
}


def read(base: Path) -> environ.FileAwareEnv:
    """The variables, by name. Raises ImproperlyConfigured with every fault of theirs. `base`: the checkout."""
    env = environ.FileAwareEnv(**{**VARIABLES, "PORTAL_VAR": (str, str(base / "var"))})
    if found := list(faults(env)):
        raise ImproperlyConfigured(" ".join(found))
    return env


def faults(env) -> Iterator[str]:
    """A sentence for whatever is missing or contradicts something else."""
    clamav = env("CLAMAV")
    if clamav and not (clamav.startswith("/") or clamav.rpartition(":")[2].isdecimal()):
        yield "CLAMAV names the scanner of viruses: host:port, or the path of its socket."
    if env("PRODUCTION"):
        yield from _faults_in_production(env)


def _faults_in_production(env):
    for name in ("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "EMAIL_URL"):
        if not env(name):
            yield f"Set {name} or {name}_FILE: the production portal has none of its own."
    if env("PORTAL_CLOCK"):
        yield "PORTAL_CLOCK moves the clock of the demo and is refused in production: remove it."
    if env("SECOND_FACTOR") is False:
        yield "SECOND_FACTOR cannot be switched off in production: remove it."
    if not env("PORTAL_URL").startswith("https://"):
        yield "Set PORTAL_URL to the https:// address of the portal: letters carry it."
