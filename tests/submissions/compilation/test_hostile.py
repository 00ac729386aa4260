"""A hundred texts that may break a press: every paper comes out, says what could not be set, and fetches nothing."""

import socket
import threading

import pytest

from submissions.compilation import fragments
from submissions.models import Fragment
from tests.documents.hostile_texts import HOSTILE
from tests.submissions.compilation.prints import (
    files_in,
    links_of,
    manifest_of,
    pages_of,
    places_of,
    print_now,
    text_of,
)
from tests.submissions.contributions import contribution

pytestmark = pytest.mark.django_db
NAME = 200  # letters: as long as the form lets a name be


def can_be_kept(text):
    """No database of ours keeps anything else."""
    return "\0" not in text and text == text.encode("utf-8", "replace").decode()


TEXTS = {name: text for name, text in HOSTILE.items() if can_be_kept(text)}


@pytest.fixture
def asked_for():
    """What asks for the address that stands in some of the texts."""
    asked = []
    with socket.create_server(("127.0.0.1", 8449)) as server:
        server.settimeout(0.1)

        def listen():
            while not ended.is_set():
                try:
                    asked.append(server.accept())
                except TimeoutError:
                    continue

        ended = threading.Event()
        listener = threading.Thread(target=listen)
        listener.start()
        yield asked
        ended.set()
        listener.join()


def file_all(call):
    """Each text as an answer, another issue, a name, an organisation, a coalition, a signatory and a file's name."""
    for name, text in TEXTS.items():
        about = {"name": text[:NAME] or "x", "organisation": text[: NAME - 1] + "x", "behalf_name": text[:NAME]}
        answers = [text, f"Answer of {name}. {text[:100]}"]
        version = contribution(call, answers=answers, other=text[:300], behalf="coalition", **about).current
        version.co_signatories.create(order=1, name=text[:NAME], key=f"key-{version.pk}")
        version.files.create(name=text[:NAME], path="x", size=1, sha256="0" * 64, received_at=version.sent_at)


@pytest.mark.parametrize("layout", ["question", pytest.param("contributor", marks=pytest.mark.full)])
def test_the_paper_comes_out_with_every_contribution(call, asked_for, caplog, layout):
    file_all(call)
    with caplog.at_level("CRITICAL"):
        printed, told = print_now(call, layout=layout)
    manifest = manifest_of(printed)["contributions"]
    assert [row["number"] for row in manifest] == list(range(1, len(TEXTS) + 1))
    assert {row["number"]: row["not_set"] for row in manifest if row["not_set"]} == told.not_set
    assert (asked_for, list(files_in(printed))) == ([], ["manifest.json"])
    assert_whole(printed, told)


def assert_whole(printed, told):
    """Everything has its place, every link leads somewhere, and no text has made a place of its own."""
    places, pages = places_of(printed), pages_of(printed)
    text = " ".join(pages)
    assert [name for name in TEXTS if f"Answer of {name}." not in text] == []
    assert "root:x:0:0" not in text
    assert {name for name in places if name[:3] == "no-"} == {f"no-{number}" for number in range(1, len(TEXTS) + 1)}
    assert (places, len(pages)) == (told.bound.places, told.bound.pages)
    assert {to for _page, to in links_of(printed)} <= set(range(1, told.bound.pages + 1))


def test_what_takes_too_long_has_its_line_and_the_next_paper_is_as_ever(call, monkeypatch, caplog):
    contribution(call, answers=["A good answer."])
    contribution(call, answers=["endless " * 60_000])
    print_now(call, language="xx")  # the press is warm
    monkeypatch.setattr(fragments, "SECONDS", 2)
    with caplog.at_level("CRITICAL"):
        text = text_of(print_now(call)[0])
    assert ("A good answer." in text, "endless" in text) == (True, False)
    assert "No. 2 · Organisation 02 (Nora Name) · version 1 · could not be set in print: The press stopped" in text
    Fragment.objects.exclude(error="").delete()
    contribution(call, organisation="Next", answers=["Another good answer."])
    assert "Another good answer." in text_of(print_now(call, layout="contributor")[0])
