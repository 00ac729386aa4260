"""What a version is printed from: its context, its head and text, in its own language."""

import re

from documents import pdf
from documents.models import Paper
from people.models import WorkingGroup

from .conftest import html_of


def text_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html[html.index("<body") :]).split())


def test_paragraphs_lists_and_notes_are_set_with_their_numbers(summary):
    assert text_of(html_of(summary)) == (
        "Commission on Science and Technology for Development Chair’s summary Chair’s summary Opening "
        "1. The meeting was opened. 1 1 A note. 2. Members agreed: a) on one thing; b) on another."
    )


def test_a_letter_has_no_paragraph_numbers(make_paper):
    assert "The meeting was opened" in text_of(html_of(make_paper(kind="notification")))
    assert "1. The meeting" not in text_of(html_of(make_paper(kind="notification", title="Other")))


def test_the_group_chooses_the_letters_of_its_lists(make_paper, group):
    group.list_style = "(a)"
    group.save()
    assert "(a) on one thing; (b) on another." in text_of(html_of(make_paper()))


def test_every_draft_is_marked(make_paper):
    marks = [pdf.draft_mark(make_paper(kind=kind)) for kind in (Paper.Kind.SUMMARY, Paper.Kind.AGENDA)]
    assert marks == ["Chair’s draft", "Draft"]


def test_an_issued_paper_carries_no_mark(issued):
    assert pdf.draft_mark(issued()) == ""


def test_an_arabic_paper_runs_from_right_to_left(make_paper):
    html = html_of(make_paper(language="ar", source="انظر (A/RES/70/125)"))
    assert '<html lang="ar" dir="rtl">' in html
    assert '(<span class="symbol" dir="ltr">A/RES/70/125</span>)' in html


def test_every_paper_of_an_example_group_says_so(issued, group):
    WorkingGroup.objects.filter(pk=group.pk).update(is_example=True)
    version = issued()
    version.paper.group.refresh_from_db()
    assert pdf.draft_mark(version) == "Example"


def test_what_people_type_is_never_markup(make_paper):
    html = html_of(make_paper(source='<script>x</script> & "quoted"', title="<b>Title</b>"))
    assert ("<script>" in html, "<b>" in html) == (False, False)


def test_only_the_article_is_frozen(summary):
    frozen = pdf.article(html_of(summary))
    assert (frozen.startswith("<article"), frozen.endswith("</article>"), "<title>" in frozen) == (True, True, False)
