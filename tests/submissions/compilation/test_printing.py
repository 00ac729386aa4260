"""The compilation as it is printed: every word of every text, the pages the contents name, and nothing private."""

import io
import random
import re
from datetime import timedelta

import pikepdf
import pytest
from pypdf import PdfReader

from audit.clock import now
from documents import pdf as press
from meetings.models import Call
from submissions.compilation import fragments, gathering, printing
from submissions.models import Answer, Compilation
from tests.documents.test_pdf import structure
from tests.documents.test_text_layer import extracted, plain, runs
from tests.documents.texts import TEXTS
from tests.submissions.contributions import contribution
from tests.submissions.moderation import file_of, redact

pytestmark = pytest.mark.django_db

ORGANISATIONS = {"ar": "جمعية الإنترنت", "zh": "互联网协会", "ru": "Координационный центр"}


def print_now(call, **selection):
    """(the PDF of what is published now, what is told of it)."""
    run, file = Compilation(call=call, **selection), io.BytesIO()
    told = printing.print_paper(run, gathering.gather(run), file)
    return file.getvalue(), told


@pytest.fixture
def printed(call):
    """Prints the compilation of the call as it stands now."""
    return lambda **selection: print_now(call, **selection)[0]


@pytest.fixture
def six(call):
    """One contribution in each official language; the first question is answered, the second left without position."""
    for language, text in TEXTS.items():
        organisation = ORGANISATIONS.get(language, f"Organisation in {language}")
        contribution(call, language=language, organisation=organisation, answers=[text, None])


def one_line(text):
    return " ".join(plain(text).split())


def pages_of(printed):
    return [page.extract_text() for page in PdfReader(io.BytesIO(printed)).pages]


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru"])
def test_every_word_of_an_answer_stands_in_the_text_layer(six, printed, language):
    assert one_line(TEXTS[language]) in one_line(extracted(printed()))


def test_every_chinese_sign_of_an_answer_stands_in_the_text_layer(six, printed):
    assert "".join(plain(TEXTS["zh"]).split()) in "".join(extracted(printed()).split())


def test_every_arabic_word_of_an_answer_stands_in_the_text_layer(six, printed):
    assert runs(plain(TEXTS["ar"])) - runs(extracted(printed())) == {}


def test_the_paper_is_tagged_and_each_answer_in_its_own_language(six, printed):
    languages = {language for _kind, language, _id in structure(printed()) if language}
    assert {"ar", "en", "es", "fr", "ru", "zh"} <= languages


def test_the_cover_says_what_it_is_as_of_when_and_whose_views(six, printed, group):
    cover = one_line(pages_of(printed())[0])
    assert cover == one_line(
        f"{group.parent_body} Compilation of contributions {group.full_name} Inputs on enhanced cooperation "
        "By question Version 1, as of 25 November 2016, 13:00 Geneva time (UTC+1) "
        "Contributions were due by 7 December 2016, 23:59 Geneva time (UTC+1). "
        "Compiled by the CSTD secretariat from the contributions as they were received. They are not edited. "
        f"{group.disclaimer} 1/8"
    )


def test_counts_stand_by_stakeholder_group_and_without_names(call, printed):
    contribution(call, stakeholders="Member States")
    contribution(call, organisation="Hidden One", publish="not", state="submitted")
    contribution(call, organisation="Hidden Two", publish="group", state="shared")
    contribution(call, organisation="Hidden Three", state="submitted")
    text = one_line(extracted(printed()))
    assert "Member States: 1 Private sector: 0 Civil society: 0" in text
    assert "2 contributions are not published at their authors’ request." in text
    assert "1 further contribution was not published at that moment." in text
    assert "Hidden" not in text


def test_the_contents_name_the_pages_on_which_each_answer_stands(call, printed):
    for number in range(1, 13):
        contribution(call, organisation=f"Body {number:02}", publish="organisation", answers=["word " * 400, "x"])
    pages = [one_line(page) for page in pages_of(printed())]
    contents = re.findall(r"(Body \d\d), No\. (\d+) (\d+)", " ".join(pages[:4]))
    found = [f"{name} No. {number} ·" in pages[int(page) - 1] for name, number, page in contents]
    assert found == [True] * 24
    assert len({page for _name, _number, page in contents}) > 8


def test_links_of_the_contents_lead_somewhere(six, printed):
    with pikepdf.open(io.BytesIO(printed())) as document:
        links = [note for page in document.pages for note in page.get("/Annots", []) if "/Dest" in note or "/A" in note]
    assert len(links) > 10


def test_each_answer_says_what_identifies_it(call, printed):
    submission = contribution(call, organisation="Net Watch", language="fr", answers=["Oui."])
    text = one_line(extracted(printed()))
    version = submission.current
    assert (
        "Net Watch (Nora Name) No. 1 · Civil society · Français · received 25 November 2016, 11:00 Geneva time (UTC+1) "
        f"· version 1 · {version.sha256[:12]} · Index Oui."
    ) in text
    assert f"No. 1 · Net Watch (Nora Name) · version 1 {version.sha256}" in text


