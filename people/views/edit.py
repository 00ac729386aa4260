"""One way to answer every form of an edit: save it, or show what is wrong, or what somebody else has saved."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from audit.log import Stale

from ..refusals import Refused


def answer(request, form, save, *, done, template, **context):
    """Save a posted form and go to `done`, or show `template` again with everything that was typed.

    `save(form)` calls one action. A Refused stands above the form as its reason; a Stale shows mine and theirs
    (context `differences`, for templates/_stale.html).
    """
    if request.method == "POST" and form.is_valid():
        try:
            save(form)
            messages.success(request, _("Saved."))
            return redirect(done)
        except Refused as reason:
            form.add_error(None, str(reason))
        except Stale as stale:
            context["differences"] = form.differences(stale)
    return render(request, template, {"form": form, "back": done, **context})
