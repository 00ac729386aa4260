"""Words of contributions in templates: `{% load submission_words %}`."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext_lazy as _

from audit.clock import now
from documents import dates
from meetings.models import Call, Question

from .. import deadline, drafting, languages, rules, words

register = template.Library()

TOO_MANY = {
    Call.WordRule.ADVISORY: _("{many} more than advised; a longer answer is taken too."),
    Call.WordRule.BINDING: _("{many} too many: shorten the answer before you send it."),
}


@register.simple_tag
def at_server(instant, call):
    """A moment in the call's zone, and to the second: “7 December 2016, 23:58 Geneva time (UTC+1), 22:58:04 UTC”."""
    return f"{dates.moment(instant, call.zone, call.city)}, {instant.astimezone(UTC):%H:%M:%S} UTC"


@register.simple_tag
def short_moment(instant, call):
    """Day and hour in the call's zone, for lists that name the zone once: “5 December 2016, 13:00”."""
    there = instant.astimezone(call.zone)
    return f"{dates.in_text(there.date())}, {there:%H:%M}"


@register.simple_tag
def hour_in(instant, call):
    """The hour in the call's zone, for “Saved at 14:02, Geneva time”."""
    return f"{instant.astimezone(call.zone):%H:%M}"


@register.filter
def time_left(call):
    """The time until the deadline, in words."""
    return deadline.time_left(call)


@register.simple_tag
def portal_now():
    """The portal's own clock, for the script that counts the time left."""
    return now().isoformat(timespec="seconds")


@register.simple_tag
def grace_minutes(call):
    """How many minutes after the deadline an open form can still be sent."""
    return int(call.grace.total_seconds() // 60)


@register.filter
def elsewhere(call):
    """The deadline's hour in other places."""
    return deadline.elsewhere(call)


@register.filter
def language_name(code):
    """A language's own name."""
    return languages.name_of(code)


@register.filter
def direction(code):
    """How a text in the language runs: “rtl”, “ltr”, or “auto” where the language is not known."""
    return languages.direction_of(code)


@register.simple_tag
def phases(call, submission=None):
    """What is possible now and until when, and the whole list for the script that counts on."""
    found = [asdict(phase) for phase in deadline.phases(call, submission or None)]
    return {"now": deadline.phase(call, submission or None), "listed": json.dumps(found, cls=DjangoJSONEncoder)}


@register.simple_tag
def words_of(text, call):
    """How many words a text has, and by how many it is longer than the call allows or advises, in words."""
    text = text or ""
    many, rule = rules.words_too_many(call, text), TOO_MANY[call.word_rule]
    said = rule.replace("{many}", str(many)) if many else ""
    return {"number": words.count(text), "words_of_rule": rule, "said": said}


@dataclass
class Row:
    """One question and what was said to it."""

    question: Question
    text: str = ""
    no_position: bool = False
    language: str = ""
    language_differs: bool = False
    files: tuple = ()  # that stand in place of a typed answer


@register.simple_tag
def answered(version):
    """A Row for every question and heading, in the order of the call."""
    said, in_place = drafting.answers_of(version), {}
    for file in version.files.all():
        in_place.setdefault(file.question_id, []).append(file)
    return [_row(question, version, said, in_place) for question in version.submission.call.questions.numbered()]


def _row(question, version, said, in_place):
    text, no_position, language = said.get(question.pk, drafting.Said(""))
    differs = bool(language) and language != version.language
    return Row(question, text, no_position, language or version.language, differs, in_place.get(question.pk, ()))
