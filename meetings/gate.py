"""The issue gate of a notification: objective faults stop it; everything else is one list with one acknowledgement."""

import re
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from audit.clock import now
from documents import dates, issue
from documents.source import fill, placeholders

from . import pdf, warnings
from .models import Call, Notification
from .rules import today_at

MONTHS = dates.MONTHS["en"]
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
DATE = re.compile(
    rf"(?:(?P<weekday>{'|'.join(DAYS)}),? )?(?P<days>\d{{1,2}}(?:(?:, \d{{1,2}})*(?: and |–|-| to )\d{{1,2}})?) "
    rf"(?P<month>{'|'.join(MONTHS)}) (?P<year>\d{{4}})"
)
SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z“(])")
CONVENES = re.compile(r"\b(?:will be held|will take place|will meet|will convene|is to be held|takes place)\b", re.I)
IS_DUE = re.compile(r"\bdeadline\b|\bno later than\b|\bby \d|\bbefore \d", re.I)
INPUTS = re.compile(r"\b(?:inputs?|contributions?|repl(?:y|ies)|submissions?)\b", re.I)
FOCAL_POINT = re.compile(r"\bfocal points?\b", re.I)
SAYS_ANNEXED = re.compile(r"\bannex(?:ed|es)?\b", re.I)
LEFT_OPEN = re.compile(r"\bT\.?B\.?[ACD]\b|\bxxx+\b|\[to be \w+\]|\bLorem ipsum\b")
DEAD = re.compile(r"https?://(?=[\s).,/]|$)|https?://[^\s/)]*\.\.")
ACRONYM = re.compile(r"\b[A-Z]{3,}s?\b")


class Reading(NamedTuple):
    """A notification as it would be printed now: its running text, a line a block, and what the portal knows."""

    notification: Notification
    version: object
    facts: dict
    text: str
    call: Call | None

    @property
    def meeting(self):
        return self.notification.meeting

    @property
    def sentences(self):
        return [part for line in self.text.splitlines() for part in SENTENCE.split(line)]


def read(notification: Notification) -> Reading:
    version = notification.being_made
    facts = pdf.facts_of(notification.meeting, version.language)
    text = "\n".join(fill(block.text, facts) for block in version.blocks.all())
    return Reading(notification, version, facts, text, pdf.call_of(notification.meeting))


def faults(notification: Notification) -> list[str]:
    """The objective faults of the version being made, a sentence each (process, Papers)."""
    reading = read(notification)
    html = pdf.notification_html(notification, reading.version)
    general = [fault.words for fault in issue.faults(reading.version, html)]
    own = [
        *_of_signature(reading),
        *_of_suffix(reading.version),
        *_of_annex(reading),
        *_of_places(reading.text),
        *_of_dates(reading),
    ]
    return list(dict.fromkeys([*general, *own]))


def advice(notification: Notification) -> list[str]:
    """What deserves a look and may stand: acknowledged together, by one tick."""
    reading = read(notification)
    found = [
        *issue.advice(reading.version),
        *warnings.of_meeting(notification.meeting, notified_on=reading.version.dated_on),
        *_signed_later(reading.version),
        *_unasked(reading),
        *_other_year(reading),
        *_acronyms(reading.text),
    ]
    return list(dict.fromkeys(found))


def _of_signature(reading):
    if not reading.notification.signatory.strip():
        yield _("Nobody is named as signatory.")
    if reading.version.dated_on and reading.version.dated_on > reading.meeting.starts_on:
        yield _("The date of signature lies after the first day of the meeting.")


def _signed_later(version):
    """A paper dated after the day it goes out surprises whoever gets it today."""
    if version.dated_on and version.dated_on > today_at(version.paper.group):
        yield _("The date of signature, %s, has not come yet.") % dates.in_text(version.dated_on)


def _of_suffix(version):
    if version.paper.issued_version and not version.suffix:
        yield _("A new version of an issued paper needs its addition to the symbol, such as Rev.1.")
    elif (
        version.paper.versions.exclude(pk=version.pk).filter(suffix=version.suffix, language=version.language).exists()
    ):
        yield _("Another version bears the symbol %(symbol)s.") % {"symbol": version.printed_symbol}


def _of_annex(reading):
    if SAYS_ANNEXED.search(reading.text) and not reading.version.annexes.exists():
        yield _("The text says that something is annexed, and nothing is.")


