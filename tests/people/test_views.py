"""The secretariat's screens: they open for its own staff, for nobody else, and lose nothing that was typed."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from audit.models import Entry
from correspondence.outbox import suppress
from people.models import Contact, Office, Organisation, Seat, StaffRole, StakeholderGroup, User, WorkingGroup
from people.urls import of_group

pytestmark = pytest.mark.django_db

POSTED = {"stakeholder_group_remove", "contacts_export", "contact_remove", "account_open", "practice_open"}
LISTS = {
    "stakeholder_groups": 7,
    "seats": 9,
    "offices": 8,
    "contacts": 9,
    "organisations": 8,
    "audience": 9,
}


@pytest.fixture
def address(group, dana, bela, emil):
    """The address of a screen of the group by its name, with whatever stands there."""
    organisation = Organisation.objects.create(name="Some academy")
    mailbox = Contact.objects.create(group=group, email="box@example.org", kind="mailbox", organisation=organisation)
    keys = {
        "stakeholder_group": group.stakeholder_groups.first().pk,
        "seat": Seat.objects.get().pk,
        "office": Office.objects.get().pk,
        "staff_role": StaffRole.objects.get(group=group).pk,
        "person": bela.person.pk,
        "contact": mailbox.pk,
        "second_factor": emil.pk,
        "account": mailbox.pk,
        "organisation": organisation.pk,
    }

    def find(name, group=group):
        route = str(next(each.pattern for each in of_group if each.name == name))
        thing = max((key for key in keys if name.startswith(key)), key=len, default="")
        extra = [keys[thing]] if "<int:pk>" in route else ["members"] if "<slug:name>" in route else []
        return reverse(f"people:{name}", args=[group.slug, *extra])

    return find


NAMES = [each.name for each in of_group]


@pytest.mark.parametrize("name", [name for name in NAMES if name not in POSTED])
def test_each_screen_opens_for_the_secretariat(client_of, dana, address, name):
    assert client_of(dana).get(address(name)).status_code == 200


@pytest.mark.parametrize("name", [name for name in NAMES if name != "subscribe"])  # which is for everybody
def test_no_screen_opens_for_the_secretariat_of_another_group(client_of, oumar, address, name):
    browser = client_of(oumar)
    assert {browser.get(address(name)).status_code, browser.post(address(name)).status_code} <= {404, 405}
    assert browser.post(address(name)).status_code == 404


@pytest.mark.parametrize("name", [name for name in NAMES if not name.endswith(("add", "import"))])
def test_nothing_of_one_group_shows_under_the_address_of_another(client_of, oumar, other_group, address, name):
    """The slug is one's own, the key somebody else's: not found. Lists show nothing of the other group."""
    browser = client_of(oumar)
    ask = browser.post if name in POSTED else browser.get
    answer = ask(address(name, other_group), follow=True)
    keyed = any(part.isdigit() for part in address(name).split("/"))
    assert answer.status_code == (404 if keyed else 200)
    assert [word for word in ("box@example.org", "Some academy", "Bela") if word in answer.content.decode()] == []


@pytest.mark.parametrize("who", ["bela", "chidi", "emil", "fatou"])
def test_members_and_officers_have_no_business_in_the_address_book(request, client_of, address, who):
    assert client_of(request.getfixturevalue(who)).get(address("contacts")).status_code == 404


def test_strangers_are_asked_to_sign_in(client, address):
    assert client.get(address("contacts")).url == f"/sign-in/?next={address('contacts')}"


def fill(group, count):
    """So many more rows in every list of the group."""
    kind = group.stakeholder_groups.get(order=3)
    for number in range(count):
        made = Organisation.objects.create(name=f"Organisation {number}")
        group.stakeholder_groups.create(name=f"Kind {number}", order=number)
        Seat.objects.create(group=group, stakeholder_group=kind, organisation=made, starts_on=date(2016, 5, 2))
        user = User.objects.create_user(f"u{number}@example.org")
        StaffRole.objects.create(group=group, user=user, starts_on=date(2016, 5, 2))
        Contact.objects.create(group=group, email=f"{number}@example.org", organisation=made, stakeholder_group=kind)


@pytest.mark.parametrize(("name", "queries"), list(LISTS.items()))
@pytest.mark.parametrize("rows", [1, 50])
def test_a_list_asks_as_many_queries_for_fifty_rows_as_for_one(
    client_of, dana, group, address, looked_at_clock, django_assert_num_queries, name, queries, rows
):
    fill(group, rows)
    browser = client_of(dana)
    with django_assert_num_queries(queries):
        browser.get(address(name))


def facts(group, **changes):
    """The form of the group's facts as its screen would send it."""
    names = [
        field.name for field in WorkingGroup._meta.fields if field.name not in ("id", "slug", "is_example", "version")
    ]
    values = {name: getattr(group, name) for name in names}
    return {name: "" if value is None else value for name, value in values.items()} | {"seen": group.version} | changes


