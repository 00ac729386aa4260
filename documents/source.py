"""The text of a paper as staff type it, in one field: plain text with a few marks, read into blocks and written back.

    # Heading            1 to 4 signs for its level
    A paragraph; lines are joined, an empty line ends it.
    + A continuation, a paragraph without a number
    - A list item        two spaces more for each level, up to 3
    A reference[^a] and a note of its own:
    [^a]: The text of the footnote

A line that only looks like a mark is typed with a backslash in front. Marks inside a line: see documents.inline.
"""

import difflib
import hashlib
import re
from typing import NamedTuple

HEADING, PARAGRAPH, TEXT, ITEM, FOOTNOTE = "heading", "paragraph", "text", "item", "footnote"
DEEPEST_ITEM = 3
ALIKE = 0.6  # two texts are the same block edited when at least this much of them agrees

_MARK = re.compile(
    r"(?P<heading>\#{1,4})[ ]+(?=[^ ])"
    r"|(?P<item>-)[ ]+(?=[^ ])"
    r"|(?P<text>\+)[ ]+(?=[^ ])"
    r"|\[\^(?P<footnote>[^\]\s]+)\]:[ ]*(?=[^ ])"
)
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]|[\ud800-\udfff]")
_PLACEHOLDER = re.compile(r"\{([a-z_][a-z0-9_]*)\}")


class Parsed(NamedTuple):
    """One block as it was typed."""

    kind: str
    level: int
    text: str
    label: str


def tidy(text: str) -> str:
    """One line without control signs, blanks joined; non-breaking spaces stay."""
    return _BLANKS.sub(" ", _CONTROLS.sub("", text)).strip(" ")


def parse_source(text: str) -> list[Parsed]:
    """The blocks of a typed text, in order. Nothing typed is refused: what is no mark is a paragraph."""
    blocks, open_block = [], False
    for line in _CONTROLS.sub("", text).replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if not tidy(line):
            open_block = False
            continue
        found = _read_mark(line)
        if found is None and open_block:
            last = blocks[-1]
            blocks[-1] = last._replace(text=tidy(f"{last.text} {line}"))
            continue
        blocks.append(found or Parsed(PARAGRAPH, 1, _without_backslash(tidy(line)), ""))
        open_block = blocks[-1].kind != HEADING
    return blocks


def _read_mark(line):
    """The block that a marked line begins, or None."""
    bare = line.replace("\t", "  ").lstrip(" ")
    mark = _MARK.match(bare)
    if not mark:
        return None
    kind, rest = mark.lastgroup, tidy(bare[mark.end() :])
    if not rest:
        return None
    level = 1
    if kind == HEADING:
        level = len(mark[HEADING])
    if kind == ITEM:
        level = min(DEEPEST_ITEM, 1 + (len(line.replace("\t", "  ")) - len(bare)) // 2)
    return Parsed(kind, level, rest, mark[FOOTNOTE] or "")


def _without_backslash(line):
    return line[1:] if line.startswith("\\") else line


def to_source(blocks) -> str:
    """The text that `parse_source` reads back into the same blocks. Items of one list stand close together."""
    lines, before = [], None
    for block in blocks:
        if before is not None and not (block.kind == before == ITEM):
            lines.append("")
        lines.append(_line(block))
        before = block.kind
    return "\n".join(lines)


def _line(block):
    if block.kind == HEADING:
        return f"{'#' * block.level} {block.text}"
    if block.kind == ITEM:
        return f"{'  ' * (block.level - 1)}- {block.text}"
    if block.kind == TEXT:
        return f"+ {block.text}"
    if block.kind == FOOTNOTE:
        return f"[^{block.label}]: {block.text}"
    return f"\\{block.text}" if block.text.startswith("\\") or _MARK.match(block.text) else block.text


def text_hash(source: str) -> str:
    """SHA-256 of a typed text, hexadecimal."""
    return hashlib.sha256(source.encode()).hexdigest()


def matched(old, new) -> list[tuple]:
    """[(old block or None, new block)]: which of the old blocks each new one continues, so that its id stays.

    First the same text, wherever it moved; then, kind by kind, the text most like it (by `ALIKE`).
    """
    left, pairs = list(old), []
    for block in new:
        same = next((each for each in left if (each.kind, each.text) == (block.kind, block.text)), None)
        if same is not None:
            left.remove(same)
        pairs.append((same, block))
    return [(same or _most_alike(left, block), block) for same, block in pairs]


def _most_alike(left, block):
    """The best of the old blocks that are left; it is taken out of them."""
    best, score = None, ALIKE
    matcher = difflib.SequenceMatcher(None, b=block.text, autojunk=False)
    for each in (each for each in left if each.kind == block.kind):
        matcher.set_seq1(each.text)
        if matcher.real_quick_ratio() >= score and matcher.quick_ratio() >= score and matcher.ratio() >= score:
            best, score = each, matcher.ratio()
    if best is not None:
        left.remove(best)
    return best


def fill(text: str, facts: dict) -> str:
    """Replace `{name}` by facts["name"]. One that is unknown or empty stays as typed: the issue gate finds it."""
    return _PLACEHOLDER.sub(lambda found: str(facts.get(found[1]) or found[0]), text)


def placeholders(text: str) -> list[str]:
    """The names that stand in braces in a text, in order."""
    return _PLACEHOLDER.findall(text)
