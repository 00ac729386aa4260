"""The screen on which staff see what they owe and which letters remind them of it."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from people.models import WorkingGroup

from .duties import with_letters


@require_safe
def duties(request):
    """Every duty of my groups: who is told, when and in which words; letters that wait for a release."""
    own = WorkingGroup.objects.staffed_by(request.user)
    return render(request, "duties.html", {"rows": with_letters(own)})
