"""Questions in templates: `{% load question_words %}`."""

from django import template
from django.utils.translation import get_language, get_language_info

from documents import languages

from ..models import Wording

register = template.Library()


@register.simple_tag
def numbered(call):
    """The questions of a call in order, each with its `label` and `is_asked`."""
    return call.questions.numbered()


@register.simple_tag
def translations_for_reader(question):
    """(the courtesy translations in the language of the screen, those in other languages)."""
    mine = (get_language() or "en").split("-")[0]
    found = question.translations.all()
    return [one for one in found if one.language == mine], [one for one in found if one.language != mine]


@register.simple_tag
def earlier_wordings(call):
    """What the questions of a call said before they were changed, the newest first."""
    return Wording.objects.filter(question__call=call).select_related("question").order_by("-changed_at")


@register.filter
def language_named(code):
    """A language's name in the language of the screen."""
    return languages.NAMES.get(code) or get_language_info(code)["name_translated"]
