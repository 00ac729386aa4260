"""The kinds of letters, in one table: why each is sent, and whether whoever gets it can stop it."""

from typing import NamedTuple

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVERYTHING = ""  # in the place of a kind: whatever can be kept from an address


class Kind(models.TextChoices):
    """What a letter is; the label stands on the page on which letters are stopped."""

    RECEIPT = "receipt", _("Receipts of what was sent or withdrawn")
    CODE = "code", _("Codes and personal links that were asked for")
    ACCOUNT = "account", _("Letters about signing in")
    WORK = "work", _("Letters to those who work in the portal")
    DUTY = "duty", _("Reminders of duties in the secretariat")
    INVITATION = "invitation", _("Notifications of meetings, and their summaries")
    CONTRIBUTION = "contribution", _("What becomes of a contribution")
    SIGNATURE = "signature", _("Requests to confirm a name under a contribution")
    REMINDER = "reminder", _("Reminders of deadlines")
    ANNOUNCEMENT = "announcement", _("Calls for inputs, and their changes")
    NEWS = "news", _("News of a group, asked for on its page")


class Terms(NamedTuple):
    """`why`: the sentence in the letter. `can_be_stopped`: each letter has a link that stops this kind. `always`: it
    goes to every address, even to one that is not to be written to."""

    why: Promise
    can_be_stopped: bool
    always: bool


TERMS = {
    Kind.RECEIPT: Terms(
        _("You receive this letter because something was sent or withdrawn on the portal under this address."),
        can_be_stopped=False,
        always=True,
    ),
    Kind.CODE: Terms(
        _("You receive this letter because a code or a personal link was asked for with this address."),
        can_be_stopped=False,
        always=True,
    ),
    Kind.ACCOUNT: Terms(
        _("You receive this letter because this address has an account, or was entered to sign in."),
        can_be_stopped=False,
        always=True,
    ),
    Kind.WORK: Terms(
        _("You receive this letter because you asked for it while working in the portal."),
        can_be_stopped=False,
        always=True,
    ),
    Kind.DUTY: Terms(
        _("You receive this letter because you work for the working group. It stops when what it reminds of is done."),
        can_be_stopped=False,
        always=True,
    ),
    Kind.INVITATION: Terms(
        _("You receive this letter because this address is among those to which the working group announces its "
          "meetings. To have it removed, write to the secretariat."),
        can_be_stopped=False,
        always=False,
    ),
    Kind.CONTRIBUTION: Terms(
        _("You receive this letter because this address was given with a contribution."),
        can_be_stopped=True,
        always=False,
    ),
    Kind.SIGNATURE: Terms(
        _("You receive this letter because the author of a contribution gave this address for a co-signatory."),
        can_be_stopped=True,
        always=False,
    ),
    Kind.REMINDER: Terms(
        _("You receive this letter because this address is in the working group’s address book, or was given in a "
          "draft that has not been submitted. After the deadline no reminder is sent."),
        can_be_stopped=True,
        always=False,
    ),
    Kind.ANNOUNCEMENT: Terms(
        _("You receive this letter because this address is in the working group’s address book, or was given with a "
          "draft or a contribution."),
        can_be_stopped=True,
        always=False,
    ),
    Kind.NEWS: Terms(
        _("You receive this letter because you asked on the working group’s page to be told of its calls and papers."),
        can_be_stopped=True,
        always=False,
    ),
}  # fmt: skip

STOPPABLE = [kind for kind, terms in TERMS.items() if terms.can_be_stopped]
