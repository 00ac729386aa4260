"""What a word finds: for staff all that was filed, for readers only what they are shown."""

import pytest

from submissions import searching
from submissions.models import Submission
from tests.submissions.contributions import contribution
from tests.submissions.moderation import next_version, redact, translate

pytestmark = pytest.mark.django_db


def numbers(found):
    return list(found.order_by("register_number").values_list("register_number", flat=True))


@pytest.fixture
def two(call):
    contribution(call, organisation="Net Watch", answers=["Rivers are old."], email="x@net.example")
    contribution(call, organisation="Acme", name="Zelda", publish="organisation", other="河流是古老的。")


@pytest.mark.parametrize(
    ("words", "expected"), [("net", [1]), ("2", [2]), ("zelda", [2]), ("X@NET", [1]), ("rivers", []), ("%", [])]
)
def test_staff_find_whom(two, words, expected):
    assert numbers(searching.naming(Submission.objects.all(), words)) == expected


@pytest.mark.parametrize(("words", "expected"), [("RIVERS", [1]), ("古老", [2]), ("net", []), ("_", [])])
def test_staff_find_what(two, words, expected):
    assert numbers(searching.saying(Submission.objects.all(), words)) == expected


@pytest.mark.parametrize(
    ("words", "expected"), [("rivers", [1]), ("nora", [1]), ("zelda", []), ("acme", [2]), ("x@net", []), ("古老", [2])]
)
def test_readers_find_what_is_shown(two, words, expected):
    assert numbers(searching.for_readers(Submission.objects.all(), words)) == expected


def test_readers_find_neither_redacted_words_nor_a_name_kept_back_nor_a_superseded_text(call, dana):
    submission = contribution(call, organisation="Canary", answers=["A canary text."])
    redact(submission, dana, hides_name=True)
    other = contribution(call, answers=["An old canary text."])
    next_version(other, "New.")
    assert numbers(searching.for_readers(Submission.objects.all(), "canary")) == []


def test_a_translation_is_not_a_redaction(call, dana):
    submission = contribution(call, answers=["Rivers."], translation="unofficial")
    translate(submission, dana, text="Fleuves.")
    found = [numbers(searching.for_readers(Submission.objects.all(), word)) for word in ("rivers", "fleuves")]
    assert found == [[1], []]
