"""Alphabetical order as readers of a language expect it: “Côte d’Ivoire” stands under C."""

from functools import cache

import icu


@cache
def _collator(language):
    return icu.Collator.createInstance(icu.Locale(language))


def sort_key(text: str, language: str) -> bytes:
    """Bytes that sort as `text` does in the language (a code such as “en” or “zh”)."""
    return _collator(language).getSortKey(text)
