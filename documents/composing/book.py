"""Composes a paper: pages, the tree of tags, links, outline, page labels, names, metadata, files inside.

Sources: ISO 32000-1 (14.7 and 14.8: tags; 12.3.3: outline; 12.4.2: page labels; 7.11.4: embedded files) and
ISO 14289-1 (PDF/UA-1).
"""

import contextlib
import gc
import hashlib
import re
from dataclasses import dataclass, field, replace
from functools import partial

from ..inline import direction
from .faces import COPY, Faces
from .flow import BOTTOM, HEIGHT, LEFT, TOP, WIDTH, flow
from .metadata import embedded, metadata
from .navigation import destination, name_tree, outline
from .plan import MILLIMETRE, Element, Placing
from .tagging import Tags
from .writer import Writer, text

PIXEL = 0.75  # points
PER_NODE = 64  # pages
FIGURES = 5  # for which templates leave room
PART = "part:"
MARK = re.compile(rb"/MCID (\d+)")
FACE = re.compile(rb"/(\w+) [\d.]+ Tf")
COPIED = re.compile(rb"/(\w+%b) [\d.]+ Tf\n\[[^]]*\]" % COPY.encode())
GLYPHS = re.compile(rb"(?<=<)\w+(?=>)")
SLOT = re.compile(rb"%(\d+)%")
HEADER = HEIGHT - TOP + 6 * MILLIMETRE  # where the running head ends
FOOTER = BOTTOM - 8.486 * MILLIMETRE  # the line of the page number, as in a paper printed in one piece
FOOTER_SIZE = 10  # points


@dataclass(frozen=True)
class Bound:
    """What was composed: how many pages, on which page (from 1) each anchor is, and the SHA-256 of the file."""

    pages: int
    places: dict
    size: int
    sha256: str

    def with_content(self, content, pages, file):
        """The same after something was added behind it; written to `file`."""
        file.write(content)
        return replace(self, pages=pages, size=len(content), sha256=hashlib.sha256(content).hexdigest())


@dataclass(frozen=True)
class Imprint:
    """What a paper says of itself. `running`: a galley with the parts “first”, “running” (the heads of the pages) and
    “digits” (0 to 9 and a slash in the face of page numbers, then 0 to 9 in every other face that page numbers have).
    `created`: an aware datetime. `files`: (name, description, content type, bytes) to be embedded."""

    title: str
    author: str
    language: str
    created: object
    running: object
    files: list = field(default_factory=list)


class _Hashing:
    """Passes on to a file, and hashes."""

    def __init__(self, file):
        self.file, self.hash, self.size = file, hashlib.sha256(), 0

    def write(self, content):
        self.file.write(content)
        self.hash.update(content)
        self.size += len(content)


