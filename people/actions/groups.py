"""The facts of a working group and its stakeholder groups."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from audit.clock import now
from audit.log import change, record

from .. import rules
from ..models import StaffRole, StakeholderGroup, WorkingGroup
from ..refusals import refuse_if


@transaction.atomic
def open_group(*, slug, name, first_year, by, **facts):
    """Open a working group by its short address and name; `facts` are other fields of WorkingGroup."""
    group = WorkingGroup.objects.create(slug=slug, name=name, first_year=first_year, **facts)
    record("workinggroup.opened", group, by=by)
    return group


@transaction.atomic
def open_practice_group(*, group, by) -> WorkingGroup:
    """Open a group beside this one to rehearse in, with its facts, stakeholder groups and secretariat of today.

    Nothing else is taken over: in its address book stands nobody.
    """
    group = WorkingGroup.objects.select_for_update(no_key=True).get(pk=group.pk)
    refuse_if(rules.why_not_open_practice_group(by, group))
    names = ("id", "slug", "name", "first_year", "practice_of", "version")
    facts = {field.name: getattr(group, field.name) for field in group._meta.fields if field.name not in names}
    slug = rules.practice_slug(group)
    with override(group.working_language):
        name = _("Practice: %(group)s") % {"group": group.name}
    practice = open_group(slug=slug, name=name, first_year=group.first_year, by=by, practice_of=group, **facts)
    for kind in group.stakeholder_groups.all():
        StakeholderGroup.objects.create(**_facts_of(kind, practice))
    for role in StaffRole.objects.current().filter(group=group):
        StaffRole.objects.create(**_facts_of(role, practice) | {"starts_on": now().date()})
    return practice


def _facts_of(thing, group):
    """The fields of something of a group, for another group."""
    names = [field.name for field in thing._meta.fields if field.name not in ("id", "version")]
    return {name: getattr(thing, name) for name in names} | {"group": group}


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