def test_the_facts_are_saved_and_in_the_trail(client_of, dana, group):
    answer = client_of(dana).post(reverse("people:group_edit", args=["wgec"]), facts(group, city="Vienna"))
    group.refresh_from_db()
    assert (answer.status_code, group.city, Entry.objects.get().actor) == (302, "Vienna", dana.actor_key)


def test_a_stale_save_shows_mine_and_theirs_and_saves_on_the_second_try(client_of, dana, group):
    WorkingGroup.objects.update(city="Nairobi", version=2)
    browser, screen = client_of(dana), reverse("people:group_edit", args=["wgec"])
    answer = browser.post(screen, facts(group, city="Vienna"))
    assert answer.context["differences"] == [("City whose time it is", "Vienna", "Nairobi")]
    assert 'name="seen" value="2"' in answer.content.decode()
    browser.post(screen, facts(group, city="Vienna", seen=2))
    assert WorkingGroup.objects.get(slug="wgec").city == "Vienna"


def test_a_stale_save_names_organisations_and_kinds_in_words(client_of, dana, group, address):
    Contact.objects.filter(email="box@example.org").update(version=2, kind="list")
    sent = {"kind": "person", "email": "box@example.org", "organisation": "Other", "language": "en", "seen": 1}
    answer = client_of(dana).post(address("contact_edit"), sent)
    wanted = [("Kind", "Person", "Mailing list"), ("Organisation", "Other", "Some academy")]
    assert sorted(answer.context["differences"]) == wanted
    assert Organisation.objects.filter(name="Other").exists() is False


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"last_year": 2015}, "The last year comes before the first."),
        ({"name": ""}, "Fill in “Name”."),
        ({"time_zone": "Moon/Crater"}, "Select a valid choice."),
    ],
)
def test_a_mistake_is_told_and_nothing_typed_is_lost(client_of, dana, group, changes, words):
    sent = facts(group, composition="Typed with care") | changes
    page = client_of(dana).post(reverse("people:group_edit", args=["wgec"]), sent).content.decode()
    assert words in page
    assert "Typed with care" in page


def test_a_refusal_stands_above_the_form_with_everything_typed(client_of, dana, address):
    sent = {"kind": "chair", "name": "New Chair", "email": "x@example.org", "starts_on": "2017-01-01"}
    page = client_of(dana).post(address("office_add"), sent).content.decode()
    assert "Somebody else holds this office in that time" in page
    assert "New Chair" in page


ADDED = [
    ("stakeholder_group_add", {"name": "Youth", "order": 6}, StakeholderGroup, {"name": "Youth"}),
    ("colleague_add", {"name": "C", "email": "c@example.org"}, StaffRole, {"user__email": "c@example.org"}),
    ("office_add", {"name": "A", "email": "a@x.org", "kind": "assistant"}, Office, {"person__user__email": "a@x.org"}),
    ("contact_add", {"kind": "list", "email": "L@x.org", "language": "en"}, Contact, {"email": "l@x.org"}),
]


@pytest.mark.parametrize(("name", "sent", "model", "found"), ADDED, ids=[row[0] for row in ADDED])
def test_what_is_added_on_a_screen_is_there(client_of, dana, address, name, sent, model, found):
    answer = client_of(dana).post(address(name), sent | {"starts_on": "2016-11-25"})
    assert (answer.status_code, model.objects.filter(**found).count()) == (302, 1)


def test_a_seat_is_added_for_a_state(client_of, dana, group, address):
    kind = group.stakeholder_groups.get(is_states=True).pk
    client_of(dana).post(
        address("seat_add"), {"stakeholder_group": kind, "organisation": "Türkiye", "starts_on": "2016-05-02"}
    )
    assert Seat.objects.get(stakeholder_group=kind).organisation.state.iso3 == "TUR"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Name either an organisation or a person."),
        ({"organisation": "X", "ends_on": "2016-01-01"}, "The last day comes before the first."),
    ],
)
def test_a_seat_that_makes_no_sense_is_not_saved(client_of, dana, group, address, sent, words):
    kind = group.stakeholder_groups.first().pk
    page = client_of(dana).post(address("seat_add"), {"stakeholder_group": kind, "starts_on": "2016-05-02"} | sent)
    assert words in page.content.decode()
    assert Seat.objects.count() == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"bela@example.org", "box@example.org"}),
        ("?search=academy", {"box@example.org"}),
        ("?search=BELA", {"bela@example.org"}),
        ("?kind=mailbox", {"box@example.org"}),
        ("?kind=list", set()),
    ],
)
def test_the_address_book_is_filtered(client_of, dana, address, query, found):
    page = client_of(dana).get(address("contacts") + query).context["page"]
    assert {contact.email for contact in page} == found


