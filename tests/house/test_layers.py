"""The rooms of the package: what each may import is in one table that says exactly what is so; names mean one thing."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.tools.project import ROOT

PACKAGE = ROOT / "hgz_report"
_ALLOWED = {
    "problems": "",
    "origin": "problems",
    "style": "",
    "collection": "",
    "cache": "",
    "forms": "cache language problems",
    "language": "",
    "data": "cache forms language origin problems",
    "analysis": "data language",
    "document": "language origin problems style",
    "fonts": "problems",
    "narrate": "analysis cache data document forms language origin problems style",
    "draw": "document fonts origin",
    "charts": "document draw fonts language origin problems style",
    "layout": "charts collection document draw fonts language origin problems style",
    "writers": "charts collection document draw fonts language layout origin style",
    "readers": "document origin problems",
    "provenance": "analysis data document draw language layout origin problems readers style",
    "audit": "document language origin provenance readers style",
    "checks": "cache data document draw forms language layout narrate origin problems",
    "edition": "analysis audit cache checks collection data document fonts forms language layout narrate origin "
    "problems provenance readers style writers",
    "delivery": "cache data edition forms problems writers",
    "workshop": "analysis cache checks collection data document edition fonts forms language layout narrate origin "
    "problems provenance readers style writers",
    "cli": "audit cache checks collection data delivery edition fonts language narrate problems provenance readers workshop "
    "writers",
    "__main__": "cli problems",
}
"""From the bottom up.  A room is what stands at the top of the package; it may always import itself."""
_APART = (
    ("writers.pdf", "writers.docx"),
    ("checks.data", "checks.pages"),
    ("checks.prose", "checks.pages"),
    ("checks.data", "checks.prose"),
    ("checks.data", "checks.source"),
    ("checks.prose", "checks.source"),
)
"""Neighbours that must not know each other."""
_FOR_EACH_KIND = {"tables", "tiles", "stacked"}
"""Names that stand in two rooms because both do their part for the same kind of block."""
_MOST_AT_THE_TOP = 26


@cache
def modules() -> dict[str, Path]:
    """Every module of the package by its dotted name below it; a folder's `__init__` by the folder's name."""
    paths = [path for path in sorted(PACKAGE.rglob("*.py")) if path != PACKAGE / "__init__.py"]
    return {".".join(p.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): p for p in paths}


@cache
def imports(module: str) -> tuple[tuple[int, str], ...]:
    """Line and name of everything the module imports from the package, under TYPE_CHECKING and in functions too."""
    return tuple(_imports(modules()[module]))


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name.partition(".")[2]) for name in node.names if _ours(name.name))
        elif isinstance(node, ast.ImportFrom) and _ours(node.module or ""):
            inside = (node.module or "").partition(".")[2]
            for name in node.names:
                deeper = f"{inside}.{name.name}".removeprefix(".")
                yield node.lineno, deeper if deeper in modules() else inside


def _ours(name: str) -> bool:
    return f"{name}.".startswith("hgz_report.")


def room(module: str) -> str:
    return module.partition(".")[0]


def test_every_room_is_in_the_table_and_few_names_stand_at_the_top() -> None:
    rooms = {room(module) for module in modules()}
    assert rooms == set(_ALLOWED)
    assert len(rooms) + 1 <= _MOST_AT_THE_TOP  # with the package's own __init__


def test_the_table_has_no_circle() -> None:
    graph = {name: set(allowed.split()) for name, allowed in _ALLOWED.items()}
    assert set(TopologicalSorter(graph).static_order()) == set(_ALLOWED)


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = {name: {other for _, other in imports(name) if other} for name in modules()}
    assert set(TopologicalSorter(graph).static_order()) == set(modules())


@pytest.mark.parametrize("name", _ALLOWED)
def test_a_room_imports_what_the_table_says_and_nothing_else(name: str) -> None:
    own = [module for module in modules() if room(module) == name]
    seen = {room(other): f"{module}:{line}" for module in own for line, other in imports(module) if other}
    seen.pop(name, None)
    allowed = set(_ALLOWED[name].split())
    assert {other: where for other, where in seen.items() if other not in allowed} == {}, "not allowed"
    assert allowed - set(seen) == set(), "allowed and not used: take it out of the table"


@pytest.mark.parametrize(("one", "other"), [*_APART, *(pair[::-1] for pair in _APART)])
def test_neighbours_do_not_know_each_other(one: str, other: str) -> None:
    own = [module for module in modules() if f"{module}.".startswith(f"{one}.")]
    assert [(m, line) for m in own for line, name in imports(m) if f"{name}.".startswith(f"{other}.")] == []


def test_a_folder_says_in_three_lines_what_it_is_for_and_holds_no_code() -> None:
    for path in PACKAGE.rglob("__init__.py"):
        if path == PACKAGE / "__init__.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        said = ast.get_docstring(tree) or ""
        assert len(tree.body) == 1, f"{path}: code belongs into a module with a name"
        assert said.count("\n") == 2, f"{path}: three lines"
        assert "Here: " in said, f"{path}: what may go in"


def test_no_two_modules_of_one_name_stand_in_different_rooms() -> None:
    places = defaultdict(set)
    for module, path in modules().items():
        if path.stem != "__init__":
            places[path.stem].add(room(module))
    assert {stem for stem, rooms in places.items() if len(rooms) > 1} == _FOR_EACH_KIND


def test_no_test_imports_another() -> None:
    tests = [path for path in (ROOT / "tests").rglob("*.py") if "tools" not in path.parts]
    names = {
        path: [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.ImportFrom)]
        for path in tests
    }
    wrong = [
        (path.name, n.module)
        for path, found in names.items()
        for n in found
        if (n.module or "").startswith("tests.") and not (n.module or "").startswith(("tests.tools", "tests.conftest"))
    ]
    assert wrong == []
