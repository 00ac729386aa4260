"""The second step of signing in: what allauth keeps of it, whether a session has made it, how an app is replaced."""

import base64
import hashlib

from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import flows
from cryptography.fernet import Fernet
from django.conf import settings
from django.db import transaction

from audit import denials

from . import rules, sessions


class Adapter(DefaultMFAAdapter):
    """What the app and the portal share is encrypted where it is kept; who needs an app can only replace it."""

    def encrypt(self, text):
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator):
        return not rules.needs_second_factor(authenticator.user)


def _cipher():
    """Its key follows from the secret key of the portal and is of no use for anything else that it signs."""
    digest = hashlib.sha256(b"second factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def is_missing(request) -> bool:
    """Whether whoever is signed in must make the second step before this session is theirs."""
    return not is_made(request) and rules.needs_second_factor(request.user)


def is_made(request) -> bool:
    """Whether this session has made it. Asks no query."""
    return any(each["method"] == "mfa" for each in get_authentication_records(request, request.user))


def next_step(request) -> str:
    """The URL name of the page that asks for the code of the app or, where there is none yet, sets one up."""
    return "mfa_reauthenticate" if is_set_up(request.user) else "mfa_activate_totp"


def is_set_up(user) -> bool:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def finish(request):
    """The second step is made: the session goes on under another name."""
    sessions.rename(request.session)
    denials.got_in(request.user, "the second step")


@transaction.atomic
def set_up(request, form) -> bool:
    """Set up the app of a valid form in place of the one before. Whether recovery codes were made along.

    Typing its code was the second step of this session; that code serves no second time.
    """
    Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).delete()
    app, codes = flows.activate_totp(request, form)
    app.wrap().validate_code(form.cleaned_data["code"])
    post_authentication(request, app, reauthenticated=True)
    finish(request)
    return bool(codes)
