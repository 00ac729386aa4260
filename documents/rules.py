"""Who may do what with papers: the reason for a "no", or nothing."""

from django.utils.translation import gettext as _

from people import rules as people

from .models import Paper, PaperVersion

State, Kind = PaperVersion.State, Paper.Kind


def why_not_draft(actor, group, kind) -> str:
    """Drafting and preparing. The Chair's summary is also in the hands of the Chair and the assistant."""
    if people.is_secretariat(actor, group):
        return ""
    if kind != Kind.SUMMARY:
        return _("Only the secretariat of this working group prepares this paper.")
    if people.is_chair(actor, group) or people.is_assistant(actor, group):
        return ""
    return _("Only the Chair, the Chair’s assistant and the secretariat prepare the Chair’s summary.")


def why_not_prepare(actor, paper) -> str:
    """Preparing a paper that exists: its text, symbol and annexes."""
    return why_not_draft(actor, paper.group, paper.kind)


def why_not_edit(actor, version) -> str:
    if version.is_frozen:
        return _("An issued paper is frozen; correct it by a new version.")
    if version.is_upload:
        return _("This paper was made elsewhere; upload a new version of it.")
    return why_not_prepare(actor, version.paper)


def why_not_change(actor, paper) -> str:
    """Changing title, symbol, job number or audience: until the first version has been issued."""
    if paper.versions.exclude(state__in=PaperVersion.BEING_MADE).exists():
        return _("The paper has been issued: its title, symbol and audience stay as they are.")
    return why_not_prepare(actor, paper)


PRACTICE = "PRACTICE/"  # how the symbols of papers begin that are none


def why_not_symbol(symbol, group, paper=None) -> str:
    """A symbol is typed by staff, and never given to two papers, also not after one was withdrawn.

    What is only practice takes nobody's symbol, and cannot be taken for an official paper.
    """
    if symbol and group.is_practice and not symbol.startswith(PRACTICE):
        return _("In a group to practise in, symbols begin with %(beginning)s.") % {"beginning": PRACTICE}
    others = Paper.objects.exclude(pk=paper.pk if paper else None)
    if symbol and others.filter(symbol=symbol).exists():
        return _("The symbol %(symbol)s belongs to another paper; a symbol is never used twice.") % {"symbol": symbol}
    return ""


def why_not_annex(actor, version, annexed) -> str:
    """Only an issued paper can be annexed (process, “Papers”)."""
    if annexed.state != State.ISSUED:
        return _("Only an issued paper can be annexed.")
    if annexed.paper.group_id != version.paper.group_id or annexed.paper_id == version.paper_id:
        return _("Only another paper of the same working group can be annexed.")
    if not annexed.html:
        return _("A paper made elsewhere cannot be bound behind ours; refer to it in the text.")
    return why_not_edit(actor, version)


def why_not_clear(actor, version) -> str:
    """The decision itself: by the Chair for the Chair's summary, or recorded by staff as given by e-mail."""
    if version.state != State.DRAFT:
        return _("Only a draft can be cleared.")
    if people.is_secretariat(actor, version.paper.group):
        return ""
    if version.paper.kind != Kind.SUMMARY:
        return _("Only the secretariat of this working group clears this paper.")
    if people.is_chair(actor, version.paper.group):
        return ""
    return _("The Chair clears the Chair’s summary, or the secretariat records that the Chair did.")


def why_not_issue(actor, version) -> str:
    if version.is_frozen:
        return _("This version has been issued.")
    if version.state != State.CLEARED:
        return _("The paper has not been cleared.")
    return people.why_not_manage(actor, version.paper.group)


def why_not_correct(actor, version) -> str:
    if version.state != State.ISSUED and not _leaves_a_gap(version):
        return _("Only the version in force can be corrected.")
    if version.is_upload:
        return _("This paper was made elsewhere; upload a new version of it.")
    if PaperVersion.objects.being_made().filter(paper=version.paper, language=version.language).exists():
        return _("A new version of this paper is being made.")
    return why_not_prepare(actor, version.paper)


def _leaves_a_gap(version):
    """Whether its text was taken away and nothing is in force in its place: the next version follows it."""
    others = version.paper.versions.filter(language=version.language)
    return version.text_removed_at is not None and not others.issued().exists()


def why_not_upload(actor, group) -> str:
    return people.why_not_manage(actor, group)


def why_not_upload_version(actor, paper, language) -> str:
    """A new version of an uploaded file, or an official translation of a paper made here."""
    if paper.versions.filter(language=language, original_name="").exists():
        return _("The paper is made here in this language; correct it here.")
    return people.why_not_manage(actor, paper.group)


def why_not_withdraw(actor, version) -> str:
    if version.state not in (State.ISSUED, State.SUPERSEDED):
        return _("Only an issued paper can be withdrawn.")
    return people.why_not_manage(actor, version.paper.group)


def why_not_take_away(actor, version) -> str:
    """Taking the text of an issued paper away for good, of one that was withdrawn too (process, “Moderation”)."""
    if not version.is_frozen:
        return _("Only what has been issued is taken away; a draft is edited.")
    return people.why_not_manage(actor, version.paper.group)
