"""A contribution as a whole: whose it is, where it stands, its number in the register."""

import uuid

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from documents.models.paper import groups_of_member, groups_prepared_by
from meetings.models import Call
from people.models import WorkingGroup


class SubmissionQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Published ones are public, shared ones the working group's; the rest, drafts excepted, the secretariat's."""
        own = WorkingGroup.objects.staffed_by(actor)
        inside = Q(call__group__in=groups_prepared_by(actor)) | Q(call__group__in=groups_of_member(actor))
        filed = ~Q(state=Submission.State.DRAFT)
        shared = Q(inside, state=Submission.State.SHARED)
        return self.filter(Q(state=Submission.State.PUBLISHED) | shared | Q(filed, call__group__in=own))

    def filed(self):
        """Everything that was ever sent in: it has a number in the register."""
        return self.exclude(register_number=None)

    def in_force(self):
        """Filed and standing: neither withdrawn nor a duplicate."""
        return self.filed().exclude(state__in=[Submission.State.WITHDRAWN, Submission.State.DUPLICATE])

    def published(self):
        return self.filter(state=Submission.State.PUBLISHED)

    def to_publish(self):
        """Checked by nobody yet; those that are for the record only never enter the queue (process, Moderation)."""
        return self.filter(state=Submission.State.SUBMITTED).exclude(current__publish="not")

    def naming(self, text):
        """Those whose contributor, organisation, address or register number matches what staff look for."""
        by_number = Q(register_number=int(text)) if text.isdecimal() and len(text) < 10 else Q()
        fields = ("name", "organisation", "email")
        found = [Q(**{f"current__{field}__icontains": text}) for field in fields]
        return self.filter(found[0] | found[1] | found[2] | by_number)

    def out(self):
        """What has come out: to the public, or to the Working Group only."""
        return self.filter(state__in=[Submission.State.PUBLISHED, Submission.State.SHARED])

    def with_what_a_list_shows(self):
        """Fetch in one go what every list and page names of a contribution."""
        return self.select_related("call__group", "current__stakeholder_group", "current__country")

    def counts(self):
        """{stakeholder group: how many}, in the group's order."""
        by = "current__stakeholder_group__name"
        counted = self.values(by).annotate(number=Count("pk")).order_by("current__stakeholder_group__order")
        return {row[by]: row["number"] for row in counted}

    def in_neutral_order(self):
        """By stakeholder group, then alphabetically by the collation of the display language (process, Moderation)."""
        return self.order_by("current__stakeholder_group__order", "current__sort_key", "register_number")


class Submission(models.Model):
    """One contributor's reply to one call. The state changes through submissions.actions, never by hand."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Not submitted")
        SUBMITTED = "submitted", _("Submitted")
        PUBLISHED = "published", _("Published")
        SHARED = "shared", _("Shared with the Working Group only")
        WITHHELD = "withheld", _("Withheld")
        RETURNED = "returned", _("Returned for clarification")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        DUPLICATE = "duplicate", _("Duplicate of another")

    MOVES = {
        State.DRAFT: {State.SUBMITTED},
        State.SUBMITTED: {State.PUBLISHED, State.SHARED, State.WITHHELD},
        State.SHARED: {State.WITHHELD},
        State.PUBLISHED: {State.WITHHELD},
        State.WITHHELD: {State.PUBLISHED, State.SHARED},
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="submissions")
    holder_key = models.CharField(max_length=64, unique=True)  # the secret the holder's browser keeps
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    register_number = models.PositiveIntegerField(null=True)
    current = models.ForeignKey(  # the version that is valid: the last one sent
        "Version", on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)  # or shared
    withheld_reason = models.TextField(_("reason for withholding"), blank=True)
    email_confirmed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "register_number"], name="one_register_number_per_call"),
            models.CheckConstraint(
                condition=Q(state="draft")
                | Q(register_number__isnull=False, submitted_at__isnull=False, current__isnull=False),
                name="filed_submission_is_in_the_register",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["published", "shared"]) | Q(published_at__isnull=False),
                name="published_submission_has_its_hour",
            ),
            models.CheckConstraint(
                condition=~Q(state="withheld") | ~Q(withheld_reason=""), name="withheld_submission_has_its_reason"
            ),
        ]

    def __str__(self):
        return f"No. {self.register_number}" if self.register_number else "draft"

    @property
    def group_id(self):
        """Whose staff may read the log lines about it."""
        return self.call.group_id

    @property
    def is_filed(self):
        return self.register_number is not None

    def is_held_by(self, actor):
        """Whether the actor is the holder whose browser keeps this contribution."""
        return getattr(actor, "key", None) == self.holder_key
