"""What contributions hold of a person: told on request, erased on request or when its time is over.

Contributions stay, and their line in the register; how their author is reached, and a name that was never published,
goes. Of a version whose name was erased the salt is dropped too, so that its commitment tells nothing (platform, 6.14).
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from audit import privacy as values
from audit.clock import now
from audit.ledger import trace_of
from audit.log import SYSTEM, record
from meetings.models import Call

from . import consents, drafting, erasing
from .compilation import fragments
from .models import AddressCode, CoSignatory, Declination, LateLink, Submission, Version

State, Publish = Submission.State, Version.Publish
TOLD = (
    *("name", "title", "email", "organisation", "behalf", "behalf_name", "affiliations", "language", "other"),
    *("publish", "translation", "channel", "received_at", "sent_at", "saved_at"),
)


ADDRESSES = (
    *((Version, "email"), (Submission, "confirmed_email"), (CoSignatory, "email")),
    *((LateLink, "email"), (Declination, "email"), (AddressCode, "email")),
)


def _within(found, path, groups):
    return found if groups is None else found.filter(**{f"{path}__in": groups})


def of_address(address, groups=None):
    """The contributions in which the address stands, in any version, or which it confirmed."""
    named = Version.objects.filter(email__iexact=address).values("submission")
    found = Submission.objects.filter(Q(pk__in=named) | Q(confirmed_email__iexact=address))
    return _within(found, "call__group", groups).select_related("call__group", "current").order_by("pk")


def _beside(address, groups):
    """{what: rows} of what else names the address, by call."""
    kinds = {
        "co-signatures": (CoSignatory, "version__submission__call__group"),
        "personal late links": (LateLink, "call__group"),
        "“no contribution this time”": (Declination, "call__group"),
    }
    found = {
        what: _within(model.objects.filter(email__iexact=address), path, groups)
        for what, (model, path) in kinds.items()
    }
    codes = AddressCode.objects.filter(email__iexact=address)
    return found | {"codes sent to it": codes if groups is None else codes.none()}


def groups_of(address) -> set:
    """The keys of the groups in whose contributions the address is known."""
    found = set(of_address(address).values_list("call__group", flat=True))
    beside = _beside(address, None)
    found |= set(beside["co-signatures"].values_list("version__submission__call__group", flat=True))
    for what in ("personal late links", "“no contribution this time”"):
        found |= set(beside[what].values_list("call__group", flat=True))
    return found


def known_by(traces) -> dict:
    """{trace: address} of those among the traces whose address stands here."""
    typed = {
        address for model, field in ADDRESSES for address in model.objects.values_list(field, flat=True).distinct()
    }
    return {trace: address for address in typed if address and (trace := trace_of(address)) in traces}


# Told


def export(address, groups=None) -> dict:
    """Contributions with all their versions, and every other row that names the address."""
    told = {"contributions": [_told(submission) for submission in of_address(address, groups)]}
    for what, rows in _beside(address, groups).items():
        told[what] = [_row(row) for row in rows]
    return told


def _told(submission):
    versions = submission.versions.select_related("stakeholder_group", "country").order_by("pk")
    return {
        "call": submission.call.title,
        "number in the register": submission.register_number,
        "state": submission.get_state_display(),
        "begun": submission.created_at,
        "address confirmed": submission.email_confirmed_at,
        "speaks for": [submission.authority_for, submission.authority_how],
        "asked to clarify": submission.returned_question,
        "withheld because": submission.withheld_reason,
        "consents": [vars(consent) for consent in consents.history(submission)],
        "versions": [_version(version) for version in versions],
    }


def _version(version):
    return {field: getattr(version, field) for field in TOLD} | {
        "number": version.number,
        "stakeholder group": str(version.stakeholder_group or ""),
        "country": str(version.country or ""),
        "answers": {answer.question.text: answer.text for answer in version.answers.select_related("question")},
        "co-signatories": version.signatory_names,
        "files": [{"name": file.name, "size": file.size, "sha256": file.sha256} for file in version.files.all()],
    }


def _row(row):
    """The fields of a row that are not keys."""
    secret = ("id", "key", "key_hash", "code_hash")
    fields = [field for field in row._meta.concrete_fields if field.name not in secret and not field.is_relation]
    return {str(field.verbose_name): getattr(row, field.name) for field in fields}


def files(address, groups=None):
    """(name in the archive, path in the storage) of every file of these contributions; equal bytes once."""
    seen = set()
    for submission in of_address(address, groups):
        for version in submission.versions.order_by("pk"):
            for file in version.files.all():
                if file.path not in seen:
                    seen.add(file.path)
                    yield f"files/{submission.pk}-{file.pk}-{file.public_name}", file.path


# Erased


@transaction.atomic
def erase(address, by, groups=None) -> dict:
    """Erase the address, and names that were never published; drafts go whole. Returns {what: how many}."""
    contributions = drafts = 0
    for submission in of_address(address, groups):
        if submission.is_filed:
            _erase_person(drafting.hold(submission), by)
            contributions += 1
        else:
            drafts += throw_away(submission, by)
    beside = _beside(address, groups)
    counts = {"contributions": contributions, "drafts": drafts}
    return counts | {what: _ERASING[what](rows) for what, rows in beside.items()}


def _erase_person(submission, by):
    """What is known of the author of something that was filed, but for what they let be published."""
    versions = list(submission.versions.all())
    values.forget_values([submission])
    values.forget_values(versions)
    if submission.draft:
        erasing.throw_away(submission.draft)
    erasing.erase_contact(submission)
    fragments.forget(submission)
    current = submission.current
    submission.versions.update(title="", affiliations="", signatories="", salt="")
    submission.versions.exclude(pk=current.pk if _name_is_out(submission) else None).update(name="")
    Submission.objects.filter(pk=submission.pk).update(personal_data_erased_at=now(), authority_how="")
    record("submission.personal_data_erased", submission, by=by)


def _name_is_out(submission):
    """Whether the person’s own name has come before readers, as they chose."""
    version = submission.current
    shown = version.publish == Publish.NAME or (version.publish == Publish.GROUP and not version.body)
    return shown and submission.published_at is not None and submission.state in (State.PUBLISHED, State.SHARED)


def throw_away(submission, by) -> bool:
    """A draft that was never filed, whole. Whether it was there."""
    submission = drafting.hold(submission)
    if submission.is_filed:
        return False
    values.forget_values([submission])
    if submission.draft:
        erasing.throw_away(submission.draft)
    record("submission.draft_erased", submission, by=by)
    submission.delete()
    return True


def _erase_co_signatures(rows):
    """The address goes; a name that its owner has not confirmed is no longer shown."""
    removed = rows.filter(standing=CoSignatory.Standing.NAMED)
    for submission in Submission.objects.filter(versions__co_signatories__in=removed).distinct():
        fragments.forget(submission)
    removed.update(standing=CoSignatory.Standing.REMOVED, answered_at=now())
    return rows.update(email="")


_ERASING = {
    "co-signatures": _erase_co_signatures,
    "personal late links": lambda rows: rows.update(email="", name="", reason=""),
    "“no contribution this time”": lambda rows: rows.delete()[0],
    "codes sent to it": lambda rows: rows.delete()[0],
}


# Erased when its time is over

CHUNK = 200  # contributions in one transaction
DRAFTS_KEPT = timedelta(days=30)  # after the call: whoever missed the deadline can still copy their text
CODES_KEPT = timedelta(days=1)
LINKS_KEPT = timedelta(days=30)  # after they were used or ended: the staff may be asked about them


def forget_contacts(group) -> int:
    """How authors of a group’s contributions are reached; names and texts stay. Returns how many contributions."""
    reached = Version.objects.exclude(email="", signatories="").values("submission")
    invited = CoSignatory.objects.exclude(email="").values("version__submission")
    left = Submission.objects.filter(call__group=group).filter(
        Q(pk__in=reached) | Q(pk__in=invited) | ~Q(confirmed_email="")
    )
    done = 0
    while chunk := list(left.order_by("pk")[:CHUNK]):
        with transaction.atomic():
            for submission in chunk:
                erasing.erase_contact(submission)
                submission.versions.update(signatories="")
                values.forget_values([submission])
                values.forget_values(submission.versions.all())
        done += len(chunk)
    of_group = Q(call__group=group)
    LateLink.objects.filter(of_group).exclude(email="", name="", reason="").update(email="", name="", reason="")
    Declination.objects.filter(of_group).delete()
    return done


def forget_abandoned_drafts() -> int:
    """Drafts of calls that have long been over: first ones whole, newer ones of what was filed. Returns how many."""
    ended = Call.objects.filter(deadline_at__lt=now() - DRAFTS_KEPT).exclude(state=Call.State.DRAFT)
    over = [call.pk for call in ended if call.closes_at < now() - DRAFTS_KEPT]
    drafts = Submission.objects.filter(call__in=over, versions__number=None).distinct()
    return sum(_forget_draft(submission) for submission in drafts.order_by("pk").iterator())


@transaction.atomic
def _forget_draft(submission):
    if throw_away(submission, SYSTEM):
        return True
    draft = drafting.hold(submission).draft
    if draft:
        erasing.throw_away(draft)
        record("submission.draft_erased", submission, by=SYSTEM)
    return draft is not None


def forget_links_and_codes() -> int:
    """Codes after a day; to whom personal late links went, a month after they were used or ended."""
    moment = now()
    codes = AddressCode.objects.filter(asked_at__lt=moment - CODES_KEPT).delete()[0]
    over = Q(used_at__lt=moment - LINKS_KEPT) | Q(expires_at__lt=moment - LINKS_KEPT)
    links = LateLink.objects.filter(over).exclude(email="", name="", reason="")
    return codes + links.update(email="", name="", reason="")
