"""“No contribution this time”: the personal link by which it is said, and who has said it."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from meetings.models import Call

from .models import Declination

SALT = "submissions.declining"


def link(call, address) -> str:
    """The link in a letter, for the reader of that letter only."""
    token = signing.dumps([str(call.uid), address.lower()], salt=SALT, compress=True)
    return settings.PORTAL_URL + reverse("submissions:decline", args=[token])


def read(token):
    """(call, address) that a link was made for; (None, "") when we did not make it."""
    try:
        uid, address = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None, ""
    return Call.objects.select_related("group").filter(uid=uid).first(), address


def has_declined(call, address) -> bool:
    return Declination.objects.filter(call=call, email=address.lower()).exists()
