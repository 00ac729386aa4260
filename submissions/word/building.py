"""A Word document with real headings, language, direction and content controls by which it can be read back."""

import io
import re
from contextlib import contextmanager
from itertools import count

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from audit.clock import now
from documents.inline import direction

QUIET = RGBColor(0x51, 0x59, 0x64)
INK = RGBColor(0x1A, 0x1A, 0x1A)
LOUD = RGBColor(0x8A, 0x00, 0x1F)
UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # letters that XML cannot hold
ANSWER = "Answer"  # the style of the places to write in: a frame around them


class Building:
    """A document under construction. Texts are plain; `language` is that of a text where it is not the document's."""

    def __init__(self, *, title, language, on_every_page, author="", is_warning=True, made_at=None):
        self.document, self.language = Document(), language
        self.place, self.ids = None, count(1000)
        self._describe(title, author, made_at or now())
        self._set_language()
        self._set_look()
        header = self.document.sections[0].header.paragraphs[0]
        self._write(header, on_every_page, language, bold=is_warning, colour=LOUD if is_warning else QUIET)
        self._number_pages()

    def title(self, text):
        self._paragraph(text, style="Title")

    def heading(self, text, level):
        self._paragraph(text, style=f"Heading {level}")

    def paragraph(self, text, language=None, *, loud=False, quiet=False):
        """A paragraph; `loud` for what nobody must overlook, `quiet` for a hint."""
        self._paragraph(text, language, bold=loud, colour=LOUD if loud else QUIET if quiet else None)

    @contextmanager
    def control(self, tag, name, *, locked):
        """Whatever is written inside stands in a content control with this tag; a locked one cannot be changed."""
        control, properties = OxmlElement("w:sdt"), OxmlElement("w:sdtPr")
        facts = [("alias", name[:60]), ("tag", tag), ("id", next(self.ids))]
        for word, said in [*facts, ("lock", "sdtContentLocked" if locked else "sdtLocked")]:
            properties.append(_word(word, said))
        control.append(properties)
        content = OxmlElement("w:sdtContent")
        control.append(content)
        self.document.element.body.insert_element_before(control, "w:sectPr")
        self.place = content
        yield properties
        self.place = None

    def answer(self, tag, name, text, prompt, language=None):
        """A place for an answer: the text, a paragraph for each line; or, where there is none, the prompt."""
        with self.control(tag, name, locked=False) as properties:
            if text:
                for line in text.split("\n"):
                    self._paragraph(line, language, style=ANSWER)
            else:
                properties.append(OxmlElement("w:showingPlcHdr"))
                self._paragraph(prompt, style=ANSWER, colour=QUIET)

    def bytes(self) -> bytes:
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _paragraph(self, text, language=None, *, style="Normal", bold=False, colour=None):
        paragraph = self.document.add_paragraph(style=style)
        if self.place is not None:
            self.place.append(paragraph._p)
        self._write(paragraph, text, language or self.language, bold=bold, colour=colour)

    def _write(self, paragraph, text, language, *, bold=False, colour=None):
        """The text of a paragraph in its direction; what XML cannot hold is shown as a lost character."""
        to_left = direction(language) == "rtl"
        if to_left:
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT  # of a bidi paragraph, LEFT is its beginning
        run = paragraph.add_run()
        for place, piece in enumerate(storable(text).split("\t")):
            if place:
                run._r.append(OxmlElement("w:tab"))
            self._say(run, piece)
        run.bold = bold or None
        if colour is not None:
            run.font.color.rgb = colour
        properties = run._r.get_or_add_rPr()
        if to_left:
            properties.append(OxmlElement("w:rtl"))
        properties.append(_language(language))

    @staticmethod
    def _say(run, piece):
        for place, line in enumerate(piece.split("\n")):
            if place:
                run._r.append(OxmlElement("w:br"))
            if line:
                text = OxmlElement("w:t")
                text.text = line
                text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                run._r.append(text)

    def _describe(self, title, author, made_at):
        facts = self.document.core_properties
        facts.title, facts.author, facts.last_modified_by, facts.comments = storable(title), storable(author), "", ""
        facts.language = self.language
        facts.created = facts.modified = made_at.replace(tzinfo=None)

    def _set_language(self):
        """Language, and direction, of everything that says nothing else."""
        styles = self.document.styles.element
        defaults = styles.find(qn("w:docDefaults"))
        properties = defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        properties.append(_language(self.language))
        if direction(self.language) == "rtl":
            self.document.sections[0]._sectPr.append(OxmlElement("w:bidi"))

    def _set_look(self):
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        styles = self.document.styles
        styles["Normal"].font.size, styles["Normal"].paragraph_format.space_after = Pt(11), Pt(6)
        for name, size in {"Title": 20, "Heading 1": 15, "Heading 2": 12}.items():
            styles[name].font.size, styles[name].font.color.rgb = Pt(size), INK
            styles[name].paragraph_format.keep_with_next = True

        self._frame_answers()

    def _frame_answers(self):
        """The style of the places to write in; paragraphs one below another share one frame."""
        style = self.document.styles.add_style(ANSWER, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = self.document.styles["Normal"]
        frame = OxmlElement("w:pBdr")
        for side in ("top", "left", "bottom", "right"):
            line = OxmlElement(f"w:{side}")
            for name, said in {"val": "single", "sz": "6", "space": "6", "color": "6B7280"}.items():
                line.set(qn(f"w:{name}"), said)
            frame.append(line)
        style.element.get_or_add_pPr().append(frame)

    def _number_pages(self):
        paragraph = self.document.sections[0].footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        paragraph._p.append(field)


def _word(name, said):
    element = OxmlElement(f"w:{name}")
    element.set(qn("w:val"), str(said))
    return element


def _language(code):
    """The language of a text for spelling and for reading aloud: one attribute for each kind of script."""
    element = OxmlElement("w:lang")
    element.set(qn(f"w:{kind_of(code)}"), code)
    return element


def kind_of(code) -> str:
    """Which attribute tells a language of this kind of script."""
    return "bidi" if direction(code) == "rtl" else "eastAsia" if code[:2] in ("zh", "ja", "ko") else "val"


def storable(text) -> str:
    """A text as XML can hold it."""
    return UNFIT.sub("\ufffd", str(text))
