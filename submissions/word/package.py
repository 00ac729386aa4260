"""A .docx as a package: its parts by relation, parsed without entities, network or huge trees. Knows no Django."""

import posixpath
import zipfile

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"  # the same words under the address of ISO 29500 Strict
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
LARGEST_PART = 64 * 1024 * 1024  # bytes, unpacked; a text of 20,000 words has about one million


class Unreadable(Exception):
    """The file is not a Word document that can be read; the message is for the log, not for people."""


def w(name):
    """A name of WordprocessingML as lxml spells it."""
    return f"{{{W}}}{name}"


def value(element, name="val"):
    """An attribute of WordprocessingML; "" when it or the element is missing."""
    return "" if element is None else element.get(w(name), "")


def is_on(parent, name):
    """Whether a switch such as <w:vanish/> stands below the element and is not turned off."""
    found = None if parent is None else parent.find(w(name))
    return found is not None and value(found) not in ("0", "false", "off")


class Package:
    """The parts of one file that hold text: the document, and beside it numbering, styles and notes."""

    def __init__(self, path):
        self.archive = zipfile.ZipFile(path)
        self.names = set(self.archive.namelist())
        targets = self._targets("_rels/.rels", "")
        self.main = targets.get("officeDocument", "word/document.xml")
        folder, name = posixpath.split(self.main)
        self.beside = self._targets(f"{folder}/_rels/{name}.rels", folder)

    def document(self):
        """The root of the document."""
        root = self._parse(self.main)
        if root is None or root.tag != w("document"):
            raise Unreadable("there is no document in it")
        return root

    def part(self, kind):
        """The root of the part of a kind, such as “numbering”; None when there is none."""
        return self._parse(self.beside.get(kind, ""))

    def _targets(self, name, folder):
        """{kind: path} of what a part is related to inside the file; addresses outside are never looked at."""
        root = self._parse(name)
        found = {}
        for relation in [] if root is None else root.iter(RELATIONS):
            if relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                found.setdefault(relation.get("Type", "").rpartition("/")[2], posixpath.normpath(path))
        return found

    def _parse(self, name):
        if name not in self.names:
            return None
        with self.archive.open(name) as file:
            data = file.read(LARGEST_PART + 1)
        if len(data) > LARGEST_PART:
            raise Unreadable(f"{name} is too large")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        root = etree.fromstring(data.replace(STRICT, W.encode()), parser)
        if root.getroottree().docinfo.doctype:
            raise Unreadable(f"{name} declares a document type")
        return root
