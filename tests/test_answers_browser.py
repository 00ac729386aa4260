"""Typing answers on a bad line: what was typed is in the portal or on the device, and the page says which."""

import contextlib
import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, expect

from meetings.models import Call, Question
from submissions.models import Submission, Version
from tests.conftest import leave
from tests.submissions.test_guessing import TEXTS
from tests.test_filing_browser import fill_about, open_page, to_answers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVED = "Saved in Geneva at 13:00, Geneva time."
DEVICE = "Saved on this device only, at 21:00 by your clock. It is sent to Geneva when the line is back."
OTHER = "Any other relevant issue"


@pytest.fixture
def page(chromium):
    """A narrow page in Tokyo."""
    page = open_page(chromium, True)
    yield page
    leave(page.context)


@pytest.fixture
def answers(page, live_server, call):
    """The same, with the answers of a new draft open."""
    to_answers(page, live_server, call)
    return page


def ready(page):
    page.locator("html[data-saving=ready]").wait_for()


def status(page):
    return expect(page.locator("#saved"))


def kept(page):
    """What this device keeps: the values of each copy."""
    copies = page.evaluate("Object.values(localStorage)")
    return [dict(json.loads(copy)["fields"]) for copy in copies if copy.startswith("{")]


def offline(page):
    page.context.set_offline(True)


def online(page):
    page.context.set_offline(False)


def stored():
    return Version.objects.latest("pk").other


def test_a_line_that_drops_is_told_and_loses_nothing(answers):
    offline(answers)
    answers.get_by_label(OTHER).press_sequentially("Typed in a tunnel")
    status(answers).to_have_text(DEVICE)
    online(answers)
    status(answers).to_have_text(SAVED)
    assert (stored(), kept(answers)) == ("Typed in a tunnel", [])


def cut(page):
    """No save of this page arrives any more."""
    page.route("**/answers/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())


def crash(page):
    """The browser's page dies, and is opened again."""
    again = page.context.new_page()
    with contextlib.suppress(Error):
        page.goto("chrome://crash")
    again.goto(page.url)
    return again


def test_after_a_crash_the_text_of_the_device_is_offered(answers):
    cut(answers)
    answers.get_by_label(OTHER).fill("Typed in a tunnel")
    status(answers).to_have_text(DEVICE)
    again = crash(answers)
    expect(again.get_by_role("heading", name="There is a newer text on this device")).to_be_visible()
    assert (again.get_by_label(OTHER).input_value(), Axe().run(again).violations_count) == ("", 0)
    again.get_by_role("button", name="Put the device’s text into the form").click()
    status(again).to_have_text(SAVED)
    assert (stored(), kept(again)) == ("Typed in a tunnel", [])


def test_the_portals_text_can_be_kept(answers):
    answers.get_by_label(OTHER).fill("In the portal")
    status(answers).to_have_text(SAVED)
    cut(answers)
    answers.get_by_label(OTHER).fill("On the device")
    status(answers).to_have_text(DEVICE)
    again = crash(answers)
    again.get_by_role("button", name="Keep the portal’s text").click()
    expect(again.locator("#on-device")).to_be_hidden()
    assert (again.get_by_label(OTHER).input_value(), stored(), kept(again)) == ("In the portal", "In the portal", [])


def test_a_crash_before_the_first_save_loses_at_most_half_a_second(answers):
    cut(answers)
    answers.get_by_label(OTHER).press_sequentially("Not yet on its way")
    answers.wait_for_timeout(600)
    assert kept(answers)[0]["other"] == "Not yet on its way"
    second = answers.context.new_page()
    second.goto(answers.url)
    expect(second.locator("#on-device")).to_be_visible()


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"status": 502, "body": "<h1>Bad gateway</h1>"}, DEVICE),
        ({"status": 200, "body": "<h1>Welcome to the hotel</h1>", "content_type": "text/html"}, DEVICE),
        ({"status": 403, "body": "<h1>No</h1>", "content_type": "text/html"}, "The portal did not take it"),
    ],
    ids=["a broken server", "a network that answers itself", "a page that is too old"],
)
def test_only_the_portals_own_word_counts_as_saved(answers, answer, words):
    answers.route("**/answers/", lambda route: route.fulfill(**answer))
    answers.get_by_label(OTHER).fill("Keep me")
    status(answers).to_contain_text(words)
    assert (kept(answers)[0]["other"], stored()) == ("Keep me", "")
    answers.unroute("**/answers/")
    answers.get_by_label(OTHER).press_sequentially("!")
    status(answers).to_have_text(SAVED)
    assert stored() == "Keep me!"


def test_a_save_that_fails_is_tried_again(answers):
    refusals = iter(range(2))
    answers.route("**/answers/", lambda route: route.continue_() if next(refusals, None) is None else route.abort())
    answers.get_by_label(OTHER).fill("Third time")
    status(answers).to_have_text(DEVICE)
    status(answers).to_have_text(SAVED)
    assert stored() == "Third time"


def test_a_button_without_a_line_leaves_everything_on_the_page(answers):
    offline(answers)
    answers.get_by_label(OTHER).fill("Pressed in a tunnel")
    answers.get_by_role("button", name="Save and continue").click()
    status(answers).to_have_text(DEVICE)
    expect(answers.get_by_label(OTHER)).to_have_value("Pressed in a tunnel")
    online(answers)
    status(answers).to_have_text(SAVED)
    answers.get_by_label("Language of your answers", exact=True).select_option("en")
    answers.get_by_role("button", name="Save and continue").click()
    answers.wait_for_url("**/files/")
    assert (stored(), kept(answers)) == ("Pressed in a tunnel", [])


