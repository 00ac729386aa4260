"""The first group and the first colleague of an empty portal."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from people.models import StaffRole, WorkingGroup

pytestmark = pytest.mark.django_db


def open_group(**options):
    call_command("open_group", slug="new", name="New Group", staff_email="first@example.org", **options)


def test_the_first_colleague_can_manage_the_first_group(client_of):
    open_group()
    colleague = StaffRole.objects.get(group__slug="new").user
    assert client_of(colleague).get(reverse("people:group_edit", args=["new"])).status_code == 200


def test_the_term_begins_this_year_unless_told_otherwise():
    open_group()
    assert WorkingGroup.objects.get().first_year == 2016


def test_a_group_to_rehearse_in_is_opened_beside_it(client_of):
    open_group(practice=True)
    practice = WorkingGroup.objects.get(slug="new-practice")
    assert (practice.name, practice.practice_of.slug) == ("Practice: New Group", "new")
    colleague = StaffRole.objects.get(group=practice).user
    assert client_of(colleague).get(reverse("people:group_edit", args=["new-practice"])).status_code == 200


def test_a_group_is_opened_once():
    open_group()
    with pytest.raises(CommandError, match="already"):
        open_group()


@pytest.mark.parametrize("wrong", [{"slug": "not a slug"}, {"staff_email": "nobody"}])
def test_a_wrong_option_opens_nothing(wrong):
    options = {"slug": "new", "name": "New", "staff_email": "first@example.org"} | wrong
    with pytest.raises(CommandError):
        call_command("open_group", **options)
    assert WorkingGroup.objects.count() == 0
