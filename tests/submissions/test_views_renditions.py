"""The screens where staff redact and translate: side by side, nothing typed is lost, nothing overwritten unseen."""

import pytest
from django.urls import reverse

from people.refusals import Refused
from submissions.models import Rendition, Submission
from tests.submissions.conftest import words_of
from tests.submissions.contributions import contribution
from tests.submissions.moderation import file_of, next_version, redact, translate

pytestmark = pytest.mark.django_db


def address(name, submission, *more):
    return reverse(f"submissions:{name}", args=[submission.uid, *more])


@pytest.fixture
def submission(call):
    return contribution(call, answers=["A secret text.", None], translation="unofficial")


def of(submission, redaction=None):
    """The hidden fields that name the text that was shown: of a redaction’s form, of a translation’s."""
    version = submission.current_id
    return {"of": f"{version}" if redaction is None else f"{version}-{redaction}"}


def field(submission):
    return f"text_{submission.call.questions.first().pk}"


def test_a_redaction_by_the_form(submission, dana, client_of):
    client, file = client_of(dana), file_of(submission.current)
    page = client.get(address("redact", submission)).content.decode()
    assert page.count("A secret text.") == 2  # the original, and the copy to be changed
    assert [word in page for word in ("<h1>Redaction</h1>", 'name="reason"', 'name="hides_name"')] == [True] * 3
    kept_back = {"reason": "A person.", "hidden_files": file.pk, "hides_name": "on"}
    typed = {field(submission): "A [redacted] text.", **kept_back, **of(submission)}
    client.post(address("redact", submission), typed)
    made = Rendition.objects.get()
    assert (made.reason, list(made.hidden_files.all()), made.made_by) == ("A person.", [file], dana)
    assert Submission.objects.get().name_omitted is True


def test_a_redaction_has_its_reason(submission, dana, client_of):
    page = client_of(dana).post(
        address("redact", submission), {field(submission): "Typed at length.", **of(submission)}
    )
    assert ("Fill in “Reason”" in words_of(page), "Typed at length." in words_of(page)) == (True, True)
    assert Rendition.objects.count() == 0


def test_a_stale_redaction_shows_mine_and_theirs_and_overwrites_nothing(submission, dana, client_of):
    redact(submission, dana, text="Theirs.")
    typed = {field(submission): "Mine.", "reason": "My reason.", "seen": "", **of(submission)}
    page = client_of(dana).post(address("redact", submission), typed)
    words = words_of(page)
    assert "Yours, not saved Mine. Saved in the meantime Theirs." in words
    assert "Yours, not saved My reason. Saved in the meantime A person." in words
    assert Rendition.objects.in_force().get().texts.exclude(text="").get().text == "Theirs."
    assert page.context["form"]["seen"].value() == Rendition.objects.get().pk


def test_saving_again_after_looking_goes_through(submission, dana, client_of):
    seen = redact(submission, dana, text="Theirs.").pk
    typed = {field(submission): "Mine.", "reason": "My reason.", "seen": seen, **of(submission)}
    assert client_of(dana).post(address("redact", submission), typed).status_code == 302
    assert Rendition.objects.in_force().get().texts.exclude(text="").get().text == "Mine."


def test_showing_the_original_again(submission, dana, client_of):
    made = redact(submission, dana)
    client_of(dana).post(address("revoke_redaction", submission), {"seen": made.pk})
    assert Rendition.objects.in_force().count() == 0


def test_revoking_another_redaction_than_the_one_seen_changes_nothing(submission, dana, client_of):
    made = redact(submission, dana)
    client_of(dana).post(address("revoke_redaction", submission), {"seen": made.pk + 1})
    assert Rendition.objects.in_force().get() == made


def test_a_translation_by_the_form(submission, dana, client_of):
    client = client_of(dana)
    assert client.post(address("choose_language", submission), {"language": "fr"}).url == address(
        "translate", submission, "fr"
    )
    assert 'name="reason"' not in client.get(address("translate", submission, "fr")).content.decode()
    client.post(address("translate", submission, "fr"), {field(submission): "Un texte.", **of(submission, 0)})
    assert Rendition.objects.get().language == "fr"
    client.post(address("revoke_translation", submission, "fr"))
    assert Rendition.objects.in_force().count() == 0


def test_staff_translate_what_readers_see(submission, dana, client_of):
    redact(submission, dana)
    page = words_of(client_of(dana).get(address("translate", submission, "fr")))
    assert ("A [redacted] text." in page, "secret" in page) == (True, False)


def test_original_only_is_refused_with_the_reason(call, dana, client_of):
    submission = contribution(call, answers=["First."], translation="original")
    page = client_of(dana).get(address("translate", submission, "fr"))
    assert "Its author chose that it stays in its original language only." in words_of(page)
    client_of(dana).post(address("translate", submission, "fr"), {field(submission): "Premier.", **of(submission, 0)})
    assert Rendition.objects.count() == 0


def test_a_translation_of_what_was_redacted_meanwhile_is_shown_again_and_not_saved(submission, dana, client_of):
    typed = {field(submission): "Un texte secret.", **of(submission, 0)}
    redact(submission, dana)
    page = client_of(dana).post(address("translate", submission, "fr"), typed)
    shown = [words in words_of(page) for words in ("Un texte secret.", "A [redacted] text.", "has changed")]
    assert (shown, Rendition.objects.filter(kind="translation").count()) == ([True] * 3, 0)
    again = {**typed, "of": page.context["form"]["of"].value(), field(submission): "Un texte."}
    assert client_of(dana).post(address("translate", submission, "fr"), again).status_code == 302


def test_a_translation_of_the_original_is_refused_once_it_is_redacted(submission, dana):
    redact(submission, dana)
    with pytest.raises(Refused, match="Translate that"):
        translate(submission, dana)


def test_a_redaction_of_an_earlier_version_is_not_put_in_place_of_the_next_one(submission, dana, client_of):
    typed = {field(submission): "The [redacted] first version.", "reason": "A person.", **of(submission)}
    next_version(submission, text="The second version.")
    page = client_of(dana).post(address("redact", submission), typed)
    shown = [words in words_of(page) for words in ("The [redacted] first version.", "The second version.")]
    assert (shown, Rendition.objects.count()) == ([True, True], 0)


@pytest.mark.parametrize("language", ["xx", "javascript", "en-"])
def test_an_unknown_language_is_not_found(submission, dana, client_of, language):
    assert client_of(dana).get(address("translate", submission, language)).status_code == 404


@pytest.mark.parametrize("name", ["redact", "choose_language"])
@pytest.mark.parametrize("who", ["bela", "emil", "oumar"])
def test_nobody_but_the_groups_own_secretariat_comes_in(submission, request, client_of, name, who):
    client = client_of(request.getfixturevalue(who))
    assert client.get(address(name, submission)).status_code == 404
    assert client.post(address(name, submission), {field(submission): "x", "reason": "y"}).status_code == 404
    assert Rendition.objects.count() == 0
