"""The list of States: its count, its six languages, and finding a State by any of its names."""

import pytest

from people import states
from people.models import State, plain

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("status", "count"), [("member", 193), ("observer", 2)])
def test_the_list_holds_every_state(status, count):
    assert State.objects.filter(status=status).count() == count


@pytest.mark.parametrize("field", list(states.COLUMNS.values()))
def test_every_name_is_filled(field):
    assert list(State.objects.filter(**{field: ""}).values_list("iso3", flat=True)) == []


@pytest.mark.parametrize(
    ("iso3", "language", "name"),
    [
        ("CIV", "en", "Côte d'Ivoire"),
        ("CIV", "zh", "科特迪瓦"),
        ("TUR", "en", "Türkiye"),
        ("TUR", "ar", "تركيا"),
        ("NLD", "en", "Netherlands (Kingdom of the)"),
        ("NLD", "ru", "Нидерланды (Королевство)"),
        ("BOL", "es", "Bolivia (Estado Plurinacional de)"),
        ("CZE", "fr", "Tchéquie"),
        ("PSE", "de", "State of Palestine"),
    ],
)
def test_a_state_is_called_by_its_united_nations_name(iso3, language, name):
    assert State.objects.get(iso3=iso3).name_in(language) == name


def test_loading_twice_changes_nothing():
    before = list(State.objects.order_by("iso3").values())
    assert states.load(State) == 195
    assert list(State.objects.order_by("iso3").values()) == before


def test_loading_mends_a_name_and_keeps_the_key():
    state = State.objects.get(iso3="TUR")
    State.objects.filter(pk=state.pk).update(name_en="Turkey")
    states.load(State)
    assert State.objects.get(pk=state.pk).name_en == "Türkiye"


@pytest.mark.parametrize(
    "typed",
    ["Côte d'Ivoire", "cote d’ivoire", " CÔTE  D'IVOIRE ", "the Republic of Côte d'Ivoire", "كوت ديفوار", "科特迪瓦"],
)
def test_a_state_is_found_however_it_is_typed(typed):
    from_name = State.objects.by_plain_name()
    assert from_name[plain(typed)].iso3 == "CIV"


def test_a_state_is_found_without_what_stands_in_brackets():
    assert State.objects.by_plain_name()[plain("Bolivia")].iso3 == "BOL"


def test_no_two_states_share_a_name():
    names = {}
    for state in State.objects.all():
        for name in set(map(plain, state.all_names())):
            names.setdefault(name, []).append(state.iso3)
    assert {name: codes for name, codes in names.items() if len(codes) > 1} == {}