@contextlib.contextmanager
def _undisturbed():
    """While it lasts nobody looks for garbage: millions of small lists come and go here, none of them in a circle."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def compose(plan, imprint, file) -> Bound:
    """Write the paper to a binary file. The same plan and imprint give the same bytes.

    Raises KeyError for a part that a galley does not have.
    """
    with _undisturbed():
        placed, pages = flow(plan)
        hashing = _Hashing(file)
        book = _Book(hashing, imprint, placed, pages)
        book.write(plan)
    places = {name: each.page + 1 for name, each in book.anchors.items()}
    return Bound(pages, places, hashing.size, hashing.hash.hexdigest())


class _Book:
    def __init__(self, file, imprint, placed, pages):
        self.file, self.writer = file, Writer(file)
        self.imprint, self.placed, self.pages = imprint, placed, pages
        self.anchors = {name: each for each in placed for name in each.placing.anchor.split()}
        self.faces = Faces()
        self.faces.add(imprint.running.faces)
        self.first_page = self.writer.reserve(pages)
        self.resources = self.writer.reserve()
        self.tags = Tags(self.writer, self.first_page, imprint.language)
        self.heads = {name: self._head(name) for name in ("first", "running")}
        self.figures = _figures(imprint.running)
        self.nodes = [self.writer.reserve() for _each in range(-(-pages // PER_NODE))]
        self.drawn, self.links, self.page, self.annotated = [], [], 0, 0

    def write(self, plan):
        placed = iter(self.placed)
        for step in plan.steps:
            if isinstance(step, Placing):
                self._place(next(placed))
            elif isinstance(step, Element):
                self.tags.open(step.tag, step.language)
            elif step is None:
                self.tags.close()
        self._turn_to(self.pages)
        self._close()

    def _place(self, placed):
        galley = placed.placing.source()
        part = galley.part(placed.placing.name, placed.lines)
        others, links = self.faces.add(galley.faces), {}
        for run in placed.runs:
            self._turn_to(run.page)
            self.drawn.append(self._drawing(part, run, others))
            for place, link in enumerate(part.links):
                if number := self._link(part, link, run):
                    links[place] = number, run.page
        self.tags.grow(part, placed, links)

    # What a page shows

    def _drawing(self, part, run, others):
        """The lines of a run at their place on the page; `others` as Faces.add gives it."""
        first, last = part.lines[run.first], part.lines[run.end - 1]
        drawing = part.drawing
        if not part.is_solid:
            drawing = drawing[part.starts[first[2]] : part.starts[last[3]]]
        if others:
            drawing = COPIED.sub(partial(_coded, others), drawing)
        if shift := run.mark - first[2]:
            drawing = MARK.sub(lambda found: b"/MCID %d" % (int(found[1]) + shift), drawing)
        if part.slots:
            drawing = SLOT.sub(lambda found: self._number(*part.slots[int(found[1])]), drawing)
        return b"q %.2f 0 0 -%.2f %.2f %.2f cm 0 0 0 rg\n%bQ" % (PIXEL, PIXEL, LEFT, _y(run, first), drawing)

    def _number(self, target, face):
        """A page number as glyphs of a face; nothing for a part that stands nowhere."""
        found = self.anchors.get(target)
        digits = str(found.page + 1) if found else ""
        glyphs = [self.figures[face][digit] for digit in digits]
        codes = b"".join(b"%04x" % code for code, _width in glyphs)
        if direction(self.imprint.language) == "ltr" or not digits:
            return b"[<%b>]" % codes
        left_free = (FIGURES - len(digits)) * glyphs[0][1]  # it ends where the words begin, to its right
        return b"[%d <%b>]" % (-left_free, codes)

    def _head(self, name):
        """The running head as a stream that every page shows and no reader is read."""
        part = self.imprint.running.part(name)
        drawing = re.sub(rb"/\w+ <</MCID \d+>> BDC\n|EMC\n", b"", part.drawing)
        place = b"%.2f 0 0 -%.2f %.2f %.2f cm" % (PIXEL, PIXEL, LEFT, HEADER + part.height)
        drawing = b"/Artifact <</Type/Pagination/Subtype/Header>> BDC\nq %b\n%bQ\nEMC" % (place, drawing)
        return self.writer.stream(drawing)

    def _footer(self):
        """“3/450” in the middle of the foot."""
        face, figures = next(iter(self.figures.items()))
        glyphs = [figures[sign] for sign in f"{self.page + 1}/{self.pages}"]
        wide = sum(width for _code, width in glyphs) * FOOTER_SIZE / 1000
        codes = b"".join(b"%04x" % code for code, _width in glyphs)
        return b"/Artifact <</Type/Pagination/Subtype/Footer>> BDC\nBT /%b %d Tf %.2f %.2f Td <%b> Tj ET\nEMC" % (
            face.encode(), FOOTER_SIZE, (WIDTH - wide) / 2, FOOTER, codes
        )  # fmt: skip

    def _turn_to(self, page):
        """Write the pages before this one."""
        while self.page < page:
            head = self.heads["first" if self.page == 0 else "running"]
            own = self.writer.stream(b"\n".join([*self.drawn, self._footer()]))
            annotations = b"/Annots[%b]" % b" ".join(b"%d 0 R" % each for each in self.links) if self.links else b""
            self.writer.put(
                self.first_page + self.page,
                b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %.2f %.2f]/Contents[%d 0 R %d 0 R]/Resources %d 0 R"
                b"/StructParents %d/Tabs/S%b>>"
                % (self.nodes[self.page // PER_NODE], WIDTH, HEIGHT, head, own, self.resources, self.page, annotations),
            )
            self.drawn, self.links, self.page = [], [], self.page + 1

    # Links

    def _link(self, part, link, run):
        """The number of a link that stands in this run and leads somewhere: into the paper, or to an address."""
        left, top, right, bottom, target, _element = link
        first, last = part.lines[run.first], part.lines[run.end - 1]
        inside = target.startswith(PART)
        found = self.anchors.get(target.removeprefix(PART)) if inside else None
        if not first[0] <= (top + bottom) / 2 < last[1] or (inside and not found):
            return 0
        where = b"/Dest%b" % destination(self.first_page, found) if inside else b"/A<</S/URI/URI%b>>" % text(target)
        said = (found.placing.title or found.placing.anchor) if inside else target
        base = _y(run, first)
        number = self.writer.add(
            b"<</Type/Annot/Subtype/Link/Rect[%.2f %.2f %.2f %.2f]/BS<</W 0>>/F 4/Contents%b/StructParent %d%b>>"
            % (LEFT + left, base - bottom, LEFT + right, base - top, text(said), self.pages + self.annotated, where)
        )
        self.annotated += 1
        self.links.append(number)
        return number

    # What holds it together

    def _nodes(self):
        """The tree of pages; its root."""
        root = self.writer.reserve()
        kids = []
        for place, node in enumerate(self.nodes):
            count = min(PER_NODE, self.pages - place * PER_NODE)
            first = self.first_page + place * PER_NODE
            pages = b" ".join(b"%d 0 R" % page for page in range(first, first + count))
            self.writer.put(node, b"<</Type/Pages/Parent %d 0 R/Count %d/Kids[%b]>>" % (root, count, pages))
            kids.append(b"%d 0 R" % node)
        self.writer.put(root, b"<</Type/Pages/Count %d/Kids[%b]>>" % (self.pages, b" ".join(kids)))
        return root

    def _close(self):
        writer = self.writer
        writer.put(
            self.resources,
            b"<</Font%b>>" % self.faces.write(writer),
        )
        packet, info = metadata(writer, self.imprint)
        said = [b"/Type/Catalog/Pages %d 0 R/StructTreeRoot %d 0 R" % (self._nodes(), self.tags.finish(self.pages))]
        said.append(b"/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>/Metadata %d 0 R" % packet)
        said.append(b"/PageLabels<</Nums[0<</S/D>>]>>/Lang%b" % text(self.imprint.language))
        if entries := outline(writer, self.first_page, self.placed):
            said.append(b"/Outlines %d 0 R/PageMode/UseOutlines" % entries)
        names = []
        if self.anchors:
            places = [(name, self._named(each)) for name, each in self.anchors.items()]
            names.append(b"/Dests %d 0 R" % name_tree(writer, places))
        if files := embedded(writer, self.imprint):
            names.append(b"/EmbeddedFiles %d 0 R" % name_tree(writer, files))
        said.append(b"/Names<<%b>>" % b"".join(names) if names else b"")
        root = writer.add(b"<<%b>>" % b"".join(said))
        writer.finish(root, info, self.file.hash.digest()[:16])

    def _named(self, placed):
        return self.writer.add(b"<</D%b>>" % destination(self.first_page, placed))


def _coded(others, found):
    """What is drawn in a copy of a face, by the codes that its glyphs have in this paper."""
    codes = others.get(found[1].decode(), {})

    def coded(glyphs):
        plain = (int(glyphs[0][at : at + 4], 16) for at in range(0, len(glyphs[0]), 4))
        return b"".join(b"%04x" % codes.get(code, code) for code in plain)

    return GLYPHS.sub(coded, found[0])


def _y(run, first):
    """How high the top of the part would be on the page of this run."""
    return HEIGHT - TOP - run.top + first[0]


def _figures(running):
    """{face: {figure or slash: (code, width)}} of the part “digits”, that of the page’s foot first."""
    told, part = running.faces, running.part("digits")
    faces = dict.fromkeys(FACE.findall(part.drawing))
    return {
        face.decode(): {words: (int(code), width) for code, (words, width) in told[face.decode()]["glyphs"].items()}
        for face in faces
    }
