"""What staff do to know what the answers are about: their list of topics, and the coding with it."""

from django.db import transaction
from django.utils.translation import gettext as _

from audit.clock import now
from audit.log import change, record
from people.models import WorkingGroup
from people.refusals import Refused, refuse_if

from .. import rules
from ..models import Coding, Topic
from .publishing import hold


@transaction.atomic
def add_topic(*, group, name, by, order=None):
    """Put a topic on the group's list, at its end when no place is said. Returns the Topic."""
    WorkingGroup.objects.select_for_update(no_key=True).get(pk=group.pk)  # two who add at once wait for each other
    refuse_if(rules.why_not_edit_topics(by, group) or _why_not_called(group, name))
    last = Topic.objects.filter(group=group).order_by("order").values_list("order", flat=True).last() or 0
    made = Topic.objects.create(group=group, name=name, order=last + 1 if order is None else order)
    record("topic.added", made, by=by)
    return made


@transaction.atomic
def change_topic(*, topic, seen, by, **fields):
    """Give a topic another name or place; what is coded with it stays so. Raises audit.log.Stale."""
    WorkingGroup.objects.select_for_update(no_key=True).get(pk=topic.group_id)
    other_name = fields.get("name", topic.name)
    refuse_if(rules.why_not_edit_topics(by, topic.group) or _why_not_called(topic.group, other_name, topic.pk))
    change(topic, seen=seen, by=by, **fields)


def _why_not_called(group, name, own=None):
    """Two of one name would be counted apart."""
    same = Topic.objects.filter(group=group, name__iexact=name).exclude(pk=own)
    return _("There is already a topic of this name.") if same.exists() else ""


@transaction.atomic
def remove_topic(*, topic, by):
    """Take a topic off the list that nothing is coded with."""
    Topic.objects.select_for_update().filter(pk=topic.pk).first()  # what is being coded with it comes first
    refuse_if(rules.why_not_remove_topic(by, topic))
    record("topic.removed", topic, by=by)
    topic.delete()


@transaction.atomic
def code(*, submission, seen, shown, ticked, by):
    """Say what the passages of a contribution are about. Returns whether somebody else coded the same ones meanwhile.

    `seen`: the key of the version that was read; another one in force by now is not coded unread. `shown` and `ticked`:
    {key of the question, or None for “any other relevant issue”: {keys of topics}}, where None among the topics stands
    for “none of them fits”. Only what differs between the two is done, so that two who code at once overwrite nothing
    of each other's: what either has ticked stays, what either took off is gone.
    """
    hold(submission)
    refuse_if(rules.why_not_code(by, submission))
    if seen != submission.current_id:
        raise Refused(_("Its author has sent a new version in the meantime. Read it, then code it."))
    _hold_topics(submission.call.group, set().union(*ticked.values()) - {None})
    version, standing, met = submission.current, {}, False
    for row in Coding.objects.filter(version=version):
        standing.setdefault(row.question_id, {})[row.topic_id] = row
    for question, wanted in ticked.items():
        before, rows = shown.get(question, set()), standing.get(question, {})
        met = met or set(rows) not in (before, wanted)
        _settle(version, question, rows, (set(rows) | (wanted - before)) - (before - wanted), by)
    return met


def _hold_topics(group, keys):
    """Keep the topics that were ticked on the list until COMMIT."""
    held = Topic.objects.filter(group=group, pk__in=keys).order_by("pk").select_for_update(no_key=True)
    refuse_if("" if len(held) == len(keys) else _("A topic that you ticked is no longer on the list. Look once more."))


def _settle(version, question, rows, topics, by):
    """Code a passage with exactly these topics; the log names what came and went by their keys, 0 for “none fits”."""
    wanted = topics - {None} or topics
    came, gone = wanted - set(rows), set(rows) - wanted
    if not (came or gone):
        return
    Coding.objects.filter(pk__in=[rows[topic].pk for topic in gone]).delete()
    made = {"version": version, "question_id": question, "coded_at": now(), "coded_by": by}
    Coding.objects.bulk_create(Coding(topic_id=topic, **made) for topic in came)
    keys = {"came": sorted(topic or 0 for topic in came), "gone": sorted(topic or 0 for topic in gone)}
    record("submission.coded", version.submission, by=by, version=version.number, question=question, **keys)
