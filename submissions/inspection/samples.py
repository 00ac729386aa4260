"""The least of each kind: read once when the process starts, so that everything it needs is loaded by then."""

import codecs
import zipfile
import zlib
from io import BytesIO

import pikepdf

# XML may come in any of these.
for number in (*range(1, 11), *range(13, 17)):
    codecs.lookup(f"iso8859_{number}")
for name in ("koi8_r", "koi8_u", *(f"cp{number}" for number in range(1250, 1259))):
    codecs.lookup(name)


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
