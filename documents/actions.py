"""What people do with papers: draft, edit, annex, clear, issue, correct, upload, withdraw."""

import hashlib
from functools import partial
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from audit import log
from audit.clock import now
from audit.log import SYSTEM
from people.models import User
from people.refusals import Refused, refuse_if

from . import emails, removal, rules, shelf
from . import issue as gate
from .models import Annex, Block, Companion, Paper, PaperVersion
from .source import Parsed, matched, parse_source, text_hash, tidy, to_source

State = PaperVersion.State
LARGEST_UPLOAD = 50 * 1024 * 1024  # bytes


def _symbol(symbol):
    """A symbol as typed, blanks joined; None when there is none."""
    return tidy(symbol or "") or None


def _job_number(typed):
    """A job number as typed, without the brackets it is printed in."""
    return tidy(typed).removeprefix("(").removesuffix(")")


def _account(actor):
    return actor if isinstance(actor, User) else None


@transaction.atomic
def draft_paper(
    *, group, kind, title, about, by, symbol="", job_number="", audience=Paper.Audience.PUBLIC, language="", source=""
) -> PaperVersion:
    """Begin a paper: its identity and the first version, a draft. `about`: the thing it is of, or None."""
    refuse_if(rules.why_not_draft(by, group, kind))
    refuse_if(rules.why_not_symbol(_symbol(symbol), group))
    paper = _new_paper(group, kind, title, about, symbol, job_number, audience)
    version = _new_version(paper, language or group.working_language, by)
    if source:
        save_text(version=version, source=source, seen=version.version, by=by)
    return version


def _new_paper(group, kind, title, about, symbol, job_number, audience):
    return Paper.objects.create(
        group=group,
        kind=kind,
        title=title,
        symbol=_symbol(symbol),
        job_number=_job_number(job_number),
        audience=audience,
        about_label=about._meta.label_lower if about else "",
        about_key=str(about.pk) if about else "",
    )


def _new_version(paper, language, by, **fields):
    last = paper.versions.filter(language=language).aggregate(last=Max("number"))["last"] or 0
    version = PaperVersion.objects.create(paper=paper, number=last + 1, language=language, **fields)
    log.record("paperversion.drafted", version, by=by, number=version.number, language=language)
    return version


@transaction.atomic
def change_paper(*, paper, seen, by, **fields):
    """Change title, symbol, job number or audience. Raises audit.log.Stale when somebody else was faster."""
    refuse_if(rules.why_not_change(by, paper))
    if "symbol" in fields:
        fields["symbol"] = _symbol(fields["symbol"])
        refuse_if(rules.why_not_symbol(fields["symbol"], paper.group, paper))
    if "job_number" in fields:
        fields["job_number"] = _job_number(fields["job_number"])
    log.change(paper, seen=seen, by=by, **fields)


@transaction.atomic
def change_version(*, version, seen, by, **fields):
    """Change the date on the paper or the addition to the symbol. Raises audit.log.Stale."""
    refuse_if(rules.why_not_edit(by, version))
    if log.change(version, seen=seen, by=by, **fields):
        _back_to_draft(version, by)


@transaction.atomic
def save_text(*, version, source, seen, by):
    """Replace the text by what was typed; blocks that go on keep their ids. Raises audit.log.Stale."""
    refuse_if(rules.why_not_edit(by, version))
    blocks = parse_source(source)
    if log.change(version, seen=seen, by=by, action="edited", text_hash=text_hash(to_source(blocks))):
        _replace_blocks(version, matched(version.blocks.all(), blocks))
        _back_to_draft(version, by)


def _replace_blocks(version, pairs):
    """Write the blocks anew; [(old block or None, new block)] says whose id each one bears."""
    version.blocks.all().delete()
    made = [Block(version=version, order=order, **new._asdict()) for order, (_old, new) in enumerate(pairs, start=1)]
    for block, (old, _new) in zip(made, pairs, strict=True):
        block.uid = old.uid if old else block.uid
    Block.objects.bulk_create(made)


def _back_to_draft(version, by):
    """What was cleared is no longer what stands there."""
    if version.state == State.CLEARED:
        log.move(version, State.DRAFT, by=by, cleared_by=None, cleared_how="", cleared_at=None)


@transaction.atomic
def annex(*, version, annexed, by, label=""):
    """Bind an issued version behind this one, after those bound already. Returns the Annex."""
    refuse_if(rules.why_not_annex(by, version, annexed))
    if found := version.annexes.filter(annexed=annexed).first():
        return found
    last = version.annexes.aggregate(last=Max("order"))["last"] or 0
    made = Annex.objects.create(version=version, annexed=annexed, order=last + 1, label=label or _("Annex"))
    log.record("paperversion.annexed", version, by=by, annexed=annexed.pk)
    _back_to_draft(version, by)
    return made


@transaction.atomic
def unannex(*, annex, by):
    """Take a bound paper away again."""
    refuse_if(rules.why_not_edit(by, annex.version))
    version, annexed = annex.version, annex.annexed_id
    annex.delete()
    log.record("paperversion.unannexed", version, by=by, annexed=annexed)
    _back_to_draft(version, by)


@transaction.atomic
def clear(*, version, by, how=""):
    """Clear a draft. `how`: "in the portal" when empty, else e.g. "by e-mail, recorded by the secretariat"."""
    refuse_if(rules.why_not_clear(by, version))
    how = how or _("in the portal")
    log.move(version, State.CLEARED, by=by, cleared_by=_account(by), cleared_how=how, cleared_at=now())


