"""When a text may stand in another rendition: “staff may refuse but not edit” (process, Moderation)."""

from django.utils.translation import gettext as _

from people.rules import is_secretariat

from ..models import Rendition, Version


def why_not_redact(actor, version) -> str:
    """A redaction is made of the version in force; the original stays in the restricted archive."""
    if not is_secretariat(actor, version.submission.call.group):
        return _("Only the secretariat of this working group can redact a contribution.")
    return _why_not_of(version)


def why_not_revoke_redaction(actor, version) -> str:
    """Revoking shows the original again, and the name."""
    if reason := why_not_redact(actor, version):
        return reason
    redactions = version.renditions.in_force().filter(kind=Rendition.Kind.REDACTION)
    if redactions.exists() or version.submission.name_omitted:
        return ""
    return _("Nothing of it is redacted.")


def why_not_translate(actor, version) -> str:
    """“Original only” or “an unofficial translation may be made”: the contributor chooses (process, Contributions)."""
    if not is_secretariat(actor, version.submission.call.group):
        return _("Only the secretariat of this working group can enter a translation.")
    if version.translation != Version.Translation.UNOFFICIAL:
        return _("Its author chose that it stays in its original language only.")
    return _why_not_of(version)


def why_not_into(version, language) -> str:
    """A translation is into another language than the text's own."""
    return _("It is written in this language.") if language == version.language else ""


def _why_not_of(version):
    if version.submission.is_gone:
        return _("Its text has been withdrawn or taken down.")
    if version.pk != version.submission.current_id:
        return _("It is not the version in force.")
    return ""
