"""Finding contributions by a word: staff search all that was filed, readers only what they are shown."""

from django.db.models import Exists, OuterRef, Q

from .models import Answer, Rendition, RenditionText, Version

WHO = ("name", "organisation", "behalf_name", "email")


def naming(found, words):
    """For staff: those whose number, name, organisation or address holds the words."""
    if words.isdecimal() and len(words) < 10:
        return found.filter(register_number=int(words))
    wanted = Q()
    for name in WHO:
        wanted |= Q(**{f"current__{name}__icontains": words})
    return found.filter(wanted)


def saying(found, words):
    """For staff: those whose text as received holds the words; superseded texts are not searched."""
    said = Answer.objects.filter(version=OuterRef("current"), text__icontains=words)
    return found.filter(Exists(said) | Q(current__other__icontains=words))


def for_readers(found, words):
    """Those whose shown name or shown text holds the words. What is kept back is not searched: a hit would tell it."""
    redactions = Rendition.objects.in_force().filter(kind=Rendition.Kind.REDACTION)
    redacted = Exists(redactions.filter(version=OuterRef("current")))
    instead = RenditionText.objects.filter(rendition__in=redactions, rendition__version=OuterRef("current"))
    said = Answer.objects.filter(version=OuterRef("current"), text__icontains=words)
    as_received = ~redacted & (Exists(said) | Q(current__other__icontains=words))
    text = as_received | Exists(instead.filter(text__icontains=words))
    return found.out().filter(text | Q(_named(words), name_omitted=False))


def _named(words):
    """By the name that the author chose to show: never a person’s where only the organisation stands."""
    person = Q(current__name__icontains=words) & (
        Q(current__publish=Version.Publish.NAME) | Q(current__publish=Version.Publish.GROUP, current__organisation="")
    )
    joint = Q(current__behalf_name__icontains=words, current__behalf__in=["states", "coalition"])
    return Q(current__organisation__icontains=words) | joint | person
