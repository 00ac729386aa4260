"""Word documents as people send them, made by python-docx; `raw` adds what python-docx cannot say."""

import io
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from submissions.word import document as reader
from submissions.word import matching, reading


def saved(document, name="paper.docx") -> str:
    """The document in the portal's storage: its path."""
    out = io.BytesIO()
    document.save(out)
    return default_storage.save(name, ContentFile(out.getvalue()))


def paper(*blocks):
    """A document: each text is a paragraph, each list of lists a table, each other thing raw XML."""
    document = Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        elif isinstance(block, list):
            _table(document, block)
        else:
            document.element.body.insert_element_before(block, "w:sectPr")
    return document


def _table(document, rows):
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            first, *more = text.split("\n")
            cell.paragraphs[0].text = first
            for line in more:
                cell.add_paragraph(line)


def raw(xml):
    """An element of WordprocessingML: raw("<w:p>…</w:p>")."""
    space, _end, rest = xml.partition(">")
    mark = "/" if space.endswith("/") else ""
    return parse_xml(f"{space.rstrip('/')} {nsdecls('w', 'wp', 'a', 'r', 'm')}{mark}>{rest}")


def read(document):
    """What is read of it, without the child process."""
    out = io.BytesIO()
    document.save(out)
    return reading.paper_of(reader.read(out))


def text_of(document) -> str:
    """All that is read of it, as one text."""
    lines = [line.text for block in read(document).blocks for line in reading.lines_of(block)]
    return "\n".join(lines)


def sorted_by(call, document):
    """What is found in it: the answers in the order of the questions, and the rest."""
    found = matching.match(read(document), call)
    asked = [question for question in call.questions.numbered() if question.is_asked]
    answers = ["no position" if each in found.none else found.answers.get(each, "") for each in asked]
    return SimpleNamespace(answers=answers, other=found.other, loose=found.loose, found=found)


def opened(made):
    """The bytes of a Word file as a document that can be changed."""
    return Document(io.BytesIO(made))


def fill(document, *texts):
    """Type into the places for answers, as Word does it: the prompt goes."""
    places = [each for each in document.element.body.iter(qn("w:sdt")) if _tag(each).startswith(("answer:", "other"))]
    for place, text in zip(places, texts, strict=True):
        prompt = place.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}")
        prompt.getparent().remove(prompt)
        content = place.find(qn("w:sdtContent"))
        content[:] = [raw(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>") for line in text.split("\n")]
    return document


def _tag(control):
    return control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))


def words_in(document):
    """All words of a document, the head of its pages too."""
    roots = [document.element.body, document.sections[0].header._element]
    return " ".join(text.text or "" for root in roots for text in root.iter(qn("w:t")))
