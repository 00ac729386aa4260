"""What the public reads: the call, contributions as their authors chose, files as attachments; nothing else."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from meetings.models import Call
from submissions import actions, storing
from submissions.models import File, Submission, Version
from tests.submissions.conftest import docx_bytes, draft, pdf_bytes, upload, words_of
from tests.submissions.contributions import contribution
from tests.submissions.moderation import file_of, next_version, redact, translate

CANARIES = {
    "name": "Canaria Nomen",
    "title": "Canaria Titulus",
    "email": "canaria@epistula.example",
    "organisation": "Visible Organisation",
}


def page_of(call, client=None, **filters):
    return (client or Client()).get(reverse("submissions:call", args=[call.uid]), filters)


def reading_pages(call, submission):
    addresses = [
        reverse("submissions:call", args=[call.uid]),
        reverse("submissions:contribution", args=[submission.uid]),
    ]
    return [Client().get(address) for address in addresses]


def with_file(call, file_name, dana, /, **different):
    version, holder = draft(call, **different)
    data = docx_bytes() if file_name.endswith("docx") else pdf_bytes()
    file = actions.attach(version=version, stored=storing.store(upload(file_name, data)), by=holder)
    submission = actions.submit(version=version, by=holder).submission
    actions.publish(submission=submission, by=dana)
    return submission, file


def test_the_call_says_what_when_and_who(call):
    page = words_of(page_of(call))
    for words in (
        "Deadline: 7 December 2016, 23:59 Geneva time (UTC+1). 12 days and 10 hours left.",
        "What are the high-level characteristics of enhanced cooperation?",
        "Anybody may answer",
        "30 minutes after it. What comes later is not taken by the form.",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("moment", "word"), [("2016-12-07T22:00:00", "Contribute"), ("2016-12-07T23:10:00", "disabled")]
)
def test_the_button_is_there_while_the_call_is_open(call, clock, moment, word):
    clock(moment)
    assert word in page_of(call).content.decode()


def test_a_call_in_preparation_is_for_its_secretariat(call, dana, oumar, client_of):
    Call.objects.update(state="draft")
    codes = [page_of(call, client).status_code for client in (Client(), client_of(oumar), client_of(dana))]
    assert codes == [404, 404, 200]


@pytest.mark.parametrize("choice", ["organisation", "name"])
def test_no_public_page_holds_how_an_author_is_reached(call, dana, choice):
    submission, _file = with_file(call, "Canaria_Nomen.pdf", dana, publish=choice, **CANARIES)
    shown = "".join(page.content.decode() for page in reading_pages(call, submission))
    leaks = [word for word in ("Titulus", "epistula", submission.holder_key) if word in shown]
    assert (leaks, "Visible Organisation" in shown) == ([], True)
    assert ("Canaria" in shown) is (choice == "name")


def test_a_file_name_does_not_tell_what_its_author_kept_back(call, dana):
    submission, file = with_file(call, "Canaria_Nomen.pdf", dana, publish="organisation", **CANARIES)
    response = Client().get(reverse("submissions:file", args=[submission.uid, file.pk]))
    assert response.headers["Content-Disposition"] == f'attachment; filename="contribution-1-{file.pk}.pdf"'


def test_a_file_is_an_attachment_that_no_browser_runs(call, dana):
    submission, file = with_file(call, "a.docx", dana)
    response = Client().get(reverse("submissions:file", args=[submission.uid, file.pk]))
    assert b"".join(response.streaming_content) == docx_bytes()
    names = ("Content-Type", "X-Content-Type-Options", "Content-Security-Policy", "Cache-Control")
    wanted = [file.content_type, "nosniff", "sandbox; default-src 'none'", "no-store"]
    assert [response.headers[name] for name in names] == wanted


def test_a_front_server_sends_the_bytes_when_there_is_one(call, dana, settings):
    settings.ACCEL_REDIRECT = "/protected/"
    submission, file = with_file(call, "a.pdf", dana)
    response = Client().get(reverse("submissions:file", args=[submission.uid, file.pk]))
    assert (response.headers["X-Accel-Redirect"], response.content) == (f"/protected/{file.path}", b"")


@pytest.mark.parametrize(
    ("choice", "who", "code"),
    [
        ("name", None, 200),
        ("group", None, 404),
        ("group", "chidi", 404),
        ("group", "oumar", 404),
        ("group", "bela", 200),
        ("group", "dana", 200),
    ],
)
def test_who_reads_what_came_out(call, published, request, client_of, choice, who, code):
    client = client_of(request.getfixturevalue(who)) if who else Client()
    submission = published(call, publish=choice)
    assert client.get(reverse("submissions:contribution", args=[submission.uid])).status_code == code
    listed = submission in page_of(call, client).context["page"].object_list
    assert listed is (code == 200)


def test_what_is_not_out_has_no_page_and_no_file(call, filed, dana):
    submission = filed(call)
    file = File.objects.create(
        version=submission.current,
        name="a.pdf",
        path="none",
        content_type="application/pdf",
        size=1,
        sha256="0" * 64,
        received_at=submission.submitted_at,
    )
    client = Client()
    assert client.get(reverse("submissions:contribution", args=[submission.uid])).status_code == 404
    assert client.get(reverse("submissions:file", args=[submission.uid, file.pk])).status_code == 404


def test_answers_stand_as_received_with_language_and_direction(call, published):
    submission = published(call, answers=["١. أولاً\n٣. <b>ثالثاً</b>", None], language="ar")
    page = Client().get(reverse("submissions:contribution", args=[submission.uid])).content.decode()
    assert '<div class="as-received" lang="ar" dir="rtl">١. أولاً\n٣. &lt;b&gt;ثالثاً&lt;/b&gt;</div>' in page
    assert "No position" in page


def test_filters_narrow_by_group_and_language(call, published):
    ours, other = published(call, language="fr"), published(call, group="Private sector", organisation="Acme")
    private = call.group.stakeholder_groups.get(name="Private sector").pk
    found = [
        [submission.pk for submission in page_of(call, **wanted).context["page"]]
        for wanted in ({"language": "fr"}, {"stakeholder_group": private}, {"language": "xx"})
    ]
    assert found == [[ours.pk], [other.pk], [other.pk, ours.pk]]


@pytest.mark.parametrize("number", [1, 50])
def test_the_call_takes_the_same_queries_with_one_and_fifty(
    call, published, number, django_assert_num_queries, looked_at_clock
):
    for each in range(number):
        published(call, organisation=f"Organisation {each}")
    with django_assert_num_queries(6):
        assert len(page_of(call).context["page"]) == number


def test_reading_pages_carry_no_script(call, published):
    pages = reading_pages(call, published(call))
    assert ["<script" in page.content.decode() for page in pages] == [False, False]


@pytest.mark.parametrize("number", [1, 6])
def test_a_contribution_takes_six_queries_at_most(call, number, django_assert_max_num_queries, looked_at_clock):
    submission = contribution(call, answers=["Text", None])
    for each in range(number):
        file_of(submission.current, f"{each}.pdf")
    with django_assert_max_num_queries(6):
        assert Client().get(page_at(submission)).status_code == 200


def page_at(submission):
    return reverse("submissions:contribution", args=[submission.uid])


@pytest.mark.parametrize("state", ["published", "shared"])
def test_what_its_author_no_longer_wants_out_is_not_shown_whatever_the_state_says(call, state, bela, client_of):
    submission = contribution(call, state=state, publish="not", answers=["canary"])
    for client in (Client(), client_of(bela)):
        assert client.get(page_at(submission)).status_code == 404
        assert list(page_of(call, client).context["page"]) == []


def test_readers_see_a_redaction_with_its_reason_and_never_the_original(call, dana):
    submission = contribution(call, answers=["A canary text."])
    redact(submission, dana)
    page = words_of(Client().get(page_at(submission)))
    assert "keeps back a part of this contribution. The reason: A person." in page
    assert ("A [redacted] text." in page, "canary" in page) == (True, False)
    assert "Redacted" in words_of(page_of(call))


def test_what_is_kept_back_is_not_found_by_its_words(call, dana):
    submission = contribution(call, answers=["A canary text."], name="Zelda", publish="organisation")
    redact(submission, dana)
    found = {
        word: len(page_of(call, words=word).context["page"]) for word in ("canary", "redacted", "zelda", "Org", "1")
    }
    assert found == {"canary": 0, "redacted": 1, "zelda": 0, "Org": 1, "1": 1}


@pytest.mark.parametrize("fields", [{"publish": "organisation"}, {"publish": "name"}])
def test_a_name_that_is_kept_back_stands_on_no_page(call, dana, fields, switzerland):
    names = {"name": "Canary", "organisation": "Canary Body", "country": switzerland}
    submission = contribution(call, answers=["Text."], **names, **fields)
    file = file_of(submission.current, "canary.pdf")
    redact(submission, dana, text="Text.", hides_name=True)
    pages = "".join(page.content.decode() for page in reading_pages(call, submission))
    assert [word in pages for word in ("anary", "Switzerland", file.public_name)] == [False, False, True]
    assert len(page_of(call, words="canary").context["page"]) == 0


def test_a_file_that_a_redaction_keeps_back_is_not_handed_out(call, dana, client_of):
    submission = contribution(call, answers=["Text."])
    file = file_of(submission.current)
    redact(submission, dana, text="Text.", hidden_files=[file])
    address = reverse("submissions:file", args=[submission.uid, file.pk])
    assert (Client().get(address).status_code, file.name in words_of(Client().get(page_at(submission)))) == (404, False)


def test_a_translation_stands_beside_the_original_with_language_and_label(call, dana):
    submission = contribution(call, answers=["First.\n\nSecond."], translation="unofficial")
    translate(submission, dana, text="\u0623\u0648\u0644\u0627.\n\n\u062b\u0627\u0646\u064a\u0627.", language="ar")
    page = Client().get(page_at(submission)).content.decode()
    assert "Unofficial translation" in page
    pairs = re.findall(r'<div class="as-received[^>]*lang="(\w+)" dir="\w+">([^<]*)</div>', page)
    assert [language for language, _text in pairs[:4]] == ["en", "ar", "en", "ar"]


def test_one_withdrawn_after_it_was_out_says_number_and_day_and_nothing_else(call):
    submission = contribution(call, state="withdrawn", organisation="Canary Body", answers=["Canary."])
    Submission.objects.update(published_at=submission.submitted_at, public_at=submission.submitted_at)
    page = Client().get(page_at(submission))
    said = "No. 1 was withdrawn on 25 November 2016 at the contributor’s request."
    assert (page.status_code, said in words_of(page), "anary" in words_of(page)) == (410, True, False)
    assert (said in words_of(page_of(call)), "anary" in words_of(page_of(call))) == (True, False)
    contribution(call, number=2, language="en")
    assert said not in words_of(page_of(call, language="en"))


def test_one_that_only_the_group_had_is_not_told_of_when_it_is_withdrawn(call, draft_of, dana):
    version, holder = draft_of(call, publish="group")
    submission = actions.submit(version=version, by=holder).submission
    actions.publish(submission=submission, by=dana)
    actions.change_choices(submission=submission, publish="name", translation="original", by=holder)
    actions.withdraw(submission=submission, by=holder)
    assert Client().get(page_at(submission)).status_code == 404
    assert "withdrawn" not in words_of(page_of(call))


def test_one_that_was_public_before_the_group_alone_had_it_is_told_of(call, draft_of, dana):
    version, holder = draft_of(call)
    submission = actions.submit(version=version, by=holder).submission
    actions.publish(submission=submission, by=dana)
    for choice in ("group", "name"):
        actions.change_choices(submission=submission, publish=choice, translation="original", by=holder)
    actions.withdraw(submission=submission, by=holder)
    assert Client().get(page_at(submission)).status_code == 410


def test_one_withdrawn_before_has_no_page(call):
    submission = contribution(call, state="withdrawn")
    assert Client().get(page_at(submission)).status_code == 404
    assert "withdrawn" not in words_of(page_of(call))


def test_the_page_names_its_version_and_period(call, published):
    submission = published(call)
    next_version(submission, "Newer words.")
    Version.objects.filter(number=2).update(received_at=call.deadline_at + timedelta(days=2))
    page = words_of(Client().get(page_at(submission)))
    assert ("(version 2)" in page, "late" in page, "Newer words." in page, "First answer." in page) == (
        True,
        True,
        True,
        False,
    )


def test_an_answer_by_a_file_stands_under_its_question(call):
    submission = contribution(call)
    file_of(submission.current, "answer.pdf", role="answer", question=call.questions.first())
    file_of(submission.current, "letter.docx", role="original")
    page = words_of(Client().get(page_at(submission)))
    assert ("Answered by a file: answer.pdf" in page, "letter.docx" in page) == (True, False)


@pytest.mark.parametrize("words", ["\0", "%", "_", "'", "x" * 5000, "\ud83d"])
def test_any_word_can_be_looked_for(call, published, words):
    published(call)
    address = reverse("submissions:call", args=[call.uid])
    assert Client().get(address, {"words": words.encode("utf-8", "replace").decode()}).status_code in (200, 400)
