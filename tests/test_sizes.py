"""Files, functions, views, tasks, templates and tests stay small enough to be read at once."""

import pytest

from tests.source import ROOT, app_files, functions, is_view, length, parts, python_files, statements, tracked

LONGEST_FUNCTION, LONGEST_VIEW, LONGEST_TEST, MOST_TASK_STATEMENTS = 30, 15, 15, 2
WRITTEN_ELSEWHERE = ("static/bootstrap/", "static/htmx/", "static/pdf/fonts/")
SCREENS = {"views", "pages", "desk", "search", "health", "api"}


@pytest.mark.parametrize(
    ("ending", "longest"), [(".py", 300), (".sh", 300), (".css", 300), (".js", 300), (".html", 100)]
)
def test_no_file_is_too_long(ending, longest):
    paths = [path for path in tracked() if path.endswith(ending) and "/migrations/" not in path]
    ours = [path for path in paths if not path.startswith(WRITTEN_ELSEWHERE)]
    lines = {path: len((ROOT / path).read_text("utf-8").splitlines()) for path in ours}
    assert {path: count for path, count in lines.items() if count > longest} == {}


def too_long(paths, longest, applies=lambda function: True):
    return [
        f"{path}:{function.lineno}: {function.name} has {length(function)} lines"
        for path in paths
        for function in functions(path)
        if applies(function) and length(function) > longest
    ]


def test_no_function_is_too_long():
    assert too_long(app_files(), LONGEST_FUNCTION) == []


def test_views_are_doors_not_rooms():
    screens = [path for path in app_files() if SCREENS & set(parts(path))]
    assert too_long(screens, LONGEST_VIEW, is_view) == []


def test_tests_are_short():
    tests = [path for path in python_files() if path.startswith("tests/")]
    assert too_long(tests, LONGEST_TEST, lambda function: function.name.startswith("test_")) == []


def test_a_task_fetches_and_calls_one_thing():
    found = [
        f"{path}:{function.lineno}: {function.name}"
        for path in app_files()
        if path.endswith("/tasks.py")
        for function in functions(path)
        if len(statements(function)) > MOST_TASK_STATEMENTS
    ]
    assert found == []
