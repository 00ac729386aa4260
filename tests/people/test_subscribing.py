"""“Tell me when this group calls or publishes”: by a confirmed address, and left again by the link in each letter."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from audit.log import SYSTEM
from correspondence import stopping
from correspondence.kinds import EVERYTHING, Kind
from correspondence.models import Message
from people import actions, emails, privacy
from people.models import Subscription
from tests.leaks import rows_holding

pytestmark = pytest.mark.django_db
AMINA = "amina@example.org"


def ask(group, address="Amina@Example.org", language="fr"):
    page = reverse("people:subscribe", args=[group.slug])
    return Client().post(page, {"email": address, "language": language})


def confirm_page(group):
    ask(group)
    letter = Message.objects.get(to_address=AMINA)
    return letter, reverse("people:subscription", args=[letter.reader_key])


def subscribed(group, address=AMINA, language="fr"):
    emails.send_subscription_link(group, address, language)
    actions.subscribe(letter=Message.objects.get(to_address=address, group=group.pk))
    return Subscription.objects.get(group=group, email=address)


def news(group, number=1):
    for reader in emails.subscribers(group):
        context = {"subject": "News", "text": "News"}
        emails.tell(reader, key=f"test:{number}", template="people/emails/sign_in.txt", context=context)
    return Message.objects.filter(kind=Kind.NEWS, group=group.pk).order_by("pk")


def test_nothing_is_kept_until_the_address_is_confirmed(group):
    letter, page = confirm_page(group)
    assert (Subscription.objects.count(), letter.kind, letter.secret) == (0, Kind.CODE, True)
    assert f"http://localhost:8000{page}" in letter.body
    Client().get(page)
    assert Subscription.objects.count() == 0


def test_the_button_on_the_page_of_the_link_confirms(group):
    _letter, page = confirm_page(group)
    for _each in range(2):
        answer = Client(enforce_csrf_checks=False).post(page, follow=True)
    found = Subscription.objects.get()
    assert (found.email, found.language, found.group) == (AMINA, "fr", group)
    assert (answer.context["subscribed"], AMINA in answer.content.decode()) == (True, False)


def test_a_known_address_and_an_unknown_one_get_the_same_answer_and_letter(group):
    subscribed(group)
    Message.objects.all().delete()
    known, unknown = ask(group), ask(group, "nobody@example.org")
    texts = [answer.content.decode().split("<main")[1] for answer in (known, unknown)]
    assert (texts[0] == texts[1], known.status_code) == (True, 200)
    assert sorted(Message.objects.values_list("to_address", "subject")) == [
        (address, Message.objects.first().subject) for address in (AMINA, "nobody@example.org")
    ]


def test_asked_for_again_within_the_hour_no_second_letter_goes(group):
    ask(group)
    ask(group)
    assert Message.objects.count() == 1


def test_asking_for_letters_to_many_addresses_is_stopped(group, settings):
    settings.ACCOUNT_RATE_LIMITS = {"ask_letter": "2/h/ip"}
    cache.clear()
    statuses = [ask(group, f"{number}@example.org").status_code for number in range(3)]
    assert (statuses[:2], statuses[2] != 200, Message.objects.count()) == ([200, 200], True, 2)


@pytest.mark.parametrize("typed", [{"email": "no address"}, {"email": ""}, {"email": "a@b.org", "language": "xx"}])
def test_what_is_no_address_or_no_language_is_refused(group, typed):
    page = Client().post(reverse("people:subscribe", args=[group.slug]), {"language": "fr", **typed})
    assert (Message.objects.count(), bool(page.context["form"].errors)) == (0, True)


def test_the_link_of_another_letter_or_an_old_one_confirms_nothing(group, clock):
    _letter, page = confirm_page(group)
    clock("2016-11-28T12:00:01")
    assert Client().get(page).status_code == 404
    subscribed(group, "other@example.org")
    [of_news] = news(group)
    assert Client().get(reverse("people:subscription", args=[of_news.reader_key])).status_code == 404


def test_news_say_why_they_come_and_are_left_by_their_link(group, other_group):
    subscribed(group)
    subscribed(other_group)
    [letter] = news(group)
    assert "asked on the working group’s page" in letter.body or letter.language == "fr"
    page = reverse("people:letters", args=[letter.reader_key])
    Client().post(page, {"List-Unsubscribe": "One-Click"})
    letter.refresh_from_db()
    assert [each.group for each in Subscription.objects.all()] == [other_group]
    assert (letter.state, news(group, 2).count()) == ("withdrawn", 1)


def test_whoever_left_comes_back_by_the_same_page(group):
    subscribed(group)
    page = reverse("people:letters", args=[news(group)[0].reader_key])
    for typed, count in [({"stop": "news"}, 0), ({"allow": "news"}, 1)]:
        answer = Client().post(page, typed, follow=True)
        assert (Subscription.objects.count(), answer.context["subscribed"]) == (count, bool(count))


def test_stopping_everything_leaves_every_group_and_subscribing_again_lifts_only_that(group, other_group):
    subscribed(group)
    subscribed(other_group)
    actions.stop_letters(letter=news(group)[0], kind=EVERYTHING)
    assert Subscription.objects.count() == 0
    Message.objects.all().delete()
    subscribed(group)
    assert (stopping.is_kept_from(AMINA, Kind.NEWS), news(group).count()) == (False, 1)
    assert [kind for kind in Kind if stopping.is_kept_from(AMINA, kind)] == [
        Kind.INVITATION, Kind.CONTRIBUTION, Kind.SIGNATURE, Kind.REMINDER, Kind.ANNOUNCEMENT,
    ]  # fmt: skip


def test_an_address_that_bounced_gets_no_news(group):
    subscribed(group)
    stopping.stop(AMINA, EVERYTHING, "bounced")
    assert list(news(group)) == []


def test_subscriptions_are_told_and_erased_on_request(group, other_group):
    subscribed(group)
    assert [row["address"] for row in privacy.export(AMINA.upper())["subscriptions"]] == [AMINA]
    assert privacy.groups_of(AMINA) == {group.pk}
    assert privacy.erase(AMINA, SYSTEM, [other_group.pk])["subscriptions"] == 0
    assert privacy.erase(AMINA, SYSTEM)["subscriptions"] == 1
    assert "people_subscription" not in str(rows_holding(AMINA))


def test_subscriptions_go_with_the_contact_data_of_the_group(group):
    subscribed(group)
    assert privacy.forget_group(group)["subscriptions"] == 1
    assert Subscription.objects.count() == 0
