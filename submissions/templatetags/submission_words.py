"""Words of contributions in templates: `{% load submission_words %}`."""

from datetime import UTC

from django import template

from audit.clock import now
from documents import dates

from .. import deadline, languages, words

register = template.Library()


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
def word_count(text):
    """How many words a text has."""
    return words.count(text or "")


@register.simple_tag
def answered(version):
    """[(question, its answer or None)] in the order of the call, every question named."""
    answers = {answer.question_id: answer for answer in version.answers.all()}
    return [(question, answers.get(question.pk)) for question in version.submission.call.questions.all()]
