"""The environment variables: every one that is read, with its kind and default, and what they must say together.

`NAME_FILE` may name a file that holds the value. Production names its database, broker, mail server and secret key; a
missing or contradictory one stops the start, with a sentence for each fault. docs/operations.md tells what each is for.
"""

import re
from collections.abc import Iterator
from email.utils import getaddresses
from pathlib import Path
from urllib.parse import urlsplit

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
    "EMAIL_IN_CLEAR": (bool, False),
    "EMAIL_BOUNCES_URL": (str, ""),
    "EMAIL_FROM": (str, "Working group portal <portal@localhost>"),
    "ACCEL_REDIRECT": (str, ""),
    "CLAMAV": (str, ""),
    "METRICS_TOKEN": (str, ""),
    "TRUSTED_PROXIES": (int, 0),
    "DRAFTS_AN_HOUR": (int, 600),
    "LETTERS_AN_HOUR": (int, 60),
    "SECOND_FACTOR": (bool, None),  # not set: in production
}

SERVERS = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "EMAIL_BOUNCES_URL")
EMBEDDED_KEY = "embedded-portal-key-that-signs-nothing-of-value-anywhere-else"  # anybody can read it here
MAIL = ("smtp", "smtps", "smtp+tls", "smtp+ssl")
HERE = ("localhost", "127.0.0.1", "::1")
SHORTEST_KEY, SHORTEST_TOKEN = 50, 20  # characters


def read(base: Path) -> environ.FileAwareEnv:
    """The variables, by name. Raises ImproperlyConfigured with every fault of theirs. `base`: the checkout."""
    env = environ.FileAwareEnv(**{**VARIABLES, "PORTAL_VAR": (str, str(base / "var"))})
    # What cannot be read cannot be judged: the faults of files and of kinds come first.
    if found := [*_faults_of_files(env), *_faults_of_kind(env), *_faults_of_servers(env)] or list(faults(env)):
        raise ImproperlyConfigured(" ".join(found))
    return env


