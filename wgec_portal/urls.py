"""Every address of the portal. Each name has its policy in policies.py."""

from allauth.account import views as account
from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from people.views import second_factor, signing_in

from . import desk, letters, pages, personal
from .watching import health, metrics
from .watching import pages as watching

urlpatterns = [
    path("", pages.home, name="home"),
    path("groups/<slug:slug>/", pages.group, name="group"),
    path("groups/<slug:slug>/letters/", letters.why, name="why"),
    path("meetings/<int:pk>/", pages.meeting, name="meeting"),
    path("desk/", desk.desk, name="desk"),
    path("desk/outbox/", desk.outbox, name="outbox"),
    path("desk/outbox/send-failed-again/", desk.send_failed_again, name="send_failed_again"),
    path("desk/outbox/<int:pk>/", desk.letter, name="letter"),
    path("desk/outbox/<int:pk>/send-again/", desk.send_again, name="send_again"),
    path("desk/outbox/<int:pk>/address/", desk.suppress, name="suppress"),
    path("desk/trail/", desk.trail, name="trail"),
    path("desk/state/", watching.state, name="state"),
    path("desk/duties/", letters.duties, name="duties"),
    path("desk/personal-data/", personal.personal_data, name="personal_data"),
    path("groups/<slug:slug>/privacy/", personal.privacy, name="privacy"),
    path("my-data/", personal.own_data, name="own_data"),
    path("language/", set_language, name="set_language"),
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("sign-in/", signing_in.AskForCode.as_view(), name="account_login"),
    path("sign-in/request/", signing_in.AskForCode.as_view(), name="account_request_login_code"),
    path("sign-in/code/", account.ConfirmLoginCodeView.as_view(), name="account_confirm_login_code"),
    path("sign-in/no-account/", account.SignupView.as_view(), name="account_signup"),
    path("sign-out/", account.LogoutView.as_view(), name="account_logout"),
    path("sign-in/inactive/", account.AccountInactiveView.as_view(), name="account_inactive"),
    path("sign-in/again/", account.ReauthenticateView.as_view(), name="account_reauthenticate"),
    path("sign-in/second/totp/activate/", second_factor.SetUp.as_view(), name="mfa_activate_totp"),
    path("sign-in/second/reauthenticate/", second_factor.Again.as_view(), name="mfa_reauthenticate"),
    path("sign-in/second/", include("allauth.mfa.urls")),
    path("", include("people.urls")),
    path("", include("documents.urls")),
    path("", include("meetings.urls")),
    path("", include("submissions.urls")),
    path("", include("summaries.urls")),
    path("admin/", admin.site.urls),
]

handler500 = "wgec_portal.refusing.fault"
