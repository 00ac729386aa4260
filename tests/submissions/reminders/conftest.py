"""The address book that reminders of these tests go to."""

import pytest

from people.models import Contact, Organisation


@pytest.fixture
def book(group):
    """Three contacts: a company, an NGO, a person."""
    society = group.stakeholder_groups.get(name="Civil society")
    acme, watch = Organisation.objects.create(name="Acme Ltd."), Organisation.objects.create(name="Net Watch")
    rows = [("acme@example.org", acme), ("watch@example.org", watch), ("Solo@example.org", None)]
    return [
        Contact.objects.create(group=group, email=email, organisation=organisation, stakeholder_group=society)
        for email, organisation in rows
    ]
