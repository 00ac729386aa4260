"""Coming back without an account: a code proves the address; this browser holds what is its own, until it forgets."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from .. import actions, holding, rules
from ..forms import AddressForm, CodeForm
from .browser import ADDRESSES, CODE, all_held, for_holder_always, forget, form_page, keys_of, proved, remember_all
from .limiting import limit_letters


@form_page
@never_cache
def resume(request):
    """Resume on another device: give the address. A known one and an unknown one get the same letter and answer."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _send_code(request, form.cleaned_data["email"])
    return render(request, "submissions/resume.html", {"form": form})


def _send_code(request, email):
    """Send a code; it can be entered in this browser only."""
    limit_letters(request)
    request.session[CODE] = actions.send_code(email=email).pk
    return redirect("submissions:enter_code")


@form_page
@never_cache
def enter_code(request):
    """Enter the code from the letter."""
    if not request.session.get(CODE):
        return redirect("submissions:resume")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        key = request.session[CODE]
        code = actions.enter_code(key=key, typed=form.cleaned_data["code"], held=keys_of(request))
        if code:
            return _open(request, code.email)
        form.add_error("code", _("This is not the code, or it is too old, or was tried too often. Ask for a new one."))
    return render(request, "submissions/enter_code.html", {"form": form})


def _open(request, email):
    """From now on this browser holds everything of the address; its session gets another name."""
    del request.session[CODE]
    request.session[ADDRESSES] = sorted({*request.session.get(ADDRESSES, []), email})
    remember_all(request, holding.of_address(email))
    return redirect("submissions:held")


@require_safe
@never_cache
def held(request):
    """Everything that this browser holds, and what can be done with it."""
    return render(request, "submissions/held.html", {"held": list(all_held(request))})


@require_POST
@for_holder_always
def confirm_address(request, submission, holder):
    """Confirm the address of one contribution: at once, when this browser has proved it; else by a code."""
    holder = proved(request, submission, holder)
    if not holder.email_confirmed:
        return _send_code(request, rules.address_of(submission))
    actions.confirm_address(submission=submission, by=holder)
    messages.success(request, _("Your address is confirmed."))
    return redirect("submissions:held")


@form_page
@never_cache
def forget_me(request):
    """A shared computer: this browser forgets all contributions, and what it kept of them itself."""
    if request.method != "POST":
        return render(request, "submissions/forget.html", {"held": list(all_held(request))})
    forget(request)
    response = render(request, "submissions/forgotten.html")
    response.headers["Clear-Site-Data"] = '"storage", "cache"'
    return response
