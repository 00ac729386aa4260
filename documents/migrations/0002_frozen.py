"""The database itself refuses to change or delete what has been issued.

A withdrawn version may be blanked, so that a text can be taken down; its number, dates and hash stay.
"""

from django.db import migrations

ISSUED = "('issued', 'superseded', 'withdrawn')"
IDENTITY = ("paper_id", "number", "language", "sha256", "issued_at")
TEXTS = ("html", "file")
REFUSAL = "An issued paper is frozen."


def changed(differs):
    """SQL: an update of an issued version that touches what is frozen. `differs`: how the vendor compares with NULL."""
    identity = [f"OLD.{name} {differs} NEW.{name}" for name in IDENTITY]
    texts = [
        f"(OLD.{name} {differs} NEW.{name} AND NOT (NEW.state = 'withdrawn' AND NEW.{name} = ''))" for name in TEXTS
    ]
    back = "NEW.state IN ('draft', 'cleared')"
    return f"OLD.state IN {ISSUED} AND ({' OR '.join([*identity, *texts, back])})"


def of_frozen(row):
    """SQL: whether the row of a block or annex belongs to a version that is frozen."""
    return (
        f"EXISTS (SELECT 1 FROM documents_paperversion v WHERE v.id = {row}.version_id "
        "AND v.state IN ('issued', 'superseded'))"
    )


def sqlite(name, verb, table, condition):
    return f"""CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN {condition}
               BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"""


PARTS = ("documents_block", "documents_annex")
ROWS = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}

SQLITE = [
    sqlite("documents_version_frozen", "UPDATE", "documents_paperversion", changed("IS NOT")),
    sqlite("documents_version_kept", "DELETE", "documents_paperversion", f"OLD.state IN {ISSUED}"),
    *(
        sqlite(f"{table}_{verb}", verb.upper(), table, " OR ".join(of_frozen(row) for row in rows))
        for table in PARTS
        for verb, rows in ROWS.items()
    ),
]
POSTGRESQL = [
    f"""CREATE FUNCTION documents_version_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF OLD.state IN {ISSUED} THEN RAISE EXCEPTION '{REFUSAL}'; END IF;
                RETURN OLD;
            END IF;
            IF {changed("IS DISTINCT FROM")} THEN RAISE EXCEPTION '{REFUSAL}'; END IF;
            RETURN NEW;
        END $$""",
    """CREATE TRIGGER documents_version_frozen BEFORE UPDATE OR DELETE ON documents_paperversion
       FOR EACH ROW EXECUTE FUNCTION documents_version_frozen()""",
    f"""CREATE FUNCTION documents_part_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP <> 'INSERT' THEN
                IF {of_frozen("OLD")} THEN RAISE EXCEPTION '{REFUSAL}'; END IF;
            END IF;
            IF TG_OP <> 'DELETE' THEN
                IF {of_frozen("NEW")} THEN RAISE EXCEPTION '{REFUSAL}'; END IF;
                RETURN NEW;
            END IF;
            RETURN OLD;
        END $$""",
    *(
        f"""CREATE TRIGGER {table}_frozen BEFORE INSERT OR UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION documents_part_frozen()"""
        for table in PARTS
    ),
]
UNDO = {
    "sqlite": [
        "DROP TRIGGER documents_version_frozen",
        "DROP TRIGGER documents_version_kept",
        *(f"DROP TRIGGER {table}_{verb}" for table in PARTS for verb in ROWS),
    ],
    "postgresql": [
        "DROP TRIGGER documents_version_frozen ON documents_paperversion",
        *(f"DROP TRIGGER {table}_frozen ON {table}" for table in PARTS),
        "DROP FUNCTION documents_version_frozen()",
        "DROP FUNCTION documents_part_frozen()",
    ],
}


def _run(statements):
    def forwards(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return forwards


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [migrations.RunPython(_run({"sqlite": SQLITE, "postgresql": POSTGRESQL}), _run(UNDO))]
