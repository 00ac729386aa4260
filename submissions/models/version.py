"""The versions of a contribution: what was said, by whom, and what may be done with it."""

import hashlib
import json
import uuid
from operator import itemgetter

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from meetings.models import Question
from people.models import StakeholderGroup, State

from .. import signatories
from .submission import Submission


class Version(models.Model):
    """Answers, files and choices as they were sent; an unsent version is the draft. Frozen when sent."""

    class Publish(models.TextChoices):
        NAME = "name", _("Publish it with my name and my organisation’s name")
        ORGANISATION = "organisation", _("Publish it with my organisation’s name only")
        GROUP = "group", _("Do not publish it: for the Working Group only (its members include Governments)")
        NOT = "not", _("Do not publish it at all: for the secretariat’s record only")

    class Translation(models.TextChoices):
        ORIGINAL = "original", _("Keep it in its original language only")
        UNOFFICIAL = "unofficial", _("An unofficial translation may be made")

    class Behalf(models.TextChoices):
        SELF = "self", _("Myself")
        ORGANISATION = "organisation", _("My organisation")
        STATES = "states", _("A group of States")
        COALITION = "coalition", _("A coalition, with co-signatories")

    class Channel(models.TextChoices):
        FORM = "form", _("by the form")
        EMAIL = "email", _("by e-mail")
        LETTER = "letter", _("by letter")
        IMPORT = "import", _("from another system")

    FILED_AS_TYPED = (
        "name",
        "title",
        "organisation",
        "behalf",
        "behalf_name",
        "affiliations",
        "language",
        "publish",
        "translation",
        "other",
    )

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(null=True)  # given when sent
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True)  # travels in the form: sent twice, filed once
    sent_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)  # the hour that counts; staff say it of what came on paper
    channel = models.CharField(_("how it came"), max_length=6, choices=Channel, default=Channel.FORM)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    choices_only = models.BooleanField(default=False)  # the text of the version before, with other choices
    salt = models.CharField(max_length=64, blank=True)  # of the commitment in the register; erasing drops it
    sha256 = models.CharField(max_length=64, blank=True)  # of the salt and the text, when sent: the commitment

    name = models.TextField(_("your name"), blank=True)
    title = models.TextField(_("title or function"), blank=True)
    email = models.TextField(_("e-mail address"), blank=True)  # in a draft as typed, right or wrong
    organisation = models.TextField(_("organisation"), blank=True)
    stakeholder_group = models.ForeignKey(
        StakeholderGroup, on_delete=models.PROTECT, null=True, verbose_name=_("stakeholder group"), related_name="+"
    )
    country = models.ForeignKey(
        State, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("country"), related_name="+"
    )
    behalf = models.CharField(_("on behalf of"), max_length=12, choices=Behalf, blank=True)
    behalf_name = models.TextField(_("name of the group of States or coalition"), blank=True)
    affiliations = models.TextField(_("other affiliations"), blank=True)  # for the secretariat only
    signatories = models.TextField(_("co-signatories"), blank=True)  # as pasted, one a line; sending makes rows of it
    body_key = models.CharField(max_length=64, blank=True)  # hash of whom it speaks for: two of one in a call are held
    sort_key = models.BinaryField(default=b"")  # collation of organisation or name, in the group's language
    language = models.CharField(_("language of your answers"), max_length=12, blank=True)
    other = models.TextField(_("any other relevant issue"), blank=True)
    publish = models.CharField(_("publication"), max_length=12, choices=Publish, blank=True)
    translation = models.CharField(_("language of publication"), max_length=12, choices=Translation, blank=True)
    saved_at = models.DateTimeField()
    saved_from = models.CharField(max_length=32, blank=True)  # the open page that saved last
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "number"], name="one_version_per_number"),
            models.UniqueConstraint(
                fields=["submission"], condition=Q(number__isnull=True), name="one_draft_per_submission"
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True, sent_at__isnull=True)
                | (
                    Q(number__isnull=False, sent_at__isnull=False, stakeholder_group__isnull=False)
                    & Q(received_at__isnull=False)
                    & ~Q(publish="")
                    & ~Q(sha256="")
                ),
                name="sent_version_is_complete",
            ),
        ]
        indexes = [models.Index(fields=["body_key"], condition=~Q(body_key=""), name="versions_of_one_body")]

    def __str__(self):
        return f"{self.submission}, version {self.number or 'unsent'}"

    @property
    def group_id(self):
        return self.submission.group_id

    @property
    def is_draft(self):
        return self.sent_at is None

    @cached_property
    def line(self):
        """The line of the register by which it was filed; None while it is a draft."""
        return self.submission.register_entries.filter(kind="filed", version_number=self.number).first()

    @property
    def body(self):
        """The organisation it speaks for; a State by its name when none of its offices was named."""
        is_state = self.stakeholder_group and self.stakeholder_group.is_states
        return self.organisation or (str(self.country) if is_state and self.country else "")

    @property
    def is_joint(self):
        """Whether it speaks for several under a name of their own: a group of States, or a coalition."""
        return self.behalf in (self.Behalf.STATES, self.Behalf.COALITION)

    @property
    def joint_name(self):
        """The name of the group of States or coalition; what was typed before another choice was made is not said."""
        return self.behalf_name if self.is_joint else ""

    @property
    def spoken_for(self):
        """All in whose name it speaks, as staff confirm it: the same words on a screen of any language."""
        with translation.override(self.submission.call.group.working_language):
            return " · ".join(name for name in (self.body, self.joint_name) if name)

    @property
    def signatory_names(self):
        """The co-signatories of a coalition: as pasted into the draft, or as sent."""
        if self.behalf != self.Behalf.COALITION:
            return []
        typed = signatories.read(self.signatories)
        return [each.name for each in (typed if self.is_draft else self.co_signatories.all())]

    @property
    def public_name(self):
        """Under what name it may stand before the public: the contributor's choice."""
        if self.publish == self.Publish.NAME and self.name and self.body:
            return f"{self.body} ({self.name})"
        if self.publish == self.Publish.ORGANISATION:
            return self.body
        return self.body or self.name

    @property
    def choice(self):
        """The contributor's choice of publication in a few words, for lists."""
        return {
            self.Publish.NAME: _("name and organisation"),
            self.Publish.ORGANISATION: _("organisation only"),
            self.Publish.GROUP: _("Working Group only"),
            self.Publish.NOT: _("not at all"),
        }.get(self.publish, "")

    @property
    def promise(self):
        """What will be published, in words: the contributor's choice said back."""
        both = _("Your text will be published with your name and your organisation’s name.")
        return {
            self.Publish.NAME: both if self.body else _("Your text will be published with your name."),
            self.Publish.ORGANISATION: _("Your text will be published with your organisation’s name, without yours."),
            self.Publish.GROUP: _(
                "Your text will not be published. The Working Group can read it; its members include Governments."
            ),
            self.Publish.NOT: _("Your text will not be published. The secretariat keeps it for the record."),
        }.get(self.publish, "")

    @property
    def translation_promise(self):
        """Whether a translation may be made, in words."""
        return {
            self.Translation.ORIGINAL: _("It stays in its original language only."),
            self.Translation.UNOFFICIAL: _("An unofficial translation may be made; the original stays beside it."),
        }.get(self.translation, "")

    @property
    def content(self):
        """All that is filed, as JSON can hold it; the e-mail address is left out, so that it can be erased alone.

        The stakeholder group stands by its key: staff may correct its name, and what was filed stays what it was.
        """
        return {
            "call": str(self.submission.call.uid),
            **{name: getattr(self, name) for name in self.FILED_AS_TYPED},
            "behalf_name": self.joint_name,
            "stakeholder_group": str(self.stakeholder_group_id or ""),
            "country": self.country.iso3 if self.country else "",
            "answers": sorted((answer.content for answer in self.answers.all()), key=itemgetter("question")),
            "files": [file.content for file in self.files.all()],
            "co_signatories": self.signatory_names,
        }

    @property
    def canonical(self):
        """The content as one text that is the same for the same content."""
        return json.dumps(self.content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def digest(self):
        """SHA-256 of the salt and the canonical text, in hexadecimal: the commitment that the register chains.

        It is printed beside texts whose author keeps the name back: the salt, which only the author’s receipt tells,
        keeps anybody from trying names until the hash fits.
        """
        return hashlib.sha256(f"{self.salt}\n{self.canonical}".encode()).hexdigest()


class Answer(models.Model):
    """The reply to one question, plain text kept literally: line breaks and typed numbers as they were typed."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField(_("your answer"), blank=True)
    no_position = models.BooleanField(_("no position on this question"), default=False)
    language = models.CharField(_("language of this answer"), max_length=12, blank=True)  # when it differs

    class Meta:
        ordering = ["question__order", "question_id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "question"], name="one_answer_per_question"),
            models.CheckConstraint(condition=Q(no_position=False) | Q(text=""), name="no_position_stands_without_text"),
        ]

    def __str__(self):
        return f"{self.version}: {self.question_id}"

    @property
    def content(self):
        return {
            "question": str(self.question.uid),
            "text": self.text,
            "no_position": self.no_position,
            "language": self.language,
        }


class CoSignatory(models.Model):
    """One name under a coalition's contribution. Its owner may confirm or remove it by a link, the text unchanged.

    The names are filed with the version and never change; the next version carries key and standing on.
    """

    class Standing(models.TextChoices):
        NAMED = "named", _("named by the author")
        CONFIRMED = "confirmed", _("confirmed")
        REMOVED = "removed", _("removed at its own request")

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="co_signatories")
    order = models.PositiveSmallIntegerField()
    name = models.TextField(_("name"))
    email = models.TextField(_("e-mail address"), blank=True)  # where the link goes; never published
    key = models.CharField(max_length=64)  # the secret in its link
    standing = models.CharField(max_length=9, choices=Standing, default=Standing.NAMED)
    answered_at = models.DateTimeField(null=True)
    invited_at = models.DateTimeField(null=True)  # when the letter with the link was posted

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="one_key_per_co_signatory"),
            models.CheckConstraint(
                condition=Q(standing="named") | Q(answered_at__isnull=False), name="co_signatory_answered_at_an_hour"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def group_id(self):
        return self.version.group_id
