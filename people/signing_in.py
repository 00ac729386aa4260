"""Signing in by a code sent by e-mail: django-allauth decides, our post office carries its letters."""

from datetime import timedelta
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from audit import denials
from audit.clock import now
from correspondence import outbox
from correspondence.kinds import Kind

from . import sessions
from .models import User


class Adapter(DefaultAccountAdapter):
    """Accounts are opened by the secretariat, never by signing up; letters go through the outbox."""

    def is_open_for_signup(self, request):
        """Nobody opens an account alone."""
        return False

    def send_mail(self, template_prefix, email, context):
        """Post allauth's letter, in the language of the account, else of the page.

        The key is drawn by lot: one made from the code could be guessed back by trying all codes. The letter is
        secret, so that its body is blanked once sent, and goes only while the code is of use.
        """
        user = User.objects.filter(email=email.lower()).first()
        language = user.language if user else translation.get_language() or settings.LANGUAGE_CODE
        with translation.override(language):
            subject = render_to_string(f"{template_prefix}_subject.txt", context).strip()
            text = render_to_string(f"{template_prefix}_message.txt", context).strip()
        outbox.post(
            key=f"sign-in:{uuid4()}",
            kind=Kind.ACCOUNT,
            to=email,
            template="people/emails/sign_in.txt",
            context={"subject": subject, "text": text},
            language=language,
            secret=True,
            send_before=now() + timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT),
        )

    def post_login(self, request, user, **kwargs):
        """Begin to count the session; go on in the language of the account, unless another was chosen on the way in."""
        response = super().post_login(request, user, **kwargs)
        sessions.begin(request.session)
        denials.got_in(user, "the code of a letter")
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax", httponly=True, secure=request.is_secure()
            )
        return response
