"""The screens of personal data: what everybody may read, what staff do on request, what its owner downloads."""

import io
import zipfile
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from correspondence.models import Message
from people.models import Contact
from submissions import actions, declining
from submissions.models import CoSignatory, Submission
from submissions.views.browser import ADDRESSES, KEYS
from tests.submissions.conftest import Browser, draft, words_of

pytestmark = pytest.mark.django_db
ADDRESS = "amina+un@example.org"
SCREEN = "/desk/personal-data/"


@pytest.fixture
def line(group):
    return Contact.objects.create(group=group, name="Amina", email=ADDRESS)


def names_in(answer):
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).namelist()


def test_everybody_reads_until_when_contact_data_is_kept(group):
    page = words_of(Client().get("/groups/wgec/privacy/"))
    assert "until 12 months after the work of the group ends (31 January 2018)" in page
    assert "They are erased after 31 January 2019." in page


def signed(call, dana):
    version, holder = draft(call, behalf="coalition", behalf_name="Rivers", signatories="A")
    actions.submit(version=version, by=holder)
    return reverse("submissions:cosign", args=[CoSignatory.objects.get().key])


def late(call, dana):
    ends = call.deadline_at + timedelta(days=3)
    actions.make_late_link(call=call, email="late@example.org", name="", reason="x", expires_at=ends, by=dana)
    return "/late/" + Message.objects.get().body.partition("/late/")[2].partition("/")[0] + "/"


FORMS = {
    "about you": lambda call, dana: Browser(call).url("about"),
    "co-signing": signed,
    "a late link": late,
    "declining": lambda call, dana: urlsplit(declining.link(call, ADDRESS)).path,
    "asking to decline": lambda call, dana: reverse("submissions:decline_ask", args=[call.uid]),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_that_takes_personal_data_says_what_for(call, dana, form, clock):
    address, client = FORMS[form](call, dana), Client()
    session = client.session
    session[KEYS] = {str(each.uid): each.holder_key for each in Submission.objects.all()}
    session.save()
    page = words_of(client.get(address))
    said = ["used for the work of this group only", "erased after 31 January 2019", "What happens to personal data"]
    assert [words for words in said if words not in page] == []


def test_who_comes_back_by_a_code_is_told_what_the_address_is_for(db):
    page = words_of(Client().get(reverse("submissions:resume")))
    assert "Your address is used to send you the code and to find what is your own, and for nothing else." in page


def test_a_group_without_an_end_says_so(group):
    group.work_ends_on = None
    group.save()
    assert "its end has not been set" in words_of(Client().get("/groups/wgec/privacy/"))


def test_staff_see_on_the_page_of_the_group_when_it_will_happen(group, client_of, dana):
    page = words_of(client_of(dana).get("/groups/wgec/"))
    assert "Contact and registration data of this group is erased after 31 January 2019." in page


def test_staff_see_what_is_held(line, client_of, dana):
    page = words_of(client_of(dana).post(SCREEN, {"email": ADDRESS.upper()}))
    assert ("address book: 1" in page, "Erase it" in page) == (True, True)


def test_staff_of_another_group_see_that_nothing_is_held(line, client_of, oumar):
    page = words_of(client_of(oumar).post(SCREEN, {"email": ADDRESS}))
    assert "Nothing is held of this address in your working groups." in page


def test_staff_hand_out_a_zip(line, client_of, dana):
    answer = client_of(dana).post(SCREEN, {"email": ADDRESS, "download": "1"})
    assert (answer.headers["Content-Disposition"], answer.headers["Cache-Control"]) == (
        'attachment; filename="personal-data.zip"', "no-store",
    )  # fmt: skip
    assert names_in(answer) == ["personal-data.json"]


def test_nothing_is_erased_without_the_tick(line, client_of, dana):
    page = words_of(client_of(dana).post(SCREEN, {"email": ADDRESS, "erase": "1"}))
    assert ("Nothing was erased" in page, Contact.objects.count()) == (True, 1)


def test_staff_erase_after_ticking(line, client_of, dana):
    answer = client_of(dana).post(SCREEN, {"email": ADDRESS, "erase": "1", "sure": "1"}, follow=True)
    assert ("Erased. address book: 1" in words_of(answer), Contact.objects.count()) == (True, 0)


@pytest.mark.parametrize("typed", ["", "nonsense", "a@b", "x" * 300 + "@example.org"])
def test_what_is_no_address_is_told(client_of, dana, typed):
    answer = client_of(dana).post(SCREEN, {"email": typed, "download": "1"})
    assert (answer.status_code, bool(answer.context["form"].errors)) == (200, True)


def proved(*addresses):
    """A browser that has proved these addresses by a code."""
    client = Client()
    session = client.session
    session[ADDRESSES] = list(addresses)
    session.save()
    return client


def test_whoever_has_proved_an_address_downloads_what_is_held_of_it(line):
    answer = proved(ADDRESS).post("/my-data/", {"email": ADDRESS})
    assert names_in(answer) == ["personal-data.json"]


@pytest.mark.parametrize("asked", ["bela@example.org", "", "AMINA+UN@example.org "])
def test_nobody_downloads_what_is_held_of_another_address(line, asked):
    answer = proved(ADDRESS).post("/my-data/", {"email": asked})
    assert answer.headers["Content-Type"].startswith("text/html")


def test_whoever_has_proved_nothing_is_sent_to_the_code(line):
    page = Client().post("/my-data/", {"email": ADDRESS})
    assert "First show that the address is yours" in words_of(page)
