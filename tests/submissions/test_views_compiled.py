"""The doors to the other forms of a compilation: who gets them, as what, and when not."""

import io
import json
import re
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from audit.log import SYSTEM
from documents import actions, shelf
from documents.models import PaperVersion
from submissions.compilation.forms import making
from submissions.models import OtherForm
from tests.submissions.compilation.datasets import issued, one

from .conftest import words_of

pytestmark = pytest.mark.django_db
FORMS = ["html", "csv", "zip"]
BESIDE = ["data", "word", "excel"]


@pytest.fixture
def version(call):
    made = issued(call, [one(1), one(2, language="ar")])
    making.sweep()
    return made


def address(version, form):
    if form in BESIDE:
        return reverse("documents:companion", args=[version.paper.uid, version.number, version.language, form])
    return reverse("submissions:compilation_form", args=[version.paper.uid, version.number, version.language, form])


def get(version, form, client=None, **headers):
    return (client or Client()).get(address(version, form), headers=headers)


def body_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize(
    ("form", "begins", "content_type"),
    [
        ("data", b'{"format"', "application/json"),
        ("word", b"PK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("excel", b"PK", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("csv", b"\xef\xbb\xbfNo.,", "text/csv; charset=utf-8"),
        ("zip", b"PK", "application/zip"),
    ],
)
def test_a_file_comes_to_be_kept_and_nothing_in_it_is_run(version, form, begins, content_type):
    answer = get(version, form)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, content_type)
    assert body_of(answer).startswith(begins)
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="Inputs-compiled_en.')
    assert (answer.headers["X-Content-Type-Options"], answer.headers["Content-Security-Policy"]) == (
        "nosniff", "sandbox; default-src 'none'")  # fmt: skip


