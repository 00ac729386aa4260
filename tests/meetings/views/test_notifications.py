"""The screen of a notification: begun, typed, looked at, cleared, issued."""

import pytest
from django.urls import reverse

from correspondence.models import Message
from documents.models import PaperVersion
from meetings.models import Notification
from tests.meetings.conftest import edited, fresh, source_of

OF_A_DRAFT = ("notification", "notification_preview", "notification_pdf", "notification_issue")


def at(name, notification):
    return reverse(f"meetings:{name}", args=[notification.meeting_id])


def sent(notification, **changes):
    """What the browser sends when somebody saves the screen."""
    records = (notification.paper, notification.being_made, notification)
    return {
        "seen": "-".join(str(record.version) for record in records),
        "symbol": "DTL/STICT/MISC/2016/9",
        "job_number": "16/269gd",
        "signatory": "Shamika N. Sirimanne",
        "signatory_titles": "Director",
        "dated_on": "2016-11-22",
        "text": source_of(notification),
        "annexed": [annex.annexed_id for annex in notification.being_made.annexes.all()],
        **changes,
    }


def test_it_is_begun_by_one_button(client_of, dana, meeting, summary):
    client = client_of(dana)
    assert "There is none yet." in client.get(reverse("meetings:notification", args=[meeting.pk])).content.decode()
    client.post(reverse("meetings:notification_draft", args=[meeting.pk]))
    made = Notification.objects.get()
    assert [annex.annexed for annex in made.being_made.annexes.all()] == [summary]


@pytest.mark.parametrize("name", ["emil", "fatou", "bela", "oumar"])
def test_strangers_find_nothing(client_of, request, notification, name):
    client = client_of(request.getfixturevalue(name))
    assert {client.get(at(screen, notification)).status_code for screen in OF_A_DRAFT} == {404}


def test_what_was_typed_is_kept_line_by_line(client_of, dana, notification):
    text = "# First\n\nA paragraph.\n\n- one\n  - deeper\n- two"
    client_of(dana).post(at("notification", notification), sent(notification, text=text.replace("\n", "\r\n")))
    assert source_of(fresh(notification)) == text


def test_a_symbol_in_use_is_an_error_of_the_form(client_of, dana, notification, summary):
    summary.paper.__class__.objects.filter(pk=summary.paper_id).update(symbol="DTL/1")
    page = client_of(dana).post(at("notification", notification), sent(notification, symbol="DTL/1"))
    assert page.context["form"].non_field_errors() == [
        "The symbol DTL/1 belongs to another paper; a symbol is never used twice."
    ]


def test_a_stale_save_shows_mine_and_theirs_and_goes_at_the_second_try(client_of, dana, notification):
    client, mine = client_of(dana), sent(notification, text="Mine.")
    edited(notification, dana, text="Theirs.")
    page = client.post(at("notification", notification), mine)
    assert page.context["differences"][-1] == ("Text", "Mine.", "Theirs.")
    client.post(at("notification", notification), mine | {"seen": page.context["form"]["seen"].value()})
    assert source_of(fresh(notification)) == "Mine."


def test_the_preview_shows_the_facts_filled_in(client_of, dana, signed):
    page = client_of(dana).get(at("notification_preview", signed)).content.decode()
    assert ("26 and 27 January 2017" in page, "{meeting_dates}" in page) == (True, False)


def test_the_preview_lets_no_mark_up_through(client_of, dana, signed):
    edited(signed, dana, text="<script>alert(1)</script> <b>bold</b>")
    page = client_of(dana).get(at("notification_preview", signed)).content.decode()
    assert ("<script>alert" in page, "&lt;b&gt;bold" in page) == (False, True)


def test_the_draft_is_seen_as_pdf(client_of, dana, signed):
    response = client_of(dana).get(at("notification_pdf", signed))
    assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")


def test_the_issue_screen_names_everybody_before(client_of, dana, cleared, address_book):
    page = client_of(dana).get(at("notification_issue", cleared), {"audiences": ["members", "unctad"]})
    shown = sorted(address for _name, address in page.context["page"])
    assert shown == ["bela@example.org", "bra@example.org", "ken@example.org"]
    assert page.context["sentences"][-1] == "3 letters go out, one to each person."


def test_nobody_chosen_is_an_error(client_of, dana, cleared, address_book):
    page = client_of(dana).get(at("notification_issue", cleared), {"show": "1"})
    assert list(page.context["chosen"].errors) == ["audiences"]


def test_without_the_tick_nothing_is_issued(client_of, dana, cleared, address_book):
    page = client_of(dana).post(at("notification_issue", cleared), {"audiences": ["members"]})
    assert (list(page.context["form"].errors), Message.objects.count()) == (["acknowledged"], 0)


def test_one_press_issues_posts_online_and_sends(client_of, dana, cleared, address_book):
    client, typed = client_of(dana), {"audiences": ["members", "observers"], "acknowledged": "on"}
    for _press in range(2):
        client.post(at("notification_issue", cleared), typed)
    page = client.get(at("notification", cleared)).content.decode()
    assert (PaperVersion.objects.issued().count(), Message.objects.count()) == (2, 4)
    assert [words for words in ("4 letters in the outbox", fresh(cleared).newest.sha256) if words not in page] == []


def test_a_draft_that_is_not_cleared_cannot_be_issued(client_of, dana, signed):
    page = client_of(dana).get(at("notification_issue", signed))
    assert page.context["why_not"] == "It has not been cleared yet."


def test_faults_are_shown_instead_of_the_button(client_of, dana, cleared, clock):
    clock("2016-12-08T12:00:00")
    page = client_of(dana).get(at("notification_issue", cleared)).content.decode()
    assert ("7 December 2016 is already past" in page, "Issue, post online and send</button>" in page) == (True, False)


def test_the_clearance_is_on_record(client_of, dana, signed):
    client_of(dana).post(at("notification_clear", signed), {"how": "by e-mail of the Director"})
    version = fresh(signed).being_made
    assert (version.state, version.cleared_by, version.cleared_how) == ("cleared", dana, "by e-mail of the Director")


def test_a_test_copy_is_sent_by_its_button(client_of, dana, signed, address_book):
    client_of(dana).post(at("notification_test", signed))
    assert [letter.to_address for letter in Message.objects.all()] == [dana.email]


def test_a_new_version_keeps_the_symbol_and_asks_for_its_addition(client_of, dana, cleared, address_book):
    client = client_of(dana)
    client.post(at("notification_issue", cleared), {"audiences": ["members"], "acknowledged": "on"})
    client.post(at("notification_correct", cleared))
    form = client.get(at("notification", cleared)).context["form"]
    assert [name for name in ("symbol", "job_number", "suffix") if name in form.fields] == ["suffix"]


def test_cancelling_says_which_letters_it_takes_back_and_who_hears_of_it(client_of, dana, cleared, address_book):
    client = client_of(dana)
    client.post(at("notification_issue", cleared), {"audiences": ["members"], "acknowledged": "on"})
    page = client.get(reverse("meetings:step", args=[cleared.meeting_id, "cancel"]))
    assert page.context["sentences"][-2:] == [
        "2 letters of the notification that have not gone are withdrawn.",
        "No letter goes out.",
    ]
