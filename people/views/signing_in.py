"""Asking for a code to sign in."""

from allauth.account.internal.stagekit import clear_login
from allauth.account.views import RequestLoginCodeView


class AskForCode(RequestLoginCodeView):
    """Whoever asks once more, or with another address, begins anew: the code before serves no longer.

    allauth's own “resend” writes to known addresses only, which tells them from unknown ones by the time it takes.
    """

    def dispatch(self, request, *args, **kwargs):
        if request.method == "POST":
            clear_login(request)
        return super().dispatch(request, *args, **kwargs)
