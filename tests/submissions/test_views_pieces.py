"""Files in pieces: what is safe is told, what broke off goes on, and no order of requests spoils a file."""

import hashlib
from types import SimpleNamespace
from uuid import uuid4

import pytest

from submissions import storing, uploading
from submissions.models import File, Upload
from tests.hostile.others import png
from tests.submissions.conftest import Browser, pdf_bytes, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
DATA = png(chunks=[(b"tEXt", b"Comment\0" + bytes(range(32, 127)) * 2000)])


def sha(data):
    return hashlib.sha256(data).hexdigest()


class Sender:
    """The script of the page, step by step."""

    def __init__(self, browser, data=DATA, name="a.png"):
        self.browser, self.data, self.name = browser, data, name

    def begin(self, **other):
        told = {"name": self.name, "size": len(self.data), "head": sha(self.data[: uploading.HEAD]), **other}
        self.answer = self.browser.client.post(self.browser.url("upload_begin"), told)
        self.places = SimpleNamespace(**self.answer.json())
        return self.answer.status_code

    def piece(self, start, end, *, offset=None, data=None):
        """(status, how much is safe)."""
        body = self.data[start:end] if data is None else data
        headers = {"Upload-Offset": str(start if offset is None else offset)}
        answer = self.browser.client.post(self.places.piece, body, "application/octet-stream", headers=headers)
        return answer.status_code, answer.json()["offset"]

    def finish(self, sha256=None):
        return self.browser.client.post(self.places.finish, {"sha256": sha(self.data) if sha256 is None else sha256})

    def send(self):
        self.begin()
        self.piece(0, len(self.data))
        return self.finish()


@pytest.fixture
def sender(browser):
    made = Sender(browser)
    assert made.begin() == 200
    return made


def test_pieces_become_the_file_byte_for_byte(sender):
    assert [sender.piece(0, 70_000), sender.piece(70_000, len(DATA))] == [(200, 70_000), (200, len(DATA))]
    answer = sender.finish()
    file = File.objects.get()
    assert (answer.status_code, file.name, file.sha256, Upload.objects.count()) == (200, "a.png", sha(DATA), 0)
    assert storing.place_of(file.path).read_bytes() == DATA


def test_a_file_that_broke_off_goes_on_where_the_portal_stands(sender, browser):
    sender.piece(0, 70_000)
    again = Sender(browser)
    again.begin()
    assert (again.places.offset, again.places.upload) == (70_000, sender.places.upload)
    again.piece(70_000, len(DATA))
    assert (again.finish().status_code, File.objects.get().sha256) == (200, sha(DATA))


@pytest.mark.parametrize("other", [{"head": "0" * 64}, {"head": ""}, {"name": "b.png"}, {"size": 80_000}])
def test_another_file_begins_anew(sender, browser, other):
    sender.piece(0, 70_000)
    again = Sender(browser)
    again.begin(**other)
    assert (again.places.offset, Upload.objects.count()) == (0, 2)


def test_doubled_and_disordered_pieces_change_nothing(sender):
    sender.piece(0, 1000)
    assert sender.piece(0, 1000) == (200, 1000)
    assert sender.piece(5000, 6000) == (409, 1000)
    assert sender.piece(1000, len(DATA)) == (200, len(DATA))
    assert sender.piece(0, 0, offset=len(DATA), data=b"more") == (409, len(DATA))
    sender.finish()
    assert File.objects.get().sha256 == sha(DATA)


@pytest.mark.parametrize(
    ("offset", "data", "status"),
    [
        *((offset, b"x", 400) for offset in ("-1", "x", "", "²", "9" * 30)),
        ("0", bytes(uploading.LARGEST_PIECE + 1), 400),
        ("0", bytes(len(DATA) + 1), 409),
    ],
)
def test_a_piece_that_makes_no_sense_is_not_kept(sender, offset, data, status):
    assert sender.piece(0, 0, offset=offset, data=data) == (status, 0)


def test_a_file_that_is_not_whole_is_not_finished(sender):
    sender.piece(0, 1000)
    answer = sender.finish()
    assert (answer.status_code, answer.json(), File.objects.count()) == (409, {"offset": 1000}, 0)


def test_finishing_twice_gives_one_file_and_the_same_answer(sender):
    sender.piece(0, len(DATA))
    first, second = sender.finish(), sender.finish()
    assert (first.status_code, words_of(first)) == (second.status_code, words_of(second))
    assert File.objects.count() == 1


