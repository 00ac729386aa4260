"""The six official languages by name, for papers and their versions."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "ar": _("Arabic"),
    "zh": _("Chinese"),
    "en": _("English"),
    "fr": _("French"),
    "ru": _("Russian"),
    "es": _("Spanish"),
}


def name(code: str):
    """The language's name in the language of the screen; the code itself for any other language."""
    return NAMES.get(code.split("-")[0], code)