def test_a_state_is_found_by_its_name_in_any_language(client_of, dana, group, address):
    client_of(dana).post(
        address("contact_add"), {"kind": "mailbox", "email": "m@x.org", "organisation": "Suisse", "language": "fr"}
    )
    page = client_of(dana).get(address("contacts"), {"search": "瑞士"}).context["page"]
    assert [contact.email for contact in page] == ["m@x.org"]


def test_removing_is_refused_with_the_reason_and_done_when_nothing_hangs_on_it(client_of, dana, bela, address):
    browser, contact = client_of(dana), Contact.objects.get(email=bela.email)
    page = browser.get(reverse("people:contact", args=["wgec", contact.pk])).content.decode()
    assert "This person holds a seat in the group: end it first." in page
    browser.post(reverse("people:contact_remove", args=["wgec", contact.pk]))
    browser.post(address("contact_remove"))
    assert [contact.email for contact in Contact.objects.all()] == [bela.email]


def test_an_account_is_opened_from_the_address_book(client_of, dana, group):
    contact = Contact.objects.create(group=group, email="new@example.org", name="New")
    client_of(dana).post(reverse("people:account_open", args=["wgec", contact.pk]))
    assert User.objects.get(email="new@example.org").person.name == "New"


def test_the_download_holds_what_the_filter_shows_and_is_in_the_trail(client_of, dana, address):
    answer = client_of(dana).post(address("contacts_export") + "?kind=mailbox")
    assert answer.content.decode().splitlines()[1:] == ["mailbox,,box@example.org,Some academy,,,en"]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="contacts-wgec.csv"'
    assert Entry.objects.get().action == "workinggroup.contacts_downloaded"


def upload(browser, screen, text):
    return browser.post(screen, {"file": SimpleUploadedFile("list.csv", text.encode())})


def test_a_file_is_looked_at_before_it_is_saved(client_of, dana, address):
    browser = client_of(dana)
    page = upload(browser, address("contacts_import"), "email,name\nx@example.org,X\nwrong,\n")
    assert (page.context["counts"]["new"], page.context["counts"]["error"]) == (1, 1)
    assert "Line 3:" in page.content.decode()
    assert Contact.objects.filter(email="x@example.org").exists() is False


def test_what_was_shown_is_saved_when_confirmed(client_of, dana, address):
    browser, screen = client_of(dana), address("contacts_import")
    shown = upload(browser, screen, "email,name\nx@example.org,X\n").context["preview"]
    answer = browser.post(screen, {"text": shown.text.replace("\n", "\r\n"), "mark": shown.mark()})
    assert (answer.url, Contact.objects.get(email="x@example.org").name) == (address("contacts"), "X")


def test_what_has_changed_since_it_was_shown_is_shown_again(client_of, dana, group, address):
    browser, screen = client_of(dana), address("contacts_import")
    shown = upload(browser, screen, "email,name\nx@example.org,X\n").context["preview"]
    Contact.objects.create(group=group, email="x@example.org", name="Already")
    page = browser.post(screen, {"text": shown.text, "mark": shown.mark()})
    assert (page.status_code, page.context["counts"]["changed"]) == (200, 1)
    assert Contact.objects.get(email="x@example.org").name == "Already"


@pytest.mark.parametrize("sent", [{}, {"text": ""}, {"text": "\0"}, {"file": SimpleUploadedFile("x.csv", b"\xff\xfe")}])
def test_a_file_that_cannot_be_read_is_told(client_of, dana, address, sent):
    page = client_of(dana).post(address("contacts_import"), sent)
    assert page.status_code == 200
    assert page.context["form"].errors


def test_audiences_never_merge_and_show_each_address(client_of, dana, group, address):
    browser = client_of(dana)
    browser.post(
        address("contact_add"),
        {"kind": "mailbox", "email": "che@x.org", "organisation": "Switzerland", "language": "fr"},
    )
    counts = {audience.value: count for audience, count in browser.get(address("audiences")).context["rows"]}
    assert counts == {"members": 1, "observers": 1, "unctad": 1, "all": 3}
    assert "bela@example.org" in browser.get(address("audience")).content.decode()


def test_an_address_that_is_not_written_to_is_marked(client_of, dana, bela, address):
    suppress(bela.email, reason="bounced")
    assert "not written to" in client_of(dana).get(address("audience")).content.decode()


def test_an_audience_that_does_not_exist_is_not_found(client_of, dana, address):
    assert client_of(dana).get(address("audiences") + "everybody/").status_code == 404
