"""The screens of a summary: who gets in, what a save keeps, what is said before anything is issued."""

import pytest
from django.urls import reverse

from correspondence.models import Message
from documents.models import PaperVersion
from summaries.models import Summary

from .conftest import seed

SCREENS = ["edit", "start", "paste", "draft_pdf", "clear", "record_clearance", "issue", "correct"]


def at(name, summary):
    return reverse(f"summaries:{name}", args=[summary.meeting_id])


def typed(summary, **changes):
    """What the form of the text sends."""
    version = summary.paper.versions.get()
    return {"source": "New text.", "dated_on": "2016-10-17", "seen": version.version} | changes


def text():
    return [block.text for block in PaperVersion.objects.get().blocks.all()]


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("stranger", ["oumar", "bela", "chidi"])
def test_strangers_do_nothing(summary, client_of, request, name, stranger):
    assert client_of(request.getfixturevalue(stranger)).post(at(name, summary)).status_code in (404, 405)


@pytest.mark.parametrize("name", ["edit", "paste", "draft_pdf", "record_clearance", "issue"])
@pytest.mark.parametrize("stranger", ["oumar", "bela", "chidi"])
def test_strangers_find_nothing(summary, client_of, request, name, stranger):
    assert client_of(request.getfixturevalue(stranger)).get(at(name, summary)).status_code == 404


def test_staff_of_another_group_see_no_summary_of_a_meeting_without_one(first_meeting, client_of, oumar):
    assert client_of(oumar).get(reverse("summaries:edit", args=[first_meeting.pk])).status_code == 404


@pytest.mark.parametrize("maker", ["dana", "emil", "fatou"])
def test_those_who_prepare_it_begin_it_with_one_button(first_meeting, emil, client_of, request, maker):
    client = client_of(request.getfixturevalue(maker))
    screen = reverse("summaries:edit", args=[first_meeting.pk])
    assert "Begin the summary" in client.get(screen).content.decode()
    assert client.post(reverse("summaries:start", args=[first_meeting.pk])).url == screen
    assert "[to be completed]" in client.get(screen).content.decode()


def test_a_saved_text_is_shown_as_it_will_be_printed(summary, client_of, fatou):
    client = client_of(fatou)
    assert client.post(at("edit", summary), typed(summary, source="One.\n\n- first\n- second")).status_code == 302
    page = client.get(at("edit", summary)).content.decode()
    assert [part in page for part in ("a) </span>first", "b) </span>second")] == [True, True]


def test_a_stale_save_shows_mine_and_theirs_and_overwrites_nothing(summary, client_of, fatou, dana):
    mine = typed(summary, source="Mine.")
    client_of(dana).post(at("edit", summary), typed(summary, source="Theirs."))
    page = client_of(fatou).post(at("edit", summary), mine).content.decode()
    assert [words in page for words in ("This was saved elsewhere", "Mine.", "Theirs.")] == [True] * 3
    assert text() == ["Theirs."]


def test_after_looking_at_both_mine_can_be_saved(summary, client_of, fatou, dana):
    mine = typed(summary, source="Mine.")
    client_of(dana).post(at("edit", summary), typed(summary, source="Theirs."))
    again = client_of(fatou).post(at("edit", summary), mine).context["form"]["seen"].value()
    client_of(fatou).post(at("edit", summary), mine | {"seen": again})
    assert text() == ["Mine."]


def test_a_pasted_text_is_shown_and_not_yet_saved(summary, client_of, fatou):
    before = text()
    page = client_of(fatou).post(at("paste", summary), {"text": "1. One.\n\n2. Two.¹"})
    assert page.context["form"]["source"].value() == "One.\n\nTwo.[^1]\n\n[^1]: [to be completed]"
    assert page.context["reading"].remarks == ["The text of footnote 1 was not found; type it in."]
    assert text() == before


def test_the_real_summary_goes_from_paste_to_pdf(summary, client_of, fatou):
    client = client_of(fatou)
    form = client.post(at("paste", summary), {"text": seed("001").split("\nAnnex\n")[1]}).context["form"]
    client.post(at("edit", summary), {name: form[name].value() for name in ("source", "dated_on", "seen")})
    assert len([block for block in PaperVersion.objects.get().blocks.all() if block.kind == "paragraph"]) == 10
    assert client.get(at("draft_pdf", summary)).content[:5] == b"%PDF-"


def test_the_assistant_sees_why_the_buttons_are_not_hers(summary, client_of, fatou):
    page = client_of(fatou).get(at("edit", summary)).content.decode()
    assert "The Chair clears the Chair’s summary, or the secretariat records that the Chair did." in page
    assert "The paper has not been cleared." in page


def test_the_chair_clears_in_the_portal(summary, client_of, emil):
    client_of(emil).post(at("clear", summary))
    assert (PaperVersion.objects.get().state, PaperVersion.objects.get().cleared_by) == ("cleared", emil)


def test_the_assistant_cannot_clear_by_force(summary, client_of, fatou):
    assert client_of(fatou).post(at("clear", summary)).status_code == 403
    assert PaperVersion.objects.get().state == "draft"


def test_a_clearance_by_email_needs_its_how(summary, client_of, dana):
    client = client_of(dana)
    assert (
        "Fill in “How the Chair cleared it”."
        in client.post(at("record_clearance", summary), {"how": ""}).content.decode()
    )
    client.post(at("record_clearance", summary), {"how": "by e-mail of 17 October 2016"})
    assert PaperVersion.objects.get().cleared_how == "by e-mail of 17 October 2016"


def test_the_screen_before_says_how_many_letters_go_and_to_whom(cleared, client_of, dana, delegations):
    screen = client_of(dana).get(at("issue", cleared))
    people = screen.context["people"]
    assert sorted(contact.email for contact in people["members"]) == [
        "bela@example.org",
        "one@example.org",
        "two@example.org",
    ]
    assert [contact.email for contact in people["observers"]] == ["three@example.org"]
    assert "3 letters with the PDF go to the members" in screen.content.decode()
    assert Message.objects.count() == 0


def test_one_button_issues_posts_online_and_mails(cleared, client_of, dana, delegations, client):
    done = client_of(dana).post(at("issue", cleared), {"observers": "on"}, follow=True)
    assert "4 letters with it are in the outbox" in done.content.decode()
    assert client.get(cleared.paper.get_absolute_url()).status_code == 200
    assert Message.objects.count() == 4


def test_the_button_pressed_twice_issues_once(cleared, client_of, dana, delegations):
    client = client_of(dana)
    first, second = (client.post(at("issue", cleared), {}) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 403)
    assert (PaperVersion.objects.count(), Message.objects.count()) == (1, 3)


def test_what_looks_unusual_is_acknowledged_once(summary, client_of, dana, emil):
    client_of(dana).post(at("edit", summary), typed(summary, source="1. Typed number."))
    client_of(emil).post(at("clear", summary))
    assert client_of(dana).post(at("issue", summary), {}).status_code == 200
    assert client_of(dana).post(at("issue", summary), {"acknowledged": "on"}).status_code == 302


def test_an_issued_summary_offers_a_new_version_and_no_form(cleared, client_of, dana):
    client = client_of(dana)
    client.post(at("issue", cleared), {})
    assert "form" not in client.get(at("edit", cleared)).context
    client.post(at("correct", cleared))
    assert Summary.objects.get().draft.number == 2
