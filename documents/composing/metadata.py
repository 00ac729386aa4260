"""What a PDF says of itself, and the files inside it."""

import hashlib
import re
from datetime import UTC
from xml.sax.saxutils import escape

from .writer import name as name_of
from .writer import text

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part><pdf:Producer>{producer}</pdf:Producer>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{created}</xmp:CreateDate><xmp:ModifyDate>{created}</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
PRODUCER = "Working group portal"
NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _date(moment):
    return b"(D:%bZ)" % moment.astimezone(UTC).strftime("%Y%m%d%H%M%S").encode()


def metadata(writer, imprint):
    """(the number of the XMP packet, that of the information dictionary)."""
    plain = {name: NO_XML.sub("", getattr(imprint, name)) for name in ("title", "author", "language")}
    said = {name: escape(words) for name, words in plain.items()}
    created = imprint.created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    packet = XMP.format(**said, created=created, producer=PRODUCER).encode()
    date = _date(imprint.created)
    info = b"<</Title%b/Author%b/Producer%b/CreationDate%b/ModDate%b>>" % (
        text(plain["title"]), text(plain["author"]), text(PRODUCER), date, date
    )  # fmt: skip
    return writer.stream(packet, b"/Type/Metadata/Subtype/XML", compress=False), writer.add(info)


def embedded(writer, imprint):
    """[(name, number)] of the files inside."""
    found, date = [], _date(imprint.created)
    for name, about, content_type, content in imprint.files:
        sum_of = hashlib.md5(content, usedforsecurity=False).hexdigest().encode()
        params = b"/Params<</Size %d/ModDate%b/CheckSum<%b>>>" % (len(content), date, sum_of)
        file = writer.stream(content, b"/Type/EmbeddedFile/Subtype%b%b" % (name_of(content_type), params))
        spec = b"<</Type/Filespec/F%b/UF%b/Desc%b/AFRelationship/Supplement/EF<</F %d 0 R/UF %d 0 R>>>>"
        number = writer.add(spec % (text(name), text(name), text(about), file, file))
        found.append((name, number))
    return found
