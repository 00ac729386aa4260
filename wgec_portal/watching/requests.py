"""What is noted of every request: a line in the log, and one more in the count of its minute."""

import logging
import time

from .counting import count
from .logs import endpoint_of
from .tracing import REQUEST, named

log = logging.getLogger("portal.requests")


class WatchMiddleware:
    """Names the request, sends the name back, and tells how it was answered: by the address's name, never its path."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        name, begun = named(request.META.get("HTTP_X_REQUEST_ID", "")), time.perf_counter()
        token = REQUEST.set(name)
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = name
            tell(request, response.status_code, round((time.perf_counter() - begun) * 1000))
        finally:
            REQUEST.reset(token)
        return response


def tell(request, status, ms):
    """One line about a request that was answered, and one more in the count."""
    # The account as it was looked up on the way, if it was: to ask now could cost a query, or fail with the database.
    user = getattr(request, "_cached_user", None)
    match = request.resolver_match
    endpoint = endpoint_of(request)
    found = {"user": getattr(user, "pk", None), "group": match.kwargs.get("slug") if match else None}
    line = {"method": request.method, "endpoint": endpoint, "status": status, "ms": ms, **found}
    log.info("%s %s %s", request.method, endpoint, status, extra=line)
    count(endpoint, status, ms)