def test_no_position_and_no_answer_are_told_apart(call, printed):
    contribution(call, organisation="Undecided", publish="organisation", answers=[None])
    contribution(call, organisation="Silent", publish="organisation", other="Something else.")
    text = one_line(extracted(printed()))
    first, second = text.index("One contribution says nothing to this question"), text.index("Nobody answered this")
    assert first < text.index("No position on this question.") < second
    assert second < text.index("Any other relevant issue Civil society Silent")


def test_lines_and_typed_numbers_stand_as_they_were_typed(call, printed):
    typed = "1. one\n3. three\n7. seven\n\n   - indented & <b>plain</b> {{ 7 }}\nb) *not bold*"
    contribution(call, answers=[typed])
    text = "\n".join(line.strip() for line in extracted(printed()).splitlines())
    assert "1. one\n3. three\n7. seven\n- indented & <b>plain</b> {{ 7 }}\nb) *not bold*" in re.sub(r"\n+", "\n", text)


def test_a_long_question_and_a_very_long_answer_are_whole(call, printed):
    chance = random.Random(7)
    words = " ".join(f"{chance.choice(['alpha', 'beta', 'gamma'])}{number}" for number in range(20_000))
    question = "Which of these, " + " and ".join(f"matter number {number}" for number in range(60)) + ", comes first?"
    call.questions.filter(order=1).update(text=question)
    contribution(call, answers=[words])
    text = one_line(extracted(printed()))
    assert len(question) > 1000
    assert (question in text, words in text) == (True, True)


