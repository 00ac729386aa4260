"""Every family of hostile files: what it is called, how it is made, and what its contributor is told.

`hostile(number)` yields so many, each family in its turn, varied by a seed; the same number gives the same files.
An empty answer means that the file is taken and does no harm: it is kept under a harmless name, or only ever handed out
as an attachment of its own type that no browser opens.
"""

import random
from itertools import cycle, islice
from typing import NamedTuple

from tests.hostile import archives, others, pdfs

DISGUISED, DAMAGED, REMOTE = (
    "its content is not what its name says",
    "it is damaged",
    "fetches something from elsewhere",
)
EMBEDDED, MACROS, BOMB = "another file is embedded in it", "it holds macros", "it unpacks to far more"
TWO, LOCKED, VIRUS = "it holds another file", "protected by a password", "a virus"
PACKING, ENTITIES, DDE, ACTS = "not packed as such files are", "declares entities", "(DDE)", "does something by itself"
SLOW, HUGE = "checking it takes too long", "too many pixels"

FAMILIES = {  # name: (maker of bytes, or of name and bytes; ending or None; what may be said)
    "wrong magic": (others.wrong_magic, None, [DISGUISED]),
    "another kind": (others.swapped, None, [DISGUISED]),
    "unknown kind": (others.unknown, None, ["files of this kind are not taken"]),
    "double extension": (others.two_endings, None, ["its name has two endings"]),
    "naughty name": (others.naughty_name, None, [""]),
    "zero bytes": (others.zero_bytes, None, ["it is empty"]),
    "oversize": (others.oversize, None, ["larger than 20 MB"]),
    "truncated": (others.truncated, None, [DAMAGED, DISGUISED]),
    "EICAR in the clear": (others.virus, "txt", [VIRUS]),
    "EICAR nested": (archives.virus_nested, "docx|odt", [VIRUS]),
    "EICAR in a PDF": (pdfs.virus_in_a_stream, "pdf", [VIRUS]),
    "zip bomb, flat": (archives.flat_bomb, "docx", [BOMB]),
    "zip bomb, overlapping": (archives.overlapping_bomb, "docx", [BOMB, PACKING]),
    "zip bomb, nested": (archives.nested_bomb, "docx", [EMBEDDED, BOMB, DISGUISED]),
    "zip bomb, lying": (archives.lying_sizes, "docx", [DAMAGED]),
    "zip bomb, in a picture": (archives.packed_picture_bomb, "docx", [BOMB]),
    "10,000 entries": (archives.many_entries, "docx", [BOMB]),
    "zip slip": (archives.slip, "docx|odt", [PACKING]),
    "symlink": (archives.symlink, "docx|odt", [PACKING]),
    "duplicate members": (archives.duplicates, "docx", [PACKING]),
    "damaged member": (archives.damaged_member, "docx", [DAMAGED]),
    "external entities": (archives.external_entity, "docx|odt", [ENTITIES]),
    "DTD": (archives.outer_dtd, "docx|odt", [ENTITIES]),
    "billion laughs": (archives.billion_laughs, "docx|odt", [ENTITIES]),
    "remote template": (archives.remote_template, "docx", [REMOTE]),
    "remote part": (archives.remote_part, "docx", [REMOTE]),
    "remote part of an odt": (archives.remote_in_odt, "odt", [REMOTE]),
    "docm as docx": (archives.docm, "docx", [MACROS]),
    "macros": (archives.macros, "docx", [MACROS]),
    "macros in odt": (archives.macros_in_odt, "odt", [MACROS]),
    "DDE": (archives.dde, "docx|odt", [DDE]),
    "OLE": (archives.ole, "docx|odt", [EMBEDDED]),
    "program inside": (archives.program_inside, "docx|odt", [EMBEDDED]),
    "ActiveX": (archives.active_x, "docx", [MACROS]),
    "merged in": (archives.merged_in, "docx", [EMBEDDED]),
    "locked docx": (archives.locked_docx, "docx", [LOCKED]),
    "locked member": (archives.locked_member, "docx", [LOCKED]),
    "locked odt": (archives.locked_odt, "odt", [LOCKED]),
    "rtf object": (others.rtf_object, "rtf", [EMBEDDED]),
    "rtf template": (others.rtf_template, "rtf", [REMOTE]),
    "rtf DDE": (others.rtf_dde, "rtf", [DDE]),
    "rtf remote": (others.rtf_remote_picture, "rtf", [REMOTE]),
    "rtf deep": (others.rtf_deep, "rtf", [PACKING]),
    "rtf with more": (others.rtf_with_more, "rtf", [TWO]),
    "PDF JavaScript": (pdfs.javascript, "pdf", ["it holds a script"]),
    "PDF launch": (pdfs.launch, "pdf", [ACTS]),
    "PDF acts": (pdfs.acts, "pdf", [ACTS]),
    "PDF embedded": (pdfs.embedded, "pdf", [EMBEDDED]),
    "PDF media": (pdfs.media, "pdf", ["sound, film or a 3D model"]),
    "PDF XFA": (pdfs.xfa, "pdf", ["(XFA)"]),
    "PDF locked": (pdfs.locked, "pdf", [LOCKED]),
    "PDF xref loop": (pdfs.xref_loop, "pdf", [DAMAGED]),
    "PDF page-tree loop": (pdfs.page_tree_loop, "pdf", [DAMAGED]),
    "PDF object stream bomb": (pdfs.object_stream_bomb, "pdf", [SLOW, BOMB, DAMAGED]),
    "PDF content bomb": (pdfs.content_bomb, "pdf", [SLOW, BOMB]),
    "PDF outside stream": (pdfs.outside_stream, "pdf", [REMOTE]),
    "polyglot PDF and zip": (others.pdf_and_zip, "pdf", [TWO, DISGUISED]),
    "polyglot PDF not at 0": (others.pdf_shifted, "pdf", [TWO]),
    "polyglot zip not at 0": (others.zip_shifted, "docx", [DISGUISED]),
    "polyglot zip with more": (others.zip_with_more, "docx", [TWO, DAMAGED]),
    "polyglot GIF and JS": (others.gif_js, "jpg|png|txt", [DISGUISED]),
    "polyglot jpg and zip": (others.jpg_and_zip, "jpg", [TWO]),
    "polyglot png and zip": (others.png_and_zip, "png", [TWO]),
    "polyglot txt and zip": (others.txt_and_zip, "txt", [TWO]),
    "binary as text": (others.binary_as_text, "txt", [DISGUISED, DAMAGED]),
    "SVG as png": (others.svg, "png", [DISGUISED]),
    "EPS as jpg": (others.eps, "jpg", [DISGUISED]),
    "huge png": (others.huge_png, "png", [HUGE]),
    "huge jpg": (others.huge_jpg, "jpg", [HUGE]),
    "png words bomb": (others.png_words_bomb, "png", [BOMB]),
    "EXIF with HTML": (others.exif_html, "jpg", [""]),
}


class Hostile(NamedTuple):
    """One file; `says` are pieces of sentences of which one is told, or "" when it is taken and does no harm."""

    family: str
    name: str
    data: bytes
    says: list


def make(family, seed):
    """The variation `seed` of a family."""
    maker, endings, says = FAMILIES[family]
    rng = random.Random(f"{family} {seed}")
    made = maker(rng)
    name, data = made if isinstance(made, tuple) else (f"contribution.{_ending(endings, made)}", made)
    return Hostile(family, name, data, says)


def _ending(endings, data):
    """Of several endings the one the bytes were made for."""
    if endings == "docx|odt":
        return "odt" if b"mimetype" in data[:60] else "docx"
    return endings.split("|")[len(data) % len(endings.split("|"))]


def hostile(number):
    """So many hostile files, each family in its turn."""
    for place, family in enumerate(islice(cycle(FAMILIES), number)):
        yield make(family, place // len(FAMILIES))
