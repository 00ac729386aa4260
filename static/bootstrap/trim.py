"""Trims Bootstrap to what the templates use. For developers; run it after a template takes a new class:

    python static/bootstrap/trim.py <the unpacked npm package "bootstrap", 5.3>

Writes bootstrap.min.css and bootstrap.rtl.min.css beside this file. tests/test_static.py says when it is due.
"""

import re
import sys
from pathlib import Path

import tinycss2

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
# Classes that crispy-bootstrap5 and Python code put on a page, and a few a new screen is likely to want.
SAFELIST = set(
    """
    form-control form-select form-check form-check-input form-check-label form-label form-text is-invalid
    input-group input-group-text btn btn-primary btn-secondary btn-outline-primary btn-outline-secondary
    btn-outline-danger btn-danger btn-link btn-sm container row col col-md-4 col-md-6 col-md-8 g-3
    table table-sm list-unstyled d-block d-flex flex-wrap gap-2 gap-3 align-items-center align-items-end
    justify-content-between breadcrumb breadcrumb-item active visually-hidden lead h2 h3 h4 small
    text-nowrap text-end fw-bold mb-0 mb-1 mb-2 mb-3 mb-4 mt-0 mt-2 mt-3 mt-4 m-0 me-2 ms-2 p-0 ps-3
    """.split()
)
BUILDS = ("bootstrap.min.css", "bootstrap.rtl.min.css")
CLASS = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")
VARIABLE = re.compile(r"var\((--[\w-]+)")


def classes_in_template(text):
    """The class names a template may put on a page, as a set. A name built from a variable is left out."""
    text = re.sub(r"{{.*?}}", "{}", re.sub(r"{#.*?#}|{%.*?%}", " ", text, flags=re.S), flags=re.S)
    found = set()
    for _quote, value in re.findall(r"""\bclass=(["'])(.*?)\1""", text, flags=re.S):
        found |= {name for name in value.split() if "{}" not in name}
    return found


def classes_in_python(text):
    """The class names a form gives to crispy-forms or to a widget, as a set."""
    values = re.findall(r"""(?:css_class\s*=|["']class["']\s*:)\s*["']([^"']*)["']""", text)
    return {name for value in values for name in value.split()}


def classes_used():
    """Every class name that templates and forms of this project write themselves."""
    used = set()
    for path in (PROJECT / "templates").rglob("*.html"):
        if "pdf" not in path.relative_to(PROJECT / "templates").parts:
            used |= classes_in_template(path.read_text())
    for path in PROJECT.glob("*/**/forms*.py"):
        if ".venv" not in path.parts:
            used |= classes_in_python(path.read_text())
    return used


def classes_defined(css):
    """Every class name that a style sheet has a rule for."""
    return set(CLASS.findall(re.sub(r"{[^{}]*}", "{}", re.sub(r"/\*.*?\*/", "", css, flags=re.S))))


def kept_selectors(prelude, used):
    """The selectors of a rule that can match here; a class inside :not() need not be used."""
    selectors = [s.strip() for s in tinycss2.serialize(prelude).split(",")]
    needed = {s: set(CLASS.findall(re.sub(r":not\([^)]*\)", "", s))) for s in selectors}
    return [s for s in selectors if needed[s] <= used and "data-bs-theme=dark" not in s]


def kept_declarations(content):
    """Everything but pictures written into the sheet (data:), which the content security policy refuses."""
    declarations = tinycss2.parse_blocks_contents(content, True, True)
    return ";".join(text for d in declarations if "url(" not in (text := d.serialize()))


def trim(rules, used):
    """Yield the rules whose classes are all used, as text; media queries are gone through, animations left out."""
    for rule in rules:
        if rule.type == "qualified-rule" and (selectors := kept_selectors(rule.prelude, used)):
            if declarations := kept_declarations(rule.content):
                yield f"{','.join(selectors)}{{{declarations}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword == "media":
            if inner := "".join(trim(tinycss2.parse_rule_list(rule.content, True, True), used)):
                yield f"@media{tinycss2.serialize(rule.prelude)}{{{inner}}}"


def without_idle_variables(css):
    """Drop custom properties nobody reads, until none is left."""
    while True:
        read = set(VARIABLE.findall(css)) | {"--bs-primary", "--bs-primary-rgb"}
        idle = set(re.findall(r"[{;](--bs-[\w-]+):", css)) - read
        names = "|".join(sorted(idle)) or "-"
        shorter = re.sub(rf"(?<=[{{;])(?:{names}):[^;{{}}]*(?:;|(?=}}))", "", css)
        shorter = re.sub(r"[^{}]*{}", "", shorter)
        if shorter == css:
            return css
        css = shorter


def main(package):
    builds = {name: (Path(package) / "dist" / "css" / name).read_text() for name in BUILDS}
    in_both = set.intersection(*(classes_defined(full) for full in builds.values()))
    used = (classes_used() | SAFELIST) & in_both  # right to left lacks a few, .text-break for one
    for name, full in builds.items():
        banner = re.search(r"/\*!.*?\*/", full, flags=re.S)[0]
        css = without_idle_variables("".join(trim(tinycss2.parse_stylesheet(full, True, True), used)))
        (HERE / name).write_text(f"{banner}\n{css}\n")
        sys.stdout.write(f"{name}: {len(full)} bytes trimmed to {len(css)}\n")


if __name__ == "__main__":
    main(sys.argv[1])
