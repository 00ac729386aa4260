"""The whole story, once, on real components: a web server, a broker, a worker, files and letters."""

import re
from pathlib import Path

import pytest
from django.conf import settings as portal
from pypdf import PdfReader

from correspondence.models import Message
from meetings.models import Meeting
from people import states
from people.models import State
from people.refusals import Refused
from submissions.models import Submission
from summaries import importing
from tests.processes import start
from tests.reading import sentences, squeezed, text_layer
from wgec_portal.demo.contributions import CONTRIBUTIONS
from wgec_portal.demo.story import Story, at

pytestmark = [pytest.mark.embedded, pytest.mark.django_db(transaction=True)]

SEEDS = portal.BASE_DIR.parent / "shared" / "seeds"
DRAFT, NOTIFICATION = SEEDS / "000_92663c0780ed001a.txt", SEEDS / "001_d5eaf38187a50213.txt"


WORKER = "from wgec_portal.celery import app; app.worker_main(['worker', '-P', 'solo', '-B', '-Q', 'letters,papers'])"


@pytest.fixture
def worker(settings, transactional_db, tmp_path):
    """A worker process for both queues, with the broker, the files and the clock of this test."""
    Path(settings.BROKER_DIR).mkdir(parents=True, exist_ok=True)
    (tmp_path / "broker").symlink_to(settings.BROKER_DIR)
    process = start(WORKER, settings, tmp_path)
    yield process
    process.terminate()
    process.wait(timeout=30)


@pytest.fixture
def told(live_server, worker, tmp_path):
    """A story that can be told here."""
    states.load(State)
    lines = []
    story = Story(base_url=live_server.url, folder=tmp_path / "papers", say=lines.append)
    story.lines = lines
    return story


def body_of(letter):
    """The letter's own text in the source syntax: headings, lists and links; head and signature are fields."""
    body = letter[letter.index("The second meeting") : letter.index("(signed)")]
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    heads = [f"# {line}" if len(line) < 60 and line[-1] not in ".?:" else line for line in lines]
    items = [re.sub(r"^- [a-z]\) ", "- ", line) for line in heads]
    return "\n\n".join(items).replace("<", "").replace(">", "")


def squeeze_links(letter):
    """The letter as a reader sees it: links by their words."""
    return re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", letter.replace("<", "").replace(">", ""))


def missing(path, wanted):
    """Those of the sentences that are not in the PDF."""
    found = text_layer(path.read_bytes())
    return [each for each in wanted if each not in found]


def test_the_cycle_of_2016(told):
    told.tell()
    published = Submission.objects.filter(state=Submission.State.PUBLISHED).count()
    assert (len(CONTRIBUTIONS), published) == (20, 18)
    assert Meeting.objects.get(ordinal="second", group=told.group).state == Meeting.State.ANNOUNCED
    assert set(Message.objects.values_list("state", flat=True)) == {Message.State.SENT}
    the_notification_says_what_it_must(told.folder / "notification.pdf")
    the_compilation_holds_what_was_published(told.folder / "compilation.pdf")
    every_paper_is_tagged_and_titled(told.folder)


def the_notification_says_what_it_must(path):
    wanted = [
        "DTL/STICT/MISC/2016/9",
        "(16/269gd)",
        "26 and 27 January 2017",
        "26–27 January 2017",
        "7 December 2016",
        "18 January 2017",
        "30 September 2016",
        "17 October 2016",
        "22 November 2016",
        "10 a.m.",
        "room XXI",
        "A/RES/70/125",
    ]
    assert [each for each in wanted if squeezed(each) not in everything(path)] == []


def the_compilation_holds_what_was_published(path):
    found = text_layer(path.read_bytes())
    for item in CONTRIBUTIONS:
        texts = [squeezed(text) for text in [*item["answers"], item["other"]] if text]
        expected = item["publish"] in ("name", "organisation")
        if item["language"] != "ar":  # the order of right-to-left letters is tested in tests/documents
            assert [text in found for text in texts] == [expected] * len(texts), item["organisation"]
    assert "@example.org" not in everything(path)


def everything(path):
    """All of the text layer, head and foot of the pages too."""
    return squeezed("".join(page.extract_text() for page in PdfReader(path).pages))


def every_paper_is_tagged_and_titled(folder):
    for name in ("chairs-summary.pdf", "notification.pdf", "compilation.pdf"):
        reader = PdfReader(folder / name)
        root = reader.trailer["/Root"]
        assert (bool(root["/MarkInfo"]["/Marked"]), root["/Lang"], bool(reader.metadata.title)) == (True, "en", True)


@pytest.mark.skipif(not SEEDS.exists(), reason="the two source documents do not lie beside the checkout")
def test_every_sentence_of_the_first_document_comes_out_again(told):
    text = DRAFT.read_text()
    told.summary_text = importing.read(text).source.replace("[to be completed]", "See the archive of the Group.")
    told.meet()
    told.issue_summary()
    assert missing(told.folder / "chairs-summary.pdf", sentences(text)) == []


def wanted_of(letter, annex):
    """What of the second document must come out: body, signature and the annexed summary; heads are fields of ours."""
    body, signature = squeeze_links(letter[letter.index("The second meeting") :]).split("(signed)")
    lines = [squeezed(line) for line in signature.splitlines() if line]
    return [*sentences(body), "(signed)", *lines, *sentences(annex.split("17 October 2016")[1])]


@pytest.mark.skipif(not SEEDS.exists(), reason="the two source documents do not lie beside the checkout")
def test_every_sentence_of_the_second_document_comes_out_again(told):
    letter, annex = NOTIFICATION.read_text().split("\nAnnex\n")
    told.summary_text = importing.read(annex).source
    told.meet()
    told.issue_summary()
    told.open_call()
    at("2016-11-22T10:00:00")
    told.draft_notification()
    told.notification_text = body_of(letter)
    with pytest.raises(Refused, match="leads nowhere"):  # the link of the registration is (#) in the document
        told.issue_notification()
    told.notification_text = body_of(letter).replace("(#)", "(http://unctad.org/cstd)")
    told.issue_notification()
    assert missing(told.folder / "notification.pdf", wanted_of(letter, annex)) == []
