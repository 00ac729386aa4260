"""Word files (.docx): no macros, objects or active controls, nothing fetched from elsewhere, no DDE."""

import re

from . import archive, markup
from .fault import refuse

NEEDED = {"[content_types].xml", "word/document.xml"}
ACTIVE = re.compile(r"vbaproject\.bin$|vbadata\.xml$|(^|/)activex/|/attachedtoolbars\.bin$")
FOREIGN = re.compile(r"\.(mht|mhtml|html?|rtf|hta|js|vbs|exe|dll|bat|cmd|scr|lnk)$")  # parts to be merged in, programs
STARTS_A_PROGRAM = re.compile(r"\s*DDE(AUTO)?\b", re.I)
FETCHES = re.compile(r'\s*(?:LINK|INCLUDETEXT|IMPORT|RD)\b.*?(?:https?:|ftp:|file://[^/]|"?\\\\\\?\\?\w)', re.I | re.S)
SPELT = re.compile(r"\s*QUOTE((?:\s+\d{1,5})+)\s*$", re.I)  # a field that spells words by their letters' numbers


def check(data, look):
    """Raises Unfit when it is not a plain Word file."""
    package(data, look, needed=NEEDED)


def nested(data, look):
    """A sheet or text inside a text: as plain as the outer one, and nothing in it again."""
    package(data, look, needed={"[content_types].xml"}, deeper=None)


def package(data, look, *, needed, deeper=nested):
    """A package of Microsoft's kind: directory, members, XML."""
    opened = archive.opened(data)
    names = {member.filename.lower() for member in opened.infolist()}
    if not names >= needed:
        refuse("disguised")
    for member in opened.infolist():
        name = member.filename.lower()
        if ACTIVE.search(name):
            refuse("macros", name)
        if FOREIGN.search(name):
            refuse("embedded", name)
        pieces = archive.unpack(opened, member, look)
        if name.endswith((".xml", ".rels", ".vml")):
            _check_xml(name, pieces)
        else:
            archive.check_nested(name, b"".join(pieces), look, deeper)


def _check_xml(name, pieces):
    if name.endswith(".rels"):
        markup.read(pieces, Relations())
    elif name == "[content_types].xml":
        markup.read(pieces, Types())
    else:
        markup.read(pieces, Fields())


class Types(markup.Watch):
    """[Content_Types].xml names what each member is."""

    def start(self, name, found):
        kind = markup.attribute(found, "ContentType").lower()
        if "macroenabled" in kind or "vbaproject" in kind or "activex" in kind:
            refuse("macros", kind)


class Relations(markup.Watch):
    """What a part refers to. A link that a reader presses is free; what loads by itself may not come from elsewhere."""

    def start(self, name, found):
        kind = markup.attribute(found, "Type").lower().rpartition("/")[2]
        target = markup.attribute(found, "Target")
        if kind in ("vbaproject", "activexcontrol", "afchunk"):
            refuse("macros" if kind != "afchunk" else "embedded", kind)
        outside = markup.attribute(found, "TargetMode").lower() == "external"
        if kind != "hyperlink" and markup.is_remote(target) and (outside or kind):
            refuse("remote", kind)


class Fields(markup.Watch):
    """Fields such as DDE, also when their words are cut in pieces or spelt by a field inside."""

    def __init__(self):
        self.open, self.inside = [], False

    def start(self, name, found):
        self.inside = name == "instrText"
        if name == "fldSimple":
            judge_field(markup.attribute(found, "instr"))
        if name == "fldChar":
            self._turn(markup.attribute(found, "fldCharType"))

    def text(self, words):
        if self.inside:
            if not self.open:
                self.open.append([])
            self.open[-1].append(words)

    def end(self, name):
        self.inside = False
        if name == "p":
            for words in self.open:  # a field may go on in the next paragraph: judged as far as it goes
                judge_field("".join(words))

    def _turn(self, kind):
        if kind == "begin":
            self.open.append([])
        elif self.open and kind == "end":
            words = "".join(self.open.pop())
            judge_field(words)
            if self.open and (spelt := SPELT.match(words)):
                self.open[-1].extend(chr(int(number)) for number in spelt[1].split())


def judge_field(words):
    """A field by its instruction."""
    if STARTS_A_PROGRAM.match(words):
        refuse("dde")
    if FETCHES.match(words):
        refuse("remote", words[:40])
