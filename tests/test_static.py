"""The style sheets hold what the pages use, in both directions, and stay light, legible and within the policy."""

import gzip
import importlib.util
import re

import pytest
from django.contrib.staticfiles import finders

from tests.source import ROOT

BUILDS = ("bootstrap/bootstrap.min.css", "bootstrap/bootstrap.rtl.min.css")
LIGHT = 15_000  # bytes, gzipped, of a public page with its style sheets
MOST_REQUESTS = 4
# Classes that carry no look: hooks for htmx, scripts or tests. Keep it short.
HOOKS = set()


def read(name):
    return (ROOT / "static" / name).read_text("utf-8")


@pytest.fixture(scope="module")
def trim():
    """The command that trims Bootstrap; it knows how to read classes."""
    spec = importlib.util.spec_from_file_location("trim", ROOT / "static" / "bootstrap" / "trim.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("build", BUILDS)
def test_no_class_is_missing(trim, build):
    """When this fails, run static/bootstrap/trim.py, or give the class its rule in portal.css."""
    defined = trim.classes_defined(read(build)) | trim.classes_defined(read("portal.css"))
    assert sorted((trim.classes_used() | trim.SAFELIST) - defined - HOOKS) == []


def test_both_directions_are_trimmed_alike(trim):
    left_to_right, right_to_left = (trim.classes_defined(read(build)) for build in BUILDS)
    assert left_to_right == right_to_left


def test_classes_are_read_from_templates_with_conditions(trim):
    text = """<p class="a{% if x %} b{% else %} c{% endif %} {{ d }}">{# class="e" #}<b class='f'>"""
    assert trim.classes_in_template(text) == {"a", "b", "c", "f"}


@pytest.mark.parametrize("sheet", [*BUILDS, "portal.css"])
def test_style_sheets_fetch_nothing(sheet):
    """The policy allows no pictures written into a sheet (data:) and no other host."""
    assert re.findall(r"url\(|@import|image-set\(", read(sheet)) == []


def test_our_own_sheet_serves_both_directions():
    """Sides are called start and end, so that Arabic needs no second sheet."""
    rules = re.sub(r"/\*.*?\*/", "", read("portal.css"), flags=re.S)
    assert re.findall(r"[\w-]*(?:left|right)\s*:|:\s*(?:left|right)\b", rules) == []


def luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast_with_white(name):
    """The contrast ratio, 1 to 21, of a colour of portal.css with the page."""
    return 1.05 / (luminance(re.search(rf"--{name}: (#\w{{6}});", read("portal.css"))[1]) + 0.05)


@pytest.mark.parametrize(
    ("name", "least"),
    [("accent", 4.5), ("quiet", 4.5), ("danger", 4.5), ("warning", 4.5), ("done", 4.5), ("control", 3), ("focus", 3)],
)
def test_colours_stand_out_from_the_page(name, least):
    """WCAG 2.2: text 4.5 to 1 (1.4.3), borders of controls and the focus 3 to 1 (1.4.11)."""
    assert contrast_with_white(name) >= least


def files_of(markup):
    """What a browser fetches for a page: style sheets, scripts, pictures, the icon."""
    found = re.findall(r"""<(?:link|script|img)\b[^>]*\b(?:href|src)=["']([^"']+)""", markup)
    return [address for address in found if not address.endswith(".xml")]


def test_a_public_page_is_light(client, call):
    page = client.get("/").content
    names = [re.sub(r"\.[0-9a-f]{12}\.", ".", address.removeprefix("/static/")) for address in files_of(page.decode())]
    sent = [page, *((ROOT / "static" / name).read_bytes() for name in names)]
    assert [name for name in names if not finders.find(name)] == []
    assert len(sent) <= MOST_REQUESTS
    assert sum(len(gzip.compress(body)) for body in sent) <= LIGHT
