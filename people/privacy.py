"""What the address books and accounts hold of a person: told on request, erased on request or when its time is over.

Who sat in a group and who held its offices is part of its public record and stays, as do issued papers with their
signatories (process, Privacy).
"""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from audit import privacy as values
from audit.ledger import trace_of
from audit.log import SYSTEM, record

from . import sessions
from .models import Contact, Office, Person, Seat, StaffRole, Subscription, User
from .rules import is_used

NOWHERE = "@erased.invalid"  # a domain that nobody can have (RFC 2606)


def contacts_of(address, groups=None):
    """The lines of address books with this address."""
    found = Contact.objects.filter(email__iexact=address).select_related("group", "organisation", "person")
    return found if groups is None else found.filter(group__in=groups)


def subscriptions_of(address, groups=None):
    """What news the address asked for."""
    found = Subscription.objects.filter(email=address.lower()).select_related("group")
    return found if groups is None else found.filter(group__in=groups)


def account_of(address):
    """The account of the address, or None."""
    return User.objects.filter(email__iexact=address).select_related("person").first()


def groups_of(address) -> set:
    """The keys of the groups in whose address books, seats, offices or secretariats the address is known."""
    found = set(contacts_of(address).values_list("group", flat=True))
    found |= set(subscriptions_of(address).values_list("group", flat=True))
    user = account_of(address)
    if user:
        found |= set(StaffRole.objects.filter(user=user).values_list("group", flat=True))
        for model in (Seat, Office):
            found |= set(model.objects.filter(person=user.person_id or 0).values_list("group", flat=True))
    return found


def known_by(traces) -> dict:
    """{trace: address} of those among the traces whose address stands here."""
    typed = {
        address for model in (Contact, User, Subscription) for address in model.objects.values_list("email", flat=True)
    }
    return {trace: address for address in typed if (trace := trace_of(address)) in traces}


def export(address, groups=None) -> dict:
    """The lines of address books; the account, with what its owner is or was."""
    lines = [
        {
            "working group": str(contact.group),
            "name": contact.name,
            "address": contact.email,
            "organisation": str(contact.organisation or ""),
            "kind": contact.get_kind_display(),
            "language": contact.language,
        }
        for contact in contacts_of(address, groups)
    ]
    user = account_of(address)
    told = user and (groups is None or groups_of(address) <= set(groups))
    news = [
        {"working group": str(each.group), "address": each.email, "language": each.language, "since": each.since}
        for each in subscriptions_of(address, groups)
    ]
    return {"address book": lines, "subscriptions": news, "account": [_account(user)] if told else []}


def _account(user):
    person = user.person
    roles = {
        "seats": Seat.objects.filter(person=person) if person else [],
        "offices": Office.objects.filter(person=person) if person else [],
        "secretariats": StaffRole.objects.filter(user=user),
    }
    facts = {"address": user.email, "language": user.language, "name": person.name if person else ""}
    facts |= {"title": person.title if person else "", "last sign-in": user.last_login, "open": user.is_active}
    return facts | {what: [_term(each) for each in found] for what, found in roles.items()}


def _term(role):
    return {"working group": str(role.group), "from": role.starts_on, "until": role.ends_on}


def why_account_stays(address) -> str:
    """Why an account is not erased: somebody works with it today."""
    user = account_of(address)
    if user is None:
        return ""
    person = user.person_id or 0
    in_office = Office.objects.current().filter(person=person).exists()
    if in_office or StaffRole.objects.current().filter(user=user).exists():
        return _("Its owner works for a group today: end that term first.")
    return (
        _("Its owner has a seat today: end it first.") if Seat.objects.current().filter(person=person).exists() else ""
    )


@transaction.atomic
def erase(address, by, groups=None) -> dict:
    """Erase the lines of address books, and the account unless its owner has a role. Returns {what: how many}."""
    contacts = list(contacts_of(address, groups).select_for_update(of=("self",)))
    for contact in contacts:
        forget_contact(contact, by)
    news = subscriptions_of(address, groups).delete()[0]
    user = account_of(address) if groups is None and not why_account_stays(address) else None
    if user:
        _close(user, by)
    return {"address book": len(contacts), "subscriptions": news, "account": int(user is not None)}


def forget_contact(contact, by):
    """Remove a line of an address book; one that another record refers to stays without name and address."""
    person = contact.person
    values.forget_values([contact])
    record("contact.erased", contact, by=by)
    if is_used(contact):
        Contact.objects.filter(pk=contact.pk).update(name="", email=_nowhere(contact), person=None)
    else:
        contact.delete()
    if person:
        _forget_person(person, by)


def _close(user, by):
    """Nobody signs in by it any more, and nothing of its owner stands in it; what it did keeps its key."""
    person = user.person
    values.forget_values([user])
    Authenticator.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()
    sessions.end_all(user)
    kept = {"email": _nowhere(user), "is_active": False, "is_staff": False, "is_superuser": False}
    User.objects.filter(pk=user.pk).update(**kept, language="en")
    record("user.erased", user, by=by)
    if person:
        _forget_person(person, by)


def _forget_person(person, by):
    """The name of somebody who never sat in a group nor held an office, once no address leads to them."""
    on_record = Seat.objects.filter(person=person).exists() or Office.objects.filter(person=person).exists()
    reached = Contact.objects.filter(person=person).exists() or User.objects.filter(person=person, is_active=True)
    if on_record or reached:
        return
    values.forget_values([person])
    Person.objects.filter(pk=person.pk).update(name=_("name erased"), title="")
    record("person.erased", person, by=by)


def _nowhere(row):
    """An address that leads nowhere and is of nobody else."""
    return f"erased-{row._meta.model_name}-{row.pk}{NOWHERE}"


# Erased when its time is over

CHUNK = 200  # rows in one transaction


def forget_group(group) -> dict:
    """The address book of a group, and the accounts of those whom no other group knows. Returns {what: how many}."""
    lines = accounts = 0
    news = Subscription.objects.filter(group=group).delete()[0]
    while chunk := list(Contact.objects.filter(group=group).exclude(email__endswith=NOWHERE).order_by("pk")[:CHUNK]):
        with transaction.atomic():
            for contact in chunk:
                forget_contact(contact, SYSTEM)
        lines += len(chunk)
    for user in _only_of(group):
        _close_at_once(user)
        accounts += 1
    return {"address_book": lines, "subscriptions": news, "accounts": accounts}


def _only_of(group):
    """Accounts of those who sat in the group or held its offices and are in no other, nor work for a secretariat."""
    here = Q(person__seats__group=group) | Q(person__offices__group=group)
    known = User.objects.filter(here, is_active=True, is_staff=False, staff_roles=None).distinct()
    return [user for user in known if groups_of(user.email) <= {group.pk}]


@transaction.atomic
def _close_at_once(user):
    _close(user, SYSTEM)
