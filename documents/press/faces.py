"""What a galley tells of its faces: which file of the shelf, which glyphs, which text each of them stands for."""

import hashlib
from functools import cache

from documents.composing.faces import BOX, COPY, better, box_width, letters
from documents.press.printing import SHELF


def faces_of(used, reading):
    """{name in the drawings: {family, file, facts, glyphs: {code: [text, width]}}} of faces; of a copy of one, or of
    boxes (documents.press.reading), {of: the face, glyphs: {code: [text, width, glyph]}}."""
    faces = {}
    for font in used:
        face = faces.setdefault(font.hash, {"glyphs": {}})
        face |= {"name": font.name[1:].decode(), "family": font.family, "file": file_of(font), "flags": font.flags}
        face |= {"ascent": font.ascent, "descent": font.descent, "italic": font.italic_angle}
        own = letters(face["file"])
        for code, width in font.widths.items():
            if text := font.to_unicode.get(code) or own.get(code):
                known = face["glyphs"].get(code)
                face["glyphs"][code] = better(known, [text, width]) if known else [text, width]
    for name, codes in reading.copies.items():
        widths = {code: width for font in used if name.startswith(font.hash) for code, width in font.widths.items()}
        glyphs = {code: [text, widths[glyph], glyph] for (glyph, text), code in codes.items()}
        faces[name] = {"of": name.removesuffix(COPY), "glyphs": glyphs}
    for name, codes in reading.boxes.items():
        faces[name] = {"of": "", "glyphs": {code: [text, box_width(), BOX] for code, text in codes.items()}}
    return faces


_known = {}  # what was found for a face before: its file is hashed once


def file_of(font):
    """The name of the face on the shelf; empty for one that is not ours."""
    key = (font.family, font.weight, font.style, len(font.file_content))
    if key not in _known:
        _known[key] = _on_the_shelf().get(hashlib.sha256(font.file_content).digest(), "")
    return _known[key]


@cache
def _on_the_shelf():
    """{SHA-256 of a face: its file}"""
    return {hashlib.sha256(path.read_bytes()).digest(): path.name for path in SHELF.glob("fonts/*.ttf")}
