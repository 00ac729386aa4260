"""Who got in, and what is refused, for whoever watches the portal: who, where and why, by keys and names only.

One line each in the logger `portal.security`. No address, no path (links carry keys), nothing that was typed.
"""

import logging

log = logging.getLogger("portal.security")


def note(request, reason, by=None):
    """Write the line. `reason`: a few fixed words of ours; `by`: who was refused, where it is not `request.user`."""
    match = getattr(request, "resolver_match", None)
    who = by if by is not None else getattr(request, "user", None)
    method = request.method if request.method.isalpha() else "?"
    told = (reason, match.view_name if match else "-", getattr(who, "actor_key", "nobody"), method)
    log.warning(
        "refused: %s; at %s; who %s; method %s", *told, extra={"request_id": getattr(request, "request_id", "")}
    )


def got_in(user, step):
    """Write down that somebody made a step of signing in. `step`: a few fixed words of ours."""
    log.info("signed in: %s; who %s", step, user.actor_key)
