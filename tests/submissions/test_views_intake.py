"""What came by e-mail or letter, entered by staff: from the message to the register, once."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from audit.models import Entry
from correspondence.models import Message
from meetings.models import Call
from people.models import Contact, Holder
from submissions import actions
from submissions.models import File, Submission, Version
from tests.submissions.conftest import pdf_bytes, words_of
from tests.submissions.intake.letters import as_file, message
from tests.submissions.intake.test_message import nested
from tests.submissions.moderation import file_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word_bytes(*lines):
    document, out = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


class Desk:
    """A member of staff at the intake of a call."""

    def __init__(self, client, call):
        self.client, self.call = client, call

    def drop(self, data):
        return self.client.post(
            reverse("submissions:intake", args=[self.call.uid]), {"message": as_file(data)}, follow=True
        )

    def begin(self):
        return self.client.post(reverse("submissions:intake", args=[self.call.uid]), {"empty": "1"}, follow=True)

    def fields(self, page):
        """What the page shows in its fields, as a browser would send it."""
        form = page.context["form"]
        shown = {field.html_name: field.value() for part in form.parts[:3] for field in part.visible_fields()}
        typed = {name: value for name, value in shown.items() if value not in (None, False, "")}
        return {**typed, "seen": form.seen, "page": form.page}

    def post(self, page, button="enter", files=(), **typed):
        uid = page.context["submission"].uid
        data = {**self.fields(page), **typed, button: "1"}
        data |= {"file": list(files)} if files else {}
        return self.client.post(reverse("submissions:entry", args=[uid]), data, follow=True)


@pytest.fixture
def desk(client_of, dana, call):
    return Desk(client_of(dana), call)


@pytest.fixture
def complete(call):
    """What an empty entry lacks."""
    first = call.questions.first()
    return {
        "channel": "letter", "received_on": "2016-11-20", "received_hour": "09:30", "name": "Amina Stakeholder",
        "stakeholder_group": call.group.stakeholder_groups.get(name="Civil society").pk,
        "language": "en", "publish": "group", "translation": "original", f"answer_{first.pk}": "Yes.\n2. No.",
    }  # fmt: skip


def version():
    return Submission.objects.get().current


def test_a_letter_is_filed_with_the_hour_at_which_it_came(desk, complete, dana):
    desk.post(desk.begin(), **complete)
    sent = version()
    assert (sent.channel, sent.received_at.isoformat(), sent.entered_by, sent.submission.register_number) == (
        "letter", "2016-11-20T08:30:00+00:00", dana, 1,
    )  # fmt: skip
    assert sent.answers.get().text == "Yes.\n2. No."


def test_the_log_says_who_entered_what_and_whether_the_choices_were_stated(desk, complete, dana):
    desk.post(desk.begin(), **complete)
    line = Entry.objects.get(action="submission.entered")
    assert (line.actor, line.details["choices_stated"], line.details["channel"]) == (dana.actor_key, False, "letter")


def test_the_page_speaks_to_staff_and_never_to_the_contributor(desk, complete, call):
    Call.objects.update(word_limit=1, word_rule="binding")
    wrong = {"name": "", "stakeholder_group": "", "language": "", "email": "x", "publish": "organisation"}
    first = call.questions.first().pk
    page = desk.post(desk.begin(), **{**complete, **wrong, "stated": "on", f"answer_{first}": "Two words."})
    own = page.context["form"].errors
    assert own == {
        "name": ["Enter the contributor’s name."],
        "stakeholder_group": ["Choose the contributor’s stakeholder group."],
        "email": ["Enter the contributor’s e-mail address in the form name@example.org, or leave it empty."],
        "organisation": ["Enter the contributor’s organisation, or choose another way of publication."],
        "language": ["Choose the language of the answers."],
        f"answer_{first}": ["The answer to question 1 has more than 1 words, the limit of this call."],
    }
    assert re.findall(r"\b[Yy]ou\b.{30}|.{30}\b[Yy]our\b.{30}", words_of(page)) == []


def test_the_receipt_goes_where_there_is_an_address_only(desk, complete):
    desk.post(desk.begin(), **complete)
    assert Message.objects.filter(key__startswith="receipt:").count() == 0
    desk.post(desk.begin(), **complete, email="amina@example.org")
    assert [letter.to_address for letter in Message.objects.filter(key__startswith="receipt:")] == ["amina@example.org"]


def test_pressing_twice_files_once(desk, complete):
    page = desk.begin()
    desk.post(page, **complete)
    desk.post(page, **complete)
    assert (Submission.objects.filed().count(), Submission.objects.count()) == (1, 1)


def test_what_a_colleague_types_into_a_filed_entry_is_given_back(desk, complete):
    page = desk.begin()
    desk.post(page, **complete)
    answer = desk.post(page, **{**complete, "other": "Typed too late."})
    assert (answer.status_code, "Typed too late." in answer.content.decode()) == (409, True)


def test_what_a_colleague_saved_is_not_overwritten(desk, complete):
    page = desk.begin()
    desk.post(desk.client.get(page.request["PATH_INFO"]), "save", name="First")
    answer = desk.post(page, "save", name="Second")
    draft = Submission.objects.get().draft
    assert (draft.name, "Second" in answer.content.decode(), "First" in words_of(answer)) == ("First", True, False)
    desk.post(answer, "save")
    assert Submission.objects.get().draft.name == "Second"


LACKS = {
    "no hour": ({"received_on": "", "received_hour": ""}, "received_on"),
    "no day": ({"received_on": ""}, "received_on"),
    "a day to come": ({"received_on": "2016-11-26"}, "received_on"),
    "no name": ({"name": ""}, "name"),
    "wider than stated": ({"publish": "name"}, "stated"),
    "no language": ({"language": ""}, "language"),
}


@pytest.mark.parametrize("name", LACKS)
def test_an_entry_that_lacks_something_is_kept_and_not_filed(desk, complete, name):
    typed, field = LACKS[name]
    page = desk.post(desk.begin(), **{**complete, "other": "Kept.", **typed})
    draft = Submission.objects.get().draft
    assert (field in page.context["form"].errors, draft.other, Submission.objects.filed().count()) == (True, "Kept.", 0)


def test_a_late_letter_is_taken_after_the_deadline(desk, complete, clock):
    page = desk.begin()
    clock("2017-01-10T12:00:00")
    desk.post(page, **{**complete, "received_on": "2017-01-09"})
    assert version().submission.register_number == 1


# From a message


def test_a_message_prefills_the_entry(desk, call):
    page = desk.drop(message("Dear all, we agree.", files=[("annex.pdf", pdf_bytes(), "application/pdf")]))
    draft = Submission.objects.get().draft
    assert (draft.name, draft.email, draft.received_at.isoformat(), draft.channel, draft.other) == (
        "Amina Stakeholder", "amina@example.org", "2016-11-21T09:05:00+00:00", "email", "Dear all, we agree.",
    )  # fmt: skip
    assert list(draft.files.values_list("role", "name")) == [("original", "message.eml"), ("attachment", "annex.pdf")]
    assert page.context["form"].arrival.initial["received_hour"].isoformat() == "10:05:00"


def test_a_word_file_in_it_is_read_into_answers(desk, call):
    desk.drop(
        message("See attached.", files=[("in.docx", word_bytes("Question 1", "One.", "Question 2", "Two."), WORD)])
    )
    draft = Submission.objects.get().draft
    assert ([answer.text for answer in draft.answers.all()], draft.other) == (["One.", "Two."], "")
    assert list(draft.files.values_list("role", "name")) == [("original", "message.eml"), ("original", "in.docx")]


def test_a_body_with_marked_answers_is_read_into_them(desk):
    desk.drop(message("Question 1: One.\nQuestion 2: Two.\n"))
    assert [answer.text for answer in Submission.objects.get().draft.answers.all()] == ["One.", "Two."]


def test_the_address_book_tells_for_whom_a_sender_writes(desk, group, call):
    society = group.stakeholder_groups.get(name="Civil society")
    Contact.objects.create(group=group, name="A. S.", email="amina@example.org", stakeholder_group=society)
    desk.drop(message("We agree."))
    assert Submission.objects.get().draft.stakeholder_group == society


def test_a_refused_attachment_is_told_and_loses_nothing_of_the_rest(desk):
    page = desk.drop(message("We agree.", files=[("bad.pdf", b"MZ not a pdf", "application/pdf")]))
    draft = Submission.objects.get().draft
    assert (draft.other, draft.files.count(), "“bad.pdf” was not added" in words_of(page)) == ("We agree.", 1, True)


def test_a_message_that_cannot_be_taken_apart_is_kept_to_be_entered_by_hand(desk):
    page = desk.drop(nested(1000))
    assert (File.objects.get().content_type, "by hand" in words_of(page)) == ("message/rfc822", True)


def test_the_same_message_twice_is_one_entry_and_filed_it_is_refused(desk, complete):
    page = desk.drop(message("We agree."))
    desk.drop(message("We agree."))
    assert Submission.objects.count() == 1
    desk.post(page, **complete)
    assert "No. 1" in words_of(desk.drop(message("We agree.")))
    assert Submission.objects.count() == 1


def test_an_hour_to_come_is_not_believed(desk):
    desk.drop(message("We agree.", date="Mon, 21 Nov 2033 10:05:00 +0100"))
    assert Submission.objects.get().draft.received_at is None


def test_the_message_is_read_as_text(desk):
    page = desk.drop(message(None, html="<p>Seen</p><img src='https://evil.example/p.png'><script>x()</script>"))
    shown = desk.client.get(page.request["PATH_INFO"] + "message/").content.decode()
    assert ("Seen" in shown, "evil.example" in shown) == (True, False)


def test_an_entry_can_be_thrown_away_with_its_files(desk, settings, django_capture_on_commit_callbacks):
    page = desk.drop(message("We agree."))
    with django_capture_on_commit_callbacks(execute=True):
        desk.client.post(page.request["PATH_INFO"] + "discard/")
    kept = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert (Submission.objects.count(), File.objects.count(), kept) == (0, 0, [])


def test_a_file_is_added_and_removed(desk):
    page = desk.begin()
    desk.post(page, "save", files=[SimpleUploadedFile("a.pdf", pdf_bytes()), SimpleUploadedFile("b.pdf", b"no")])
    file = File.objects.get()
    desk.client.post(reverse("submissions:entry_remove_file", args=[page.context["submission"].uid, file.pk]))
    assert (file.name, File.objects.count()) == ("a.pdf", 0)


def test_staff_may_open_the_files_of_an_entry(desk):
    page = desk.drop(message("We agree.", files=[("annex.pdf", pdf_bytes(), "application/pdf")]))
    uid = page.context["submission"].uid
    opened = [desk.client.get(reverse("submissions:entry_file", args=[uid, file.pk])) for file in File.objects.all()]
    assert [(answer.status_code, answer.headers["Content-Type"]) for answer in opened] == [
        (200, "message/rfc822"), (200, "application/pdf"),
    ]  # fmt: skip


# Who may


def test_strangers_find_no_entry(desk, client_of, oumar, bela, client):
    page = desk.drop(message("We agree."))
    path = page.request["PATH_INFO"]
    for who in (client_of(oumar), client_of(bela)):
        assert [who.get(path + more).status_code for more in ("", "message/")] == [404, 404]
    assert client.get(path).status_code == 302


def test_a_contributors_own_draft_is_nobodys_entry(desk, browser):
    assert desk.client.get(reverse("submissions:entry", args=[browser.submission.uid])).status_code == 404


def test_the_message_is_never_public(desk, complete, client, dana):
    page = desk.drop(message("canary-body", files=[("annex.pdf", pdf_bytes(), "application/pdf")]))
    desk.post(page, **{**complete, "publish": "name", "stated": "on", "organisation": "Open Rivers", "other": "Text."})
    submission = Submission.objects.get()
    desk.client.post(reverse("submissions:publish", args=[submission.uid]))
    shown = client.get(reverse("submissions:contribution", args=[submission.uid])).content.decode()
    original = submission.current.files.get(role="original")
    file = client.get(reverse("submissions:file", args=[submission.uid, original.pk]))
    assert ("annex" in shown or "contribution-1" in shown, "message.eml" in shown, file.status_code) == (
        True,
        False,
        404,
    )


def test_the_draft_of_an_author_who_goes_on_is_not_the_secretariats(desk, complete):
    desk.post(desk.begin(), **complete)
    submission = Submission.objects.get()
    mine = actions.edit(submission=submission, by=Holder(key=submission.holder_key))
    Version.objects.filter(pk=mine.pk).update(other="Not yet for your eyes.")
    file = file_of(mine, name="secret.pdf")
    assert desk.client.get(reverse("submissions:entry_file", args=[submission.uid, file.pk])).status_code == 404
    again = desk.client.post(reverse("submissions:entry", args=[submission.uid]), {"name": "Somebody else"})
    assert (again.status_code, "Somebody else" in words_of(again)) == (409, True)
    assert "Not yet for your eyes." not in words_of(again)
