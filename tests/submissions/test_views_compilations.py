"""The compilations on the page of their call: what is in force, what came before, how to cite it."""

import pytest
from django.test import Client
from django.urls import reverse

from documents.models import Paper, PaperVersion
from tests.submissions.compilation.issued import issued

from .conftest import words_of

pytestmark = pytest.mark.django_db


def page(call, client=None, **headers):
    return (client or Client()).get(reverse("submissions:call", args=[call.uid]), headers=headers)


def compilations(call, client=None, **headers):
    """What the page says of compilations, in one line."""
    words = words_of(page(call, client, **headers))
    return words[words.index("Compilations") :].partition("Contributions published so far")[0]


def test_a_compilation_tells_what_it_is(call):
    issued(call, layout="contributor", language="fr")
    words = compilations(call)
    assert "A compilation By contributor, in Français Version 1, issued 25 November 2016" in words
    assert "as of 25 November 2016, 13:00 Geneva time (UTC+1)" in words
    assert "PDF, 1000\xa0bytes : A compilation , 7 pages, English" in words.replace("1000 bytes", "1000\xa0bytes")


def test_how_to_cite_names_title_version_date_and_permanent_address(call):
    version = issued(call).paper_version
    told = (
        f"Working Group on Enhanced Cooperation (2016–2018), A compilation, version 1, 9 December 2016, {at(version)}"
    )
    assert told in compilations(call)


def at(version):
    return f"http://localhost:8000/papers/id/{version.paper.uid}/{version.number}/en/"


def test_replaced_versions_can_be_reached(call, client):
    first = issued(call)
    issued(call, paper=first.paper_version.paper)
    shown = page(call).context["compilations"]
    assert [(version.number, [each.number for each in version.earlier]) for version in shown] == [(2, [1])]
    address = first.paper_version.get_absolute_url()
    assert (address in page(call).content.decode(), client.get(address).status_code) == (True, 200)


def test_each_layout_and_selection_stands_for_itself(call):
    issued(call)
    issued(call, in_time_only=True)
    words = compilations(call)
    assert "By question, all that is published" in words
    assert "By question, received by the original deadline" in words


def test_what_is_withdrawn_or_for_the_group_only_is_not_shown(call, client_of, bela):
    issued(call, state="withdrawn")
    closed = issued(call).paper_version.paper
    Paper.objects.filter(pk=closed.pk).update(audience="group")
    assert page(call).context["compilations"] == []
    assert len(page(call, client_of(bela)).context["compilations"]) == 1


def test_one_that_was_made_elsewhere_is_shown_without_an_instant(call):
    paper = issued(call).paper_version.paper
    facts = {"file": "x.pdf", "sha256": "0" * 64, "size": 1, "issued_at": call.opened_at, "original_name": "fr.pdf"}
    PaperVersion.objects.create(paper=paper, number=1, language="fr", state="issued", **facts)
    words = compilations(call)
    assert ("Français" in words, words.count("as of")) == (True, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_number_of_times(call, looked_at_clock, django_assert_num_queries, count):
    paper = issued(call).paper_version.paper
    for _number in range(count):
        issued(call, paper=paper)
        issued(call, layout="contributor")
    with django_assert_num_queries(7):
        page(call)
