"""Gathering what a compilation is made of: what is published and fits the selection, in neutral order."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from audit.clock import now
from documents import dates
from documents.glyphs import missing

from .. import cosigning, renditions, rules
from ..languages import name_of
from ..models import CompiledItem, Period, Register, Submission, Version
from . import binding, dataset, fragments, setting

KEPT_BACK = (Version.Publish.GROUP, Version.Publish.NOT)  # the choices by which a text is not published
GONE = {"withdrawn": "withdrawn", "withheld": "withheld", "taken_down": "taken_down"}  # state: kind of change
A_TIME = 500  # contributions fetched together


@dataclass
class Gathered:
    """A dataset in memory, and what tells later whether everything in it is still published as it was."""

    as_of: datetime
    head: dataset.Head
    contributions: list  # of dataset.Contribution, in order
    marks: set  # of what `mark` says
    versions: dict  # {number in the register: key of the version}


def to_print(run, among=None):
    """The published contributions of a selection in neutral order, with all that a paper tells of them."""
    found = Submission.objects.published() if among is None else among
    found = found.in_selection(run).in_neutral_order()
    found = found.select_related("current__stakeholder_group", "current__country")
    return renditions.with_texts(found).prefetch_related("current__co_signatories")


def mark(submission):
    """What tells that a contribution is still as it was gathered; its renditions and files have been fetched."""
    version = submission.current
    return (
        submission.pk,
        version.pk,
        tuple(sorted(each.pk for each in version.renditions_in_force)),
        tuple(sorted(file.pk for file in version.shown_files)),
        tuple(cosigning.shown(version)),
        submission.name_omitted,
    )


def gather(run, *, number=1, title="", symbol="", among=None) -> Gathered:
    """What a run would print now, as version `number` of its paper. `run` may be unsaved.

    `among`: other contributions than those published, as a queryset.
    """
    call, language = run.call, run.call.group.working_language
    as_of = now()
    bound = binding.ticked(run)
    contributions, marks, versions = [], set(), {}
    with override(language):
        for submission in to_print(run, among).iterator(chunk_size=A_TIME):
            submission.call = call
            contributions.append(_contribution(submission, run, bound))
            marks.add(mark(submission))
            versions[submission.register_number] = submission.current_id
        head = _head(run, as_of, number, title, symbol, contributions)
    return Gathered(as_of, head, contributions, marks, versions)


def _contribution(submission, run, bound):
    call, version, omitted = run.call, submission.current, submission.name_omitted
    version.submission = submission
    reading = renditions.reading(version, call.numbered_questions, language=call.group.working_language)
    co_signatories = [] if omitted else cosigning.shown(version)
    name, received = str(submission.public_name), version.received_at
    passages = [_passage(each, reading, run) for each in reading.passages if not _is_blank(each)]
    return dataset.Contribution(
        number=submission.register_number,
        name=name,
        stakeholder_group=str(version.stakeholder_group),
        language=version.language,
        received=received.astimezone(call.zone).isoformat(timespec="seconds"),
        received_words=dates.moment(received, call.zone, call.city, call.group.working_language),
        version=version.number,
        sha256=version.sha256,
        link=settings.PORTAL_URL + reverse("submissions:contribution", args=[submission.uid]),
        behalf="" if omitted else version.joint_name,
        labels=_labels(submission, reading.redaction, call),
        reason=reading.redaction.reason if reading.redaction else "",
        co_signatories=co_signatories,
        passages=passages,
        files=[_file(file, bound) for file in _files_of(reading)],
        lacks_letters=bool(missing("".join([name, reading.text, *co_signatories]))),
    )


def _is_blank(passage):
    return passage.is_empty and not passage.is_redacted


def _passage(passage, reading, run):
    return dataset.Passage(
        question=str(passage.question.uid) if passage.question else "",
        text=passage.text,
        language=passage.language,
        no_position=passage.no_position,
        is_redacted=passage.is_redacted,
        translation=passage.translation if _is_wanted(reading, run) else "",
    )


def _is_wanted(reading, run):
    """Whether the paper brings the translation: into its own language, where there is one."""
    translation = reading.translation
    return bool(run.with_translations and translation and translation.language == run.call.group.working_language)


def _files_of(reading):
    return [*(file for passage in reading.passages for file in passage.files), *reading.files]


def _file(file, bound):
    return dataset.Attached(
        name=file.shown_name,
        content_type=file.content_type,
        size=file.size,
        sha256=file.sha256,
        question=str(file.question.uid) if file.question_id and file.role == file.Role.ANSWER else "",
        is_there=default_storage.exists(file.path) and default_storage.size(file.path) == file.size,
        bound=bound.get(file.pk, ""),
    )


def _labels(submission, redaction, call):
    """What readers have to know of it, in words."""
    period = rules.period_of(submission.current, call)
    labels = [str(period.label)] if period != Period.ORIGINAL else []
    return [*labels, _("redacted")] if redaction or submission.name_omitted else labels


def _head(run, as_of, number, title, symbol, contributions):
    call, group = run.call, run.call.group
    return dataset.Head(
        title=title or title_of(run),
        group=group.full_name,
        parent=group.parent_body,
        secretariat=group.secretariat_name,
        disclaimer=group.disclaimer,
        call=call.title,
        call_link=settings.PORTAL_URL + reverse("submissions:call", args=[call.uid]),
        language=group.working_language,
        mark=str(group.mark),
        symbol=symbol,
        layout=run.layout,
        selection=in_words(run),
        version=number,
        order=_("By stakeholder group, and within a group in alphabetical order."),
        counts=_counts(run, contributions),
        look=setting.look(),
        with_translations=any(each.translation for one in contributions for each in one.passages),
        questions=_questions(call, contributions),
        **_moment("as_of", as_of, call),
        **_moment("deadline", call.deadline_at, call),
        **_register(call),
        **_not_printed(run),
    )


def _moment(name, moment, call):
    """A moment in the call’s zone, as ISO 8601 and in words."""
    words = dates.moment(moment, call.zone, call.city, call.group.working_language)
    return {name: moment.astimezone(call.zone).isoformat(timespec="seconds"), f"{name}_words": words}


def _register(call):
    register = Register.objects.filter(call=call).first()
    return {
        "register_entries": register.last_entry if register else 0,
        "register_head": register.head if register else "",
    }


def _not_printed(run):
    """How many of the selection are kept back at their authors’ request, and how many are not published yet."""
    kept_back = Q(current__publish__in=KEPT_BACK)
    unpublished = ~kept_back & ~Q(state=Submission.State.PUBLISHED)
    standing = Submission.objects.in_force().in_selection(run)
    return standing.aggregate(kept_back=Count("pk", filter=kept_back), unpublished=Count("pk", filter=unpublished))


def title_of(run) -> str:
    """What a compilation is called, in the group’s working language."""
    with override(run.call.group.working_language):
        title = _("Compilation of contributions: %(call)s") % {"call": run.call.title}
        told = [title, *([_("by contributor")] if run.layout == run.Layout.CONTRIBUTOR else []), *in_words(run)]
        return ", ".join(told)


def in_words(run) -> list[str]:
    """The filters of a run, each in words of the language that is active."""
    words = [str(run.stakeholder_group)] if run.stakeholder_group_id else []
    words += [_("received by the original deadline")] if run.in_time_only else []
    return words + ([_("in %(language)s") % {"language": name_of(run.language)}] if run.language else [])


def _counts(run, contributions):
    groups = run.call.group.stakeholder_groups.all()
    names = [group.name for group in groups if not run.stakeholder_group_id or group.pk == run.stakeholder_group_id]
    counts = dict.fromkeys(names, 0)
    for each in contributions:
        counts[each.stakeholder_group] = counts.get(each.stakeholder_group, 0) + 1
    return [[name, count] for name, count in counts.items()]


def _questions(call, contributions):
    """The questions; one that has parts is their heading, unless somebody answered it before it had them."""
    asked = []
    for question in call.numbered_questions:
        key = str(question.uid)
        is_asked = question.is_asked or any(each.answers(key) for each in contributions)
        asked.append(dataset.Asked(key, question.label, question.text, is_asked, bool(question.parent_id)))
    return asked


def changes_since(before, gathered) -> list[dataset.Change]:
    """What became of each contribution since an earlier run of the series: new, changed, or why it is gone."""
    known = dict(CompiledItem.objects.filter(compilation=before).values_list("number", "digest"))
    changes = []
    for each in gathered.contributions:
        if each.number not in known:
            changes.append(dataset.Change("new", each.number, each.name))
        elif known[each.number] != dataset.digest(each):
            changes.append(dataset.Change("changed", each.number, each.name))
    gone = known.keys() - gathered.versions.keys()
    found = Submission.objects.filter(call=before.call_id, register_number__in=gone)
    for number, state in found.order_by("register_number").values_list("register_number", "state"):
        changes.append(dataset.Change(GONE.get(state, "choice"), number, ""))
    return changes


def still_published(gathered) -> bool:
    """Whether everything that was gathered is published as it was. Locks the contributions until COMMIT."""
    keys = [each[0] for each in gathered.marks]
    list(Submission.objects.filter(pk__in=keys).order_by("pk").values("pk").select_for_update(no_key=True))
    return _marks_of(Submission.objects.published().filter(pk__in=keys)) == gathered.marks


def _marks_of(submissions):
    found = renditions.with_texts(submissions.select_related("current")).prefetch_related("current__co_signatories")
    return {mark(submission) for submission in found}


def forget_changed(gathered) -> None:
    """Throw away what was set of contributions whose text or name was taken away since they were gathered."""
    keys = {each[0] for each in gathered.marks}
    same = {each[0] for each in _marks_of(Submission.objects.in_force().filter(pk__in=keys)) & gathered.marks}
    for submission in Submission.objects.filter(pk__in=keys - same):
        fragments.forget(submission)
