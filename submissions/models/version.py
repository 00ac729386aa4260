"""The versions of a contribution: what was said, by whom, and what may be done with it."""

import hashlib
import json
import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.models import Question
from people.models import StakeholderGroup, State

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

    FILED_AS_TYPED = ("name", "title", "organisation", "language", "publish", "translation", "other")

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(null=True)  # given when sent
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True)  # travels in the form: sent twice, filed once
    sent_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)  # of the text, when sent

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
                    & ~Q(publish="")
                    & ~Q(sha256="")
                ),
                name="sent_version_is_complete",
            ),
        ]

    def __str__(self):
        return f"{self.submission}, version {self.number or 'unsent'}"

    @property
    def group_id(self):
        return self.submission.group_id

    @property
    def is_draft(self):
        return self.sent_at is None

    @property
    def body(self):
        """The organisation it speaks for; a State by its name when none of its offices was named."""
        is_state = self.stakeholder_group and self.stakeholder_group.is_states
        return self.organisation or (str(self.country) if is_state and self.country else "")

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
        return {
            self.Publish.NAME: _("Your text will be published with your name and your organisation’s name."),
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
        """All that is filed, as JSON can hold it; the e-mail address is left out, so that it can be erased alone."""
        return {
            "call": str(self.submission.call.uid),
            **{name: getattr(self, name) for name in self.FILED_AS_TYPED},
            "stakeholder_group": str(self.stakeholder_group or ""),
            "country": self.country.iso3 if self.country else "",
            "answers": [answer.content for answer in self.answers.all()],
            "files": [file.content for file in self.files.all()],
        }

    @property
    def canonical(self):
        """The content as one text that is the same for the same content."""
        return json.dumps(self.content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def digest(self):
        """SHA-256 of the canonical text, in hexadecimal.

        It is printed beside texts whose author keeps the name back: the submission key, which only the author’s
        browser was given, keeps anybody from trying names until the hash fits.
        """
        return hashlib.sha256(f"{self.submission_key}\n{self.canonical}".encode()).hexdigest()


class Answer(models.Model):
    """The reply to one question, plain text kept literally: line breaks and typed numbers as they were typed."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField(_("your answer"), blank=True)
    no_position = models.BooleanField(_("no position on this question"), default=False)

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
        return {"question": str(self.question.uid), "text": self.text, "no_position": self.no_position}