@transaction.atomic
def issue(*, version, pressed, by, companions=(), told=()):
    """Freeze a cleared version as it was printed (documents.issue.press) and supersede the one in force.

    `companions`: other forms that stand beside it from the first moment, each {kind, file, sha256, size}. `told`:
    addresses that get the paper itself, so that subscribers among them hear of it once. What the portal itself makes
    anew after a takedown is told to nobody.

    Refused when the text changed after printing, and for every objective fault (documents.issue.faults).
    """
    version = PaperVersion.objects.select_for_update(of=("self",)).select_related("paper__group").get(pk=version.pk)
    refuse_if(rules.why_not_issue(by, version))
    if gate.input_hash(version) != pressed.input_hash:
        raise Refused(_("The paper was changed while it was being printed. Print it again."))
    refuse_if(" ".join(fault.words for fault in gate.faults(version, pressed.html)))
    _freeze(version, by, html=pressed.html, file=pressed.path, sha256=pressed.sha256, size=pressed.size,
            pages=pressed.pages, is_tagged=pressed.tagged, input_hash=pressed.input_hash)  # fmt: skip
    Companion.objects.bulk_create(Companion(version=version, **each) for each in companions)
    if by is not SYSTEM:
        emails.tell_issued(version, told)
    return version


def _freeze(version, by, **frozen):
    for earlier in version.paper.versions.issued().filter(language=version.language):
        log.move(earlier, State.SUPERSEDED, by=by)
    log.move(version, State.ISSUED, by=by, issued_at=now(), **frozen)


@transaction.atomic
def correct(*, version, by) -> PaperVersion:
    """A new draft with the text and annexes of the version in force; staff type its Rev. or Corr. themselves."""
    refuse_if(rules.why_not_correct(by, version))
    draft = _new_version(version.paper, version.language, by, dated_on=version.dated_on, text_hash=version.text_hash)
    same = [(block, Parsed(block.kind, block.level, block.text, block.label)) for block in version.blocks.all()]
    _replace_blocks(draft, same)
    Annex.objects.bulk_create(
        Annex(version=draft, annexed=bound.annexed, order=bound.order, label=bound.label)
        for bound in version.annexes.all()
    )
    return draft


class Upload(NamedTuple):
    """A file made elsewhere, kept and read before the transaction."""

    path: str
    sha256: str
    size: int
    name: str


def _take_in(file) -> Upload:
    """Keep an uploaded PDF. `file`: has name, size and read(). Raises Refused for anything but a PDF."""
    if file.size > LARGEST_UPLOAD:
        raise Refused(_("The file is larger than 50 MB."))
    content = file.read()
    if not content.startswith(b"%PDF-") or not file.name.lower().endswith(".pdf"):
        raise Refused(_("The file is not a PDF. Save it as PDF and add it again."))
    return Upload(shelf.keep(content), hashlib.sha256(content).hexdigest(), len(content), file.name)


def upload(
    *, group, title, file, about, by, symbol="", audience=Paper.Audience.PUBLIC, language="", dated_on=None
) -> PaperVersion:
    """Put a PDF made elsewhere beside our papers, issued at once. The file is stored before the transaction."""
    refuse_if(rules.why_not_upload(by, group))
    refuse_if(rules.why_not_symbol(_symbol(symbol), group))
    taken, language = _take_in(file), language or group.working_language
    with transaction.atomic():
        paper = _new_paper(group, Paper.Kind.UPLOADED, title, about, symbol, "", audience)
        return _enter(paper, language, taken, dated_on, by)


def upload_version(*, paper, file, language, by, dated_on=None) -> PaperVersion:
    """A new version of an uploaded paper, or an official translation of one made here; issued at once."""
    refuse_if(rules.why_not_upload_version(by, paper, language))
    taken = _take_in(file)
    with transaction.atomic():
        return _enter(paper, language, taken, dated_on, by)


def _enter(paper, language, taken, dated_on, by):
    dated_on = dated_on or now().date()
    version = _new_version(paper, language, by, original_name=taken.name, dated_on=dated_on)
    how = _("uploaded as it is")
    log.move(version, State.CLEARED, by=by, cleared_by=_account(by), cleared_how=how, cleared_at=now())
    _freeze(version, by, file=taken.path, sha256=taken.sha256, size=taken.size)
    if by is not SYSTEM:
        emails.tell_issued(version)
    return version


@transaction.atomic
def withdraw(*, version, by, reason):
    """Take an issued version back; its page says so, with the reason, and the file is no longer offered."""
    refuse_if(rules.why_not_withdraw(by, version))
    log.move(version, State.WITHDRAWN, by=by, withdrawn_because=reason)


@transaction.atomic
def take_away(*, version, by, reason):
    """Withdraw an issued version and take its text away for good: number, dates and hash stay. Doing it again is well.

    The bytes leave the disk once this is certain, and by the sweep should that be interrupted.
    """
    version = PaperVersion.objects.select_for_update(of=("self",)).select_related("paper__group").get(pk=version.pk)
    refuse_if(rules.why_not_take_away(by, version))
    if version.text_removed_at:
        return
    changes = {"html": "", "text_removed_at": now(), "withdrawn_because": reason}
    if version.state == State.WITHDRAWN:
        PaperVersion.objects.filter(pk=version.pk).update(**changes)
    else:
        log.move(version, State.WITHDRAWN, by=by, **changes)
    log.record("paperversion.text_removed", version, by=by)
    transaction.on_commit(partial(removal.clear_away), robust=True)
