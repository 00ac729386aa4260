"""The page behind the link at the end of a letter: which letters go to its address, and how to stop them."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from correspondence import stopping
from correspondence.kinds import EVERYTHING, STOPPABLE, Kind

from .. import actions
from ..models import WorkingGroup


@csrf_exempt  # mail programs post here without a cookie (RFC 8058): who has the key may, and nobody else can
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request, key):
    """Whoever has a letter stops its kind, another one, or everything; a button, for scanners of mail follow links."""
    letter = stopping.letter_of(key)
    if letter is None:
        raise Http404
    if request.POST.get("List-Unsubscribe") == "One-Click":
        _do(letter, "stop", letter.kind)
        return HttpResponse()
    for verb in {"stop", "allow"} & set(request.POST):
        _do(letter, verb, request.POST[verb])
        return redirect("people:letters", key)
    return render(request, "people/letters.html", _shown(letter))


def _do(letter, verb, kind):
    """Do what was asked for, where it is about something that can be stopped; “all” stands for everything."""
    kind = EVERYTHING if kind == "all" else kind
    about_news = kind != Kind.NEWS or letter.kind == Kind.NEWS
    if kind in (EVERYTHING, *STOPPABLE) and about_news:
        act = actions.stop_letters if verb == "stop" else actions.allow_letters
        act(letter=letter, kind=kind)


def _shown(letter):
    away = stopping.stopped(letter.to_address)
    is_news = letter.kind == Kind.NEWS
    return {
        "address": stopping.masked(letter.to_address),
        "choices": stopping.choices_of(letter),
        "kind": letter.kind,
        "group": WorkingGroup.objects.filter(pk=letter.group).first() if is_news else None,
        "subscribed": is_news and actions.is_subscribed(letter),
        "all_stopped": EVERYTHING in away,
        "any_stopped": bool(away),
    }
