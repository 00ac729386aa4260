"""The other forms of an issued version are as frozen as the version: nothing is changed, nothing goes.

They may come after the issue, for making them takes a while; never after the text was taken away. Then a file may be
blanked, and its kind, hash and size stay.
"""

from django.db import migrations, models

REFUSAL = "An issued paper is frozen."
TABLE = "documents_companion"
IDENTITY = ("id", "version_id", "kind", "sha256", "size")


def of_version(row, condition):
    """SQL: whether a row belongs to a version of which something holds."""
    return f"EXISTS (SELECT 1 FROM documents_paperversion v WHERE v.id = {row}.version_id AND {condition})"


def frozen(row):
    return of_version(row, "v.state IN ('issued', 'superseded', 'withdrawn')")


def taken_away(row):
    return of_version(row, "v.text_removed_at IS NOT NULL")


SAME = " AND ".join(f"OLD.{name} = NEW.{name}" for name in IDENTITY)
REFUSED = {  # verb: SQL of what is refused
    "insert": taken_away("NEW"),
    "update": f"({frozen('OLD')} OR {frozen('NEW')}) AND NOT ({SAME} AND NEW.file = '' AND {taken_away('OLD')})",
    "delete": frozen("OLD"),
}

SQLITE = [
    f"""CREATE TRIGGER {TABLE}_{verb} BEFORE {verb.upper()} ON {TABLE} WHEN {condition}
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"""
    for verb, condition in REFUSED.items()
]
POSTGRESQL = [
    f"""CREATE FUNCTION {TABLE}_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'INSERT' THEN
                IF {REFUSED["insert"]} THEN RAISE EXCEPTION '{REFUSAL}'; END IF;
                RETURN NEW;
            END IF;
            IF TG_OP = 'UPDATE' THEN
                IF {REFUSED["update"]} THEN RAISE EXCEPTION '{REFUSAL}'; END IF;
                RETURN NEW;
            END IF;
            IF {REFUSED["delete"]} THEN RAISE EXCEPTION '{REFUSAL}'; END IF;
            RETURN OLD;
        END $$""",
    f"""CREATE TRIGGER {TABLE}_frozen BEFORE INSERT OR UPDATE OR DELETE ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION {TABLE}_frozen()""",
]
UNDO = {
    "sqlite": [f"DROP TRIGGER {TABLE}_{verb}" for verb in REFUSED],
    "postgresql": [f"DROP TRIGGER {TABLE}_frozen ON {TABLE}", f"DROP FUNCTION {TABLE}_frozen()"],
}


def _run(statements):
    def forwards(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return forwards


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_companions")]
    operations = [
        migrations.AlterField("companion", "file", models.TextField(blank=True)),
        migrations.RunPython(_run({"sqlite": SQLITE, "postgresql": POSTGRESQL}), _run(UNDO)),
    ]
