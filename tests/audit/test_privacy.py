"""The values of edits are told and erased; the lines of the log stay as they are."""

import pytest

from audit import privacy
from audit.log import SYSTEM, change
from audit.models import Entry, Values
from people.models import Contact

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def edited(group, email, name="New name"):
    contact = Contact.objects.create(group=group, name="Old name", email=email)
    change(contact, seen=1, by=SYSTEM, name=name, email=f"new-{email}")
    return contact


def test_what_names_the_address_is_exported_with_its_values(group):
    edited(group, "amina@example.org")
    edits = privacy.export("AMINA@example.org")["edits that name the address"]
    assert [(edit["what"], edit["fields"]["name"]) for edit in edits] == [("contact.changed", ["Old name", "New name"])]


@pytest.mark.parametrize("other", ["mina@example.org", "amina@example.or", "%@example.org", "amina_example.org"])
def test_a_part_of_an_address_is_another_address(group, other):
    edited(group, "amina@example.org")
    assert privacy.export(other) == {"edits that name the address": []}


def test_erasing_leaves_the_line_without_its_values(group):
    contact = edited(group, "amina@example.org")
    assert privacy.erase("amina@example.org", SYSTEM) == {"edits that named the address": 1}
    entry = Entry.objects.about(contact).get()
    assert (entry.details, Values.objects.count()) == ({"fields": ["email", "name"]}, 0)


def test_another_group_keeps_its_own(group, other_group):
    edited(group, "amina@example.org")
    edited(other_group, "amina@example.org")
    privacy.erase("amina@example.org", SYSTEM, groups=[group.pk])
    assert [values.entry.group for values in Values.objects.all()] == [other_group.pk]


def test_values_about_a_thing_are_forgotten_whatever_they_hold(group):
    contacts = [edited(group, "amina@example.org"), edited(group, "bela@example.org")]
    assert (privacy.forget_values(contacts[:1]), privacy.forget_values([])) == (1, 0)
    assert Values.objects.count() == 1