def test_the_page_is_shown_under_the_policy_of_every_page(version):
    answer = get(version, "html")
    assert (answer.headers["Content-Type"], body_of(answer).strip()[:9]) == ("text/html; charset=utf-8", b"<!DOCTYPE")
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert "style-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("form", [*BESIDE, "html", "csv"])
def test_what_one_has_is_not_sent_again(version, form):
    tag = get(version, form).headers["ETag"]
    again = get(version, form, **{"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert get(version, form, **{"If-None-Match": '"other"'}).status_code == 200


def test_an_archive_is_kept_by_nobody_on_the_way_for_files_may_go_missing_from_it(version):
    answer = get(version, "zip")
    assert (answer.headers["Cache-Control"], "ETag" in answer.headers) == ("no-store", False)
    assert get(version, "zip", **{"If-None-Match": '""'}).status_code == 200


@pytest.mark.parametrize("form", [*BESIDE, *FORMS])
def test_the_head_alone_can_be_asked_for(version, form):
    answer = Client().head(address(version, form))
    assert (answer.status_code, body_of(answer)) == (200, b"")
    assert answer.headers["Content-Type"] == get(version, form).headers["Content-Type"]


@pytest.mark.parametrize("form", [*BESIDE, *FORMS])
def test_nothing_can_be_sent_there(version, form):
    assert Client().post(address(version, form)).status_code == 405


@pytest.mark.parametrize("form", [*BESIDE, *FORMS])
def test_a_form_is_seen_by_whoever_sees_the_version(call, client_of, bela, chidi, form):
    version = issued(call, [one(1)], audience="group")
    making.sweep()
    found = [get(version, form, client).status_code for client in (Client(), client_of(chidi), client_of(bela))]
    assert found == [404, 404, 200]


@pytest.mark.parametrize("form", [*BESIDE, *FORMS])
def test_a_replaced_version_keeps_its_forms_and_a_withdrawn_one_has_none(version, form):
    PaperVersion.objects.filter(pk=version.pk).update(state="superseded")
    assert get(version, form).status_code == 200
    version.refresh_from_db()
    actions.withdraw(version=version, by=SYSTEM, reason="Issued by mistake.")
    assert get(version, form).status_code == 404


@pytest.mark.parametrize(("form", "status"), [*((form, 410) for form in BESIDE), *((form, 404) for form in FORMS)])
def test_a_version_whose_text_was_taken_away_has_none(version, form, status):
    actions.take_away(version=version, by=SYSTEM, reason="A court ordered it.")
    assert get(version, form).status_code == status


@pytest.mark.parametrize("form", ["data", *FORMS])
def test_a_file_that_is_lost_is_not_there(version, form):
    shelf.place(version.companions.get(kind="data").file).unlink()
    assert get(version, form).status_code == 404


def test_a_version_without_data_has_no_other_forms(version):
    bare = PaperVersion.objects.create(paper=version.paper, number=2, language="fr")
    assert [get(bare, form).status_code for form in [*BESIDE, *FORMS]] == [404] * 6


def test_no_other_paper_has_these_forms(version):
    address_of_form = address(version, "html")
    type(version.paper).objects.filter(pk=version.paper_id).update(kind="agenda")
    assert Client().get(address_of_form).status_code == 404


@pytest.mark.parametrize("form", ["pdf", "exe", "html.csv", "json"])
def test_no_other_form_is_made(version, form):
    assert Client().get(f"{address(version, 'html').removesuffix('html')}{form}").status_code == 404
    assert Client().get(f"{address(version, 'data')}{form}").status_code == 404


def links(page):
    """The addresses that a page leads to."""
    return set(re.findall(r'href="([^"]+)"', page.content.decode()))


def test_the_papers_page_offers_every_form_reading_in_front_and_data_behind(version):
    page = Client().get(version.get_absolute_url())
    assert {address(version, form) for form in [*BESIDE, *FORMS]} <= links(page)
    assert reverse("submissions:compilation_schema") in links(page)
    words = [words_of(page).index(each) for each in ("PDF, English", "Word,", "Excel,", "Data The", "HTML", "ZIP")]
    assert words == sorted(words)
    assert "PDF, English, 8 bytes, 3 pages" in words_of(page)


def test_the_calls_page_offers_every_form(call, version):
    found = links(Client().get(reverse("submissions:call", args=[call.uid])))
    assert {address(version, form) for form in [*BESIDE, *FORMS]} <= found


def test_only_what_is_there_is_offered(call):
    version = issued(call, [one(1)])
    found = links(Client().get(version.get_absolute_url()))
    assert (address(version, "data") in found, address(version, "word") in found) == (True, False)
    actions.withdraw(version=version, by=SYSTEM, reason="Issued by mistake.")
    withdrawn = links(Client().get(version.get_absolute_url()))
    assert [form for form in [*BESIDE, *FORMS] if address(version, form) in withdrawn] == []


@pytest.mark.parametrize("versions", [1, 3])
def test_the_papers_page_asks_the_same_number_of_times(call, versions, looked_at_clock, django_assert_num_queries):
    paper = issued(call, [one(1)]).paper
    for number in range(2, versions + 1):
        PaperVersion.objects.filter(paper=paper).update(state="superseded")
        issued(call, [one(1)], number=number, paper=paper)
    with django_assert_num_queries(3):
        Client().get(paper.get_absolute_url())


def test_staff_are_told_what_could_not_be_made(call, version, client_of, dana):
    screen = reverse("submissions:compile", args=[call.uid])
    assert "could not be made" not in words_of(client_of(dana).get(screen))
    OtherForm.objects.create(paper_version=version, kind="word", attempts=3, error="OSError: the disk is full")
    assert "Word, version 1 : OSError: the disk is full" in words_of(client_of(dana).get(screen))


def test_the_archive_can_be_opened(version):
    packed = zipfile.ZipFile(io.BytesIO(body_of(get(version, "zip"))))
    assert packed.namelist() == ["README.txt", "manifest.json", "SHA256SUMS"]


def test_the_schema_stands_at_an_address_that_stays():
    answer = Client().get("/schemas/compilation-1.json")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/schema+json")
    assert json.loads(answer.content)["properties"]["format"]["const"] == "compilation/1"
    again = Client().get("/schemas/compilation-1.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("count", [1, 50])
@pytest.mark.parametrize("form", ["html", "csv"])
def test_the_queries_are_the_same_for_one_and_fifty(call, form, count, looked_at_clock, django_assert_num_queries):
    version = issued(call, [one(number) for number in range(1, count + 1)])
    with django_assert_num_queries(3):
        body_of(get(version, form))
