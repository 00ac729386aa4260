"""The page of a paper, its download, and the staff screens."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from audit.log import SYSTEM
from documents import actions
from documents.models import Paper, PaperVersion
from documents.views import file_name

from .conftest import press

SYMBOL = "DTL/STICT/MISC/2016/9"


@pytest.fixture
def notification(issued):
    return issued(kind="notification", symbol=SYMBOL, job_number="16/269gd", title="Second meeting")


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def pdf_of(version, client=None):
    address = reverse("documents:download", args=[version.paper.uid, version.number, version.language])
    return (client or Client()).get(address)


def test_a_paper_stands_at_the_address_of_its_symbol(notification):
    page = Client().get(f"/papers/{SYMBOL}")
    assert (page.status_code, SYMBOL in words(page), notification.sha256 in words(page)) == (200, True, True)
    assert "The meeting was opened." in words(page)


def test_the_address_by_id_leads_to_the_one_by_symbol(notification):
    page = Client().get(f"/papers/id/{notification.paper.uid}/")
    assert (page.status_code, page.headers["Location"]) == (302, f"/papers/{SYMBOL}")


def test_a_paper_without_a_symbol_stands_at_its_id(issued):
    version = issued()
    assert Client().get(version.paper.get_absolute_url()).status_code == 200


def test_a_paper_is_cited_by_its_symbol_or_by_its_version(issued, notification):
    version = issued(title="A compilation")
    cited = words(Client().get(version.get_absolute_url()))
    assert f"A compilation, version 1, 17 October 2016, http://localhost:8000{version.get_absolute_url()}" in cited
    assert f"Second meeting ({SYMBOL}), " in words(Client().get(f"/papers/{SYMBOL}"))


def test_a_draft_is_not_there_for_strangers(summary, client_of, oumar, dana):
    address = summary.paper.get_absolute_url()
    found = [client.get(address).status_code for client in (Client(), client_of(oumar), client_of(dana))]
    assert found == [404, 404, 200]


def test_the_file_comes_under_a_name_made_of_the_symbol(notification):
    answer = pdf_of(notification)
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert {name: answer.headers[name] for name in ("Content-Type", "Content-Disposition", "ETag")} == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'inline; filename="DTL-STICT-MISC-2016-9_en.pdf"',
        "ETag": f'"{notification.sha256}"',
    }
    assert (answer.headers["X-Content-Type-Options"], answer.headers["Content-Security-Policy"]) == (
        "nosniff", "sandbox; default-src 'none'")  # fmt: skip


def test_a_file_one_has_is_not_sent_again(notification):
    address = reverse("documents:download", args=[notification.paper.uid, 1, "en"])
    answer = Client().get(address, headers={"If-None-Match": f'"{notification.sha256}"'})
    assert (answer.status_code, answer.content) == (304, b"")


def test_the_web_server_sends_the_file_where_it_can(notification, settings):
    settings.ACCEL_REDIRECT = "/protected/"
    answer = pdf_of(notification)
    assert (answer.headers["X-Accel-Redirect"], answer.content) == (f"/protected/{notification.file}", b"")


def test_a_paper_for_the_group_is_not_there_for_strangers(issued, client_of, bela, chidi):
    version = issued(audience=Paper.Audience.GROUP)
    clients = [Client(), client_of(chidi), client_of(bela)]
    assert [pdf_of(version, client).status_code for client in clients] == [404, 404, 200]


def test_a_withdrawn_paper_leaves_its_reason_at_its_address(notification):
    actions.withdraw(version=notification, by=SYSTEM, reason="Wrong room.")
    page = Client().get(f"/papers/{SYMBOL}")
    assert ("Wrong room." in words(page), "The meeting was opened" in words(page)) == (True, False)
    assert pdf_of(notification).status_code == 404


def test_a_replaced_version_says_so_and_leads_to_the_one_in_force(notification):
    draft = actions.correct(version=notification, by=SYSTEM)
    actions.clear(version=draft, by=SYSTEM)
    actions.issue(version=draft, pressed=press(draft), by=SYSTEM)
    page = Client().get(notification.get_absolute_url())
    assert ("This version has been replaced" in words(page), f'"/papers/{SYMBOL}"' in page.content.decode()) == (
        True, True)  # fmt: skip


def test_a_correction_in_the_making_is_not_mentioned_to_strangers(notification):
    draft = actions.correct(version=notification, by=SYSTEM)
    page = Client().get(f"/papers/{SYMBOL}")
    assert draft.get_absolute_url() not in page.content.decode()


def test_names_of_files_are_safe(issued):
    version = issued(title='../«Résumé» "x" / <b>\u202e')
    assert file_name(version) == "Résumé-x-b_en.pdf"


def test_staff_see_their_papers_in_a_list(notification, summary, client_of, dana, oumar):
    address = reverse("documents:list", args=["wgec"])
    page = client_of(dana).get(address)
    assert ("Second meeting" in words(page), "Chair’s summary" in words(page)) == (True, True)
    assert client_of(oumar).get(address).status_code == 404


@pytest.mark.parametrize("papers", [1, 50])
def test_the_list_costs_the_same_however_long_it_is(
    make_paper, client_of, dana, papers, django_assert_num_queries, looked_at_clock
):
    for number in range(papers):
        make_paper(kind="agenda", title=f"Agenda {number}")
    client = client_of(dana)
    with django_assert_num_queries(8):
        client.get(reverse("documents:list", args=["wgec"]))


def test_staff_upload_a_paper_of_a_meeting(client_of, dana, meeting, pdf_file):
    fields = {"title": "Slides", "language": "en", "audience": "public", "file": pdf_file,
              "about": f"meetings.meeting:{meeting.pk}"}  # fmt: skip
    answer = client_of(dana).post(reverse("documents:upload", args=["wgec"]), fields)
    version = PaperVersion.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, version.get_absolute_url())
    assert list(Paper.objects.about(meeting)) == [version.paper]


def test_a_refused_file_keeps_what_was_typed(client_of, dana):
    fields = {"title": "My slides", "language": "en", "audience": "public",
              "file": SimpleUploadedFile("a.pdf", b"PK")}  # fmt: skip
    answer = client_of(dana).post(reverse("documents:upload", args=["wgec"]), fields)
    assert (answer.status_code, "not a PDF" in words(answer), 'value="My slides"' in answer.content.decode()) == (
        200, True, True)  # fmt: skip


@pytest.mark.parametrize("about", ["people.user:1", "nonsense", "x.y:1", "meetings.meeting:999", "meetings.meeting:x"])
def test_a_paper_is_of_nothing_outside_its_group(client_of, dana, pdf_file, about):
    fields = {"title": "Slides", "language": "en", "audience": "public", "file": pdf_file, "about": about}
    client_of(dana).post(reverse("documents:upload", args=["wgec"]), fields)
    assert Paper.objects.get().about_label == ""


def test_staff_add_a_translation(client_of, dana, notification, pdf_file):
    fields = {"language": "fr", "file": pdf_file}
    client_of(dana).post(reverse("documents:upload_version", args=[notification.paper.uid]), fields)
    page = Client().get(f"/papers/{SYMBOL}")
    assert "Version 1, French" in words(page)


def test_staff_withdraw_a_paper_with_a_reason(client_of, dana, notification):
    address = reverse("documents:withdraw", args=[notification.paper.uid, 1, "en"])
    assert "cannot be undone" in words(client_of(dana).get(address))
    client_of(dana).post(address, {"reason": "Wrong room."})
    notification.refresh_from_db()
    assert notification.state == "withdrawn"
