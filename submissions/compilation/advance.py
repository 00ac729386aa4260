"""What was sent is set soon after, in both layouts: at the deadline a compilation finds nearly everything ready."""

from django.db.models import Exists, OuterRef

from audit.clock import now
from meetings.models import Call

from ..models import Compilation, Fragment, Submission
from ..models.submission import CONSENT
from . import fragments, gathering, setting

A_TIME = 5  # contributions in one go of a call


def set_in_advance() -> None:
    """Set every contribution that may come before the public and of which nothing is set yet.

    Stops when somebody asks for a compilation, which sets what it needs first: the next round does the rest.
    """
    for call in Call.objects.filter(pk__in=_waiting().values("call")).select_related("group"):
        keys = list(_waiting().filter(call=call).order_by("pk").values_list("pk", flat=True))
        for at in range(0, len(keys), A_TIME):
            for layout in Compilation.Layout:
                if Compilation.objects.to_be_made(now()).exists():
                    return
                _set(call, layout, keys[at : at + A_TIME])


def _waiting():
    known = Fragment.objects.filter(version=OuterRef("current"))
    in_force = Submission.objects.in_force().filter(current__publish__in=CONSENT, withheld_reason="")
    return in_force.filter(~Exists(known))


def _set(call, layout, keys):
    run = Compilation(call=call, layout=layout)
    gathered = gathering.gather(run, among=Submission.objects.filter(pk__in=keys))
    pieces = [
        setting.contribution(gathered.head, one)
        for one in gathered.contributions
        if setting.stands_in(gathered.head, one)
    ]
    fragments.ensure(call, pieces, gathered.versions)
    gathering.forget_changed(gathered)
