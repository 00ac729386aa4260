"""The web page of a compilation: cover, counts, changes, and the address of every contribution; no text of any."""

import re

import pytest

from submissions.compilation.article import article
from submissions.compilation.dataset import Change
from submissions.compilation.gathering import gather
from submissions.models import Compilation
from tests.submissions.compilation.datasets import head, one
from tests.submissions.contributions import contribution

CHANGES = [Change("new", 2, "Organisation 2"), Change("withheld", 7, "")]


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_it_names_every_contribution_with_its_address():
    html = article(head(), [one(1), one(2, labels=["late"])])
    assert re.findall(r'<li><a href="([^"]+)"><bdi>([^<]+)', html) == [
        ("http://localhost:8000/contributions/1/", "Organisation 1"),
        ("http://localhost:8000/contributions/2/", "Organisation 2"),
    ]
    assert "No. 2 · Member States · late" in words(html)


def test_it_says_what_it_is_as_of_when_and_whose_views():
    text = words(article(head(selection=["in Français"]), [one(1)]))
    assert "Version 2, as of 8 December 2016, 10 a.m. (Geneva)" in text
    assert ("By question Only: in Français" in text, "The views are the contributors’ own." in text) == (True, True)
    assert "1 contribution is not published at its author’s request." in text
    assert "2 further contributions were not published at that moment." in text
    assert f"The register of contributions had 9 entries at that moment. Its head was {'f' * 64}" in text


def test_it_tells_the_changes_and_names_nobody_who_is_gone():
    text = words(article(head(changes=CHANGES, since=1), [one(2)]))
    told = text[text.index("Changes since version 1") : text.index("Contributors")]
    assert told == "Changes since version 1 New: No. 2 Organisation 2 . Now withheld by the secretariat: No. 7. "


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("fr", "ltr"), ("ar", "rtl")])
def test_it_runs_as_its_language_runs(language, direction):
    html = article(head(language=language), [one(1)])
    assert html.startswith(f'<article class="paper compilation" lang="{language}" dir="{direction}"')


def test_names_cannot_act():
    html = article(head(), [one(1, name="<script>alert(1)</script>")])
    assert "<script>alert" not in html and "&lt;script&gt;" in html


@pytest.mark.django_db
def test_no_text_of_a_contribution_is_in_it(call):
    contribution(call, answers=["A canary text."], other="A canary too.", email="canary@secret.example")
    gathered = gather(Compilation(call=call))
    assert "anary" not in article(gathered.head, gathered.contributions)
