"""How many words a text has, in any script: Chinese has no spaces, so ICU finds the words."""

from functools import cache

import icu

_NOT_A_WORD = 100  # ICU gives less to spaces and punctuation


@cache
def _locale():
    return icu.Locale("und")


def count(text: str) -> int:
    """The number of words; numbers count, spaces and punctuation do not."""
    breaks = icu.BreakIterator.createWordInstance(_locale())
    breaks.setText(text)
    return sum(1 for _ in breaks if breaks.getRuleStatus() >= _NOT_A_WORD)
