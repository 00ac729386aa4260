"""Setting up an authenticator app, or a new one in its place; the reset for a colleague who has lost it."""

from allauth.account.decorators import reauthentication_required
from allauth.mfa.base.views import ReauthenticateView
from allauth.mfa.totp.views import ActivateTOTPView
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic.edit import FormView

from .. import actions, rules, second_factor
from ..models import User
from .groups import group_of


@method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")
class SetUp(ActivateTOTPView):
    """allauth would have the old app removed first; here the new one takes its place in one step."""

    def dispatch(self, request, *args, **kwargs):
        return FormView.dispatch(self, request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        user = self.request.user
        told = {"replaces": second_factor.is_set_up(user), "needed": rules.needs_second_factor(user)}
        return super().get_context_data(**kwargs, **told)

    def form_valid(self, form):
        self.did_generate_recovery_codes = second_factor.set_up(self.request, form)
        return FormView.form_valid(self, form)


class Again(ReauthenticateView):
    """The code of the app, asked in a session that is signed in; it goes on under another name."""

    def form_valid(self, form):
        response = super().form_valid(form)
        second_factor.finish(self.request)
        return response


def reset(request, slug, pk):
    """Asks before it does so: whoever is reset sets an app up anew at the next sign-in."""
    group = group_of(request, slug)
    user = get_object_or_404(User.objects.working_for(group), pk=pk)
    if request.method == "POST":
        actions.reset_second_factor(group=group, user=user, by=request.user)
        messages.success(request, _("The second step of %(who)s is reset, and a letter tells so.") % {"who": user})
        return redirect("people:offices", slug)
    why_not = rules.why_not_reset_second_factor(request.user, group, user)
    return render(request, "people/second_factor_reset.html", {"group": group, "who": user, "why_not": why_not})
