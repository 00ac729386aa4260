"""Letters as they wait, go or fail, addresses not to be written to, and the signs of life of the workers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.ledger import trace_of

from .kinds import EVERYTHING, Kind


class MessageQuerySet(models.QuerySet):
    def waiting(self):
        """Letters that may still go, or be taken back."""
        return self.filter(state=Message.State.WAITING, sent_at=None)

    def accepted(self):
        """Letters that a mail server has taken and that are not yet booked as sent."""
        return self.filter(state=Message.State.WAITING, sent_at__isnull=False)

    def gone(self):
        """Letters that a mail server has taken, booked as sent or not yet."""
        return self.filter(state=Message.State.SENT) | self.accepted()

    def to_send_again(self):
        """Letters that failed and still say something."""
        return self.filter(state=Message.State.FAILED).exclude(body="")

    def due(self, moment):
        """Waiting letters whose time has come and that nobody is sending just now."""
        return self.waiting().filter(
            models.Q(lease_until=None) | models.Q(lease_until__lt=moment), next_attempt_at__lte=moment
        )

    def in_groups(self, group_ids):
        return self.filter(group__in=group_ids)

    def with_key(self, prefix):
        return self.filter(key__startswith=prefix)


class Message(models.Model):
    """One letter to one person, rendered when it was posted. Its key names the event and makes it unique."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        BOUNCED = "bounced", _("Bounced")
        KEPT = "kept", _("Practice: not sent")

    MOVES = {
        State.WAITING: {State.SENT, State.FAILED, State.WITHDRAWN, State.KEPT},
        State.FAILED: {State.WAITING},
        State.SENT: {State.BOUNCED},
    }

    key = models.TextField()
    kind = models.CharField(max_length=16, choices=Kind, blank=True)  # empty: posted before there were kinds
    reader_key = models.CharField(max_length=22, null=True)  # noqa: DJ001 (it is unique)
    group = models.BigIntegerField(null=True)  # the working group whose staff may see the letter
    to_address = models.TextField()
    to_name = models.TextField(blank=True)
    subject = models.TextField()
    body = models.TextField()
    language = models.CharField(max_length=12)
    attachments = models.JSONField(default=list)  # [{"name", "path", "sha256", "content_type"}]
    secret = models.BooleanField(default=False)  # holds a code: blanked once sent, never shown to staff
    message_id = models.CharField(max_length=200)  # made once, the same at every attempt
    state = models.CharField(max_length=16, choices=State, default=State.WAITING)
    posted_at = models.DateTimeField()
    send_before = models.DateTimeField(null=True)
    next_attempt_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)  # when the mail server took it, be it booked as sent or not yet
    error = models.TextField(blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["next_attempt_at"], condition=models.Q(state="waiting"), name="letters_to_send"),
            models.Index(fields=["group", "-id"]),
        ]
        constraints = [
            # One index each, compared byte by byte, that also finds what begins so: many letters are posted sooner.
            models.UniqueConstraint(fields=["key"], opclasses=["text_pattern_ops"], name="one_letter_for_a_key"),
            models.UniqueConstraint(
                fields=["message_id"], opclasses=["varchar_pattern_ops"], name="one_letter_for_a_message_id"
            ),
            models.UniqueConstraint(
                fields=["reader_key"], opclasses=["varchar_pattern_ops"], name="one_letter_for_a_reader_key"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["sent", "bounced"]) | models.Q(sent_at__isnull=False),
                name="sent_letter_has_its_hour",
            ),
        ]

    def __str__(self):
        return self.key

    @property
    def group_id(self):
        """The number of the group, as the log asks for it."""
        return self.group


class SuppressionQuerySet(models.QuerySet):
    def of(self, address):
        """All of an address."""
        return self.filter(address__in=Suppression.forms_of(address))

    def of_everything(self, address):
        """The one that keeps all letters from an address, if there is one."""
        return self.of(address).filter(kind=EVERYTHING)


class Suppression(models.Model):
    """Letters that are kept from an address, and why: one kind, or all but those that go to every address."""

    address = models.TextField()  # in lower case; of one that was erased only its trace
    kind = models.CharField(max_length=16, choices=Kind, default=EVERYTHING, blank=True)
    reason = models.TextField()
    since = models.DateTimeField()

    objects = SuppressionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["address", "kind"], name="one_suppression_per_kind")]

    def __str__(self):
        return self.address

    @staticmethod
    def forms_of(address):
        """How an address may stand here."""
        return [address.lower(), trace_of(address)]


class Heartbeat(models.Model):
    """When a worker last showed that it lives."""

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.name} {self.at}"
