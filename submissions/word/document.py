"""A Word document as plain blocks: paragraphs with their numbers and notes, tables by row and cell. Knows no Django.

Run as a program (`python -m submissions.word.document PATH`) by `submissions.word.reading`, in a child process with
limits; it answers on standard output with JSON:
{"blocks": [block], "notes": {mark: text}, "left_out": {what: how many}}. A block is a paragraph
{"text", "label", "gap", "heading", "tag", "notes": [mark]} or a table {"rows": [[cell]]}, a cell being a list of
blocks.
Headers and footers, macros, embedded and linked things are never looked at.
"""

import json
import resource
import sys
import zipfile

from lxml import etree

from submissions.word.numbering import Numbering
from submissions.word.numerals import roman
from submissions.word.package import Package, Unreadable, is_on, value, w
from submissions.word.text import Text

MEMORY, CPU = 1024 * 1024 * 1024, 20  # bytes of address space, seconds
TRANSPARENT = {w(name) for name in ("sdtContent", "customXml", "ins", "moveTo", "smartTag")}
GONE = {w("del"), w("moveFrom")}


class Document:
    """Reads one file: `blocks`, `notes` and `left_out`, as told at the top."""

    def __init__(self, package):
        root = package.document()
        self.package = package
        self.text = Text(root)
        self.numbering = Numbering(package.part("numbering"), package.part("styles"))
        self.blocks, self.carried = [], ("", [])
        body = root.find(w("body"))
        self._flow(() if body is None else body, "", self.blocks)
        if self.carried[0]:  # the last mark of all was deleted
            self.blocks.append(_block(self.carried[0], notes=[mark for _kind, _key, mark in self.carried[1]]))
        self.notes = dict(self._notes("footnote")) | dict(self._notes("endnote"))
        self.left_out = {what: count for what, count in self.text.left_out.items() if count}

    def _flow(self, container, tag, out):
        """Paragraphs and tables, through whatever is wrapped around them."""
        for child in container:
            if child.tag == w("p"):
                self._paragraph(child, tag, out)
            elif child.tag == w("tbl"):
                out.append({"rows": [self._row(row, tag) for row in child.iter(w("tr")) if self._is_here(row, child)]})
            elif child.tag == w("sdt"):
                self._control(child, tag, out)
            elif child.tag in TRANSPARENT:
                self._flow(child, tag, out)
            elif child.tag == w("altChunk"):
                self.text.left_out["objects"] += 1

    def _control(self, control, tag, out):
        """A content control; one that shows its placeholder is empty."""
        properties, content = control.find(w("sdtPr")), control.find(w("sdtContent"))
        own = "" if properties is None else value(properties.find(w("tag")))
        if properties is not None and properties.find(f"{w('docPartObj')}/{w('docPartGallery')}") is not None:
            if value(properties.find(f"{w('docPartObj')}/{w('docPartGallery')}")) == "Table of Contents":
                return
        if content is not None and not is_on(properties, "showingPlcHdr"):
            self._flow(content, own or tag, out)
        elif own:
            out.append(_block("", tag=own))

    def _paragraph(self, paragraph, tag, out):
        """One paragraph; where its mark was deleted its text runs on in the next one."""
        text, boxes, marks = self.text.of(paragraph)
        text, marks = self.carried[0] + text, self.carried[1] + marks
        mark = paragraph.find(f"{w('pPr')}/{w('rPr')}")
        if mark is not None and any(mark.find(each) is not None for each in GONE):
            self.carried = (text, marks)
        else:
            self.carried = ("", [])
            label, gap = self.numbering.label(paragraph)
            heading = self.numbering.heading(paragraph)
            tag = tag or next((value(one) for one in paragraph.iterfind(f".//{w('sdtPr')}/{w('tag')}")), "")
            notes = [number for _kind, _key, number in marks]
            out.append(_block(text, label=label, gap=gap, heading=heading, tag=tag, notes=notes))
        for box in boxes:
            self._flow(box, tag, out)

    def _is_here(self, row, table):
        """A row of this table, not of one inside it, and not deleted."""
        above = next(row.iterancestors(w("tbl")))
        properties = row.find(w("trPr"))
        return above is table and (properties is None or properties.find(w("del")) is None)

    def _row(self, row, tag):
        cells = []
        for cell in row.iter(w("tc")):
            properties = cell.find(w("tcPr"))
            if next(cell.iterancestors(w("tr"))) is not row or _is_continued(properties):
                continue
            cells.append([])
            control = next((each for each in cell.iterancestors(w("sdt")) if row in each.iterancestors()), None)
            own = "" if control is None else value(control.find(f"{w('sdtPr')}/{w('tag')}"))
            self._flow(cell, own or tag, cells[-1])
        return cells

    def _notes(self, kind):
        """(mark, text) of the notes that the text mentions."""
        part = self.package.part(f"{kind}s")
        found = {} if part is None else {value(note, "id"): note for note in part}
        for place, key in enumerate(list(self.text.notes[kind]), start=1):
            out = []
            if key in found:
                self._flow(found[key], "", out)
            text = "\n".join(text_of(block) for block in out).strip()
            yield (str(place) if kind == "footnote" else roman(place)), text


def _block(text, *, label="", gap="", heading=0, tag="", notes=()):
    return {"text": text, "label": label, "gap": gap, "heading": heading, "tag": tag, "notes": list(notes)}


def text_of(block):
    """A paragraph with its number, as a reader sees it."""
    return f"{block['label']}{block['gap']}{block['text']}" if block["label"] else block["text"]


def _is_continued(properties):
    """Whether a cell is the lower part of one that began above, or was deleted."""
    if properties is None:
        return False
    merge = properties.find(w("vMerge"))
    return (merge is not None and value(merge) != "restart") or properties.find(w("cellDel")) is not None


def read(path):
    """What is told at the top, as a dict."""
    try:
        found = Document(Package(path))
        return {"blocks": found.blocks, "notes": found.notes, "left_out": found.left_out}
    except (Unreadable, etree.LxmlError, zipfile.BadZipFile, OSError, ValueError, KeyError, RuntimeError) as fault:
        return {"error": f"{type(fault).__name__}: {fault}"[:500]}
    except (MemoryError, NotImplementedError) as fault:  # the latter: a way of packing that nobody uses
        return {"error": type(fault).__name__}


def limit():
    """No more memory and time than a text needs."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))


if __name__ == "__main__":
    limit()
    sys.stdout.write(json.dumps(read(sys.argv[1])))