def test_a_file_that_changed_on_its_way_is_told(sender):
    sender.piece(0, len(DATA))
    answer = sender.finish(sha256=sha(b"another"))
    assert (answer.status_code, File.objects.count()) == (422, 0)
    assert "“a.png” was not added: it changed while it was on its way." in words_of(answer)


def test_a_refused_file_is_told_until_its_owner_removes_it(browser, settings):
    sender = Sender(browser, b"MZ" * 99, "a.pdf")
    assert sender.send().status_code == 422
    assert "“a.pdf” was not added: its content is not what its name says." in words_of(browser.get("files"))
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []
    assert browser.client.post(sender.places.remove).url == browser.url("files")
    assert "was not added" not in words_of(browser.get("files"))


def test_the_same_file_is_not_added_twice(browser):
    assert (Sender(browser).send().status_code, Sender(browser).send().status_code) == (200, 422)
    assert "“a.png” was added before: it is in the list already." in words_of(browser.get("files"))
    assert File.objects.count() == 1


def test_an_unfinished_file_is_told_on_the_page_and_before_sending(sender, browser):
    sender.piece(0, 70_000)
    assert "Choose the same file again below, and it goes on from there." in words_of(browser.get("files"))
    assert "“a.png” has not arrived whole: it will not be sent." in words_of(browser.get("check"))


@pytest.mark.parametrize(
    ("told", "status", "reason"),
    [
        ({"size": 20 * 1024 * 1024 + 1}, 422, "“a.png” was not added: it is larger than 20 MB."),
        ({"size": -1}, 400, "did not understand"),
        ({"size": "x"}, 400, "did not understand"),
        ({"name": ""}, 400, "did not understand"),
        ({"head": "x"}, 400, "did not understand"),
    ],
)
def test_what_cannot_be_taken_is_refused_before_it_is_sent(browser, told, status, reason):
    sender = Sender(browser)
    assert sender.begin(**told) == status
    assert reason in sender.answer.json()["error"]


def test_files_on_their_way_count_for_the_limit(browser):
    size = 20 * 1024 * 1024
    assert [Sender(browser, name=f"{n}.png").begin(size=size) for n in range(3)] == [200, 200, 422]


def test_a_strangers_upload_is_not_found(sender, call):
    stranger = Browser(call)
    for place in (sender.places.piece, sender.places.finish, sender.places.remove):
        assert stranger.client.post(place).status_code == 404
        theirs = place.replace(str(sender.browser.submission.uid), str(stranger.submission.uid))
        assert stranger.client.post(theirs).status_code == 404
    assert sender.piece(0, 10) == (200, 10)


def test_after_the_deadline_nothing_more_is_taken(sender, clock):
    clock("2016-12-09T12:00:00")
    answer = sender.browser.client.post(sender.places.piece, b"x", "application/octet-stream")
    assert (answer.status_code, Upload.objects.get().received) == (403, 0)


def test_bytes_lost_between_taking_in_and_the_row_are_sent_again(sender, browser):
    """The portal was killed after the file had its place and before its row was there."""
    sender.piece(0, len(DATA))
    storing.discard(Upload.objects.get().path)
    assert sender.finish().status_code == 404
    assert Sender(browser).send().status_code == 200
    assert (File.objects.count(), Upload.objects.count()) == (1, 0)


def test_a_piece_that_comes_after_its_removal_finds_nothing(sender):
    """The row is gone, the part not yet."""
    upload = Upload.objects.get()
    Upload.objects.all().delete()
    with pytest.raises(FileNotFoundError):
        uploading.receive(upload, 0, b"x")


def test_a_file_in_place_of_an_answer_names_its_question(browser, call):
    question = call.questions.first()
    sender = Sender(browser, pdf_bytes(), "answer.pdf")
    sender.begin(question=question.pk)
    sender.piece(0, len(sender.data))
    sender.finish()
    assert (File.objects.get().role, File.objects.get().question) == ("answer", question)
    assert "In place of a typed answer to question 1." in words_of(browser.get("files"))


@pytest.mark.parametrize("question", ["0", "x", "999999"])
def test_a_question_of_another_call_is_not_found(browser, question):
    assert browser.client.post(browser.url("upload_begin"), {"question": question}).status_code == 404
    assert browser.client.get(browser.url("files") + f"?question={question}").status_code == 404


def test_an_upload_that_never_was_is_not_found(browser):
    assert browser.client.post(browser.url("upload_finish", uuid4()), {"sha256": "0" * 64}).status_code == 404
