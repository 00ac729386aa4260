"""Which question a line of a document stands for: by its wording, earlier ones and translations too, or by its mark."""

from dataclasses import dataclass

from rapidfuzz import fuzz

from .reading import Line
from .wording import ASKS, LABEL, NUMBER, OTHER, PART, after, plain

ALIKE, CLEARLY = 80, 4  # of a hundred: how like a wording a line must be, and how much more than the next question
LABELLED = 60  # enough where the line carries the question's own number
SHORTEST = 12  # letters of a wording by which a question can be known
ELSE = "other"  # the field for any other relevant issue


@dataclass(frozen=True)
class Heading:
    """A line that asks, or marks where an answer begins: of which question (or ELSE), and what is the answer in it."""

    target: object
    rest: str = ""


class Questions:
    """The questions of a call with all their wordings."""

    def __init__(self, call):
        self.all = call.questions.prefetch_related("wordings", "translations").numbered()
        self.by_uid = {str(question.uid): question for question in self.all}
        self.by_label = {question.label: question for question in self.all}
        self.asked = [question for question in self.all if question.is_asked]
        self.wordings = [(question, text) for question in self.all for text in _wordings(question)]
        self.plain = [(question, plain(text)) for question, text in self.wordings]

    def heading(self, line: Line, current=None) -> Heading | None:
        """What a line stands for; None when it is somebody's own text. `current` is the question it stands under."""
        bare = line.bare
        if plain(bare) in OTHER:
            return Heading(ELSE)
        return (
            self._labelled(line.text)
            or self._worded(bare)
            or self._worded(NUMBER.sub("", bare))
            or self._alike(bare, line.heading)
            or self._part(line, current)
        )

    def _labelled(self, text):
        """“Question 2 a): …”"""
        found = LABEL.match(text)
        if not found:
            return None
        question = self.labelled(found["number"], found["part"])
        rest = text[found.end() :]
        if question is None or (rest and not found["end"].strip() and not self._is_wording(question, rest)):
            return None
        worded = self._worded(rest)
        if worded and worded.target is question:
            return worded
        return Heading(question, "" if self._is_wording(question, rest) else rest)

    def labelled(self, number, part=None):
        """The question of a label; None when there is none."""
        label = f"{int(number)} {part.lower()})" if part else str(int(number))
        return self.by_label.get(label)

    def _is_wording(self, question, text):
        """Whether a text that carries the number of a question is its wording, be it a changed one."""
        said, asks = plain(text), text.rstrip().endswith(ASKS)
        like = fuzz.token_set_ratio if asks else fuzz.ratio  # of a question some words are enough
        likeness = max((like(said, wording) for one, wording in self.plain if one is question), default=0)
        return likeness >= (LABELLED if asks else ALIKE)

    def _worded(self, text):
        """The line begins with the very words of a question; the longest wording counts."""
        found = None
        for question, wording in sorted(self.wordings, key=lambda pair: -len(pair[1])):
            rest = after(text, wording) if len(wording) >= SHORTEST else None
            if rest is not None:
                found = Heading(question, rest)
                break
        return found

    def _alike(self, text, level):
        """The line is nearly a wording, and clearly of one question; a heading may be a part of its words."""
        said = plain(NUMBER.sub("", text))
        if len(said) < SHORTEST or len(said) > 2 * max((len(words) for _one, words in self.plain), default=0):
            return None
        best = {}
        for question, words in self.plain:
            likeness = fuzz.ratio(said, words)
            if level and len(said) >= SHORTEST and words and fuzz.partial_ratio(said, words) > 95:
                likeness = max(likeness, ALIKE + CLEARLY)
            best[question] = max(best.get(question, 0), likeness)
        ranked = sorted(best.items(), key=lambda pair: -pair[1])
        margin = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0) if ranked else 0
        return Heading(ranked[0][0]) if ranked and ranked[0][1] >= ALIKE and margin >= CLEARLY else None

    def _part(self, line, current):
        """“a)” under a question that has parts: they are taken in their order only."""
        found = PART.match(line.text) if current not in (None, ELSE) else None
        if not found:
            return None
        number = current.label.split()[0]
        question = self.labelled(number, found["part"])
        follows = current.label == number and found["part"].lower() == "a"
        follows |= current.label == f"{number} {chr(ord(found['part'].lower()) - 1)})"
        return Heading(question, line.text[found.end() :]) if question and follows else None


def _wordings(question):
    """All texts by which a question went: today's, earlier ones, courtesy translations."""
    earlier = [wording.text for wording in question.wordings.all()]
    translated = [translation.text for translation in question.translations.all()]
    return [text for text in [question.text, *earlier, *translated] if text.strip()]
