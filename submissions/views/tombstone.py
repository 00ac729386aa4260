"""What stands at the addresses of a contribution that was taken down."""

from django.shortcuts import render

from ..models import Submission


def of(request, uid):
    """The plain page that says that it is gone (410), where it had come before the public; else None."""
    gone = Submission.objects.remembered().filter(state=Submission.State.TAKEN_DOWN)
    found = gone.with_what_a_list_shows().filter(uid=uid).first()
    if found is None:
        return None
    context = {"submission": found, "version": found.current, "call": found.call}
    return render(request, "submissions/gone.html", context, status=410)
