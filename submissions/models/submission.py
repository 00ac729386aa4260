"""A contribution as a whole: whose it is, where it stands, its number in the register."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from documents.models.paper import groups_of_member, groups_prepared_by
from meetings.models import Call
from people.models import WorkingGroup

from .late_link import LateLink
from .period import Period, within

CONSENT = ("name", "organisation")  # the choices by which a text may come before the public


class SubmissionQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Published ones are public, shared ones the working group's; the rest, drafts excepted, the secretariat's.

        The choice of the version in force is the consent: whatever the state says, none is shown beyond it.
        """
        own = WorkingGroup.objects.staffed_by(actor)
        inside = Q(call__group__in=groups_prepared_by(actor)) | Q(call__group__in=groups_of_member(actor))
        filed = ~Q(state=Submission.State.DRAFT)
        shared = Q(inside, state=Submission.State.SHARED) & ~Q(current__publish="not")
        return self.filter(Submission.PUBLIC | shared | Q(filed, call__group__in=own))

    def filed(self):
        """Everything that was ever sent in: it has a number in the register."""
        return self.exclude(register_number=None)

    def in_force(self):
        """Filed and standing: neither withdrawn nor taken down nor a duplicate."""
        return self.filed().exclude(state__in=Submission.FALLEN)

    def in_period(self, call, period):
        """Those of a call that came by its original deadline, in the extended period, or late."""
        return self.filter(within(call, period), call=call)

    def in_selection(self, run):
        """Those of its call that a compilation is about: perhaps of one stakeholder group, in time, in one language."""
        found = self.in_period(run.call, Period.ORIGINAL) if run.in_time_only else self.filter(call=run.call_id)
        if run.stakeholder_group_id:
            found = found.filter(current__stakeholder_group=run.stakeholder_group_id)
        return found.filter(current__language=run.language) if run.language else found

    def published(self):
        return self.filter(Submission.PUBLIC)

    def remembered(self):
        """Withdrawn or taken down after they were before the public: number and day go on being shown, nothing else."""
        return self.filter(state__in=Submission.GONE, public_at__isnull=False, current__publish__in=CONSENT)

    def to_publish(self):
        """Checked by nobody yet; those that are for the record only never enter the queue (process, Moderation)."""
        return self.filter(state=Submission.State.SUBMITTED).exclude(current__publish="not")

    def answered(self):
        """Returned for clarification, and sent again since: the answer waits to be read."""
        return self.filter(state=Submission.State.SUBMITTED).exclude(returned_question="")

    def out(self):
        """What has come out: to the public, or to the Working Group only."""
        shared = Q(state=Submission.State.SHARED) & ~Q(current__publish="not")
        return self.filter(Submission.PUBLIC | shared)

    def with_what_a_list_shows(self):
        """Fetch in one go what every list and page names of a contribution."""
        return self.select_related("call__group", "current__stakeholder_group", "current__country")

    def counts(self):
        """{stakeholder group: how many}, in the group's order."""
        by = "current__stakeholder_group__name"
        counted = self.values(by).annotate(number=Count("pk")).order_by("current__stakeholder_group__order")
        return {row[by]: row["number"] for row in counted}

    def in_neutral_order(self):
        """By stakeholder group, then alphabetically by the collation of the display language (process, Moderation).

        Those withdrawn or taken down stand at the end, by their day, and those whose name is kept back at the end of
        their stakeholder group: there no alphabet tells whose they are.
        """
        last = Coalesce("taken_down_at", "withdrawn_at").asc(nulls_first=True)
        alphabet = ("current__stakeholder_group__order", "name_omitted", "current__sort_key", "register_number")
        return self.order_by(last, *alphabet)


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
        TAKEN_DOWN = "taken_down", _("Taken down")

    MOVES = {
        State.DRAFT: {State.SUBMITTED},
        State.SUBMITTED: {
            State.PUBLISHED,
            State.SHARED,
            State.WITHHELD,
            State.RETURNED,
            State.WITHDRAWN,
            State.DUPLICATE,
            State.TAKEN_DOWN,
        },
        State.SHARED: {State.SUBMITTED, State.PUBLISHED, State.WITHHELD, State.WITHDRAWN, State.TAKEN_DOWN},
        State.PUBLISHED: {State.SUBMITTED, State.SHARED, State.WITHHELD, State.WITHDRAWN, State.TAKEN_DOWN},
        State.WITHHELD: {State.SUBMITTED, State.PUBLISHED, State.SHARED, State.WITHDRAWN, State.TAKEN_DOWN},
        State.RETURNED: {State.SUBMITTED, State.WITHHELD, State.WITHDRAWN, State.TAKEN_DOWN},
        State.DUPLICATE: {State.SUBMITTED, State.WITHDRAWN, State.TAKEN_DOWN},
        State.WITHDRAWN: {State.TAKEN_DOWN},  # issued papers may hold it still
    }
    GONE = (State.WITHDRAWN, State.TAKEN_DOWN)
    FALLEN = (*GONE, State.DUPLICATE)  # in the register, and in force no more
    PUBLIC = Q(state="published", current__publish__in=CONSENT)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="submissions")
    holder_key = models.CharField(max_length=64, unique=True)  # the secret the holder's browser keeps
    reading_key = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - partners’ link to a draft
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    register_number = models.PositiveIntegerField(null=True)
    current = models.ForeignKey(  # the version that is valid: the last one sent
        "Version", on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)  # its first version
    published_at = models.DateTimeField(null=True)  # or shared
    public_at = models.DateTimeField(null=True)  # first before the public, whatever became of it since
    withheld_reason = models.TextField(_("reason for withholding"), blank=True)

    # Address confirmed, and speaks for the organisation: two facts (process, Words). Each holds for what it names.
    confirmed_email = models.TextField(blank=True)
    email_confirmed_at = models.DateTimeField(null=True)
    authority_for = models.TextField(blank=True)  # in whose name the version then in force spoke
    authority_how = models.TextField(_("how it was confirmed"), blank=True)
    authority_confirmed_at = models.DateTimeField(null=True)
    authority_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    late_link = models.OneToOneField(LateLink, on_delete=models.PROTECT, null=True, related_name="submission")
    returned_question = models.TextField(_("what has to be clarified"), blank=True)
    returned_until_at = models.DateTimeField(null=True)
    duplicate_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="duplicates")
    stands_beside = models.BooleanField(default=False)  # staff: it stands beside another of the same organisation
    withdrawn_at = models.DateTimeField(null=True)
    taken_down_at = models.DateTimeField(null=True)
    takedown_reason = models.TextField(_("reason for the takedown"), blank=True)
    name_omitted = models.BooleanField(_("leave its name out of the register"), default=False)
    erased_at = models.DateTimeField(null=True)  # the text with it; the register's chain holds
    personal_data_erased_at = models.DateTimeField(null=True)  # on request: the text stays
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
                condition=~Q(state="published") | Q(public_at__isnull=False), name="public_since_an_hour"
            ),
            models.CheckConstraint(
                condition=~Q(state="withheld") | ~Q(withheld_reason=""), name="withheld_submission_has_its_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(returned_question=""), name="returned_submission_has_its_question"
            ),
            models.CheckConstraint(
                condition=Q(state="duplicate", duplicate_of__isnull=False)
                | (~Q(state="duplicate") & Q(duplicate_of__isnull=True)),
                name="duplicate_names_the_other",
            ),
            models.CheckConstraint(
                condition=Q(duplicate_of=None) | ~Q(duplicate_of=F("pk")), name="duplicate_is_not_of_itself"
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(withdrawn_at__isnull=False),
                name="withdrawn_submission_has_its_hour",
            ),
            models.CheckConstraint(
                condition=~Q(state="taken_down") | (Q(taken_down_at__isnull=False) & ~Q(takedown_reason="")),
                name="takedown_has_its_hour_and_reason",
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

    @property
    def draft(self):
        """The version being written and not sent, if there is one; what was sent before it stays valid."""
        return self.versions.filter(number=None).first()

    @property
    def is_gone(self):
        """Withdrawn or taken down: its text is not to be read any more."""
        return self.state in self.GONE

    @property
    def public_name(self):
        """Under what name its readers see it: as its author chose, unless the secretariat had to keep the name back."""
        return _("Name kept back by the secretariat") if self.name_omitted else self.current.public_name

    @property
    def email_is_confirmed(self):
        """Whether the address of the version in force was proved by a code."""
        return bool(self.confirmed_email and self.current) and self.confirmed_email == self.current.email.lower()

    @property
    def authority_is_confirmed(self):
        """Whether staff know that it speaks for those whom the version in force names."""
        return bool(self.authority_confirmed_at and self.current) and self.authority_for == self.current.spoken_for

    def is_held_by(self, actor):
        """Whether the actor is the holder whose browser keeps this contribution."""
        return getattr(actor, "key", None) == self.holder_key
