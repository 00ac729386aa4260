"""The register holds, and when anything of it was changed the first line that does not is named."""

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from meetings.models import Call
from submissions import actions, storing, verifying
from submissions.models import File, RegisterEntry, Submission, Version
from tests.submissions.conftest import draft, pdf_bytes, upload

pytestmark = pytest.mark.django_db


def triggers_off():
    """The triggers of the register stand aside until the test is over; it is rolled back."""
    with connection.cursor() as cursor:
        for table in ("submissions_registerentry", "submissions_register"):
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            else:
                rows = cursor.execute("SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name=?", [table])
                for (name,) in rows.fetchall():
                    cursor.execute(f"DROP TRIGGER {name}")


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def fault_of(call):
    found = verifying.first_broken(Call.objects.get(pk=call.pk))
    return (found.sequence, found.fault) if found else None


@pytest.fixture
def three(call, other_call):
    """Three contributions, each on the line of its own number; the second with a file and for a coalition."""
    made = []
    for name in ("First", "Second", "Third"):
        coalition = {"behalf": "coalition", "behalf_name": "All", "signatories": "A\nB <b@example.org>"}
        version, holder = draft(call, organisation=name, **(coalition if name == "Second" else {}))
        if name == "Second":
            actions.attach(version=version, stored=storing.store(upload("a.pdf", pdf_bytes())), by=holder)
        made.append((actions.submit(version=version, by=holder).submission, holder))
    triggers_off()
    return made


@pytest.mark.embedded
def test_a_register_that_nobody_touched_holds(call, three):
    assert fault_of(call) is None


MISSING = "the line is missing"
FACTS = "its facts do not give its hash"
HEAD = "the head of the register does not fit the last line: lines are missing at the end, or it was changed"


@pytest.mark.embedded
@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("sequence = 9", MISSING),
        ("kind = 'withdrawn'", FACTS),
        ("number = 7", FACTS),
        ("number = 1", FACTS),
        ("version_number = 2", FACTS),
        ("at = '2016-11-25 11:00:00+00:00'", FACTS),
        ("received_at = '2016-11-25 11:00:00+00:00'", FACTS),
        ("commitment = 'x'", FACTS),
        ("previous = 'x'", "it does not hold the hash of the line before it"),
        ("hash = 'x'", FACTS),
        ("submission_id = (SELECT min(id) FROM submissions_submission)", "its contribution has another number: 1"),
        ("call_id = (SELECT max(id) FROM meetings_call)", MISSING),
    ],
)
def test_every_field_of_a_line_is_watched(call, three, change, fault):
    sql(f"UPDATE submissions_registerentry SET {change} WHERE sequence = 2")
    assert fault_of(call) == (2, fault)


def test_every_field_of_a_line_is_tried():
    tried = {mark.split(" = ")[0] for mark, _fault in test_every_field_of_a_line_is_watched.pytestmark[0].args[1]}
    assert tried == {field.attname for field in RegisterEntry._meta.local_fields} - {"id"}


def test_a_line_in_the_wrong_chain_is_found_there_too(other_call, three):
    sql("UPDATE submissions_registerentry SET call_id = %s WHERE sequence = 1", other_call.pk)
    assert fault_of(other_call) == (1, FACTS)


@pytest.mark.parametrize(
    "change", ["head = 'x'", "head = ''", "last_number = 4", "last_number = 2", "last_entry = 4", "last_entry = 2"]
)
def test_every_field_of_the_head_is_watched(call, three, change):
    sql(f"UPDATE submissions_register SET {change}")
    assert fault_of(call) == (3, HEAD)


@pytest.mark.parametrize(("gone", "found"), [(1, (1, MISSING)), (2, (2, MISSING)), (3, (2, HEAD))])
def test_a_line_that_was_taken_out_is_missed(call, three, gone, found):
    sql("DELETE FROM submissions_registerentry WHERE sequence = %s", gone)
    assert fault_of(call) == found


def test_a_chain_rewritten_from_a_line_on_does_not_fit_the_versions(call, three):
    """Whoever can write everything must also find texts that fit: the commitment is the version’s."""
    previous = ""
    for line in RegisterEntry.objects.filter(call=call).select_related("call").order_by("sequence"):
        line.previous, line.commitment = previous, "0" * 64 if line.sequence == 2 else line.commitment
        previous = verifying.hash_of(line)
        values = (line.previous, line.commitment, previous, line.pk)
        sql("UPDATE submissions_registerentry SET previous = %s, commitment = %s, hash = %s WHERE id = %s", *values)
    sql("UPDATE submissions_register SET head = %s", previous)
    assert fault_of(call) == (2, "its version has another hash")


