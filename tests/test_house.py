"""The house keeps its shape: floors, shelves, sizes and words, read from the source of every file.

Each test collects what breaks one rule as "file:line: what" and expects an empty list, so that a
failure names every offender at once. The rules are told in README.md (picture of the house).
"""

import ast
import re

from django.apps import apps
from django.db.models import CharField

from tests.source import (
    ROOT,
    app_files,
    called_name,
    calls,
    functions,
    imported_names,
    imports,
    keyword,
    modules,
    parts,
    python_files,
    tracked,
    tree,
)

# Who may import whom: an app sees the floors below its own, never a neighbour, never the roof.
FLOORS = {
    "audit": 0,
    "correspondence": 0,
    "people": 1,
    "documents": 2,
    "meetings": 3,
    "submissions": 4,
    "participation": 4,
    "summaries": 5,
    "wgec_portal": 6,
}
NEIGHBOURS_THAT_MAY_MEET = {("correspondence", "audit")}  # letters are logged

# Shelves inside an app, from the bottom; a module not named here is a named work (shelf 3).
SHELVES = {
    "models": 0,
    "refusals": 1,
    "rules": 1,
    "emails": 2,
    "pdf": 2,
    "tasks": 4,
    "actions": 5,
    "outbox": 5,  # the verbs of the post office
    "forms": 6,
    "views": 7,
    "admin": 7,
    "templatetags": 7,
    "urls": 8,
    "management": 9,
    "apps": 9,
}
NAMED_WORK = 3

BANNED_NAMES = {"utils", "helpers", "common", "services", "service", "signals", "constants", "mixins", "misc"}

TOP_LEVEL = {
    # named by the user
    *("manage.py", "wgec_portal", "meetings", "submissions", "summaries", "templates", "static"),
    *("requirements.txt", "docker-compose.yml", "tests", "README.md"),
    # added, with the reason in docs/decisions.md
    *("people", "documents", "participation", "audit", "correspondence", "locale", "docs", "bench"),
    *(
        "pyproject.toml",
        "dev-requirements.txt",
        "Dockerfile",
        "docker",
        "demo",
        "test",
        ".ci",
        ".gitignore",
        ".dockerignore",
    ),
}

LONGEST_MACHINE_WORD = 64  # a CharField is for codes and keys; what people write is a TextField
LONGER_MACHINE_WORDS = {"message_id", "password", "path", "content_type"}

DOMAIN_CLOCK = "audit/clock.py"
DOMAIN_MOVES = "audit/log.py"
REAL_TIME = {
    "timezone.now", "datetime.now", "datetime.utcnow", "datetime.today", "date.today",
    "timezone.localdate", "timezone.localtime",
}  # fmt: skip


# Floors and shelves


def shelf(names):
    """The shelf of a module inside its app, by the name of its file or folder."""
    return SHELVES.get(names[1], NAMED_WORK) if len(names) > 1 else SHELVES["models"]


def goes_up(importer, imported):
    below = FLOORS[imported] < FLOORS[importer]
    return importer != imported and not below and (importer, imported) not in NEIGHBOURS_THAT_MAY_MEET


def test_imports_go_down_the_stairs_only():
    found = [
        f"{path}:{line}: imports {name}"
        for path in app_files()
        for line, name in imports(path)
        if goes_up(path.split("/")[0], name.split(".")[0])
    ]
    assert found == []


def test_inside_an_app_imports_go_down_the_shelves():
    found = [
        f"{path}:{line}: imports {name}"
        for path in app_files()
        if not path.startswith("wgec_portal/")
        for line, name in imports(path)
        if name.split(".")[0] == path.split("/")[0]
        and shelf(name.split(".")) > shelf(parts(path))
        and any(imports(modules().get(name, path)))  # a leaf that knows nothing of ours may stand anywhere
    ]
    assert found == []


def reaches(start, goal, seen):
    """Whether module `goal` can be reached from module `start` by imports."""
    for _, name in imports(modules()[start]):
        if name == goal:
            return True
        if name in modules() and name not in seen:
            seen.add(name)
            if reaches(name, goal, seen):
                return True
    return False


def test_no_module_imports_itself_by_a_detour():
    assert [name for name, path in modules().items() if reaches(name, name, set())] == []


