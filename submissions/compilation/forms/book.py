"""The frozen data of a compilation, read as often as a form needs; one contribution is in memory at a time."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.utils.translation import override

from documents import shelf
from documents.models import Companion

from .. import dataset


class Book:
    """One dataset: its head, and what has to be known before the first contribution is told."""

    def __init__(self, path):
        self.path = Path(path)
        with self.path.open("rb") as file:
            self.head = dataset.read_head(file)
        self.redacted, self.answered, places = 0, Counter(), []
        for place, one in self._read():
            places.append((one.number, place))
            self.redacted += bool(one.reason)
            self.answered.update(key for key in self.keys if one.answers(key))
        self.shown, self._places = len(places), sorted(places)

    @property
    def keys(self):
        """The keys of all questions, and the empty one of any other relevant issue."""
        return [*(asked.key for asked in self.head.questions), ""]

    def contributions(self) -> Iterator[dataset.Contribution]:
        """In the order of the paper."""
        return (one for _place, one in self._read())

    def numbered(self) -> Iterator[dataset.Contribution]:
        """In the order of the register."""
        with self.path.open("rb") as file:
            for _number, place in self._places:
                file.seek(place)
                yield next(dataset.read_contributions(file))

    def _read(self):
        """(where its line begins, contribution)."""
        with self.path.open("rb") as file:
            dataset.read_head(file)
            place, ones = file.tell(), dataset.read_contributions(_lines(file))
            for one in ones:
                yield place, one
                place = file.tell()


def _lines(file):
    """The lines of a file that can be told at any moment where it stands, as an iterated file cannot."""
    return iter(file.readline, b"")


def data_of(version) -> Companion | None:
    """The frozen data beside an issued version; None where there is none, or where its text was taken away."""
    return version.companions.filter(kind=Companion.Kind.DATA).exclude(file="").first()


def open_data(companion) -> Book:
    """Raises FileNotFoundError when its file is lost, ValueError when it is no dataset."""
    return Book(shelf.place(companion.file))


def spoken(language, pieces: Iterable) -> Iterator:
    """The same pieces, each made while the language is active; between them whoever asks has their own."""
    pieces, end = iter(pieces), object()
    while True:
        with override(language):
            piece = next(pieces, end)
        if piece is end:
            return
        yield piece
