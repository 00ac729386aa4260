"""The schema of a compilation's data says exactly what the data holds."""

import json
from dataclasses import fields
from pathlib import Path

import pytest
from django.conf import settings
from jsonschema import Draft202012Validator, ValidationError

from submissions.compilation import dataset, gathering
from submissions.models import Compilation
from tests.submissions.compilation.datasets import attached, content, many, one
from tests.submissions.contributions import contribution
from tests.submissions.moderation import redact

SCHEMA = json.loads((Path(settings.BASE_DIR) / "submissions/data/compilation.schema.json").read_text("utf-8"))
PARTS = {
    "head": dataset.Head,
    "question": dataset.Asked,
    "change": dataset.Change,
    "contribution": dataset.Contribution,
    "passage": dataset.Passage,
    "file": dataset.Attached,
}


def check(data):
    Draft202012Validator(SCHEMA).validate(json.loads(data))


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", PARTS)
def test_it_names_every_field_and_no_other(name):
    part, names = SCHEMA["$defs"][name], [field.name for field in fields(PARTS[name])]
    assert (list(part["properties"]), part["required"], part["additionalProperties"]) == (names, names, False)


def described(part):
    """Every property of the schema, with its name."""
    for name, inner in part.get("properties", {}).items():
        yield name, inner
        yield from described(inner)


def test_every_field_has_its_description_and_source():
    parts = [SCHEMA, *SCHEMA["$defs"].values()]
    told = [(name, each) for part in parts for name, each in described(part) if "$ref" not in each]
    assert [name for name, each in told if ". Source: " not in each.get("description", "")] == []
    assert len(told) > 50


def test_the_format_is_the_one_that_is_written():
    assert SCHEMA["properties"]["format"]["const"] == dataset.FORMAT


def test_a_dataset_with_everything_in_it_is_valid():
    changes = [dataset.Change("new", 1, "One"), dataset.Change("taken_down", 2, "")]
    files = [attached("a.pdf", question="first", bound="embedded")]
    ones = [one(1, files=files, co_signatories=["Ann"], labels=["late"], translation="Yes."), *many(12)]
    check(content(ones, counts=[["Member States", 1]], changes=changes, since=1, selection=["in French"]))


def test_an_empty_one_is_valid():
    check(content([]))


@pytest.mark.parametrize("wrong", [{"version": 0}, {"sha256": "x"}, {"received": "yesterday"}, {"labels": "late"}])
def test_what_is_no_dataset_is_not(wrong):
    with pytest.raises(ValidationError):
        check(content([one(1, **wrong)]))


@pytest.mark.django_db
def test_what_is_really_gathered_is_valid(call, dana):
    contribution(call, answers=["An answer", None], language="", other="More.")
    redact(contribution(call, answers=["A canary"], behalf="coalition", language="und"), dana)
    gathered = gathering.gather(Compilation(call=call))
    check(b"".join(dataset.dump(gathered.head, gathered.contributions)))
    assert len(gathered.contributions) == 2
