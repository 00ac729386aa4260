"""A contribution from the call to the receipt in a real browser at 320 px, with and without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from submissions.models import Submission, Version
from tests.conftest import leave
from tests.submissions.conftest import pdf_bytes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOT_YET = "Not submitted yet. Deadline 7 December 2016, 23:59 Geneva time (UTC+1)."
ANSWER = "1. one\n3. three\n\n7. seven"
expect.set_options(timeout=15_000)


def open_page(chromium, scripts, **more):
    context = chromium.new_context(
        viewport={"width": 320, "height": 640}, java_script_enabled=scripts, timezone_id="Asia/Tokyo", **more
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    return page


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(request, chromium):
    """A narrow page in Tokyo; `page.scripts` says whether scripts run."""
    page = open_page(chromium, request.param)
    page.scripts = request.param
    yield page
    leave(page.context)


def look_at(page):
    """The page fits on its narrow screen and axe finds no fault; scripts are needed to look."""
    page.wait_for_load_state()  # without it a slow machine looks at a page that is still on its way
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    if page.scripts:
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()


def start(page, live_server, call):
    page.goto(live_server.url + reverse("submissions:call", args=[call.uid]))
    look_at(page)
    page.get_by_role("link", name="Contribute").click()
    look_at(page)
    page.get_by_role("button", name="Start now").click()


def fill_about(page):
    page.get_by_label("Your name").fill("Amina Stakeholder")
    page.get_by_role("textbox", name="Organisation").first.fill("Open Rivers")
    page.get_by_label("Civil society").check()
    page.get_by_label("E-mail address").fill("amina@example.org")
    page.get_by_label("Publish it with my name").check()
    page.get_by_label("Keep it in its original language only").check()


def go_on(page):
    look_at(page)
    expect(page.get_by_role("note")).to_contain_text(NOT_YET)
    with page.expect_navigation():  # with scripts the text is saved first, then the page is left
        page.get_by_role("button", name="Save and continue").click()


def fill_answers(page):
    page.get_by_label("Language of your answers").select_option("en")
    page.get_by_label("Your answer to question 1").fill(ANSWER)
    page.get_by_label("No position on question 2").check()


def choose_file(page, name, data):
    """With scripts a chosen file goes at once; without them a button sends it."""
    page.get_by_label("Add files").set_input_files({"name": name, "mimeType": "application/pdf", "buffer": data})
    without_scripts = page.get_by_role("button", name="Add the chosen files")
    if without_scripts.is_visible():
        without_scripts.click()


def add_file(page):
    choose_file(page, "Rivers.pdf", pdf_bytes())
    expect(page.get_by_role("link", name="Rivers.pdf")).to_be_visible()


def test_from_the_call_to_the_receipt(page, live_server, call):
    start(page, live_server, call)
    fill_about(page)
    go_on(page)
    fill_answers(page)
    go_on(page)
    add_file(page)
    go_on(page)
    look_at(page)
    page.get_by_role("button", name="Send the contribution").click()
    look_at(page)
    expect(page.locator(".big-number")).to_have_text("1")
    page.reload()
    expect(page.locator(".big-number")).to_have_text("1")
    assert list(Version.objects.get().answers.values_list("text", "no_position")) == [(ANSWER, False), ("", True)]


def test_nothing_typed_is_lost_by_an_error(page, live_server, call):
    start(page, live_server, call)
    fill_about(page)
    page.get_by_label("E-mail address").fill("amina at example")
    go_on(page)
    look_at(page)
    assert page.title().startswith("Error: About you")
    expect(page.get_by_label("E-mail address")).to_have_value("amina at example")
    expect(page.get_by_label("Your name")).to_have_value("Amina Stakeholder")
    page.get_by_role("link", name="Enter your e-mail address in the form").click()
    page.keyboard.press("Control+A")
    page.keyboard.type("amina@example.org")
    go_on(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your answers")


def test_a_refused_file_is_told_and_the_text_stays(page, live_server, call):
    start(page, live_server, call)
    page.get_by_role("link", name="Your answers").click()
    fill_answers(page)
    go_on(page)
    choose_file(page, "wrong.pdf", b"MZ")
    expect(page.get_by_text("“wrong.pdf” was not added").first).to_be_visible()
    look_at(page)
    page.get_by_role("link", name="Your answers").click()
    expect(page.get_by_label("Your answer to question 1")).to_have_value(ANSWER)


@pytest.fixture
def scripted(chromium):
    page = open_page(chromium, True)
    yield page
    leave(page.context)


def to_answers(page, live_server, call):
    page.goto(live_server.url + reverse("submissions:start", args=[call.uid]))
    page.get_by_role("button", name="Start now").click()
    page.get_by_role("link", name="Your answers").click()
    page.wait_for_url("**/answers/")
    page.locator("html[data-saving=ready]").wait_for()  # a line cut off before the scripts came is another story


def test_the_readers_own_hour_stands_beside_the_deadline(scripted, live_server, call):
    scripted.goto(live_server.url + reverse("submissions:start", args=[call.uid]))
    expect(scripted.locator("[data-own-time]")).to_have_text("By your own clock: 8 December 2016 at 07:59")


def test_words_are_counted_and_text_is_saved_while_one_types(scripted, live_server, call):
    to_answers(scripted, live_server, call)
    scripted.get_by_label("Your answer to question 1").press_sequentially("Five words and a number: 6")
    expect(scripted.locator(".word-count").first).to_have_text("Words: 6")
    expect(scripted.locator("#saved")).to_have_text("Saved in Geneva at 13:00, Geneva time.")
    assert Version.objects.get().answers.get().text == "Five words and a number: 6"


def to_check(page, live_server, call):
    to_answers(page, live_server, call)
    fill_answers(page)
    page.get_by_role("link", name="About you").click()
    page.wait_for_url("**/about-you/")
    fill_about(page)
    page.get_by_role("link", name="Check and send").click()
    page.wait_for_url("**/check/")


def test_two_windows_and_a_double_click_file_once(scripted, live_server, call):
    to_check(scripted, live_server, call)
    second = scripted.context.new_page()
    second.goto(scripted.url)
    scripted.get_by_role("button", name="Send the contribution").dblclick()
    expect(scripted.locator(".big-number")).to_have_text("1")
    scripted.go_back()
    expect(scripted.locator(".big-number")).to_have_text("1")
    second.get_by_role("button", name="Send the contribution").click()
    expect(second.locator(".big-number")).to_have_text("1")
    assert Submission.objects.filed().count() == 1
