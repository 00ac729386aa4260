"""A hundred files as people really send them: unusual features, odd names, every kind; all of them are to be taken.

`honest(number)` yields (name, content), the kinds in their turn, varied by a seed.
"""

import io
import random
import zipfile
from itertools import cycle, islice

import docx
import pikepdf
from docx.oxml import parse_xml
from odf.opendocument import OpenDocumentText
from odf.text import A, H, Note, NoteBody, NoteCitation, P
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageCms
from reportlab.pdfgen.canvas import Canvas

from tests.hostile.archives import TEXT, R, W, packed, relations

NAMES = [
    "Position paper",
    "v1.2 final (2)",
    "Évaluation finale",
    "مساهمة الشبكة",
    "贡献",
    "Вклад",
    "a",
    "répônse №7 – “draft”",
]
NAMES += [
    "n" * 150,
    "e-mail to www.example.com",
    "summary 📄",
    "O'Brien & Sons, Ltd.",
    "report.2016.12.07",
    "نص\u200fعربي",
]
WORDS = "Enhanced cooperation, مزيد من التعاون, 加强合作: 1. one 3. three; JavaScript and DDE are only words here. "


def noise(rng, width, height, mode="RGB"):
    size = width * height * len(Image.new(mode, (1, 1)).getbands())
    return Image.frombytes(mode, (width, height), rng.randbytes(size))


def saved(picture, kind, **how):
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def word(rng):
    """Word's own template, by python-docx: headings, lists, tables, pictures, links; and what Word adds."""
    made, out = docx.Document(), io.BytesIO()
    made.add_heading("Reply of the Society", 1)
    for number in range(rng.choice([3, 40, 2000])):
        made.add_paragraph(f"{number}. {WORDS}", style=rng.choice(["Normal", "List Number", "Quote"]))
    made.add_table(3, 4, style="Table Grid")
    made.add_picture(io.BytesIO(saved(noise(rng, 200, 100), rng.choice(["PNG", "JPEG"]))))
    link = made.part.relate_to("https://example.org/?a=1&b=DDE", f"{R}/hyperlink", is_external=True)
    xml = f'<w:hyperlink {W} xmlns:r="{R}" r:id="{link}"/>'
    made.add_paragraph()._p.append(parse_xml(xml))
    made.add_paragraph()._p.append(
        parse_xml(f'<w:ins {W} w:id="1" w:author="Amina"><w:r><w:t>inserted</w:t></w:r></w:ins>')
    )
    made.add_paragraph()._p.append(parse_xml(f'<w:fldSimple {W} w:instr=" PAGE \\* MERGEFORMAT "/>'))
    made.save(out)
    return "docx", _with_more(rng, out.getvalue())


def _with_more(rng, data):
    """The same package with a member that Word writes in some files."""
    sheet = packed([("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>")])
    more = [
        ("word/embeddings/Microsoft_Excel_Sheet1.xlsx", sheet),
        (
            "word/_rels/settings.xml.rels",
            relations("attachedTemplate", "file:///C:\\Users\\Amina\\Templates\\Letter.dotx"),
        ),
        ("word/media/image9.svg", '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd"><svg/>'),
        ("customXml/item9.xml", '<?xml version="1.0" encoding="windows-1252"?><b>é</b>'.encode("cp1252")),
        ("word/media/image8.bmp", bytes(8_000_000)),
        ("word/empty.xml", b""),
    ]
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(*rng.choice(more))
    return out.getvalue()


def opendocument(rng):
    made, out = OpenDocumentText(), io.BytesIO()
    made.text.addElement(H(outlinelevel=1, text="Reply"))
    for _ in range(rng.choice([2, 300])):
        paragraph = P(text=WORDS)
        paragraph.addElement(A(href=rng.choice(["https://example.org", "mailto:a@example.org"]), text="a link"))
        note = Note(noteclass="footnote")
        note.addElement(NoteCitation(text="1"))
        body = NoteBody()
        body.addElement(P(text="A footnote."))
        note.addElement(body)
        paragraph.addElement(note)
        made.text.addElement(paragraph)
    made.addPictureFromString(saved(noise(rng, 90, 90), "PNG"), "image/png")
    made.write(out)
    return "odt", out.getvalue()


def old_opendocument(rng):
    """As OpenOffice 2 wrote them: the manifest names its type, the mimetype ends its line."""
    manifest = '<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd"><manifest/>'
    content = (
        f'<a xmlns:x="x"><image x:href="Pictures/1.png"/><template x:href="../../Letter.ott"/><p>{rng.random()}</p></a>'
    )
    members = [("mimetype", TEXT), ("META-INF/manifest.xml", manifest), ("content.xml", content)]
    return "odt", packed([*members, ("Configurations2/accelerator/current.xml", b""), ("Pictures/", b"")])


def paper(rng):
    """A PDF by reportlab: text, links, an outline, a form; then as other programs save it."""
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=rng.choice([0, 1]))
    for number in range(rng.choice([1, 5, 120])):
        canvas.drawString(
            50, 700, f"{number}. {WORDS.encode('ascii', 'ignore').decode()} /JavaScript /Launch (OpenAction)"
        )
        canvas.linkURL("https://example.org", (50, 600, 200, 620))
        canvas.bookmarkPage(str(number))
        canvas.addOutlineEntry(f"Page {number}", str(number))
        canvas.acroForm.textfield(name=f"field{number}", x=50, y=500)
        canvas.showPage()
    canvas.save()
    return "pdf", _saved_again(rng, out.getvalue())


