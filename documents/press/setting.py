"""From HTML to a galley: the lines of each part as they are drawn, with their tags, links and faces, but no pages yet.

The HTML has one `<section data-part="name">` for each part, on strips of its own (galley.css). An element with
`data-page="name"` holds as many figures as a page number may have; the number of the page on which that part begins
is written over them later. A link to `part:name` becomes a link inside the paper.

The answer is a head of plain values (documents.galley says what stands in it) and the drawings of all parts.
"""

import contextlib
import re
from functools import partial

import weasyprint
from weasyprint import pdf as engine
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import stream, tags

from documents.composing.flow import ROOM
from documents.press.faces import faces_of
from documents.press.reading import Face, Reading
from documents.press.tree import Tree

POINTS = 0.75  # of one CSS pixel
PART = "part:"
FAULTS = (AssertionError, KeyError, AttributeError, TypeError, IndexError)  # of tagging
MARKED = re.compile(rb"^/\w+ <</MCID (\d+)>> BDC$")
OPAQUE = (b"/a1.0 gs", b"/A1.0 gs")  # as everything of ours is
BLACK = b"0 0 0 rg"
WARNINGS = 100  # that are told of one galley
PLAIN = (b"q", b"Q", BLACK)  # all that is drawn outside marked content, where there are only lines of text
FACE = re.compile(rb"/(\w+) ([\d.]+) Tf")
LONG_NUMBER = re.compile(rb"(\d+\.\d{2})\d+")


class Unfit(Exception):
    """The part is drawn with more than lines of text, or not line by line: it can only be placed whole."""


def set_galley(press, html):
    """(head, drawings) of the parts in the HTML. Raises ValueError where they cannot be set as they have to be."""
    press.ink.lines = []
    document = weasyprint.HTML(string=html, url_fetcher=press.shelf).render(
        stylesheets=[press.look, press.galley], font_config=press.fonts, pdf_variant="pdf/ua-1"
    )
    strips = _strips(document)
    pdf, seen = _drawn(document)
    drawings, parts = [], {}
    for number, (name, box) in enumerate(strips.items()):
        part, drawing = _part(pdf, number, box, seen)
        parts[name] = {**part, "drawing": [sum(map(len, drawings)), len(drawing)]}
        drawings.append(drawing)
    if seen.reading.apart and seen.reading.at != seen.reading.count:
        raise ValueError("The glyphs of the galley are not drawn in the order in which they are told.")
    faces = faces_of(document.fonts.values(), seen.reading)
    head = {"parts": parts, "faces": faces, "warnings": list(dict.fromkeys(press.ink.lines))[:WARNINGS]}
    return head, b"".join(drawings)


def _strips(document):
    """{name of a part: its box}, each on a page of its own."""
    strips = {}
    for page in document.pages:
        body, *notes = page._page_box.children
        if any(isinstance(each, boxes.FootnoteAreaBox) and each.children for each in notes):
            raise ValueError("The parts of a long paper have no footnotes.")
        box = next((each for each in body.children[0].children if each.element.get("data-part")), None)
        if box is None:
            raise ValueError("Something on the galley belongs to no part.")
        if (name := box.element.get("data-part")) in strips:
            raise ValueError(f"The part “{name}” is longer than a galley, or stands there twice.")
        strips[name] = box
    return strips


def _drawn(document):
    """(the PDF of all strips, what was seen while it was made)"""
    with _watched() as seen:
        try:
            pdf = engine.generate_pdf(document, None, 1, **{**weasyprint.DEFAULT_OPTIONS, "pdf_variant": "pdf/ua-1"})
        except FAULTS as fault:
            raise ValueError(f"The parts could not be tagged: {type(fault).__name__} {fault}") from fault
    seen.reading.settle()
    return pdf, seen


class _Seen:
    """What is noted while a PDF is generated: marked content of each page, the root of each part, all glyphs."""

    def __init__(self):
        self.marks, self.roots, self.reading = [], [], Reading()


@contextlib.contextmanager
def _watched():
    """While it lasts, structure elements know their HTML element, and no face is embedded: that is done once, later."""
    plain, embed, font = tags._build_box_tree, engine.build_fonts_dictionary, stream.Font
    seen = _Seen()

    def build(box, parent, pdf, page, nums, annotations, content):
        if isinstance(box, boxes.PageBox):
            seen.marks.append({id(each): mark["mcid"] for each, mark in content.items()})
        element = getattr(getattr(box, "_box", box), "element", None)
        whole = element is not None and box.element_tag == element.tag
        for structure in plain(box, parent, pdf, page, nums, annotations, content):
            structure.element = element if whole else None
            if whole and element.get("data-part"):
                seen.roots.append(structure)
            yield structure

    tags._build_box_tree, engine.build_fonts_dictionary = build, lambda *_args: tags.pydyf.Dictionary()
    stream.Font = partial(Face, seen.reading)
    try:
        yield seen
    finally:
        tags._build_box_tree, engine.build_fonts_dictionary, stream.Font = plain, embed, font


# One part


