"""The form in a browser: nobody else opens a draft, nothing typed is lost, sending twice files once."""

import pytest
from django.test import Client
from django.urls import reverse

from correspondence.models import Message
from meetings.models import Call
from submissions import actions
from submissions.models import Submission, Version
from submissions.rules import why_not_attach
from submissions.views.browser import version_of
from tests.submissions.conftest import Browser, docx_bytes, pdf_bytes, upload, words_of

pytestmark = pytest.mark.embedded

STEPS = ["about", "answers", "files", "check", "confirmation"]
NOT_YET = "Not submitted yet. Deadline 7 December 2016, 23:59 Geneva time (UTC+1). 12 days and 10 hours left"


def test_a_contribution_from_start_to_receipt(browser):
    assert browser.about().url == browser.url("answers")
    assert browser.answers("One.", "Two.").url == browser.url("files")
    assert browser.post("files", hidden={}).url == browser.url("check")
    assert browser.send().url == browser.url("confirmation")
    assert "Your contribution is submitted Number in the register 1 Received: 25 November 2016, 13:00 Geneva time" in (
        words_of(browser.get("confirmation"))
    )


@pytest.mark.parametrize("step", STEPS[:-1])
def test_every_page_before_sending_says_that_it_is_not_submitted(browser, step):
    assert NOT_YET in words_of(browser.get(step))


def test_the_start_says_it_too(browser, call):
    assert NOT_YET in words_of(browser.client.get(reverse("submissions:start", args=[call.uid])))


@pytest.mark.parametrize("step", [*STEPS, "send"])
@pytest.mark.parametrize("who", [None, "dana", "chidi", "bela", "oumar"])
def test_nobody_else_opens_a_draft(browser, request, client_of, step, who):
    stranger = client_of(request.getfixturevalue(who)) if who else Client()
    assert stranger.get(browser.url(step)).status_code == 404


def test_starting_needs_a_press_of_the_button(call):
    Client().get(reverse("submissions:start", args=[call.uid]))
    assert Submission.objects.count() == 0


def test_one_browser_may_hold_several_drafts(browser, call):
    browser.about()
    browser.client.post(reverse("submissions:start", args=[call.uid]))
    assert browser.get("about").status_code == 200
    assert (
        words_of(browser.client.get(reverse("submissions:call", args=[call.uid]))).count("Go on with your draft") == 2
    )


def test_a_wrong_field_keeps_all_the_others_and_itself(browser):
    response = browser.about(email="amina at example", name="", publish="")
    version = Version.objects.get()
    assert (version.email, version.organisation, version.translation) == ("amina at example", "Open Rivers", "original")
    assert response.context["form"].errors.keys() == {"name", "email", "publish"}
    text = response.content.decode()
    assert ('value="amina at example"' in text, "<title>Error: About you" in text) == (True, True)


def test_messages_name_the_field_and_the_remedy(browser):
    errors = browser.about(email="amina at example", name="", stakeholder_group="").context["form"].errors
    assert errors == {
        "name": ["Enter your name."],
        "email": ["Enter your e-mail address in the form name@example.org."],
        "stakeholder_group": ["Choose your stakeholder group."],
    }


def test_save_asks_for_nothing_that_is_still_missing(browser):
    response = browser.post("about", "save", name="Only a name")
    assert (response.url, Version.objects.get().name) == (browser.url("about"), "Only a name")


def test_a_cleared_field_is_cleared(browser):
    browser.about()
    browser.about(organisation="", name="")
    assert (Version.objects.get().organisation, Version.objects.get().name) == ("", "")


def test_text_and_no_position_together_are_asked_again_and_the_text_is_kept(browser, call):
    first = call.questions.first().pk
    response = browser.answers("A text.", **{f"no_position_{first}": "on"})
    assert response.context["form"].errors.keys() == {f"no_position_{first}"}
    assert Version.objects.get().answers.get().text == "A text."


def test_what_a_word_processor_left_is_cleaned_away(browser):
    browser.answers("  1. a\r\n\r\n7. b\rc \0\uf0b7\tco\u00adop ", other="\vd")
    assert Version.objects.get().answers.get().text == "  1. a\n\n7. b\nc •\tcoop "
    assert Version.objects.get().other == "\nd"


def test_a_long_question_and_a_long_answer_come_out_whole(browser, call):
    question = "Why? " * 200
    call.questions.filter(order=1).update(text=question)
    text = "\n".join(f"{number}. word" for number in range(10_000))
    browser.about()
    browser.answers(text)
    browser.send()
    page = words_of(browser.get("confirmation"))
    assert (" ".join(text.split()) in page, question.strip() in page) == (True, True)
    assert text in Message.objects.get().body


