"""Numbers of paragraphs, lists and footnotes: computed from the order of the blocks, never typed, never stored."""

import re
from dataclasses import dataclass, field

ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
LATIN = "abcdefghijklmnopqrstuvwxyz"
REFERENCE = re.compile(r"\[\^([^\]\s]+)\]")


@dataclass
class NumberedBlock:
    """A block with its number as it is printed (“4.”, “b)”, “(ii)”, a footnote's “3”) or none; items hold items."""

    uid: object
    kind: str
    level: int
    text: str
    label: str = ""
    number: str = ""
    items: list = field(default_factory=list)


def letter(number: int, language: str = "en") -> str:
    """1 → a, 26 → z, 27 → aa; in Arabic أ, ب, ج in the order of abjad."""
    letters = ABJAD if language.startswith("ar") else LATIN
    rounds, place = divmod(number - 1, len(letters))
    return letters[place] * (rounds + 1)


def roman(number: int) -> str:
    """1 → i, 4 → iv, 19 → xix."""
    figures = (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
        (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    )  # fmt: skip
    text = ""
    for value, sign in figures:
        times, number = divmod(number, value)
        text += sign * times
    return text


def item_label(number: int, level: int, list_style: str = "a)", language: str = "en") -> str:
    """The label of the n-th item: “a)” or “(a)”, then “(i)”, then “a.”; in Arabic “أ)”, “(1)”, “أ.”."""
    if level == 1:
        return list_style.replace("a", letter(number, language))
    if level == 2:
        return f"({number})" if language.startswith("ar") else f"({roman(number)})"
    return f"{letter(number, language)}."


def footnote_numbers(blocks) -> dict[str, int]:
    """{label: number} of the footnotes that exist, in the order in which the text first refers to them."""
    known = {block.label for block in blocks if block.kind == "footnote"}
    numbers = {}
    for block in blocks:
        for label in REFERENCE.findall(block.text) if block.kind != "footnote" else ():
            if label in known:
                numbers.setdefault(label, len(numbers) + 1)
    return numbers


def numbered(blocks, *, numbered_paragraphs: bool, list_style: str = "a)", language: str = "en") -> list[NumberedBlock]:
    """The same blocks in the same order, each with its number. Every list starts again at its first letter."""
    footnotes, paragraphs, counts, done = footnote_numbers(blocks), 0, [0, 0, 0], []
    for block in blocks:
        number = ""
        if block.kind == "paragraph":
            paragraphs += 1
            number = f"{paragraphs}." if numbered_paragraphs else ""
        if block.kind == "item":
            counts[block.level - 1 :] = [counts[block.level - 1] + 1, *[0] * (len(counts) - block.level)]
            number = item_label(counts[block.level - 1], block.level, list_style, language)
        elif block.kind == "footnote":
            number = str(footnotes.get(block.label, ""))
        else:
            counts = [0, 0, 0]
        done.append(NumberedBlock(block.uid, block.kind, block.level, block.text, block.label, number))
    return done


def in_lists(numbered_blocks) -> list[NumberedBlock]:
    """The blocks as they are set: items of one list gathered in a block of kind "list", deeper ones inside an item.

    Footnotes are left out: they stand at the foot of the page that refers to them.
    """
    top, path = [], []
    for block in numbered_blocks:
        if block.kind == "footnote":
            continue
        if block.kind != "item":
            path = []
            top.append(block)
            continue
        path = [each for each in path if each.level < block.level]
        home = path[-1].items if path else _open_list(top)
        home.append(block)
        path.append(block)
    return top


def _open_list(top):
    """The items of the list at the end, which is begun when there is none."""
    if not top or top[-1].kind != "list":
        top.append(NumberedBlock(None, "list", 1, ""))
    return top[-1].items
