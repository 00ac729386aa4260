"""Two versions of a contribution, word by word."""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\s+|\w+|[^\w\s]")
MOST_WORDS = 2_000  # of one changed passage that are compared word by word; of a longer one the lines are
MOST_PAIRS, MOST_PAIRS_OF_A_PASSAGE = 100_000, 20_000  # of the same parts that are looked at; beyond, as a whole


@dataclass(frozen=True)
class Piece:
    """A run of words: “same”, “gone” or “new”."""

    kind: str
    text: str


def pieces(old, new) -> list[Piece]:
    """What stayed, went and came, first by lines, then by words inside the lines that changed."""
    if old == new:
        return [Piece("same", old)] if old else []
    found, left = [], MOST_PAIRS
    for kind, before, after in _runs(old.splitlines(keepends=True), new.splitlines(keepends=True)):
        words = WORD.findall(before), WORD.findall(after)
        pairs = _pairs(*words)
        short = sum(map(len, words)) <= MOST_WORDS and pairs <= min(left, MOST_PAIRS_OF_A_PASSAGE)
        left -= pairs if short else 0
        for what, gone, came in _runs(*words) if kind != "equal" and short else [(kind, before, after)]:
            found += [Piece("same", gone)] if what == "equal" else _changed(gone, came)
    return found


def _changed(gone, came):
    return [piece for piece in (Piece("gone", gone), Piece("new", came)) if piece.text]


def _runs(before, after):
    """[(“equal” or how it differs, the old text, the new one)]; blank parts lead no search: there are too many."""
    if _pairs(before, after) > MOST_PAIRS:
        return [("replace", "".join(before), "".join(after))]
    runs = SequenceMatcher(str.isspace, before, after, autojunk=False).get_opcodes()
    return [(what, "".join(before[a:b]), "".join(after[c:d])) for what, a, b, c, d in runs]


def _pairs(before, after) -> int:
    """How often a part of the one is a part of the other: the effort of finding the longest run grows with it."""
    there = Counter(part for part in after if not part.isspace())
    return sum(there[part] for part in before)


def answers(old, new, questions) -> list:
    """[(question, or None for “any other relevant issue”, its language, pieces)] of all that either version says."""
    before = {answer.question_id: answer.text for answer in old.answers.all()}
    after = {answer.question_id: answer.text for answer in new.answers.all()}
    rows = [(question, before.get(question.pk, ""), after.get(question.pk, "")) for question in questions]
    rows.append((None, old.other, new.other))
    return [(question, new.language, pieces(*texts)) for question, *texts in rows if any(texts)]
