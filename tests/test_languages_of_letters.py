"""Letters in the six official languages: no English is left in them, and nothing of what they tell is lost."""

import gettext
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from django.utils.translation.template import templatize

from correspondence import kinds, outbox
from meetings.models.meeting import TRANSLATED
from tests.every_letter import TYPED, post_every_letter
from tests.source import ROOT, tracked

LANGUAGES = {"ar": "ar", "es": "es", "fr": "fr", "ru": "ru", "zh-hans": "zh_Hans"}
LINK = re.compile(r"http://localhost:8000\S*")
KEY = re.compile(r"[\w:-]{20,}")
NUMBER = re.compile(r"(?<![\w/:-])\d+(?::\d\d)?(?![\w/-]|:\d)", re.ASCII)
WORDS = re.compile(r"\b(?:the|you|your|is|was|are|this|letter|of the|has been|not)\b", re.IGNORECASE)
LETTERS = [path for path in tracked() if re.fullmatch(r"templates/\w+/emails?/\w+\.txt", path)]
WRITTEN = re.compile(r"\bn?gettext\((u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"))|\b_\((u?(?:'(?:[^'\\]|\\.)*'))")


@pytest.fixture
def posted(call, meeting, dana, bela):
    """Every letter in a language."""
    return lambda language: post_every_letter(call, meeting, dana, language)


def catalogue(folder):
    path = ROOT / "locale" / folder / "LC_MESSAGES/django.mo"
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)


def data_of(call):
    """What is written in the data, and stands in a letter as it is."""
    return [call.title, call.group.full_name, call.group.name, TYPED, "CSTD secretariat", "Palais des Nations"] + [
        question.text for question in call.questions.all()
    ]


def own_words(letter, call):
    """The subject and text of a letter without links and what is data."""
    text = LINK.sub("", f"{letter.subject}\n{letter.body}")
    for words in sorted(data_of(call), key=len, reverse=True):
        text = text.replace(words, "").replace(words[:1].lower() + words[1:], "")
    return text


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_holds_no_english_sentence(posted, call, language):
    letters = posted(language)
    left = {letter.key: sorted(set(WORDS.findall(own_words(letter, call)))) for letter in letters}
    assert ({key: words for key, words in left.items() if words}, len(letters) > 30) == ({}, True)
    assert {letter.language for letter in letters} == {language}


def told(letter):
    """The links of a letter, keys aside, and its codes and numbers beside those of days."""
    links = [KEY.sub("KEY", link.rstrip(".")) for link in LINK.findall(letter.body)]
    return Counter(links), "ABCD-EFGH" in letter.body, "314159" in letter.body, "secretariat@example.org" in letter.body


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_links_numbers_and_days_are_those_of_the_english_letter(posted, clock, language):
    text = {}
    for each in ("en", language):
        clock("2016-11-25T12:00:00")  # a slow machine may write the second one in another minute
        with outbox.transaction.atomic():
            text[each] = [(letter.key.split(":")[0], told(letter), figures(letter)) for letter in posted(each)]
            outbox.transaction.set_rollback(True)
    assert text[language] == text["en"]


def figures(letter):
    """The years, hours and numbers in a letter; a month is a word in one language and a number in another."""
    found = NUMBER.findall(LINK.sub("", letter.body).replace("\N{NO-BREAK SPACE}", " "))
    real = letter.key.startswith("sign-in:")  # signing in keeps real time, which goes on between two letters
    return Counter(number for number in found if len(number) >= 4 and not (real and ":" in number))


def test_every_string_of_a_letter_is_translated():
    sources = {path: templatize((ROOT / path).read_text()) for path in LETTERS}
    strings = {eval(one or other) for text in sources.values() for one, other in WRITTEN.findall(text)}
    strings |= {str(terms.why) for terms in kinds.TERMS.values()} | {*map(str, kinds.Kind.labels)}
    found = {folder: catalogue(folder)._catalog for folder in LANGUAGES.values()}
    known = {folder: {key[0] if isinstance(key, tuple) else key for key in each} for folder, each in found.items()}
    missing = {folder: sorted(strings - keys - {"%(name)s, %(email)s"}) for folder, keys in known.items()}
    assert (len(strings) > 120, missing) == (True, {key: [] for key in LANGUAGES.values()})


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_ordinals_are_translated(folder):
    said = [catalogue(folder).pgettext("meeting", str(word)) for word in TRANSLATED]
    assert [word for word in said if word.isascii() and folder in ("ar", "ru", "zh_Hans")] == []
    assert len(set(said)) == 10


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_what_is_compiled_is_what_is_written_and_keeps_every_placeholder(folder, tmp_path):
    path = ROOT / "locale" / folder / "LC_MESSAGES/django.po"
    done = subprocess.run(["msgfmt", "--check-format", "-o", tmp_path / "django.mo", path], capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    with Path(tmp_path / "django.mo").open("rb") as file:
        assert gettext.GNUTranslations(file)._catalog == catalogue(folder)._catalog


@pytest.mark.parametrize(
    ("used", "written"), [("zh", "zh-hans"), ("zh-Hant", "zh-hans"), ("FR-ca", "fr"), ("pt", "en"), ("", "en")]
)
def test_whoever_uses_a_language_reads_the_nearest_of_the_six(used, written):
    assert outbox.spoken(used) == written
