"""What is wrong with a file, as a word that `reasons.py` puts into sentences."""


class Unfit(Exception):
    """The file is not taken; `word` is a key of reasons.REASONS, `found` what was found (for the log, never shown)."""

    def __init__(self, word, found=""):
        super().__init__(word)
        self.word, self.found = word, str(found)[:200]


def refuse(word, found=""):
    raise Unfit(word, found)
