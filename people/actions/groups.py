"""The facts of a working group and its stakeholder groups."""

from django.db import transaction

from audit.log import change, record

from .. import rules
from ..models import StakeholderGroup, WorkingGroup
from ..refusals import refuse_if


@transaction.atomic
def open_group(*, slug, name, first_year, by, **facts):
    """Open a working group by its short address and name; `facts` are other fields of WorkingGroup."""
    group = WorkingGroup.objects.create(slug=slug, name=name, first_year=first_year, **facts)
    record("workinggroup.opened", group, by=by)
    return group


@transaction.atomic
def change_group(*, group, seen, by, **fields):
    """Save an edit of the group's facts made on version `seen`; raises audit.log.Stale."""
    refuse_if(rules.why_not_manage(by, group))
    change(group, seen=seen, by=by, **fields)


@transaction.atomic
def add_stakeholder_group(*, group, by, **fields):
    refuse_if(rules.why_not_manage(by, group))
    made = StakeholderGroup.objects.create(group=group, **fields)
    record("stakeholdergroup.added", made, by=by)
    return made


@transaction.atomic
def change_stakeholder_group(*, stakeholder_group, seen, by, **fields):
    refuse_if(rules.why_not_manage(by, stakeholder_group.group))
    change(stakeholder_group, seen=seen, by=by, **fields)


@transaction.atomic
def remove_stakeholder_group(*, stakeholder_group, by):
    """Remove a stakeholder group under which nothing was ever counted."""
    refuse_if(rules.why_not_remove_stakeholder_group(by, stakeholder_group))
    record("stakeholdergroup.removed", stakeholder_group, by=by)
    stakeholder_group.delete()
