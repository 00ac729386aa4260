"""Redactions and unofficial translations: made beside the original, never in it; each saving is a new rendition."""

from django.db import transaction
from django.utils.translation import gettext_lazy

from audit.clock import now
from audit.log import Stale, record
from people.refusals import refuse_if

from .. import emails, rules
from ..compilation import fragments
from ..models import Rendition, RenditionText, Submission
from .publishing import hold

Kind = Rendition.Kind
OTHER_TEXT = gettext_lazy("What readers see was redacted, or shown again, in the meantime. Translate that.")


@transaction.atomic
def redact(*, version, texts, reason, hidden_files=(), hides_name=False, seen=None, by):
    """Put a redacted copy in the place of the original. Returns the Rendition.

    `texts`: {key of the question, or None for “any other relevant issue”: text}; `seen`: key of the redaction that was
    changed, None for a first one. Raises Stale when somebody else has saved one since. Translations of the text that
    is now redacted are revoked, for they would tell it.
    """
    submission = hold(version.submission)
    refuse_if(rules.why_not_redact(by, version))
    _replace(version, Kind.REDACTION, "", seen, by, {"texts": texts, "reason": reason})
    for translation in version.renditions.in_force().filter(kind=Kind.TRANSLATION):
        _revoke(translation, by)
    made = _make(version, texts, by, kind=Kind.REDACTION, reason=reason)
    made.hidden_files.set(hidden_files)
    _omit_name(submission, hides_name)
    fragments.forget(submission)
    record("version.redacted", version, by=by, rendition=made.pk, files=len(hidden_files), name=hides_name)
    if submission.state in (Submission.State.PUBLISHED, Submission.State.SHARED):
        emails.tell_redacted(submission, made)
    return made


@transaction.atomic
def revoke_redaction(*, version, seen=None, by):
    """Show the original again, and the name. `seen` as in `redact`."""
    submission = hold(version.submission)
    refuse_if(rules.why_not_revoke_redaction(by, version))
    for kind in (Kind.REDACTION, Kind.TRANSLATION):
        for rendition in version.renditions.in_force().filter(kind=kind):
            if kind == Kind.REDACTION and seen is not None and rendition.pk != seen:
                raise Stale(rendition, {})
            _revoke(rendition, by)
    _omit_name(submission, False)
    record("version.redaction_revoked", version, by=by)


@transaction.atomic
def translate(*, version, language, texts, seen=None, redaction=None, by):
    """Put an unofficial translation beside the text as it is shown; `texts` and `seen` as in `redact`.

    `redaction`: the key of the redaction that was translated, None for the original. Made of another text it would
    tell what is kept back. Returns the Rendition.
    """
    hold(version.submission)
    refuse_if(rules.why_not_translate(by, version) or rules.why_not_into(version, language))
    standing = version.renditions.in_force().filter(kind=Kind.REDACTION).first()
    refuse_if("" if (standing.pk if standing else None) == redaction else OTHER_TEXT)
    _replace(version, Kind.TRANSLATION, language, seen, by, {"texts": texts})
    made = _make(version, texts, by, kind=Kind.TRANSLATION, language=language)
    record("version.translated", version, by=by, rendition=made.pk, language=language)
    return made


@transaction.atomic
def revoke_translation(*, version, language, by):
    """Take a translation away again."""
    submission = hold(version.submission)
    refuse_if(rules.why_not_translate(by, version))
    fragments.forget(submission)
    for rendition in version.renditions.in_force().filter(kind=Kind.TRANSLATION, language=language):
        _revoke(rendition, by)


def _replace(version, kind, language, seen, by, typed):
    """Revoke the rendition that is replaced. Raises Stale when it is not the one that was changed."""
    standing = version.renditions.in_force().filter(kind=kind, language=language).first()
    if (standing.pk if standing else None) != seen:
        raise Stale(standing, typed)
    if standing:
        _revoke(standing, by)


def _revoke(rendition, by):
    Rendition.objects.in_force().filter(pk=rendition.pk).update(revoked_at=now())
    record("rendition.revoked", rendition, by=by, kind=rendition.kind)


def _make(version, texts, by, **fields):
    made = Rendition.objects.create(version=version, made_at=now(), made_by=by, **fields)
    kept = {None: "", **texts}  # every rendition has at least one text, by which it is found
    RenditionText.objects.bulk_create(
        RenditionText(rendition=made, question_id=question, text=text) for question, text in kept.items()
    )
    return made


def _omit_name(submission, omitted):
    Submission.objects.filter(pk=submission.pk).update(name_omitted=omitted)
    submission.refresh_from_db(fields=["name_omitted"])
