"""Which language a text seems to be in: a guess, for its author to confirm."""

import pycld2

from .languages import LANGUAGES

ENOUGH = 4000  # characters; more would not make the guess better
SURE = 75  # per cent of the text that must be in the language
OTHER_CODES = {"iw": "he", "zh-Hant": "zh"}


def guess(text: str) -> str:
    """The code of the language, one of LANGUAGES; empty when the text is too short, or mixed, to tell."""
    try:
        is_reliable, _size, found = pycld2.detect(text[:ENOUGH].strip())
    except (pycld2.error, ValueError):  # a character that it does not know: the author chooses without a guess
        return ""
    _name, code, share, _score = found[0]
    code = OTHER_CODES.get(code, code)
    return code if is_reliable and share >= SURE and code in LANGUAGES else ""
