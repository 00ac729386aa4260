"""Marks inside a line."""

import pytest

from documents.inline import direction, inline


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<b>&", "&lt;b&gt;&amp;"),
        ("*so* it is", "<em>so</em> it is"),
        ("2*3*4 and A/CONF.1*", '2*3*4 and <span class="symbol" dir="ltr">A/CONF.1</span>*'),
        ("see (A/RES/70/125).", 'see (<span class="symbol" dir="ltr">A/RES/70/125</span>).'),
        ("and/or, he/she, 24/7", "and/or, he/she, 24/7"),
        ("[here](https://a.org/x)", '<a href="https://a.org/x">here</a>'),
        ("[here](#)", "[here](#)"),
        ("[here](javascript:x)", "[here](javascript:x)"),
        (
            "(at https://a.org/b_(c)).",
            '(at <a class="url" dir="ltr" href="https://a.org/b_(c)">https://a.org/b_(c)</a>).',
        ),
        ("x[^1]", "x[^1]"),
        (
            "paragraphs 69–71, 2013–2014",
            'paragraphs <span class="whole">69–71</span>, <span class="whole">2013–2014</span>',
        ),
    ],
)
def test_marks_become_html_and_everything_else_is_escaped(text, html):
    assert inline(text) == html


def test_the_first_reference_carries_the_note_and_the_second_points_to_it():
    assert inline("a[^x] b[^x]", {"x": (3, "See <that>.")}, "n") == (
        'a<sup class="call"><a role="doc-noteref" href="#n-3" id="n-3-call">3</a></sup>'
        '<span class="footnote" role="doc-footnote" id="n-3">'
        '<sup><a href="#n-3-call">3</a></sup> See &lt;that&gt;.</span>'
        ' b<sup class="call"><a role="doc-noteref" href="#n-3">3</a></sup>'
    )


@pytest.mark.parametrize(("language", "written"), [("ar", "rtl"), ("zh-hans", "ltr"), ("fa", "rtl"), ("en", "ltr")])
def test_languages_have_their_direction(language, written):
    assert direction(language) == written
