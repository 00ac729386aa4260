"""How long a session lasts, and ending it: by itself, by its owner, or because a role has ended.

Real time counts here, as in all of signing in; django-allauth keeps which session is whose.
"""

import time
from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.contrib.auth import logout

from . import rules

HOUR, DAY = 3600, 24 * 3600
BEGUN, SEEN = "begun_at", "seen_at"  # in the session: seconds since 1970
A_WHILE = 300  # seconds after which a request is noted again


@dataclass(frozen=True)
class Limits:
    """In seconds: how long a session lasts without a request, and how long altogether."""

    idle: int
    whole: int


OF_READERS = Limits(idle=14 * DAY, whole=14 * DAY)
OF_KEYS = Limits(idle=2 * HOUR, whole=12 * HOUR)  # secretariat, Chair, technicians


def begin(session):
    """Start counting, at signing in."""
    session[BEGUN] = session[SEEN] = int(time.time())


def keep(request) -> bool:
    """Note that a signed-in person was here, or end their session when its time is over. Whether it goes on."""
    session, moment = request.session, int(time.time())
    if BEGUN not in session:
        begin(session)
        UserSession.objects.create_from_request(request)
    if is_over(session, request.user, moment):
        end([*UserSession.objects.filter(session_key=session.session_key)])
        logout(request)
        return False
    if moment - session[SEEN] >= A_WHILE:
        session[SEEN] = moment
        UserSession.objects.create_from_request(request)
    return True


def is_over(session, user, moment) -> bool:
    """Whether one of the limits has passed; who the user is, is asked only of a session that has grown old."""
    idle, whole = moment - session[SEEN], moment - session[BEGUN]
    if idle < OF_KEYS.idle and whole < OF_KEYS.whole:
        return False
    limits = OF_KEYS if rules.holds_keys(user) else OF_READERS
    return idle >= limits.idle or whole >= limits.whole


def rename(session):
    """Give the session another name after a step of signing in, so that one learnt before is of no use."""
    was = session.session_key
    session.cycle_key()
    UserSession.objects.filter(session_key=was).update(session_key=session.session_key)


def of(user) -> list:
    """The sessions in which the user is signed in, last seen first; those that have ended are forgotten."""
    return sorted(UserSession.objects.purge_and_list(user), key=lambda each: each.last_seen_at, reverse=True)


def end(sessions) -> int:
    """End them at once, wherever they are. Returns how many."""
    for session in sessions:
        session.end()
    return len(sessions)


def end_all(user) -> int:
    """End every session of the user. Returns how many."""
    return end([*UserSession.objects.filter(user=user)])