def test_imports_stand_at_the_top_of_the_file():
    found = {
        f"{path}:{node.lineno}"
        for path in python_files()
        if path != "manage.py" and "/migrations/" not in path
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert sorted(found) == []


def floor_of(model):
    return FLOORS.get(model.__module__.split(".")[0], -1)


def our_models():
    return [model for model in apps.get_models() if floor_of(model) >= 0]


def names_on(model):
    """Every field and reverse accessor of a model that comes from its own floor or below."""
    own = [field.name for field in model._meta.get_fields() if not field.auto_created]
    from_below = [
        relation.get_accessor_name()
        for relation in model._meta.related_objects
        if floor_of(relation.related_model) <= floor_of(model)
    ]
    return {*own, *from_below}


def accessors_upwards():
    """(floor, name): accessors that models of a higher floor hang on models of a lower one."""
    for model in our_models():
        for relation in model._meta.related_objects:
            name = relation.get_accessor_name()
            if name and floor_of(relation.related_model) > floor_of(model):
                yield floor_of(model), name


def names_used(path):
    """(line, word) for attributes of things, not of modules, and for the first word of queryset lookups."""
    imported = imported_names(path)
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") not in imported:
            yield node.lineno, node.attr
        elif isinstance(node, ast.keyword) and node.arg and "__" in node.arg:
            yield node.value.lineno, node.arg.split("__")[0]


def test_lower_floors_use_no_accessor_of_an_upper_floor():
    upwards = set(accessors_upwards())
    known = {(floor_of(model), name) for model in our_models() for name in names_on(model)}
    found = [
        f"{path}:{line}: .{name}"
        for path in app_files()
        for line, name in names_used(path)
        if any(
            word == name and FLOORS[path.split("/")[0]] <= floor
            for floor, word in upwards
            if not any(word == own and at <= floor for at, own in known)
        )
    ]
    assert found == []


# Names


def test_the_top_level_has_no_name_without_a_reason():
    assert sorted({path.split("/")[0] for path in tracked()} - TOP_LEVEL) == []


def test_no_file_is_called_after_nothing():
    assert [path for path in app_files() if BANNED_NAMES & set(parts(path))] == []


def test_every_module_says_what_it_is_for():
    filled = [path for path in app_files() if (ROOT / path).read_text("utf-8").strip()]
    assert [path for path in filled if not ast.get_docstring(tree(path))] == []


# Time, states, promises of the database


def reads_the_clock(node):
    """Whether a piece of code reads the real time, or makes a column fill itself with it."""
    if isinstance(node, ast.Attribute):
        return ast.unparse(node).endswith(tuple(REAL_TIME))
    if isinstance(node, ast.keyword):
        return node.arg in ("auto_now", "auto_now_add")
    return isinstance(node, ast.Name) and node.id == "Now"


def test_the_only_clock_is_the_clock_of_the_domain():
    paths = [path for path in app_files() if path != DOMAIN_CLOCK]
    found = [f"{path}: {ast.unparse(node)}" for path in paths for node in ast.walk(tree(path)) if reads_the_clock(node)]
    assert found == []


def sets_a_state(node):
    """Whether a piece of code sets a state by hand, on a thing or in a queryset."""
    if isinstance(node, ast.Call):
        return called_name(node) == "update" and keyword(node, "state") is not None
    targets = node.targets if isinstance(node, ast.Assign) else []
    return any(isinstance(target, ast.Attribute) and target.attr == "state" for target in targets)


def test_states_change_only_along_their_moves():
    paths = [path for path in app_files() if path != DOMAIN_MOVES]
    found = [f"{path}:{node.lineno}" for path in paths for node in ast.walk(tree(path)) if sets_a_state(node)]
    assert found == []


def test_nothing_happens_behind_the_back_of_the_reader():
    banned = {"receiver", "connect", "connect_via"}
    found = [f"{path}:{call.lineno}" for path in app_files() for call in calls(path) if called_name(call) in banned]
    assert found == []


def test_nothing_disappears_with_something_else():
    sources = [path for path in python_files() if path.split("/")[0] in FLOORS]
    assert [path for path in sources if re.search(r"\bCASCADE\b", (ROOT / path).read_text("utf-8"))] == []


def test_what_people_write_has_no_limit_of_the_database():
    found = [
        f"{field}: {field.max_length}"
        for model in our_models()
        for field in model._meta.local_fields
        if type(field) is CharField and (field.max_length or 255) > LONGEST_MACHINE_WORD
        if field.name not in LONGER_MACHINE_WORDS
    ]
    assert found == []


def test_no_text_points_into_somebodys_own_machine():
    outside = re.compile("/" + r"(?:work|home/\w+|root|tmp/team)" + r"/(?!\*)")
    texts = [path for path in tracked() if (ROOT / path).stat().st_size < 1_000_000 and path != "tests/test_house.py"]
    found = [path for path in texts if outside.search((ROOT / path).read_text("utf-8", errors="ignore"))]
    assert found == []
