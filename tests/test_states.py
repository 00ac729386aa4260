"""The page of states is drawn from the code, and every state can be reached."""

import pytest

from wgec_portal.management.commands.draw_states import PAGE, diagram, models_with_moves, moves, page

MODELS = {model._meta.label: model for model in models_with_moves()}


def test_the_page_of_states_is_as_the_code_draws_it():
    assert PAGE.read_text("utf-8") == page()


def test_a_diagram_shows_names_beginning_moves_and_ends():
    assert diagram(MODELS["meetings.Agenda"]) == [
        "stateDiagram-v2",
        '    state "Draft" as draft',
        '    state "Adopted" as adopted',
        "    [*] --> draft",
        "    draft --> adopted",
        "    adopted --> [*]",
    ]


@pytest.mark.parametrize("label", MODELS)
def test_moves_name_states_that_exist(label):
    model = MODELS[label]
    named = {*model.MOVES, *(to for targets in model.MOVES.values() for to in targets)}
    assert named <= set(model.State)


@pytest.mark.parametrize("label", MODELS)
def test_every_state_can_be_reached_from_the_first(label):
    model = MODELS[label]
    reached = {model.State(model._meta.get_field("state").default)}
    for _ in model.State:
        reached |= {to for was, to in moves(model) if was in reached}
    assert set(model.State) - reached == set()