def _of_places(text):
    for found in LEFT_OPEN.finditer(text):
        yield _("“%(words)s” has been left open.") % {"words": found[0]}
    for found in DEAD.finditer(text):
        yield _("The link “%(link)s” leads nowhere.") % {"link": found[0]}


# Dates are read in English; in other languages the facts fill the text, and people read the rest.


def dates_in(text: str) -> list[tuple[list[date], str]]:
    """[(days, as written)] for each date in an English text; no days where no calendar has them."""
    found = []
    for match in DATE.finditer(text):
        month, year = MONTHS.index(match["month"]) + 1, int(match["year"])
        try:
            found.append(([date(year, month, int(number)) for number in re.findall(r"\d+", match["days"])], match[0]))
        except ValueError:
            found.append(([], match[0]))
    return found


def _of_dates(reading):
    if not reading.version.language.startswith("en"):
        return
    for sentence in reading.sentences:
        right = _days_meant(reading, sentence)
        for days, words in dates_in(sentence):
            yield from _of_calendar(days, words)
            if right and not {*days} <= {*right}:
                known = dates.in_text(right[0], right[-1], "en")
                yield _contradiction(words, known)
    yield from _past(reading)


def _days_meant(reading, sentence):
    """The days a sentence must speak of, when it convenes the meeting or names a deadline the portal knows."""
    meeting = reading.meeting
    if CONVENES.search(sentence) and f"{meeting.ordinal} meeting".lower() in sentence.lower():
        return [meeting.starts_on, meeting.ends_on]
    if not IS_DUE.search(sentence):
        return []
    if reading.call and INPUTS.search(sentence):
        return [reading.call.deadline_on]
    named = [deadline.due_on for deadline in meeting.deadlines.all() if FOCAL_POINT.search(deadline.label)]
    return sorted(named) if FOCAL_POINT.search(sentence) else []


def _contradiction(words, known):
    return _("The text says %(words)s where the portal knows %(known)s.") % {"words": words, "known": known}


def _of_calendar(days, words):
    weekday = words.split()[0].rstrip(",")
    if not days:
        yield _("There is no %(words)s in the calendar.") % {"words": words}
    elif weekday in DAYS and DAYS[days[0].weekday()] != weekday:
        yield _contradiction(words, f"{DAYS[days[0].weekday()]}, {dates.in_text(days[0], None, 'en')}")


def _past(reading):
    """A deadline that is over, and yet announced."""
    mentioned = {day for days, _words in dates_in(reading.text) for day in days}
    today = now().astimezone(reading.meeting.group.zone).date()
    over = {deadline.due_on for deadline in reading.meeting.deadlines.all() if deadline.due_on < today}
    if reading.call and reading.call.deadline_at < now():
        over.add(reading.call.deadline_on)
    for day in sorted(over & mentioned):
        yield _("The deadline of %(day)s is already past.") % {"day": dates.in_text(day)}


# Advice


def _unasked(reading):
    """Questions of the call that the text does not print."""
    text = " ".join(reading.text.split())
    used = {name for block in reading.version.blocks.all() for name in placeholders(block.text)}
    for name, question in reading.facts.items():
        if name.startswith("question_") and name not in used and " ".join(question.split()) not in text:
            yield _("The text does not print the question “%(question)s”.") % {"question": question[:120]}


def _other_year(reading):
    """“26 January 2016” for a meeting of 2017: the same day and month in the year beside it is mostly a slip."""
    due = [deadline.due_on for deadline in reading.meeting.deadlines.all()]
    known = {reading.meeting.starts_on, reading.meeting.ends_on, *due}
    for days, words in dates_in(reading.text):
        for right in known:
            if any((day.day, day.month, abs(day.year - right.year)) == (right.day, right.month, 1) for day in days):
                yield _contradiction(words, dates.in_text(right))


def _acronyms(text):
    known = {"UTC", *re.findall(r"\(([A-Z]{3,}s?)\)", text)}
    words = re.sub(r"https?://\S+|\]\([^)]*\)|[A-Z]+(?:/[\w.]+)+", " ", text)
    for acronym in dict.fromkeys(ACRONYM.findall(words)):
        if acronym not in known and not re.fullmatch(r"[IVXLC]+", acronym):
            yield _("“%(acronym)s” is not explained.") % {"acronym": acronym}
