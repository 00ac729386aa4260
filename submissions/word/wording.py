"""Words by which a document is understood: labels of questions, headings, “no position”, in the six languages."""

import re
import unicodedata
from functools import lru_cache
from itertools import islice

# What stands before a number where somebody marks an answer: “Question 2 a)”, “Réponse n° 2”, “问题2”.
MARK = (
    r"questions?|q|answers?|responses?|réponses?|reponses?|preguntas?|respuestas?|вопросы?|вопросу|ответ|"
    r"السؤال|سؤال|الجواب|الإجابة|جواب|问题|問題|回答|答|问"
)
# “*+” gives no space back: a long gap is gone through once, not by the cube of its length.
LABEL = re.compile(
    rf"^\s*+(?:[^\W\d_]++\s++){{0,4}}?(?:{MARK})\s*+(?:no\.?|n[°º]|№|number|رقم)?\s*+[.:#]?\s*+(?P<number>\d{{1,2}})"
    r"(?:\s*+[.\-]?\s*+\(?(?P<part>[a-z])(?:\)|(?=[\s.:–—]|$)))?(?P<end>\s*+[.:)–—：．、）\-]+|\s*+$|\s)\s*+",
    re.IGNORECASE,
)
NUMBER = re.compile(r"^\s*\(?(?P<number>\d{1,2})\s*[.)\-–:：．、）]\s*(?=\D|$)")
PART = re.compile(r"^\s*\(?(?P<part>[a-z])\s*[.)]\s*", re.IGNORECASE)
ASKS = ("?", "？", "؟")

OTHER = {
    "any other relevant issue",
    "any other relevant issues",
    "other relevant issues",
    "any other issue",
    "any other issues",
    "other issues",
    "any other comments",
    "other comments",
    "any other matters",
    "other matters",
    "anything else",
    "toute autre question pertinente",
    "autres questions",
    "autres observations",
    "autres commentaires",
    "cualquier otra cuestion pertinente",
    "otras cuestiones",
    "otros asuntos",
    "otras observaciones",
    "любои другои вопрос",
    "другие вопросы",
    "прочие вопросы",
    "иные вопросы",
    "اي مساله اخري ذات صله",
    "مسائل اخري",
    "قضايا اخري",
    "其他相关问题",
    "其他问题",
    "其他事项",
    "其它问题",
}
NO_POSITION = {
    "no position",
    "no position on this question",
    "no comment",
    "no comments",
    "pas de position",
    "sans position",
    "aucune position",
    "pas de commentaire",
    "sin posicion",
    "ninguna posicion",
    "sin comentarios",
    "нет позиции",
    "без позиции",
    "без комментариев",
    "لا موقف",
    "بدون موقف",
    "لا تعليق",
    "无立场",
    "没有立场",
    "无意见",
}
ANSWER = {
    "answer",
    "your answer",
    "response",
    "reply",
    "reponse",
    "votre reponse",
    "respuesta",
    "su respuesta",
    "ответ",
}
ANSWER |= {"ваш ответ", "الجواب", "الاجابه", "回答", "答复", "答"}
COLUMNS = ANSWER | {"no", "nr", "number", "question", "questions", "guiding question", "guiding questions", "pregunta"}
COLUMNS |= {"preguntas", "вопрос", "вопросы", "السؤال", "الاسئله", "问题", "序号", "numero", "номер", "الرقم", ""}
ALIKE = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي", "ـ": None})


def plain(text: str) -> str:
    """A text without what copying changes: case, accents, punctuation, spaces, ways of writing one Arabic letter."""
    return "".join(letter for letter, _place in _letters(text)).strip()


def _letters(text):
    """(letter, its place in the text): letters and digits in their plain form, one space for all between."""
    space = True
    for place, letter in enumerate(text):
        for base in unicodedata.normalize("NFKD", letter.translate(ALIKE)).casefold():
            if base.isalnum():
                space = False
                yield base, place
            elif not space and not unicodedata.combining(base):
                space = True
                yield " ", place


@lru_cache(maxsize=1_000)
def _wanted(wording):
    """A wording in its plain form; every line of a document is held against the same few."""
    return plain(wording)


def after(text: str, beginning: str) -> str | None:
    """What follows in `text` when it begins with the words of `beginning`, else None."""
    wanted = _wanted(beginning)
    if not wanted:
        return None
    letters = list(islice(_letters(text), len(wanted) + 1))
    if "".join(letter for letter, _place in letters)[: len(wanted)] != wanted:
        return None
    if len(letters) > len(wanted) and letters[-1][0] != " " and wanted[-1].isascii():
        return None  # in the middle of a word
    rest = text[letters[len(wanted) - 1][1] + 1 :]
    return rest.lstrip(" \t\n.:?!؟？。：)»”\"'–—-")


OTHER, NO_POSITION, ANSWER, COLUMNS = (
    {plain(word) for word in words} for words in (OTHER, NO_POSITION, ANSWER, COLUMNS)
)
