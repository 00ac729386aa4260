"""Galleys and papers for the tests of composing, set by the real press."""

import io
import re
import subprocess
import unicodedata
from datetime import UTC, datetime
from functools import cache

from documents import pdf
from documents.composing import Imprint, Plan, compose
from documents.galley import Galley
from documents.inline import direction

PAGE = '<!DOCTYPE html><html lang="{}" dir="{}"><head><title>A title</title></head><body>{}</body></html>'
HEAD = '<section data-part="{}" data-solid class="running"><p class="mark">Example</p></section>'
DIGITS = (
    '<section data-part="digits" data-solid class="running-digits">0123456789/<strong>0123456789/</strong></section>'
)


def part(body, name="part", more=""):
    return f'<section data-part="{name}" {more}>{body}</section>'


def set_html(body, language="en"):
    """The galley of some parts, as it comes back from where it was kept."""
    return Galley.loaded(pdf.set_galley(PAGE.format(language, direction(language), body)).dumped())


@cache
def running():
    return set_html(HEAD.format("first") + HEAD.format("running") + DIGITS)


def planned(*galleys, **how):
    """A plan of all the parts of some galleys."""
    plan = Plan()
    for galley in galleys:
        for name in galley.head["parts"]:
            plan.place(lambda galley=galley: galley, name, **{"gap": 4, **how})
    return plan


def bound(plan, *, title="A title", language="en", files=()):
    """(the PDF, what is told of it)."""
    file, made = io.BytesIO(), datetime(2016, 12, 8, tzinfo=UTC)
    told = compose(plan, Imprint(title, "An office", language, made, running(), list(files)), file)
    return file.getvalue(), told


def composed(*bodies, language="en"):
    """A PDF of parts with these bodies, each a galley of its own."""
    galleys = [set_html(part(body), language) for body in bodies]
    return bound(planned(*galleys, language=language))[0]


def read_by_poppler(printed, *options):
    """What pdftotext finds, which has nothing to complain of."""
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=printed, capture_output=True, check=True)
    assert done.stderr == b""
    return without_page_numbers(done.stdout.decode())


def without_page_numbers(text):
    """The text without what stands at head and foot of the pages, forms of letters and invisible signs folded."""
    kept = (sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return re.sub(r"^\f?(\d+/\d+|Example)$", "", "".join(kept), flags=re.M)
