"""Which letters the faces of our papers have: what none of them has may be printed as an empty box."""

import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FACES = Path(__file__).resolve().parent.parent / "static" / "pdf" / "fonts"
SHOW_NOTHING = ("Cc", "Cf", "Zs", "Zl", "Zp")  # controls, joiners, spaces


@cache
def _known() -> frozenset:
    """Every code point that one of the faces can show."""
    faces = (TTFont(path, lazy=True) for path in sorted(FACES.glob("*.ttf")))
    return frozenset(code for face in faces for code in face.getBestCmap())


def missing(text: str) -> str:
    """The letters of a text that no face has, each once, in their order; empty when all can be printed."""
    unknown = (letter for letter in dict.fromkeys(text) if ord(letter) not in _known())
    return "".join(letter for letter in unknown if unicodedata.category(letter) not in SHOW_NOTHING)
