"""Two versions of a contribution, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\s+|\w+|[^\w\s]")
MOST_WORDS = 2_000  # of one changed passage that are compared word by word; of a longer one the lines are


@dataclass(frozen=True)
class Piece:
    """A run of words: “same”, “gone” or “new”."""

    kind: str
    text: str


def pieces(old, new) -> list[Piece]:
    """What stayed, went and came, first by lines, then by words inside the lines that changed."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    found = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Piece("same", "".join(before[a:b])))
        else:
            found += _words("".join(before[a:b]), "".join(after[c:d]))
    return found


def _words(old, new):
    before, after = WORD.findall(old), WORD.findall(new)
    if len(before) + len(after) > MOST_WORDS:
        return [piece for piece in (Piece("gone", old), Piece("new", new)) if piece.text]
    found = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, new_words = "".join(before[a:b]), "".join(after[c:d])
        if what == "equal":
            found.append(Piece("same", gone))
            continue
        found += [piece for piece in (Piece("gone", gone), Piece("new", new_words)) if piece.text]
    return found


def answers(old, new, questions) -> list:
    """[(question, or None for “any other relevant issue”, its language, pieces)] of all that either version says."""
    before = {answer.question_id: answer.text for answer in old.answers.all()}
    after = {answer.question_id: answer.text for answer in new.answers.all()}
    rows = [(question, before.get(question.pk, ""), after.get(question.pk, "")) for question in questions]
    rows.append((None, old.other, new.other))
    return [(question, new.language, pieces(*texts)) for question, *texts in rows if any(texts)]