@pytest.mark.parametrize("publish", ["name", "organisation"])
def test_nothing_private_is_in_text_or_metadata(call, printed, publish, tmp_path):
    private = {"email": "canary@secret.example", "title": "Canary Title", "organisation": "Net Watch"}
    contribution(call, publish=publish, answers=["An answer"], **private)
    contribution(call, publish="not", state="submitted", answers=["Canary text"], organisation="Canary body")
    found = printed()
    with pikepdf.open(io.BytesIO(found)) as document:
        document.save(tmp_path / "open.pdf", stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
    everything = extracted(found) + (tmp_path / "open.pdf").read_bytes().decode("latin-1")
    assert ("anary" in everything, "secret.example" in everything) == (False, False)
    assert ("Nora" in extracted(found)) == (publish == "name")


def test_attached_files_are_listed_and_a_broken_one_is_named(call, printed, tmp_path, settings):
    submission = contribution(call, organisation="Net Watch")
    (tmp_path / "files").mkdir(exist_ok=True)
    (tmp_path / "files" / "there").write_bytes(b"x" * 2048)
    for name, path in (("position.pdf", "there"), ("lost.pdf", "gone")):
        submission.current.files.create(
            name=name, path=path, size=2048, sha256="ab" * 32, received_at=submission.submitted_at, content_type="x/y"
        )
    text = one_line(extracted(printed()))
    assert "position.pdf · 2.0 KB · abababababab lost.pdf" in text
    assert "lost.pdf · 2.0 KB · abababababab · this file cannot be read at present" in text


def test_a_file_name_that_may_tell_what_is_kept_back_is_not_printed(call, printed):
    submission = contribution(call, organisation="Net Watch", publish="organisation")
    file = file_of(submission.current, "Nora_Name.pdf")
    text = one_line(extracted(printed()))
    assert (f"contribution-1-{file.pk}.pdf" in text, "Nora" in text) == (True, False)


def test_a_redaction_is_printed_with_its_label_and_never_the_original(call, dana, printed):
    submission = contribution(call, answers=["A canary text.", None])
    redact(submission, dana)
    text = one_line(extracted(printed()))
    assert "Redacted by the secretariat: A person. A [redacted] text." in text
    assert "The secretariat keeps back a part of 1 contribution." in text
    assert "canary" not in text


def test_a_name_that_is_kept_back_stands_nowhere(call, dana, printed, switzerland):
    submission = contribution(call, organisation="Canary Body", name="Canary", country=switzerland, answers=["Text."])
    redact(submission, dana, text="Text.", hides_name=True)
    text = one_line(extracted(printed()))
    assert ("anary" in text, "Switzerland" in text) == (False, False)
    assert "Name kept back by the secretariat No. 1 · Civil society" in text


@pytest.mark.parametrize(
    ("received", "label"), [("2016-12-05", ""), ("2016-12-10", " · in the extended period"), ("2016-12-20", " · late")]
)
def test_each_answer_says_in_which_period_it_came(call, clock, printed, received, label):
    Call.objects.update(original_deadline_at=call.deadline_at, deadline_at=call.deadline_at + timedelta(days=7))
    clock(f"{received}T12:00:00")
    contribution(call, organisation="Net Watch", publish="organisation", answers=["Oui."])
    call.refresh_from_db()
    text = one_line(extracted(printed()))
    assert re.search(rf"· version 1 · [0-9a-f]{{12}}{label} · Index Oui\.", text)


def test_parts_of_a_question_stand_under_it(call, printed):
    first = call.questions.first()
    part = call.questions.create(parent=first, order=1, text="What of the first part?")
    call.questions.filter(order=2).update(order=3)
    Answer.objects.create(version=contribution(call).current, question=part, text="Of the part.")
    text = one_line(extracted(printed()))
    assert "Question 1 a) What of the first part? Civil society" in text
    assert f"{first.text} Question 1 a)" in text


def test_co_signatories_are_listed_and_who_removed_the_name_is_not(call, printed):
    version = contribution(call, organisation="Net Watch", behalf="coalition", behalf_name="Coalition").current
    for order, (name, standing) in enumerate([("Alpha", "named"), ("Beta", "removed"), ("Gamma", "confirmed")]):
        fields = {"standing": standing, "answered_at": now(), "email": "x@secret.example"}
        version.co_signatories.create(order=order, name=name, key=name, **fields)
    Answer.objects.create(version=version, question=call.questions.first(), text="Ours.")
    text = one_line(extracted(printed()))
    assert "On behalf of Coalition No. 1" in text
    assert ("with 2 co-signatories" in text, "Alpha; Gamma." in text, "Beta" in text) == (True, True, False)


def test_a_file_in_place_of_an_answer_is_named_under_the_question(call, printed):
    version = contribution(call, organisation="Net Watch").current
    file_of(version, "answer.pdf", role="answer", question=call.questions.first())
    text = one_line(extracted(printed()))
    assert "Answered by a file: answer.pdf · 1 byte · 000000000000" in text


def test_a_text_in_letters_we_have_no_face_for_is_named(call, printed):
    contribution(call, organisation="Net Watch", language="hi", answers=["हिन्दी"])
    text = one_line(extracted(printed()))
    assert "Some letters of this contribution stand in no typeface of this paper." in text
    assert "some letters could not be set in print" in text


def test_the_same_dataset_gives_the_same_bytes(call):
    contribution(call, answers=["An answer"])
    run = Compilation(call=call)
    gathered, files = gathering.gather(run), [io.BytesIO(), io.BytesIO()]
    for file in files:
        printing.print_paper(run, gathered, file)
        press.close()
        fragments.Fragment.objects.all().delete()
    assert files[0].getvalue() == files[1].getvalue()


def test_by_contributor_all_answers_stand_under_the_name(call, printed):
    for name in ("Beta", "Alpha"):
        contribution(call, organisation=name, publish="organisation", answers=[f"{name} one.", f"{name} two."])
    text = one_line(extracted(printed(layout="contributor")))
    answers = re.findall(r"Question (\d) (Alpha|Beta) (one|two)\.", text)
    assert answers == [("1", "Alpha", "one"), ("2", "Alpha", "two"), ("1", "Beta", "one"), ("2", "Beta", "two")]


def test_the_index_names_the_page_of_every_answer(call, printed):
    for number in range(1, 9):
        contribution(call, organisation=f"Body {number:02}", publish="organisation", answers=["word " * 500, "x"])
    pages = [one_line(page) for page in pages_of(printed())]
    index = " ".join(page for page in pages if "Question 1" in page and "Body 08, No. 8 Question 1" in page)
    rows = re.findall(r"(Body \d\d), No\. \d+ Question 1 (\d+) Question 2 (\d+)", index)
    assert len(rows) == 8
    assert [name in pages[int(page) - 1] for name, *found in rows for page in found] == [True] * 16


def test_only_the_selection_is_printed(call, printed):
    contribution(call, organisation="French", language="fr", publish="organisation", answers=["Oui."])
    contribution(call, organisation="English", language="en", publish="organisation", answers=["Yes."])
    text = one_line(extracted(printed(language="fr")))
    assert ("Oui." in text, "Yes." in text, "Only: in Français" in text) == (True, False, True)


def test_what_cannot_be_set_is_named_with_the_reason_and_stops_nothing(call, caplog):
    run, file = Compilation(call=call), io.BytesIO()
    contribution(call, answers=["A good text."])
    contribution(call, answers=["A text that is broken."])
    gathered = gathering.gather(run)
    layout = printing.planning.lay_out(gathered.head, gathered.contributions, {})
    fragments.Fragment.objects.create(
        key=layout.items[2].key, call=call, used_at=now(), made_at=now(), error="The press stopped."
    )
    with caplog.at_level("CRITICAL"):
        told = printing.print_paper(run, gathered, file)
    text = one_line(extracted(file.getvalue()))
    assert (told.not_set, "A good text." in text, "is broken" in text) == ({2: "The press stopped."}, True, False)
    assert "could not be set in print: The press stopped." in text
