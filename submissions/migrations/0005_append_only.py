"""The database itself refuses to change or delete a line of the register, and lets its head move forward only."""

from django.db import migrations

REFUSAL = "The register is append-only."
BACKWARDS = """OLD.call_id <> NEW.call_id OR NEW.last_number < OLD.last_number OR NEW.last_entry < OLD.last_entry
    OR (NEW.last_entry = OLD.last_entry AND (NEW.head <> OLD.head OR NEW.last_number <> OLD.last_number))"""
TABLES = ("submissions_registerentry", "submissions_register")


def sqlite(name, verb, table, condition=""):
    return f"""CREATE TRIGGER {name} BEFORE {verb} ON {table} {condition}
               BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"""


def postgresql(name, verb, table, condition=""):
    return f"""CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW {condition}
               EXECUTE FUNCTION submissions_append_only()"""


FUNCTION = f"""CREATE FUNCTION submissions_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
               BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"""


def triggers(of_vendor):
    """The same promises in the words of a database."""
    return [
        of_vendor("submissions_entry_unchanged", "UPDATE", TABLES[0]),
        of_vendor("submissions_entry_kept", "DELETE", TABLES[0]),
        of_vendor("submissions_register_forward", "UPDATE", TABLES[1], f"WHEN ({BACKWARDS})"),
        of_vendor("submissions_register_kept", "DELETE", TABLES[1]),
    ]


NAMES = [statement.split()[2] for statement in triggers(sqlite)]
DO = {"sqlite": triggers(sqlite), "postgresql": [FUNCTION, *triggers(postgresql)]}
UNDO = {
    "sqlite": [f"DROP TRIGGER {name}" for name in NAMES],
    "postgresql": [
        *(f"DROP TRIGGER {name} ON {TABLES[at // 2]}" for at, name in enumerate(NAMES)),
        "DROP FUNCTION submissions_append_only()",
    ],
}


def _run(statements):
    def forwards(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return forwards


class Migration(migrations.Migration):
    dependencies = [("submissions", "0004_likeness_and_renditions")]
    operations = [migrations.RunPython(_run(DO), _run(UNDO))]