def _part(pdf, number, box, seen):
    """(what documents.galley.Part holds, drawing) of the part on one strip."""
    tree, links, slots = Tree(pdf, seen.roots[number], _page(pdf, number)["MediaBox"][3]).grown()
    tokens = _tokens(pdf, number, seen.reading)
    marks = seen.marks[number]
    try:
        if box.element.get("data-solid") is not None:
            raise Unfit
        lines = _Lines(marks).of(box)
        drawing, starts = _in_pieces(tokens)
    except Unfit:
        drawing, starts = b"".join(token + b"\n" for token in tokens), []
        lines = [[0, _bottom(box), 0, len(marks), True]]
    if any(bottom - top > ROOM for top, bottom, *_line in lines):
        raise ValueError(f"The part “{box.element.get('data-part')}” is higher than a page and cannot be cut.")
    drawing, starts, slots = _with_slots(drawing, starts, slots)
    part = {"lines": lines, "starts": starts, "count": len(marks), "tree": tree, "links": links, "slots": slots}
    return part, drawing


def _tokens(pdf, number, reading):
    """The drawing of a strip, an operator a line, without what turns it upright and scales it."""
    drawing = bytearray()
    for token in pdf.objects[int(_page(pdf, number)["Contents"].split()[0])].stream:
        drawing += tags.pydyf._to_bytes(token)
        drawing += b" " if isinstance(token, (str, dict)) else b"\n"  # the operator comes last
    lines = LONG_NUMBER.sub(rb"\1", drawing).replace(b">0<", b"").replace(b">0]", b">]").split(b"\n")
    return [line for line in _faced(lines[3:-2], reading) if line not in OPAQUE]


def _page(pdf, number):
    return pdf.objects[pdf.pages["Kids"][::3][number]]


def _faced(lines, reading):
    """The lines with every glyph in the face where it stands for its text."""
    if not reading.apart:
        return lines
    face, faced = None, []
    for line in lines:
        if found := FACE.match(line):
            face = found[1], found[2]
        faced.append(reading.faced(line, *face) if line.endswith(b"TJ") else line)
    return faced


def _in_pieces(tokens):
    """(the marked content only, where each piece begins). Raises Unfit when anything else is drawn."""
    pieces, starts, at, inside = [], [], 0, False
    for token in tokens:
        if found := MARKED.match(token):
            if int(found[1]) != len(starts):
                raise Unfit
            starts.append(at)
            inside = True
        elif not inside:
            if token not in PLAIN:
                raise Unfit
            continue
        elif token == BLACK:
            continue
        elif token.endswith(b" rg"):  # lines that come later would not know of it
            raise Unfit
        if token == b"EMC":
            inside = False
        pieces.append(token + b"\n")
        at += len(pieces[-1])
    return b"".join(pieces), [*starts, at]


def _with_slots(drawing, starts, slots):
    """(drawing with `%n%` where the n-th page number goes, where its pieces begin, [[target, face], …])."""
    found = []
    for place, (mcid, target) in enumerate(slots):
        mark = drawing.index(b"<</MCID %d>> BDC" % mcid)
        begin = drawing.index(b"[", mark)
        end = drawing.index(b"]", begin) + 1
        found.append([target, FACE.findall(drawing[mark:begin])[-1][0].decode()])
        sign = b"%%%d%%" % place
        drawing = drawing[:begin] + sign + drawing[end:]
        starts = [start if start <= begin else start - (end - begin) + len(sign) for start in starts]
    return drawing, starts, found


class _Lines:
    """The lines of a part: [top, bottom, first mark, one after its last mark, whether a page may begin with it]."""

    def __init__(self, marks):
        self.marks, self.lines, self.glued = marks, [], True

    def of(self, box):
        self._walk(box)
        if (self.lines[-1][3] if self.lines else 0) != len(self.marks):
            raise Unfit
        return self.lines or [[0, 0, 0, 0, True]]

    def _walk(self, box):
        began = len(self.lines)
        children = getattr(box, "children", ())
        if any(isinstance(child, boxes.LineBox) for child in children):
            self._lines_of(box)
        else:
            for child in children:
                self._walk(child)
        if box.style["break_inside"] in ("avoid", "avoid-page"):
            for line in self.lines[began + 1 :]:
                line[4] = False
        if box.style["break_after"] in ("avoid", "avoid-page"):
            self.glued = True

    def _lines_of(self, box):
        rows = [child for child in box.children if isinstance(child, boxes.LineBox)]
        orphans, widows = box.style["orphans"], box.style["widows"]
        for place, row in enumerate(rows):
            marks = sorted(self.marks[id(each)] for each in _texts(row) if id(each) in self.marks)
            last = self.lines[-1][3] if self.lines else 0
            first, end = (marks[0], marks[-1] + 1) if marks else (last, last)
            if first != last or end - first != len(marks):
                raise Unfit
            may = not self.glued if place == 0 else place >= orphans and len(rows) - place >= widows
            top = row.position_y * POINTS
            self.lines.append([round(top, 2), round(top + row.height * POINTS, 2), first, end, may])
            self.glued = False


def _texts(box):
    for child in getattr(box, "children", ()):
        if isinstance(child, (boxes.TextBox, boxes.ReplacedBox)):
            yield child
        else:
            yield from _texts(child)


def _bottom(box):
    """How low a part reaches, in points: its lowest line, or the lowest border or padding around one."""
    lowest = 0
    for each in box.descendants():
        framed = isinstance(each, boxes.BlockLevelBox) and (each.border_bottom_width or each.padding_bottom)
        if isinstance(each, boxes.LineBox):
            lowest = max(lowest, each.position_y + each.height)
        elif framed:
            lowest = max(lowest, each.border_box_y() + each.border_height())
    return round(lowest * POINTS, 2)
