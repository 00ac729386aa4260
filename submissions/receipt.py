"""What a receipt says beside the copy of the text: page, letter and PDF print these same lines.

Every line follows from what was filed and from what became of it, never from the hour of printing: the same input
gives the same receipt.
"""

from dataclasses import dataclass
from datetime import UTC

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from documents import dates
from meetings.models import Call, Wording

from . import cosigning, languages, rules
from .models import Submission, Version


@dataclass(frozen=True)
class Answered:
    """One question as it was worded when it was answered, and what was said: a text, a file, or “no position”."""

    label: str
    question: str
    text: str
    no_position: bool
    language: str
    files: list


class Receipt:
    """The receipt of a sent version. Pairs are (label, text); texts are plain."""

    def __init__(self, version):
        self.version, self.submission, self.call = version, version.submission, version.submission.call
        self.has_text = not (self.submission.is_gone or self.submission.erased_at)

    @property
    def title(self):
        return _("Receipt: No. %(number)s, version %(version)s") % self._numbers()

    def _numbers(self):
        return {"number": self.submission.register_number, "version": self.version.number}

    def hour(self, moment):
        """The call’s own hour with its offset, and to the second that of UTC."""
        return f"{dates.moment(moment, self.call.zone, self.call.city)}, {moment.astimezone(UTC):%H:%M:%S} UTC"

    @property
    def received(self):
        """The hour that counts."""
        return self.hour(self.version.received_at)

    @property
    def facts(self):
        """Number, version, hours, period, call, address."""
        version = self.version
        came = [(_("Received"), self.received)]
        if version.received_at != version.sent_at or version.channel != Version.Channel.FORM:
            came = [(f"{_('Received')} {version.get_channel_display()}", self.received)]
            came += [(_("Entered in the register"), self.hour(version.sent_at))]
        return [
            (_("Number in the register"), str(self.submission.register_number)),
            (_("Version"), self._version()),
            *came,
            (_("Deadline"), rules.deadline_of(self.call)),
            (_("Period"), str(rules.period_of(version, self.call).label)),
            (_("Call"), self.call.title),
            (_("Working group"), self.call.group.full_name),
            (_("Page of the contribution"), self.address),
            (_("Secretariat"), self.call.group.secretariat_email),
        ]

    def _version(self):
        number = self.version.number
        before = self.submission.versions.filter(number=number - 1).first() if number > 1 else None
        if before is None:
            return str(self.version.number)
        hour = dates.moment(before.sent_at, self.call.zone, self.call.city)
        found = {"number": self.version.number, "before": before.number, "hour": hour}
        return _("%(number)s; it replaces version %(before)s of %(hour)s") % found

    @property
    def status(self):
        """What became of it since: superseded, withdrawn, taken down, erased; empty while it stands."""
        submission, city = self.submission, (self.call.zone, self.call.city)
        if submission.state == Submission.State.WITHDRAWN:
            return _("Withdrawn at its author’s request on %(hour)s.") % {
                "hour": dates.moment(submission.withdrawn_at, *city)
            }
        if submission.state == Submission.State.TAKEN_DOWN:
            return _("Taken down on %(hour)s.") % {"hour": dates.moment(submission.taken_down_at, *city)}
        if submission.erased_at:
            return _("Its text was erased on %(hour)s.") % {"hour": dates.moment(submission.erased_at, *city)}
        if submission.current_id != self.version.pk:
            found = {"number": submission.current.number, "hour": dates.moment(submission.current.sent_at, *city)}
            return _("Superseded by version %(number)s on %(hour)s.") % found
        return ""

    @property
    def what_next(self):
        """What will be published and when, how to change or withdraw it and until when; one sentence or two each."""
        if not self.has_text:
            return []
        promise = f"{self.version.promise} {self.version.translation_promise}".strip()
        return [promise, self._publication(), *self._to_change(), *self._about_address()]

    def _publication(self):
        if self.version.publish != Version.Publish.NOT and self.call.publication == Call.Publication.AFTER:
            return _("Contributions to this call come out all at once after the deadline.")
        return _("The secretariat reads every contribution before it comes out. It may refuse a text, but not edit it.")

    def _to_change(self):
        deadline = {"deadline": rules.deadline_of(self.call)}
        return [
            _("You can change it on the page of the contribution until the deadline: %(deadline)s.") % deadline,
            _("You can withdraw it there at any time, or write to the secretariat and name the register’s number."),
        ]

    def _about_address(self):
        if not self.version.email:
            return []
        if self.submission.confirmed_email and self.submission.confirmed_email == self.version.email.lower():
            return [_("Your e-mail address is confirmed.")]
        return [_("Your e-mail address is not confirmed. The contribution is filed all the same; the record says so.")]

    @property
    def about(self):
        """Who contributes, as filed."""
        version = self.version
        behalf = f"{version.get_behalf_display()}: {version.joint_name}" if version.is_joint else ""
        said = [
            (_("Name"), version.name),
            (_("Title or function"), version.title),
            (_("Organisation"), version.organisation),
            (_("On behalf of"), behalf or (version.behalf and version.get_behalf_display())),
            (_("Stakeholder group"), str(version.stakeholder_group or "")),
            (_("Country"), str(version.country or "")),
            (_("E-mail address"), version.email),
            (_("Other affiliations (for the secretariat only)"), version.affiliations),
            (_("Language"), version.language and languages.name_of(version.language)),
        ]
        return [(label, str(text)) for label, text in said if text]

    @property
    def co_signatories(self):
        """All names as they were filed, whatever their owners answered since."""
        return self.version.signatory_names if self.has_text else []

    @property
    def tally(self):
        """“12 of 43 confirmed, 1 removed”, for author and staff."""
        tally = cosigning.tally(self.version)
        found = {"confirmed": tally.confirmed, "named": tally.named, "removed": tally.removed}
        return _("%(confirmed)s of %(named)s confirmed, %(removed)s removed") % found if tally.named else ""

    @property
    def answers(self):
        """[Answered] for every question that is asked, in the order of the call."""
        answers = {answer.question_id: answer for answer in self.version.answers.all()}
        asked = [question for question in self.call.numbered_questions if question.is_asked]
        later = Wording.objects.filter(question__in=asked, changed_at__gt=self.version.sent_at).order_by("-number")
        then = dict(later.values_list("question_id", "text"))  # of several changes the first since, which comes last
        return [self._answered(each, then.get(each.pk, each.text), answers.get(each.pk)) for each in asked]

    def _answered(self, question, wording, answer):
        return Answered(
            label=_("Question %(number)s") % {"number": question.label},
            question=wording,
            text=answer.text if answer else "",
            no_position=bool(answer and answer.no_position),
            language=(answer and answer.language) or self.version.language,
            files=[file for file in self.version.files.all() if file.question_id == question.pk],
        )

    @property
    def small_print(self):
        """Hashes, salt, and the line of the register that chains them."""
        version, line = self.version, self.version.line
        found = [
            (_("Hash of the contribution (SHA-256)"), version.sha256),
            (_("Salt"), version.salt),
            (_("Line of the register"), str(line.sequence) if line else ""),
            (_("Hash of that line, which the next one holds"), line.hash if line else ""),
        ]
        return [(label, text) for label, text in found if text]

    @property
    def filed(self):
        """Exactly what the hash was made of: the salt, a line break, the filed content; empty once it was erased."""
        return f"{self.version.salt}\n{self.version.canonical}" if self.version.salt and self.has_text else ""

    @property
    def address(self):
        """The page of the contribution for whoever holds it."""
        return settings.PORTAL_URL + reverse("submissions:confirmation", args=[self.submission.uid])

    @property
    def check_address(self):
        """The public page that answers whether it stands in the register, its fields filled in."""
        return f"{settings.PORTAL_URL}{reverse('submissions:check_register')}?{urlencode(self.check_fields)}"

    @property
    def check_fields(self):
        number = self.submission.register_number
        return {"call": self.call.uid, "number": number, "hash": self.version.sha256}
