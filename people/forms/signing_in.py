"""The codes of signing in; a wrong one is told to whoever watches the portal."""

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.core.exceptions import ValidationError

from audit import denials

from ..models import User


class Watched:
    """A form with a code. `step` names what was tried."""

    step = "the second step"
    user = None

    def clean_code(self):
        try:
            return super().clean_code()
        except ValidationError as error:
            many = error.code in ("too_many_login_attempts", "rate_limited")
            denials.note(context.request, f"{self.step}: {'too many tries' if many else 'a wrong code'}", self.user)
            raise


class CodeForm(Watched, ConfirmLoginCodeForm):
    """For an address without account there is no code; as much is asked of the database as for a known one."""

    step = "the code of the letter"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.expected_code:
            User.objects.filter(pk=0).first()


class AddressForm(RequestLoginCodeForm):
    """Where a code is asked for."""

    def clean_email(self):
        try:
            return super().clean_email()
        except ValidationError as error:
            denials.note(context.request, f"asking for a code: {error.code or 'not an address'}")
            raise


class AppForm(Watched, AuthenticateForm):
    pass


class AgainForm(Watched, ReauthenticateForm):
    pass


class SetUpForm(Watched, ActivateTOTPForm):
    step = "setting up an app"
