"""Draws docs/states.md from the code: the states of every thing and the moves between them."""

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

PAGE = settings.BASE_DIR / "docs" / "states.md"
HEAD = """# States and moves

Drawn from the code by `./manage.py draw_states`; a test compares this page with the code. A state is what somebody
decided; what follows from the clock (a call that is open, a deadline that is past) is computed and is no state.
States change through the actions of each app, along these moves only (`audit/log.py`, `move`).
"""


class Command(BaseCommand):
    """`./manage.py draw_states` writes the page."""

    help = __doc__

    def handle(self, *args, **options):
        """Write docs/states.md."""
        PAGE.write_text(page(), "utf-8")
        self.stdout.write(f"wrote {PAGE.name}")


def models_with_moves():
    """Every model whose state moves, in the order of apps and names."""
    moving = [model for model in apps.get_models() if hasattr(model, "MOVES")]
    return sorted(moving, key=lambda model: model._meta.label_lower)


def page() -> str:
    """The whole page as Markdown, in English."""
    with translation.override("en"):
        return "\n".join([HEAD, *map(section, models_with_moves())])


def section(model) -> str:
    """One model: a diagram and a table of its moves."""
    lines = [f"## {model._meta.label}", "", summary(model), "", "```mermaid", *diagram(model), "```", ""]
    return "\n".join([*lines, *table(model), ""])


def summary(model):
    """The first paragraph of the model's docstring on one line."""
    return " ".join(model.__doc__.split("\n\n")[0].split())


def diagram(model) -> list[str]:
    """The lines of a Mermaid state diagram."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{state.label}" as {name(state)}' for state in model.State]
    lines += [f"    [*] --> {name(model.State(model._meta.get_field('state').default))}"]
    lines += [f"    {name(was)} --> {name(to)}" for was, to in moves(model)]
    return lines + [f"    {name(state)} --> [*]" for state in model.State if not model.MOVES.get(state)]


def table(model) -> list[str]:
    """The lines of a table: state, its words on the screens, where it can go."""
    lines = ["| state | in words | can go to |", "|---|---|---|"]
    for state in model.State:
        targets = [f"`{to.value}`" for was, to in moves(model) if was == state]
        lines.append(f"| `{state.value}` | {state.label} | {', '.join(targets) or 'stays for ever'} |")
    return lines


def moves(model):
    """Pairs of states, in the order in which the model names them."""
    return [(was, to) for was in model.State for to in model.State if to in model.MOVES.get(was, ())]


def name(state):
    """A state as an identifier of the diagram."""
    return state.value.replace(" ", "_")