def test_two_windows_see_both_texts(browser):
    one, two = browser.hidden("answers"), browser.hidden("answers")
    browser.post("answers", hidden=one, language="en", other="From one.")
    response = browser.post("answers", hidden=two, language="fr", other="From two.")
    shown = [
        ("Language of your answers", "Français", "English"),
        ("Any other relevant issue", "From two.", "From one."),
    ]
    assert (response.context["differences"], Version.objects.get().other) == (shown, "From one.")
    again = browser.post("answers", hidden={**two, "seen": response.context["form"]["seen"].value()}, other="Merged.")
    assert (again.status_code, Version.objects.get().other) == (200, "Merged.")


def test_files_are_added_refused_and_removed_one_by_one(browser):
    browser.answers("Stays.")
    sent = [upload("good.pdf", pdf_bytes()), upload("bad.pdf", b"MZ"), upload("good.docx", docx_bytes())]
    response = browser.client.post(browser.url("files"), {"file": sent, "add": "1"})
    files = Version.objects.get().files
    assert [file.name for file in files.all()] == ["good.pdf", "good.docx"]
    assert "“bad.pdf” was not added: its content is not what its name says." in words_of(response)
    browser.client.post(browser.url("remove_file", files.first().pk))
    assert ([file.name for file in files.all()], Version.objects.get().answers.count()) == (["good.docx"], 1)


def test_a_stranger_neither_sees_nor_removes_a_file(browser):
    browser.client.post(browser.url("files"), {"file": upload("a.pdf", pdf_bytes()), "add": "1"})
    file = Version.objects.get().files.get()
    stranger = Client()
    assert stranger.post(browser.url("remove_file", file.pk)).status_code == 404
    assert stranger.get(browser.url("file", file.pk)).status_code == 404
    assert browser.client.get(browser.url("file", file.pk)).status_code == 200


def test_a_page_on_its_way_while_the_draft_is_sent_finds_what_was_sent(call, draft_of):
    version, holder = draft_of(call)
    known = Submission.objects.get()
    actions.submit(version=version, by=holder)
    assert version_of(known) == version
    assert why_not_attach(holder, known, 1) == "This contribution has been submitted already."


def test_a_made_up_name_of_a_page_is_no_error_of_the_portal(browser):
    hidden = {**browser.hidden("about"), "page": "\0" * 40}
    assert browser.post("about", hidden=hidden, button="save", name="Amina").status_code in (200, 302)


def test_typing_on_after_it_was_sent_shows_both(browser):
    browser.ready()
    hidden = browser.hidden("answers")
    browser.send()
    response = browser.post("answers", hidden=hidden, language="en", other="One more thing.")
    assert (response.status_code, "One more thing." in words_of(response)) == (409, True)
    assert Version.objects.get().other == ""


@pytest.mark.parametrize("step", ["about", "answers", "files", "check", "send"])
def test_pages_of_what_was_sent_lead_to_its_receipt(browser, step):
    browser.ready()
    browser.send()
    assert browser.get(step).url == browser.url("confirmation")


def test_a_closed_call_gives_the_text_back_and_says_whom_to_write_to(browser, clock):
    browser.ready()
    hidden = browser.hidden("answers")
    clock("2016-12-07T23:31:00")
    response = browser.post("answers", hidden=hidden, other="Typed too late.")
    page = words_of(response)
    assert response.status_code == 403
    found = [
        text in page for text in ("Typed too late.", "One.", "secretariat@example.org", "it was 7 December 2016, 23:59")
    ]
    assert (found, Version.objects.get().other) == ([True] * 4, "")


def test_no_draft_begins_after_the_deadline(call, clock):
    clock("2016-12-07T23:05:00")
    client, url = Client(), reverse("submissions:start", args=[call.uid])
    assert "The deadline has passed: it was 7 December 2016" in words_of(client.get(url))
    client.post(url)
    assert Submission.objects.count() == 0


def test_a_call_in_preparation_is_nobodys_to_answer(call):
    Call.objects.update(state="draft")
    assert Client().get(reverse("submissions:start", args=[call.uid])).status_code == 404


def test_pages_of_a_draft_stay_out_of_shared_caches(browser):
    assert set(browser.get("answers").headers["Cache-Control"].split(", ")) == {"private", "no-cache"}


def test_a_filing_from_a_second_call_does_not_mix(browser, other_call):
    other = Browser(other_call)
    assert other.client.get(browser.url("about")).status_code == 404


def test_an_expired_page_gives_the_typed_text_back(browser):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(browser.url("answers"), {"other": "Typed after the cookies were cleared."})
    assert (response.status_code, "Typed after the cookies were cleared." in words_of(response)) == (403, True)


def test_more_text_than_the_portal_takes_ends_on_a_plain_page(browser):
    response = browser.answers("x" * 6_000_000)
    assert (response.status_code, "your text is still in the form" in words_of(response)) == (400, True)
