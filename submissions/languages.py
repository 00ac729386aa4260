"""The languages a contribution may be in, each by its own name."""

from django.utils.translation import gettext_lazy as _

OFFICIAL = {
    "ar": "العربية",
    "zh": "中文",
    "en": "English",
    "fr": "Français",
    "ru": "Русский",
    "es": "Español",
}
OTHERS = {
    "bn": "বাংলা",
    "de": "Deutsch",
    "el": "Ελληνικά",
    "fa": "فارسی",
    "ha": "Hausa",
    "he": "עברית",
    "hi": "हिन्दी",
    "id": "Bahasa Indonesia",
    "it": "Italiano",
    "ja": "日本語",
    "ko": "한국어",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "sw": "Kiswahili",
    "th": "ไทย",
    "tr": "Türkçe",
    "uk": "Українська",
    "ur": "اردو",
    "vi": "Tiếng Việt",
}
ANOTHER = "und"  # BCP 47: undetermined
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}

LANGUAGES = OFFICIAL | OTHERS


def choices(none=""):
    """What the form offers: the six official languages, common other ones, and “another”; `none` is the first line."""
    return [
        ("", none or _("Choose a language")),
        (_("Official languages of the United Nations"), list(OFFICIAL.items())),
        (_("Other languages"), [*OTHERS.items(), (ANOTHER, _("Another language"))]),
    ]


def name_of(code: str) -> str:
    """The language's own name; “Another language” for the undetermined one."""
    return LANGUAGES.get(code) or str(_("Another language"))


def direction_of(code: str) -> str:
    """How a text in the language runs: “rtl”, “ltr”; “auto”, by its first letters, where the language is not known."""
    return ("rtl" if code in RIGHT_TO_LEFT else "ltr") if code in LANGUAGES else "auto"
