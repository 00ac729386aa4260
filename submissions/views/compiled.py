"""The doors to the other forms of an issued compilation that are made as they are asked for, and to their schema."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from documents.models import Paper, PaperVersion
from documents.views import file_name, forms_of, unchanged

from ..compilation.forms.book import open_data
from ..compilation.forms.csv import lines
from ..compilation.forms.html import page
from ..compilation.forms.zip import archive

SCHEMA = Path(settings.BASE_DIR) / "submissions/data/compilation.schema.json"
CSV, HTML, ZIP = "csv", "html", "zip"
CONTENT_TYPES = {CSV: "text/csv; charset=utf-8", HTML: "text/html; charset=utf-8", ZIP: "application/zip"}
LOCKED_IN = "sandbox; default-src 'none'"


@require_safe
def compilation_form(request, uid, number, language, form):
    """An issued compilation as one page, as a table or as its files: to those who may see that version."""
    version, data = _issued(request, uid, number, language)
    tag = _tag(form, data)
    if tag and (same := unchanged(request, tag)):
        return same
    pieces = () if request.method == "HEAD" else _made(form, version, data)
    response = StreamingHttpResponse(pieces, content_type=CONTENT_TYPES[form])
    _seal(response, form, file_name(version, f".{form}"))
    if tag:
        response.headers["ETag"] = f'"{tag}"'
    return response


def _issued(request, uid, number, language):
    """A version of a compilation and its frozen data. Raises Http404 where one of them cannot be had."""
    visible = PaperVersion.objects.visible_to(request.user).filter(paper__kind=Paper.Kind.COMPILATION)
    found = visible.select_related("paper__group").defer("html").prefetch_related("companions")
    version = get_object_or_404(found, paper__uid=uid, number=number, language=language)
    data = forms_of(version).get("data")
    if data is None:
        raise Http404
    return version, data


def _tag(form, data):
    """What changes with everything that a form is made of. An archive has none: files go missing from it."""
    if form == ZIP:
        return ""
    look = static("portal.css") if form == HTML else ""
    return hashlib.sha256(f"{data.sha256} {form} {look}".encode()).hexdigest()


def _made(form, version, data):
    try:
        book = open_data(data)
    except FileNotFoundError:
        raise Http404 from None
    if form == ZIP:
        return archive(book, version)
    return lines(book) if form == CSV else page(book, version=version)


def _seal(response, form, name):
    """A page is shown under the policy of every page; anything else is kept, and nothing in it is run."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = content_disposition_header(form != HTML, name)
    if form != HTML:
        response.headers["Content-Security-Policy"] = LOCKED_IN
    if form == ZIP:
        response.headers["Cache-Control"] = "no-store"


@require_safe
def compilation_schema(request):
    """What stands in the data of a compilation, field by field (JSON Schema)."""
    content = SCHEMA.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    headers = {"ETag": f'"{sha256}"', "Content-Security-Policy": LOCKED_IN}
    return unchanged(request, sha256) or HttpResponse(content, content_type="application/schema+json", headers=headers)
