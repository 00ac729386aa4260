"""A Word document of any length: its paragraphs go to the disk as they come, so that memory stays flat.

Styles, header and footer are those of a document under construction (building.Building); only its text is replaced.
"""

import io
import re
import zipfile
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm, Pt
from lxml import etree

from documents.inline import direction

from .building import QUIET, kind_of, storable
from .package import W

MAIN = "word/document.xml"
PIECE = 64 * 1024  # bytes that are moved together
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")  # letters that would turn what follows them on the line
LINK = '<w:color w:val="1D4F91"/><w:u w:val="single"/>'
BEGIN, MIDDLE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
CONTENTS = '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{}" \\h </w:instrText></w:r>'
IN_CONTENTS = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'


class Run(NamedTuple):
    """A part of a line."""

    text: str
    language: str = ""  # empty where it has none, or where it is not known
    direction: str = "ltr"
    strong: bool = False
    to: str = ""  # where it leads: “#anchor” or a whole address


class Long:
    """Writes paragraphs into `body`, an empty binary file; `save` puts the whole document together."""

    SMALL, RECEIVED, FRAMED = "Small", "AsReceived", "Answer"  # ids of styles; the last is Building's

    def __init__(self, frame, language, body):
        self.frame, self.language, self.body = frame, language, body
        self.way, self.bookmarks, self.in_table = direction(language), 0, False
        self._add_styles()

    def paragraph(self, runs, style="Normal", anchor=""):
        """A paragraph of parts, in the direction of the document."""
        self._end_table()
        self._put(self._paragraph("".join(map(_run, runs)), style, self.way, anchor))

    def text(self, text, language, way):
        """A text as received, in its own direction: a paragraph for each line."""
        self._end_table()
        for line in text.replace("\r\n", "\n").replace("\r", "\n").rstrip().split("\n"):
            self._put(self._paragraph(_plain_run(Run(line, language, way)), self.RECEIVED, way))

    def contents(self, heading, hint, entries, *, depth):
        """The contents, as links; when the field is updated Word makes them anew, with page numbers.

        `entries`: (level, anchor, words) of each heading down to the level `depth`.
        """
        self.paragraph([Run(heading, self.language, self.way, strong=True)])
        self._put(f"<w:sdt><w:sdtPr>{IN_CONTENTS}</w:sdtPr><w:sdtContent>")
        hint = _run(Run(hint, self.language, self.way))
        self._put(self._paragraph(BEGIN + CONTENTS.format(depth) + MIDDLE + hint, self.SMALL, self.way))
        for level, anchor, words in entries:
            self._put(self._paragraph(_run(Run(words, "", self.way, to=f"#{anchor}")), f"toc{level}", self.way))
        self._put(self._paragraph(END, "Normal", self.way) + "</w:sdtContent></w:sdt>")

    def row(self, cells, *, is_head=False, anchor="", begins=()):
        """A line of a table: the first one begins it, any other block ends it.

        `cells`: the runs of each. `begins`: per cent of the width that the first columns take; the rest share.
        """
        cells = ["".join(_run(run._replace(strong=run.strong or is_head)) for run in runs) for runs in cells]
        if not self.in_table:
            self._begin_table(len(cells))
        self._put("<w:tr>" + ("<w:trPr><w:tblHeader/></w:trPr>" if is_head else ""))
        for place, (runs, share) in enumerate(zip(cells, _shares(len(cells), begins), strict=True)):
            own = self._paragraph(runs, "Normal", self.way, "" if place else anchor)
            self._put(f'<w:tc><w:tcPr><w:tcW w:w="{share}" w:type="pct"/></w:tcPr>{own}</w:tc>')
        self._put("</w:tr>")

    def save(self, file):
        """Write the whole document to a binary file; the same paragraphs give the same bytes."""
        self._end_table()
        with zipfile.ZipFile(io.BytesIO(self.frame.bytes())) as made, zipfile.ZipFile(file, "w") as out:
            for name in made.namelist():
                info = zipfile.ZipInfo(name)
                info.compress_type = zipfile.ZIP_DEFLATED
                with out.open(info, "w") as member:
                    for piece in self._document() if name == MAIN else [made.read(name)]:
                        member.write(piece)

    def _document(self):
        yield f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="{W}"><w:body>'.encode()
        self.body.seek(0)
        while piece := self.body.read(PIECE):
            yield piece
        yield etree.tostring(self.frame.document.element.body.sectPr) + b"</w:body></w:document>"

    def _put(self, markup):
        self.body.write(markup.encode())

    def _paragraph(self, runs, style, way, anchor=""):
        to_left = '<w:bidi/><w:jc w:val="left"/>' if way == "rtl" else ""  # of a bidi paragraph, left is its beginning
        if anchor:
            self.bookmarks += 1
            runs = f'{_bookmark(self.bookmarks, anchor)}{runs}<w:bookmarkEnd w:id="{self.bookmarks}"/>'
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{to_left}</w:pPr>{runs}</w:p>'

    def _begin_table(self, columns):
        self.in_table = True
        to_left = "<w:bidiVisual/>" if self.way == "rtl" else ""
        look = f'<w:tblStyle w:val="TableGrid"/>{to_left}<w:tblW w:w="5000" w:type="pct"/>'
        self._put(f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{'<w:gridCol/>' * columns}</w:tblGrid>")

    def _end_table(self):
        if self.in_table:
            self.in_table = False
            self._put("</w:tbl>")

    def _add_styles(self):
        styles = self.frame.document.styles
        for name, indent in {"Small": 0, "As Received": 0.6, "toc 1": 0, "toc 2": 0.6, "toc 3": 1.2}.items():
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style, style.paragraph_format.space_after = styles["Normal"], Pt(3)
            style.paragraph_format.left_indent = Cm(indent) if indent else None
        styles["Small"].font.size, styles["Small"].font.color.rgb = Pt(9), QUIET
        styles["Heading 3"].font.size, styles["Heading 3"].font.color.rgb = Pt(11), styles["Heading 2"].font.color.rgb


def _shares(columns, begins):
    """The width of each column in fiftieths of a per cent."""
    begins = [50 * share for share in begins[:columns]]
    rest = columns - len(begins)
    return begins + [(5000 - sum(begins)) // rest] * rest if rest else begins


def _bookmark(number, anchor):
    return f'<w:bookmarkStart w:id="{number}" w:name="{_named(anchor)}"/>'


def _named(anchor):
    """The anchor as a bookmark may be called."""
    return re.sub(r"\W", "_", anchor)


def _run(run):
    """A part of a line, as a link where it leads somewhere; it does not turn what follows it."""
    made = _plain_run(run._replace(text=TURNING.sub("", run.text)))
    if not run.to:
        return made
    if run.to.startswith("#"):
        return f'<w:hyperlink w:anchor="{_named(run.to[1:])}" w:history="1">{made}</w:hyperlink>'
    address = quoteattr('HYPERLINK "{}"'.format(storable(run.to).replace("\\", "%5C").replace('"', "%22")))
    return f"<w:fldSimple w:instr={address}>{made}</w:fldSimple>"


def _plain_run(run):
    look = "<w:b/><w:bCs/>" if run.strong else ""
    look += LINK if run.to else ""
    look += "<w:rtl/>" if run.direction == "rtl" else ""
    look += f'<w:lang w:{kind_of(run.language)}="{escape(run.language)}"/>' if run.language else ""
    return f"<w:r><w:rPr>{look}</w:rPr>{_words(storable(run.text))}</w:r>"


def _words(text):
    """The text of a run; tabs and line breaks are elements of their own."""
    lines = "<w:br/>".join(
        "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "" for part in line.split("\t"))
        for line in text.split("\n")
    )
    return lines