def made(folder: Path) -> Path:
    """The folder for everything the portal writes, there from now on. Raises ImproperlyConfigured."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise ImproperlyConfigured(f"PORTAL_VAR names {folder}, which cannot be made: {fault.strerror}.") from None
    return folder


def _faults_of_files(env):
    """Reads the files that are named by NAME_FILE, without the line break at their end."""
    given = env.ENVIRON.env
    for name in VARIABLES:
        if not (path := given.get(f"{name}_FILE")):
            continue
        if given.get(name):
            yield f"{name} and {name}_FILE are both set: keep one of them."
        try:
            env.ENVIRON.files_cache[name] = text = Path(path).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as fault:
            env.ENVIRON.files_cache[name] = ""
            yield f"{name}_FILE names {path}, which cannot be read: {getattr(fault, 'strerror', None) or fault}."
        else:
            if not text:
                yield f"{name}_FILE names {path}, which is empty."


def _faults_of_kind(env):
    for name, (kind, _default) in VARIABLES.items():
        try:
            env(name)
        except ValueError:
            yield f"{name} is {env.ENVIRON[name]!r}, which is no {'whole number' if kind is int else kind.__name__}."

        said = str(env.ENVIRON.get(name) or "").lower()
        if kind is bool and said not in (*env.BOOLEAN_TRUE_STRINGS, "false", "off", "n", "no", "0", ""):
            yield f"{name} is {said!r}: say true or false."


def _faults_of_servers(env):
    """What cannot be taken apart; without quoting it, for it holds a password."""
    for name in SERVERS:
        try:
            url = urlsplit(env(name))
            whole = url.port != 0 and "@" not in url.path + url.query + url.fragment
        except ValueError:
            whole = False
        if not whole:
            yield f"{name} cannot be read: in its password write @ : / ? # % as %40 %3A %2F %3F %23 %25."


def faults(env) -> Iterator[str]:
    """A sentence for whatever is missing or contradicts something else."""
    clamav, redis, token = env("CLAMAV"), env("REDIS_URL"), env("METRICS_TOKEN")
    if clamav and not (clamav.startswith("/") or clamav.rpartition(":")[2].isdecimal()):
        yield "CLAMAV names the scanner of viruses: host:port, or the path of its socket."
    if redis and not (redis.startswith(("redis://", "rediss://")) and urlsplit(redis).hostname):
        yield "REDIS_URL is an address like redis://host:6379/0, or rediss:// with TLS."
    if token and len(token) < SHORTEST_TOKEN:
        yield f"METRICS_TOKEN is too short to be a secret: give it {SHORTEST_TOKEN} random characters or more."
    if env("ACCEL_REDIRECT") and not env("ACCEL_REDIRECT").startswith("/"):
        yield "ACCEL_REDIRECT is the beginning of a path, such as /files."
    if env("TRUSTED_PROXIES") < 0:
        yield "TRUSTED_PROXIES counts something and cannot be negative."
    for name in ("DRAFTS_AN_HOUR", "LETTERS_AN_HOUR"):
        if env(name) < 1:
            yield f"{name} is 1 or more: with {env(name)} nobody could begin."
    if odd := [name for name in env("ALLOWED_HOSTS") if re.search(r"[\s/]", name)]:
        yield f"ALLOWED_HOSTS holds {odd[0]!r}: it is names alone, with a comma and no space between two of them."
    if not _is_address(env("EMAIL_FROM")):
        yield "EMAIL_FROM is one address, such as Portal <portal@example.org>."
    mail = urlsplit(env("EMAIL_URL"))
    if env("EMAIL_URL") and not (mail.scheme in MAIL and mail.hostname):
        yield "EMAIL_URL names the mail server: smtp+tls://USER:PASSWORD@HOST:587, or smtp+ssl://…:465."
    bounces = urlsplit(env("EMAIL_BOUNCES_URL"))
    if env("EMAIL_BOUNCES_URL") and not (bounces.scheme == "imaps" and bounces.hostname and bounces.username):
        yield "EMAIL_BOUNCES_URL names the mailbox that bounces come to: imaps://USER:PASSWORD@HOST/FOLDER."
    if env("PRODUCTION"):
        yield from _faults_in_production(env)


def _is_address(text):
    found = getaddresses([text])
    return len(found) == 1 and "\n" not in text and re.fullmatch(r"[^@\s]+@[^@\s]+", found[0][1]) is not None


def _faults_in_production(env):
    for name in ("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "EMAIL_URL"):
        if not env(name):
            yield f"Set {name} or {name}_FILE: the production portal has none of its own."
    mail = urlsplit(env("EMAIL_URL"))
    if mail.scheme == "smtp" and mail.hostname not in HERE and not env("EMAIL_IN_CLEAR"):
        yield "Letters would go to another host in clear: say smtp+tls:// in EMAIL_URL, or EMAIL_IN_CLEAR=true."
    if env("PORTAL_CLOCK"):
        yield "PORTAL_CLOCK moves the clock of the demo and is refused in production: remove it."
    if env("SECOND_FACTOR") is False:
        yield "SECOND_FACTOR cannot be switched off in production: remove it."
    if 0 < len(env("SECRET_KEY")) < SHORTEST_KEY:
        yield f"SECRET_KEY is too short: give it {SHORTEST_KEY} random characters or more."
    if env("SECRET_KEY") == EMBEDDED_KEY:
        yield "SECRET_KEY is the one of the embedded portal, which everybody knows: make one of your own."
    database = urlsplit(env("DATABASE_URL"))
    if env("DATABASE_URL") and not (database.scheme in ("postgres", "postgresql") and database.path.strip("/")):
        yield "DATABASE_URL is an address like postgres://user:password@host:5432/name: production runs on PostgreSQL."
    if _is_address(env("EMAIL_FROM")) and env("EMAIL_FROM").rstrip(">").endswith("@localhost"):
        yield "Set EMAIL_FROM to an address that can be answered: every letter carries it."
    yield from _faults_of_names(env)


def _faults_of_names(env):
    """The names of the portal: of its address, and of those it answers to."""
    portal, hosts = urlsplit(env("PORTAL_URL")), env("ALLOWED_HOSTS")
    if portal.scheme != "https" or not portal.hostname:
        yield "Set PORTAL_URL to the https:// address of the portal: letters carry it."
    elif portal.path.strip("/") or portal.query or portal.fragment:
        yield "PORTAL_URL ends with the name of the host: the portal cannot live under a path."
    elif "*" not in hosts and not any(_covers(host, portal.hostname) for host in hosts):
        yield f"ALLOWED_HOSTS lacks {portal.hostname}, the name in PORTAL_URL."
    if "*" in hosts:
        yield "ALLOWED_HOSTS names the hosts one by one: with * anybody could make the portal answer in their name."


def _covers(pattern, host):
    return host == pattern.lower() or (pattern.startswith(".") and f".{host}".endswith(pattern.lower()))
