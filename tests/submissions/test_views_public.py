"""What the public reads: the call, contributions as their authors chose, files as attachments; nothing else."""

import pytest
from django.test import Client
from django.urls import reverse

from meetings.models import Call
from submissions import actions, storing
from submissions.models import File
from tests.submissions.conftest import docx_bytes, draft, pdf_bytes, upload, words_of

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
        "30 minutes after it. Later input is not taken by the form; write to secretariat@example.org.",
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
    assert '<div class="as-received" lang="ar" dir="auto">١. أولاً\n٣. &lt;b&gt;ثالثاً&lt;/b&gt;</div>' in page
    assert "No position" in page


def test_filters_narrow_by_group_and_language(call, published):
    ours, other = published(call, language="fr"), published(call, group="Private sector")
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
    with django_assert_num_queries(7):
        assert len(page_of(call).context["page"]) == number


def test_reading_pages_carry_no_script(call, published):
    pages = reading_pages(call, published(call))
    assert ["<script" in page.content.decode() for page in pages] == [False, False]
