"""Reads the source of the portal for the tests that guard its shape: files, imports, functions, calls."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = (
    "audit",
    "correspondence",
    "people",
    "documents",
    "meetings",
    "submissions",
    "participation",
    "summaries",
    "wgec_portal",
)


@cache
def tracked():
    """Paths (relative, as text) that are in the repository or would be added by `git add -A`."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return sorted(path for path in set(listed.split("\0")) if path and (ROOT / path).is_file())


@cache
def tree(path):
    """The syntax tree of a Python file."""
    return ast.parse((ROOT / path).read_text("utf-8"), filename=path)


def python_files():
    return [path for path in tracked() if path.endswith(".py")]


def app_files():
    """Python files of our apps; migrations are history and are not read."""
    return [path for path in python_files() if path.split("/")[0] in APPS and "/migrations/" not in path]


def parts(path):
    """('meetings', 'models', 'call') for meetings/models/call.py."""
    names = path.removesuffix(".py").split("/")
    return tuple(names[:-1] if names[-1] == "__init__" else names)


@cache
def modules():
    """Our modules by dotted name."""
    return {".".join(parts(path)): path for path in app_files()}


def imports(path):
    """(line, dotted name of one of our modules) for everything a file imports from our apps."""
    package = parts(path) if path.endswith("__init__.py") else parts(path)[:-1]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            start = ".".join([*base, *([node.module] if node.module else [])])
            inside = [f"{start}.{alias.name}" for alias in node.names]
            names = [name if name in modules() else start for name in inside]
        else:
            continue
        for name in sorted(set(names)):
            if name.split(".")[0] in APPS:
                yield node.lineno, name


def imported_names(path):
    """The names that a file's imports bind."""
    nodes = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Import | ast.ImportFrom)]
    return {(alias.asname or alias.name).split(".")[0] for node in nodes for alias in node.names}


def functions(path):
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def statements(function):
    """A function's statements at any depth, its docstring left out."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return [node for top in body for node in ast.walk(top) if isinstance(node, ast.stmt)]


def length(function):
    """Lines from `def` to the last statement; the docstring does not count."""
    lines = function.end_lineno - function.lineno + 1
    told = function.body[0] if ast.get_docstring(function) else None
    return lines - (told.end_lineno - told.lineno + 1 if told else 0)


def is_view(function):
    first = [argument.arg for argument in function.args.args if argument.arg not in ("self", "cls")][:1]
    return first == ["request"]


def calls(path):
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]


def called_name(call):
    """The last word of what is called: `update` for `Call.objects.filter(…).update(…)`."""
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def keyword(call, name):
    return next((word.value for word in call.keywords if word.arg == name), None)
