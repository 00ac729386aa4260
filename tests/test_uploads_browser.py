"""Files in a real browser at 320 px: each with its progress and its own error; a broken line goes on by itself."""

import hashlib
import random

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from submissions import storing
from submissions.models import File, Upload
from tests.conftest import leave
from tests.hostile.honest import noise, saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
expect.set_options(timeout=30_000)
LARGE = saved(noise(random.Random(5), 1500, 1170), "PNG", compress_level=0)  # 5.3 MB


@pytest.fixture
def page(chromium, live_server, call):
    """The page of files of a new draft, on a narrow screen; whoever leaves it is asked, and leaves."""
    context = chromium.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(live_server.url + reverse("submissions:start", args=[call.uid]))
    page.get_by_role("button", name="Start now").click()
    page.get_by_role("link", name="Files", exact=True).click()
    page.wait_for_url("**/files/")
    yield page
    leave(context)


def choose(page, name, data):
    page.get_by_label("Add files").set_input_files({"name": name, "mimeType": "image/png", "buffer": data})


def slow_down(page, after=None):
    """A line of about a megabyte a second; it breaks after so many pieces."""
    pieces = []

    def pass_on(route):
        pieces.append(route.request.url)
        page.wait_for_timeout(150)
        return route.abort() if after and len(pieces) > after else route.continue_()

    page.route("**/uploads/*-*/", pass_on)
    return pieces


def arrived(page):
    expect(page.get_by_role("status")).to_have_text("“large.png” was added.")
    file = File.objects.get()
    assert hashlib.sha256(storing.place_of(file.path).read_bytes()).digest() == hashlib.sha256(LARGE).digest()
    expect(page.get_by_role("link", name="large.png")).to_be_visible()


def look_at(page):
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_a_line_that_breaks_in_the_middle_goes_on_by_itself(page):
    slow_down(page, after=4)
    choose(page, "large.png", LARGE)
    expect(page.locator(".file")).to_contain_text("The connection is lost.")
    look_at(page)
    assert 0 < Upload.objects.get().received < len(LARGE)
    page.unroute("**/uploads/*-*/")
    arrived(page)


def test_after_a_reload_the_same_file_goes_on_where_it_broke_off(page):
    slow_down(page, after=4)
    choose(page, "large.png", LARGE)
    expect(page.locator(".file")).to_contain_text("The connection is lost.")
    page.unroute("**/uploads/*-*/")
    page.reload()
    expect(page.locator(".file")).to_contain_text("Choose the same file again below, and it goes on from there.")
    received = Upload.objects.get().received
    look_at(page)
    offsets = []
    page.on("request", lambda request: offsets.append(request.headers.get("upload-offset")))
    choose(page, "large.png", LARGE)
    arrived(page)
    assert int(next(offset for offset in offsets if offset)) == received > 0


def test_each_file_has_its_own_error_and_can_be_removed(page):
    choose(page, "wrong.pdf", b"MZ")
    expect(page.locator(".file")).to_contain_text("“wrong.pdf” was not added: its content is not what its name says.")
    choose(page, "large.png", LARGE)
    arrived(page)
    look_at(page)
    page.get_by_role("button", name="Remove wrong.pdf").click()
    expect(page.locator(".file")).to_have_count(1)


def test_nobody_goes_on_while_a_file_is_on_its_way(page):
    slow_down(page)
    choose(page, "large.png", LARGE)
    expect(page.locator(".file progress")).to_be_visible()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.locator("#uploads-pending")).to_have_text(
        "A file is still on its way. Wait until it is here, or remove it."
    )
    page.get_by_role("button", name="Remove large.png").click()
    expect(page.locator("#uploads-pending")).to_be_hidden()
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url("**/check/")
    assert (File.objects.count(), Upload.objects.count()) == (0, 0)