TEXT = "the text of its version is not the one that was filed"
HOUR = "its version has another hour"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        *[(f"{name} = 'x'", TEXT) for name in Version.FILED_AS_TYPED if name not in ("behalf", "behalf_name")],
        ("behalf = 'self'", TEXT),
        ("behalf_name = 'x'", TEXT),
        ("stakeholder_group_id = stakeholder_group_id + 1", TEXT),
        ("country_id = (SELECT min(id) FROM people_state)", TEXT),
        ("number = 3", "its version is missing"),
        ("salt = 'x'", TEXT),
        ("salt = ''", "the salt of its version is missing, and nothing says that it was erased"),
        ("sha256 = 'x'", "its version has another hash"),
        ("sent_at = '2016-11-25 11:00:00+00:00'", HOUR),
        ("received_at = '2016-11-25 11:00:00+00:00'", HOUR),
        ("submission_id = (SELECT min(id) FROM submissions_submission)", "its version is missing"),
    ],
)
def test_every_field_of_a_version_that_was_filed_is_watched(call, three, switzerland, change, fault):
    second = three[1][0]
    number = ", number = 9" if change.startswith("submission_id") else ""
    sql(f"UPDATE submissions_version SET {change}{number} WHERE id = %s", second.current_id)
    assert fault_of(call) == (2, fault)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE submissions_answer SET text = 'x' WHERE version_id = %s",
        "UPDATE submissions_answer SET text = '', no_position = true WHERE version_id = %s",
        "UPDATE submissions_answer SET language = 'fr' WHERE version_id = %s",
        "UPDATE submissions_answer SET question_id = question_id + 1 WHERE version_id = %s",
        "DELETE FROM submissions_answer WHERE version_id = %s",
        "UPDATE submissions_file SET name = 'x' WHERE version_id = %s",
        "UPDATE submissions_file SET size = 1 WHERE version_id = %s",
        "UPDATE submissions_file SET sha256 = 'x' WHERE version_id = %s",
        "UPDATE submissions_file SET role = 'original' WHERE version_id = %s",
        "DELETE FROM submissions_file WHERE version_id = %s",
        "UPDATE submissions_cosignatory SET name = 'x' WHERE version_id = %s AND name = 'A'",
        "DELETE FROM submissions_cosignatory WHERE version_id = %s AND name = 'A'",
    ],
)
def test_answers_files_and_names_are_watched(call, three, change):
    sql(change, three[1][0].current_id)
    assert fault_of(call) == (2, TEXT)


def test_a_file_on_disk_is_watched(call, three):
    file = File.objects.get()
    place = default_storage.path(file.path)
    with open(place, "ab") as stored:
        stored.write(b"x")
    assert fault_of(call) == (2, f"file {file.pk} on disk is not the one that was filed")
    default_storage.delete(file.path)
    assert fault_of(call) == (2, f"file {file.pk} is missing on disk")


def test_what_stands_in_no_line_is_found(call, three):
    sql("UPDATE submissions_submission SET state='withdrawn', withdrawn_at=submitted_at WHERE register_number = 3")
    assert fault_of(call) == (3, "No. 3 is withdrawn and no line says so")
    Version.objects.filter(submission=three[0][0]).update(number=2)
    assert fault_of(call) == (1, "its version is missing")


def test_what_was_withdrawn_or_erased_holds(call, three):
    first, holder = three[0]
    actions.withdraw(submission=first, by=holder)
    Version.objects.filter(submission=three[2][0]).update(salt="", other="", name="")
    Submission.objects.filter(pk=three[2][0].pk).update(erased_at=first.submitted_at)
    assert fault_of(call) is None


def test_next_versions_hold(call, three):
    submission, holder = three[0]
    draft = actions.edit(submission=submission, by=holder)
    actions.submit(version=draft, by=holder)
    assert (RegisterEntry.objects.count(), fault_of(call)) == (4, None)


def test_a_renamed_stakeholder_group_breaks_nothing(call, three):
    call.group.stakeholder_groups.filter(name="Civil society").update(name="Non-governmental organizations")
    assert fault_of(call) is None


@pytest.mark.embedded
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE submissions_registerentry SET number = 5",
        "DELETE FROM submissions_registerentry",
        "UPDATE submissions_register SET head = 'x'",
        "UPDATE submissions_register SET last_entry = 0",
        "UPDATE submissions_register SET last_number = 0",
        "DELETE FROM submissions_register",
    ],
)
def test_the_database_itself_refuses(call, filed, statement):
    filed(call)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sql(statement)
    assert fault_of(call) is None


def test_the_command_names_call_line_and_fault_and_ends_with_1(call, three, capsys):
    sql("UPDATE submissions_registerentry SET hash = 'x' WHERE sequence = 2")
    with pytest.raises(CommandError, match="1 of 1 registers do not hold") as raised:
        call_command("verify_register", str(call.uid))
    told = capsys.readouterr().err.strip()
    assert (raised.value.returncode, told) == (1, f"{call.title}: line 2 (No. 2, version 1): {FACTS}")


def test_the_command_walks_every_register(call, three, capsys):
    call_command("verify_register")
    assert capsys.readouterr().out.strip() == "2 registers hold."


@pytest.mark.parametrize("name", ["x", "00000000-0000-0000-0000-000000000000"])
def test_the_command_knows_an_unknown_call(db, name):
    with pytest.raises(CommandError, match="There is no call"):
        call_command("verify_register", name)
