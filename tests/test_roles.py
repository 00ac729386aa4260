"""docs/roles.md says who may do what; each of its cells is compared with the rule, asked by the cast."""

import importlib
import re

import pytest

from tests.role_things import THINGS
from tests.source import ROOT, app_files, functions

pytestmark = pytest.mark.django_db

CAST = {
    "secretariat": "dana",
    "Chair": "emil",
    "assistant": "fatou",
    "member": "bela",
    "observer": "chidi",
    "stakeholder": "amina",
    "stranger": "oumar",
}


def table():
    """{rule: {role: "yes" or "–"}} from the page; “`rule` (of what)” is a rule on a certain kind of thing."""
    lines = [line.strip("|\n ").split("|") for line in (ROOT / "docs/roles.md").open(encoding="utf-8") if "|" in line]
    head = [cell.strip() for cell in lines[0]]
    rows = [dict(zip(head, [cell.strip() for cell in line], strict=True)) for line in lines[2:]]
    return {row["rule"].replace("`", ""): {role: row[role] for role in CAST} for row in rows}


def rules_of_the_portal():
    """Every rule of the house that asks who acts: {"meetings.why_not_close", …}."""
    return {
        f"{path.split('/')[0]}.{function.name}"
        for path in app_files()
        for function in functions(path)
        if function.name.startswith("why_not_") and [each.arg for each in function.args.args[:1]] == ["actor"]
    }


def without_kind(rule):
    return re.sub(r" \(.*\)$", "", rule)


def test_every_rule_has_a_row():
    assert {without_kind(rule) for rule in table()} == rules_of_the_portal()


def test_every_row_is_tried():
    assert set(THINGS) == set(table())


@pytest.mark.parametrize("rule", sorted(THINGS))
def test_the_table_says_what_the_rule_says(request, rule):
    app, name = without_kind(rule).split(".")
    why_not = getattr(importlib.import_module(f"{app}.rules"), name)
    actors = {role: request.getfixturevalue(member) for role, member in CAST.items()}
    things = THINGS[rule](request.getfixturevalue)
    said = {role: "–" if why_not(actor, *things) else "yes" for role, actor in actors.items()}
    assert said == table()[rule]
