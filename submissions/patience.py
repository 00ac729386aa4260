"""How often one address may knock at a door in a while; when the cache that counts sleeps, nobody is held up."""

import hashlib
import logging

from allauth.account.adapter import get_adapter
from django.core.cache import cache

log = logging.getLogger(__name__)


def is_exhausted(request, door: str, *, most: int, seconds: int) -> bool:
    """Count this request; whether its sender has made more than `most` at this door within `seconds`."""
    sender = hashlib.sha256(get_adapter().get_client_ip(request).encode()).hexdigest()[:32]
    key = f"patience:{door}:{sender}"
    try:
        cache.add(key, 0, seconds)
        return cache.incr(key) > most
    except ValueError:  # it ran out between the two
        return False
    except Exception:
        log.exception("the cache did not count")
        return False
