"""The same paper for others to set: one HTML document for WeasyPrint, one source for typst. Run in the portal.

python bench/anchors.py CALL FOLDER      writes whole.html and whole.typ
"""

import sys
from pathlib import Path

import django
from lxml import etree, html

django.setup()

from meetings.models import Call  # noqa: E402
from submissions.compilation import gathering, planning  # noqa: E402
from submissions.models import Compilation  # noqa: E402

STYLE = """<style>
section[data-part] > :first-child { margin-top: 0; }
section[data-part] { margin-top: 4mm; }
.begins-page { break-before: page; }
.page-number { font-weight: bold; margin-inline-start: 4mm; }
.page-number::after { content: target-counter(attr(href), page); }
</style>"""
FAMILIES = '("Liberation Serif", "Noto Naskh Arabic", "Noto Serif SC")'


def whole_html(layout) -> str:
    """Every part of the plan one behind the other, with the same style and page numbers of WeasyPrint's own."""
    sections, pieces = {}, {piece.key: piece for piece in layout.pieces}

    class Book:
        """Takes the key where a real store would give the galley."""

        def load(self, key):
            if key not in sections:
                found = html.fromstring(pieces[key].html()).iterfind(".//section[@data-part]")
                sections[key] = {each.get("data-part"): each for each in found}
            return sections[key]

    body, begins = [], False
    for step in planning.plan(layout, Book()).steps:
        if step == "page":
            begins = True
        elif hasattr(step, "source"):
            section = step.source()[step.name]
            _link_inside(section)
            anchors = step.anchor.split()
            ids = "".join(f'<a id="{name}"></a>' for name in anchors[1:])
            section.set("id", anchors[0]) if anchors else None
            section.set("class", "begins-page" if begins else "")
            body.append(ids + etree.tostring(section, encoding="unicode", method="html"))
            begins = False
    language = layout.head.language
    title = f'<meta charset="utf-8"><title>{layout.head.title}</title>{STYLE}'
    body = f'<body class="compilation">{"".join(body)}</body>'
    return f'<!DOCTYPE html><html lang="{language}"><head>{title}</head>{body}</html>'


def _link_inside(section):
    for link in section.iterfind(".//a[@href]"):
        link.set("href", link.get("href").replace("part:", "#"))
    for slot in section.iterfind(".//span[@data-page]"):
        slot.tag, slot.text = "a", None
        slot.set("href", "#" + slot.get("data-page"))


def whole_typst(head, contributions) -> str:
    """The same contents, headings, answers, index and manifest, with page numbers and outline of typst's own."""
    lines = [
        f"#set document(title: {_quoted(head.title)}, author: {_quoted(head.secretariat)})",
        '#set page(paper: "a4", margin: (x: 25mm, top: 30mm, bottom: 28mm), numbering: "1/1")',
        f"#set text(font: {FAMILIES}, size: 11pt, lang: {_quoted(head.language)})",
        "#set par(justify: false)",
        "#show heading.where(level: 1): set text(size: 12pt)",
        f"#align(center)[#text({_quoted(head.title)})]",
        f"#text({_quoted(head.disclaimer)})",
        "#pagebreak()",
        "#outline(depth: 3)",
    ]
    for asked in head.questions:
        lines += ["#pagebreak()", f"#heading(level: 1, {_quoted(asked.label)})", f"#text({_quoted(asked.text)})"]
        for one in contributions:
            if one.answers(asked.key):
                lines += [f"#heading(level: 2, {_quoted(one.name)})", *_typst_answer(one, one.passage(asked.key))]
    lines += ["#pagebreak()", '#heading(level: 1, "Index")']
    lines += [f"#par({_quoted(f'No. {one.number} {one.name}')})" for one in contributions]
    lines += ["#pagebreak()", '#heading(level: 1, "Manifest")']
    lines += [f"#par({_quoted(f'No. {one.number} · {one.name} · {one.sha256}')})" for one in contributions]
    return "\n".join(lines)


def _typst_answer(one, passage):
    told = f"No. {one.number} · {one.stakeholder_group} · {one.received_words} · version {one.version}"
    yield f"#text(size: 9pt, {_quoted(told)})"
    for line in passage.text.split("\n"):
        yield f"#block(above: 0.65em, text(lang: {_quoted(passage.language)}, {_quoted(line)}))" if line else "#v(1em)"


def _quoted(words):
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def write(call, folder):
    """Both sources of one call, by question."""
    gathered = gathering.gather(Compilation(call=Call.objects.get(uid=call)))
    layout = planning.lay_out(gathered.head, gathered.contributions, {})
    (Path(folder) / "whole.html").write_text(whole_html(layout))
    (Path(folder) / "whole.typ").write_text(whole_typst(gathered.head, gathered.contributions))


if __name__ == "__main__":
    write(*sys.argv[1:])
