"""Loads the States of the United Nations by their short names in six languages.

The list is our own (process: “own list, tested for count, never ISO or CLDR display names”), in data/states.csv.
"""

import csv
from pathlib import Path

FILE = Path(__file__).parent / "data" / "states.csv"
COLUMNS = {
    "en_short": "name_en",
    "en_formal": "formal_name_en",
    "fr": "name_fr",
    "es": "name_es",
    "ar": "name_ar",
    "zh": "name_zh",
    "ru": "name_ru",
}
STATUSES = {"Member State": "member", "observer": "observer"}


def load(model) -> int:
    """Bring the table of `model` (State, or State as a migration knows it) in line with the file; returns the rows.

    Existing rows keep their keys; loading twice changes nothing.
    """
    with FILE.open(encoding="utf-8", newline="") as file:
        states = [model(**_fields(row)) for row in csv.DictReader(file)]
    model.objects.bulk_create(
        states,
        update_conflicts=True,
        unique_fields=["iso3"],
        update_fields=["m49", "status", *COLUMNS.values()],
    )
    return len(states)


def _fields(row):
    names = {field: row[column] for column, field in COLUMNS.items()}
    return {"iso3": row["iso3"], "m49": int(row["m49"]), "status": STATUSES[row["status"]], **names}
