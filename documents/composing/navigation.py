"""How readers find their way in a PDF: destinations, outline, trees of names."""

from .flow import HEIGHT, TOP
from .writer import coded, text

LEAF = 64  # names in one leaf


def destination(first_page, placed) -> bytes:
    """The place where a part begins."""
    return b"[%d 0 R/XYZ 0 %.2f 0]" % (first_page + placed.page, HEIGHT - TOP - placed.top + 4)


def outline(writer, first_page, placed):
    """The tree of titles, closed below its first level; its number, or 0 where nothing has a title."""
    titled = [each for each in placed if each.placing.title]
    if not titled:
        return 0
    root = writer.reserve()
    numbers = [writer.reserve() for _each in titled]
    below = {root: []}  # {entry: entries right below it}
    above, path = {}, [(0, root)]
    for each, number in zip(titled, numbers, strict=True):
        while path[-1][0] >= each.placing.level:
            path.pop()
        above[number] = path[-1][1]
        below[path[-1][1]].append(number)
        below[number] = []
        path.append((each.placing.level, number))
    for each, number in zip(titled, numbers, strict=True):
        row = below[above[number]]
        at = row.index(number) if len(row) < LEAF else _index(row, number)
        said = [b"/Title%b/Parent %d 0 R/Dest%b" % (
            text(each.placing.title), above[number], destination(first_page, each)
        )]  # fmt: skip
        said += [b"/Prev %d 0 R" % row[at - 1]] if at else []
        said += [b"/Next %d 0 R" % row[at + 1]] if at + 1 < len(row) else []
        said += [_ends(below[number], -1)] if below[number] else []
        writer.put(number, b"<<%b>>" % b"".join(said))
    writer.put(root, b"<</Type/Outlines%b>>" % _ends(below[root], 1))
    return root


def _index(row, number):
    """Where a number stands in a row that rises."""
    low, high = 0, len(row)
    while low < high:
        middle = (low + high) // 2
        if row[middle] < number:
            low = middle + 1
        else:
            high = middle
    return low


def _ends(row, sign):
    return b"/First %d 0 R/Last %d 0 R/Count %d" % (row[0], row[-1], sign * len(row))


def name_tree(writer, names):
    """A tree of (name, number of its object), sorted as readers look for them: byte by byte; its number."""
    names = [(text(name), number) for name, number in sorted(names, key=lambda each: coded(each[0]))]
    leaves = []
    for at in range(0, len(names), LEAF):
        leaf = names[at : at + LEAF]
        entries = b" ".join(b"%b %d 0 R" % each for each in leaf)
        leaves.append(writer.add(b"<</Limits[%b %b]/Names[%b]>>" % (leaf[0][0], leaf[-1][0], entries)))
    return writer.add(b"<</Kids[%b]>>" % b" ".join(b"%d 0 R" % leaf for leaf in leaves))
