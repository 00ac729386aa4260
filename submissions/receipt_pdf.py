"""The receipt as a PDF: set and printed when somebody asks for it, never stored."""

import io

import qrcode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override
from qrcode.image.svg import SvgPathImage

from documents import pdf
from documents.inline import direction

from .emails.receipts import language_of
from .languages import ANOTHER
from .pdf import as_received, direction_of
from .receipt import Receipt

FILED = "filed.txt"  # the embedded file whose SHA-256 is the hash of the contribution


def printed(version) -> pdf.Pdf:
    """Print the receipt of a sent version in the language of its form. The same input gives the same bytes.

    Never call it inside a transaction. Raises documents.pdf.PressFailed.
    """
    with override(language_of(version)):
        html = pdf.lay_out("submissions/pdf/receipt.html", receipt_context(version))
        about = _("Exactly what was filed: the SHA-256 of this file is the hash of the contribution.")
        filed = Receipt(version).filed
    attachments = [(FILED, about, filed.encode())] if filed else []
    return pdf.render(html, attachments=attachments)


def receipt_context(version) -> dict:
    """What templates/submissions/pdf/receipt.html needs; the language of the screen is that of the form."""
    receipt, language = Receipt(version), language_of(version)
    group = receipt.call.group
    return {
        "paper": {"kind": "receipt"},
        "language": language,
        "direction": direction(language),
        "title": f"{receipt.title}, {receipt.call.title}",
        "title_lines": [receipt.title],
        "parent": group.full_name,
        "author": group.secretariat_name,
        "created": version.sent_at.date().isoformat(),
        "mark": group.mark,
        "receipt": receipt,
        "version": version,
        "call": receipt.call,
        "texts": [(each, *_set(each.text, each.language)) for each in receipt.answers],
        "other": _set(version.other, version.language),
        "qr": _qr(receipt.check_address),
    }


def _set(text, language):
    """(lines as safe HTML, direction) of a text as received."""
    return as_received(text) if text else [], direction_of(text, language or ANOTHER)


def _qr(address):
    """A QR code as an SVG element of one path."""
    out = io.BytesIO()
    qrcode.make(address, image_factory=SvgPathImage, error_correction=qrcode.ERROR_CORRECT_L, border=2).save(out)
    svg = out.getvalue().decode()
    return mark_safe(svg[svg.index("<svg") :])  # noqa: S308 drawn by the library from an address of ours
