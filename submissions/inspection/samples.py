"""The least of each kind: read once when the process starts, so that everything it needs is loaded by then."""

import zipfile
import zlib
from io import BytesIO

import pikepdf


def _archive(**members):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


def _pdf():
    pdf, out = pikepdf.new(), BytesIO()
    pdf.add_blank_page()
    pdf.Root.Words = pdf.make_stream(b"words" * 10_000)
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


SAMPLES = {
    "pdf": _pdf(),
    "docx": _archive(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<p>ü</p>"}),
    "odt": _archive(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "<p/>"}),
    "rtf": b"{\\rtf1 {\\field{\\*\\fldinst PAGE}}}",
    "txt": "ü".encode("utf-16"),
    "png": b"\x89PNG\r\n\x1a\n" + zlib.compress(b""),
    "jpg": b"\xff\xd8\xff\xff\xd9",
}
