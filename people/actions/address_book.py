"""The address book: persons, mission mailboxes and list addresses; and the accounts of those who sign in."""

from django.db import transaction

from audit.log import change, record

from .. import rules
from ..models import Contact, Organisation, Person, State, User, plain
from ..refusals import refuse_if


class Organisations:
    """Finds organisations by name, for whoever has many names to look up: the tables are read once."""

    def __init__(self):
        self.known = Organisation.objects.by_plain_name()
        self.states = None

    def called(self, name, country=None):
        """The organisation of that name in any of its languages; made when there is none. None for an empty name."""
        key = plain(name)
        if key and key not in self.known:
            self.known[key] = self._made(name, key, country)
        return self.known.get(key)

    def _made(self, name, key, country):
        if self.states is None:
            self.states = State.objects.by_plain_name()
        if key in self.states:
            return _delegation(self.states[key])
        return Organisation.objects.create(name=" ".join(name.split()), country=country)


def organisation_called(name):
    """One organisation by its name, made when there is none; None for an empty name."""
    return Organisations().called(name) if name.strip() else None


def _delegation(state):
    """The organisation that is a State. All Member States belong to UNCTAD (resolution 1995 (XIX), para. 1)."""
    fields = {"name": state.name_en, "country": state, "is_unctad_member": state.status == State.Status.MEMBER}
    return Organisation.objects.get_or_create(state=state, defaults=fields)[0]


@transaction.atomic
def add_contact(*, group, email, by, organisation="", **fields):
    """A new line in the address book; `organisation` is a name."""
    refuse_if(rules.why_not_manage(by, group))
    contact = Contact.objects.create(
        group=group, email=email.lower(), organisation=organisation_called(organisation), **fields
    )
    record("contact.added", contact, by=by)
    return contact


@transaction.atomic
def change_contact(*, contact, seen, by, organisation="", **fields):
    """Save an edit of a line made on version `seen`; `organisation` is a name."""
    refuse_if(rules.why_not_manage(by, contact.group))
    change(contact, seen=seen, by=by, organisation=organisation_called(organisation), **fields)


@transaction.atomic
def remove_contact(*, contact, by):
    refuse_if(rules.why_not_remove_contact(by, contact))
    record("contact.removed", contact, by=by)
    contact.delete()


@transaction.atomic
def import_contacts(*, group, preview, by):
    """Apply the new and changed lines of an importing.Preview; lines with errors and duplicates are left out."""
    refuse_if(rules.why_not_manage(by, group))
    organisations, new = Organisations(), []
    for line in preview.to_apply():
        values = _with_organisation(line.values, organisations, by)
        if line.contact:
            change(line.contact, seen=line.contact.version, by=by, **values)
        else:
            new.append(Contact(group=group, **values))
    for contact in Contact.objects.bulk_create(new):
        record("contact.added", contact, by=by)
    record("workinggroup.contacts_imported", group, by=by, **preview.counts())


def _with_organisation(values, organisations, by):
    """The values of a line with the organisation itself; its country is noted where none was, never overwritten."""
    country = values.get("country")
    values = {name: value for name, value in values.items() if name != "country"}
    if "organisation" not in values:
        return values
    organisation = organisations.called(values["organisation"], country)
    if country and not organisation.country_id:
        change(organisation, seen=organisation.version, by=by, country=country)
    return values | {"organisation": organisation}


def note_download(*, group, contacts, by):
    """Write in the trail that a list of addresses left the portal (process: downloads of personal lists are logged)."""
    refuse_if(rules.why_not_manage(by, group))
    record("workinggroup.contacts_downloaded", group, by=by, count=len(contacts))


@transaction.atomic
def change_organisation(*, organisation, group, seen, by, **fields):
    """Save an edit of an organisation that has a seat or an address in the group."""
    refuse_if(rules.why_not_manage(by, group))
    change(organisation, seen=seen, by=by, **fields)


@transaction.atomic
def change_person(*, person, group, seen, by, **fields):
    """Save an edit of a person who has a seat, an office or an address in the group."""
    refuse_if(rules.why_not_manage(by, group))
    change(person, seen=seen, by=by, **fields)


@transaction.atomic
def open_account(*, contact, by):
    """Let the person behind the address sign in by code."""
    refuse_if(rules.why_not_open_account(by, contact))
    user = account_of(contact.email, name=contact.name, language=contact.language, person=contact.person, by=by)
    change(contact, seen=contact.version, by=by, person=user.person)
    return user


def account_of(email, *, name, by, title="", language="en", person=None):
    """The account of an address, made with its person when there is none. A known person keeps name and title."""
    user = User.objects.filter(email=email.lower()).select_related("person").first()
    if user and user.person:
        return user
    person = person or Person.objects.create(name=name or email, title=title)
    if user is None:
        user = User.objects.create_user(email, person=person, language=language)
    else:
        User.objects.filter(pk=user.pk, person=None).update(person=person)
        user.refresh_from_db()
    record("user.opened", user, by=by)
    return user