def _saved_again(rng, data):
    out, made = io.BytesIO(), pikepdf.open(io.BytesIO(data))
    made.Root.OpenAction = rng.choice(
        [Array([made.pages[0].obj, Name.Fit]), Dictionary(S=Name.GoTo, D=Array([made.pages[0].obj, Name.Fit]))]
    )
    made.Root.Lang, made.Root.MarkInfo = "ar", Dictionary(Marked=True)
    if rng.random() < 0.3:  # PDF/A says what it is, and names the colours it means
        made.Root.Metadata = made.make_stream(b'<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"/>')
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        made.Root.OutputIntents = Array([Dictionary(S=Name.GTS_PDFA1, DestOutputProfile=made.make_stream(profile))])
    picture = made.make_stream(saved(noise(rng, 400, 300), "JPEG"))
    picture.Type, picture.Subtype, picture.Filter = Name.XObject, Name.Image, Name.DCTDecode
    picture.Width, picture.Height, picture.ColorSpace, picture.BitsPerComponent = 400, 300, Name.DeviceRGB, 8
    made.Root.PieceInfo = picture
    mode = rng.choice(list(pikepdf.ObjectStreamMode.__members__.values()))
    made.save(out, object_stream_mode=mode, linearize=rng.random() < 0.5, min_version=rng.choice(["1.4", "1.7", "2.0"]))
    return out.getvalue() + rng.choice([b"", b"\r\n", b"\n\n\0"])


def rich_text(rng):
    picture = saved(noise(rng, 60, 40), "PNG")
    body = (
        b"\\deff0{\\fonttbl{\\f0 Times New Roman;}}{\\info{\\author Amina}}{\\*\\generator Riched20;}\\b bold\\b0\\par "
    )
    body += (
        b'{\\field{\\*\\fldinst{HYPERLINK "https://example.org/DDE"}}{\\fldrslt{link}}}{\\footnote note}\\u1593?\\\'e9 '
    )
    body += b"{\\*\\template C:\\\\Users\\\\Amina\\\\Normal.dotm}{\\field{\\*\\fldinst PAGE}}{\\{braces\\}}\\par "
    hexed = b"{\\pict\\pngblip\\picw60\\pich40 " + picture.hex().encode() + b"}"
    plain = b"{\\pict\\pngblip\\bin" + str(len(picture)).encode() + b" " + picture + b"}"
    return "rtf", b"{\\rtf1\\ansi\\ansicpg1252" + body * rng.choice([1, 500]) + rng.choice(
        [hexed, plain]
    ) + b"}" + rng.choice([b"", b"\r\n", b"\0"])


def plain_text(rng):
    encoding = rng.choice(["utf-8", "utf-8-sig", "utf-16", "cp1256", "gb18030", "shift_jis", "koi8-r"])
    text = f"Dear Chair,\r\n\t{WORDS}\r\n1. eins\r\n<script>not run</script> =1+1 #!/bin/sh {rng.random()}"
    return "txt", text.encode(encoding, "replace") * rng.choice([1, 2000])


def png(rng):
    mode = rng.choice(["RGB", "RGBA", "L", "P", "1", "I;16", "LA"])
    picture = noise(rng, 300, 200, "RGB" if mode in ("P", "1", "I;16") else mode)
    picture = Image.new("I;16", (300, 200)) if mode == "I;16" else picture.convert(mode)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    more = rng.choice(
        [{}, {"icc_profile": profile}, {"dpi": (300, 300)}, {"save_all": True, "append_images": [picture]}]
    )
    return "png", saved(picture, "PNG", **more)


def jpg(rng):
    picture = noise(rng, 640, 480, rng.choice(["RGB", "L", "CMYK"]))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Telephone of Amina"
    made = saved(
        picture,
        "JPEG",
        progressive=rng.random() < 0.5,
        exif=exif.tobytes(),
        comment=b"a comment",
        quality=rng.choice([60, 95]),
    )
    preview = saved(picture.resize((160, 120)), "JPEG")
    return rng.choice(["jpg", "jpeg", "JPG"]), made + rng.choice(
        [b"", preview, b"SEFT" + bytes(40), b"\0\0\0\x18ftypmp42" + rng.randbytes(9000)]
    )


def large(rng):
    """Close to what is allowed."""
    picture = noise(rng, 2500, 2100)
    if rng.random() < 0.5:
        return "png", saved(picture, "PNG", compress_level=1)
    return "jpg", saved(noise(rng, 4000, 3000), "JPEG", quality=88)


KINDS = [word, opendocument, paper, rich_text, plain_text, png, jpg, old_opendocument, paper, word]


def honest(number):
    """So many honest files; one in fifty is large."""
    for place, make in enumerate(islice(cycle(KINDS), number)):
        rng = random.Random(f"honest {place}")
        ending, data = large(rng) if place % 50 == 49 else make(rng)
        yield f"{rng.choice(NAMES)}.{ending}", data
