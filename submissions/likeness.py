"""Texts that are nearly the same, as the letters of a campaign: flagged for the staff, and every one is kept.

A text is cut into groups of three words that follow each other. Two texts resemble each other by the share of these
groups that they have in common. So that nine thousand texts are not compared each with each, a fingerprint of eighty
numbers is made (the smallest hash of the groups that fall to each place) and cut into bands of four: texts that share
many groups share at least one band. A band is kept with the first text of the call that had it, so that a new text is
compared with a few at most.
"""

import hashlib
import re
import unicodedata
from functools import cache

import icu
from django.db import transaction
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from .models import Likeness, LikenessBand, Submission, Version

NEARLY = 70  # per cent of the groups in common
GROUP = 3  # words
FEWEST = 20  # words: “We support the proposal.” is not a campaign
PLACES, BAND = 80, 4  # at 70 per cent in common 99 of 100 share a band
SHOWN = 4  # numbers named for one text
A_RUN = 500  # texts compared in one run of the task
NOT_SPOKEN = re.compile(r"[\u0640\u064B-\u065F\u0670]")  # Arabic: the stretching sign and the vowel signs


@cache
def _locale():
    return icu.Locale("und")


def words_of(text):
    """The words of a text in any script, without case, accents on Arabic, punctuation."""
    plain = NOT_SPOKEN.sub("", unicodedata.normalize("NFKC", text).casefold())
    breaks = icu.BreakIterator.createWordInstance(_locale())
    breaks.setText(plain)
    units, found, begin = plain.encode("utf-16-le"), [], 0  # ICU counts in UTF-16
    for end in breaks:
        if breaks.getRuleStatus() >= 100:  # less is a space or a sign
            found.append(units[begin * 2 : end * 2])
        begin = end
    return found


def groups_of(text) -> set[int]:
    """The hashes of all groups of three words; empty for a text too short to tell."""
    words = words_of(text)
    if len(words) < FEWEST:
        return set()
    runs = (b" ".join(words[at : at + GROUP]) for at in range(len(words) - GROUP + 1))
    return {int.from_bytes(hashlib.blake2b(run, digest_size=8).digest()) for run in runs}


def share(one, other) -> int:
    """Per cent of the groups of both that both have."""
    return 100 * len(one & other) // len(one | other) if one and other else 0


def bands_of(groups) -> list[int]:
    """The bands of a text's fingerprint: numbers of 63 bits, the same for most texts that are nearly the same."""
    smallest = _smallest(groups)
    bands = [(at, smallest[at : at + BAND]) for at in range(0, PLACES, BAND)]
    hashes = (hashlib.blake2b(repr(band).encode(), digest_size=8).digest() for band in bands)
    return [int.from_bytes(found) >> 1 for found in hashes]


def _smallest(groups):
    """For each place the smallest of the hashes that fall to it; an empty place borrows from another."""
    places = [None] * PLACES
    for group in groups:
        value, place = divmod(group, PLACES)
        if places[place] is None or value < places[place]:
            places[place] = value
    return [value if value is not None else _borrowed(places, place) for place, value in enumerate(places)]


def _borrowed(places, place):
    """The value of the next full place in an order that only the empty place decides."""
    tried = 0
    while True:
        seed = hashlib.blake2b(f"{place}:{tried}".encode(), digest_size=4).digest()
        found = places[int.from_bytes(seed) % PLACES]
        if found is not None:
            return found
        tried += 1


def text_of(version) -> str:
    return "\n".join([*(answer.text for answer in version.answers.all()), version.other])


# What is kept


def compare_contributions() -> None:
    """Compare every version in force that was not compared yet, the earliest first, up to some hundreds in one run."""
    waiting = Version.objects.filter(likeness=None, pk__in=Submission.objects.in_force().values("current"))
    for version in waiting.order_by("pk")[:A_RUN]:
        compare(version)


@transaction.atomic
def compare(version) -> None:
    """Write down which version of the call this one resembles. Doing it again changes nothing."""
    groups = groups_of(text_of(version))
    bands = bands_of(groups) if groups else []
    first, most = _nearest(version, groups, bands)
    Likeness.objects.bulk_create([Likeness(version=version, first=first, share=most)], ignore_conflicts=True)
    call = version.submission.call_id
    new = [LikenessBand(call_id=call, value=value, version=first) for value in bands]
    LikenessBand.objects.bulk_create(new, ignore_conflicts=True)


def _nearest(version, groups, bands):
    """(the first version with nearly the same text, per cent in common); itself when there is none."""
    known = LikenessBand.objects.filter(call=version.submission.call_id, value__in=bands)
    candidates = Version.objects.filter(pk__in=known.values("version")).exclude(pk=version.pk)
    found = [(share(groups, groups_of(text_of(other))), -other.pk, other) for other in candidates]
    best, _pk, other = max(found, default=(0, 0, None))
    return (other, best) if best >= NEARLY else (version, 100)


def forget(version) -> None:
    """Drop the fingerprint of a text that is erased or taken down; others stay linked with each other."""
    LikenessBand.objects.filter(version=version).delete()


# What staff see


def _standing():
    """What is compared and in force: a superseded or withdrawn text is nobody's double."""
    return Likeness.objects.filter(version__in=Submission.objects.in_force().values("current"))


def of_several(submissions):
    """Those whose text is nearly that of another contribution."""
    sizes = _standing().order_by().values("first").annotate(size=Count("pk"))
    return submissions.filter(current__likeness__first__in=sizes.filter(size__gt=1).values("first"))


def families(versions) -> dict:
    """{key of a version: (others, how many others, per cent)} for those that resemble another; others: submissions,
    the lowest numbers. Two queries, whatever the number."""
    own = {row.version_id: row for row in Likeness.objects.filter(version__in=[version.pk for version in versions])}
    by_number = F("version__submission__register_number").asc()
    rows = (
        _standing()
        .filter(first__in={row.first_id for row in own.values()})
        .annotate(
            place=Window(RowNumber(), partition_by="first", order_by=by_number),
            size=Window(Count("pk"), partition_by="first"),
        )
    )
    families = {}
    for row in rows.filter(place__lte=SHOWN + 1).select_related("version__submission").order_by("place"):
        families.setdefault(row.first_id, []).append(row)
    found = {key: _others(row, families.get(row.first_id, [])) for key, row in own.items()}
    return {key: others for key, others in found.items() if others}


def _others(own, family):
    rows = [row for row in family if row.version_id != own.version_id][:SHOWN]
    if not rows:
        return None
    per_cent = rows[0].share if own.version_id == own.first_id else own.share
    return [row.version.submission for row in rows], family[0].size - 1, per_cent