def test_leaving_by_a_link_saves_first(answers):
    answers.get_by_label(OTHER).fill("Typed and gone")
    answers.get_by_role("link", name="Check and send").click()
    answers.wait_for_url("**/check/")
    expect(answers.locator(".as-received").last).to_have_text("Typed and gone")
    assert kept(answers) == []


def test_another_step_tells_what_only_the_device_has(answers):
    cut(answers)
    answers.get_by_label(OTHER).fill("Left behind " * 2000)  # more than a page on its way out may send
    status(answers).to_have_text(DEVICE)
    answers.get_by_role("link", name="Check and send").click()
    answers.wait_for_url("**/check/")
    expect(answers.get_by_text("This device keeps a text of “Your answers”")).to_be_visible()
    answers.get_by_role("link", name="Look at “Your answers”").click()
    expect(answers.locator("#on-device")).to_be_visible()


def test_what_was_sent_is_not_kept_on_the_device(answers):
    answers.get_by_label("Language of your answers", exact=True).select_option("en")
    answers.get_by_label(OTHER).fill("All of it")
    answers.get_by_role("link", name="About you").click()
    fill_about(answers)
    answers.get_by_role("link", name="Check and send").click()
    draft = Submission.objects.get().uid
    answers.evaluate(
        f"localStorage.setItem('draft {draft} answers x', '{{\"at\": ' + Date.now() + ', \"fields\": []}}')"
    )
    answers.get_by_role("button", name="Send the contribution").click()
    expect(answers.locator(".big-number")).to_have_text("1")
    assert kept(answers) == []


def test_forget_me_leaves_nothing_on_the_device(answers):
    cut(answers)
    answers.get_by_label(OTHER).fill("On a shared computer " * 1000)
    status(answers).to_have_text(DEVICE)
    answers.get_by_role("link", name="forget me").click()
    answers.get_by_role("button", name="Forget me").click()
    expect(answers.get_by_role("button", name="Forget me")).to_have_count(0)
    assert kept(answers) == []


def test_a_device_that_keeps_nothing_is_told(chromium, live_server, call):
    page = open_page(chromium, True)
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full') }")
    to_answers(page, live_server, call)
    offline(page)
    page.get_by_label(OTHER).fill("Nowhere")
    status(page).to_contain_text("this browser refuses to keep a copy. Your text is on this page only")
    leave(page.context)


def test_a_second_window_sees_both_texts(answers):
    second = answers.context.new_page()
    second.goto(answers.url)
    ready(second)
    second.get_by_label(OTHER).fill("From the second")
    status(second).to_have_text(SAVED)
    answers.get_by_label(OTHER).fill("From the first")
    status(answers).to_contain_text("Another window saved this page in the meantime")
    answers.get_by_role("button", name="Save", exact=True).click()
    expect(answers.get_by_role("alert")).to_contain_text("From the second")
    expect(answers.get_by_label(OTHER)).to_have_value("From the first")
    assert (stored(), kept(answers)[0]["other"]) == ("From the second", "From the first")


def test_a_slow_line_is_told_and_gets_through(answers):
    session = answers.context.new_cdp_session(answers)
    slow = {"offline": False, "latency": 2000, "downloadThroughput": 4000, "uploadThroughput": 4000}
    session.send("Network.emulateNetworkConditions", slow)
    answers.get_by_label(OTHER).fill("word " * 9000)
    status(answers).to_contain_text("Saved on this device only")
    status(answers).to_have_text(SAVED)
    assert stored() == "word " * 9000


def test_the_language_is_proposed_as_one_types(answers):
    answers.get_by_label(OTHER).fill(TEXTS["ar"])
    answers.get_by_role("button", name="Yes, it is العربية").click()
    expect(answers.get_by_label("Language of your answers", exact=True)).to_have_value("ar")
    expect(answers.get_by_label(OTHER)).to_have_attribute("dir", "rtl")
    expect(answers.locator("#looks-like")).to_be_empty()
    status(answers).to_have_text(SAVED)
    answers.wait_for_timeout(3500)
    assert Version.objects.get().language == "ar"


def test_too_many_words_are_told_while_one_types(page, live_server, call):
    Call.objects.update(word_limit=3, word_rule="binding")
    to_answers(page, live_server, call)
    line = expect(page.locator(".word-count").first)
    line.to_have_text("0 of 3 words")
    page.get_by_label("Your answer to question 1").press_sequentially("one two three four five")
    line.to_have_text("5 of 3 words 2 too many: shorten the answer before you send it.")


@pytest.mark.parametrize(
    ("moment", "after"),
    [
        ("2016-12-07T22:59:55", "What was begun before can still be sent for 29 minutes"),
        ("2016-12-07T23:29:55", "this cannot be sent any more"),
    ],
)
def test_the_time_left_runs_over_the_deadline(answers, clock, moment, after):
    clock(moment)
    answers.reload()
    expect(answers.locator("[data-time-left]")).to_contain_text(after)


def tab_to(page, name):
    """Go on by the Tab key until the focus is on the field."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_answers_can_be_filled_in_by_keyboard_alone(page, live_server, call, language):
    Question.objects.create(call=call, parent=call.questions.get(order=2), order=3, text="Which " + "long " * 200)
    to_answers(page, live_server, call)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
    page.reload()
    ready(page)
    tab_to(page, "other")
    page.keyboard.type("By keys")
    tab_to(page, "continue")
    page.keyboard.press("Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    assert stored() == "By keys"
    assert (Axe().run(page).violations_count, page.evaluate("document.documentElement.scrollWidth") <= 320) == (0, True)
