"""Imports go one way: what a room of the package may import is in this table, and nothing else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "hgz_report"
_WRITER = "chart_model document numbering style fonts charts layout problems"
_TRACE = "chart_model dataset document layout model numerals period placeholder problems style wording"
# From the bottom up.  A room is a module or a folder of the package; a folder may always import itself.
_ALLOWED = {
    "problems": "",
    "period": "",
    "bare_numbers": "",
    "numerals": "",
    "fact_tag": "",
    "style": "",
    "toml_reader": "problems",
    "config": "problems toml_reader",
    "yaml_tree": "problems",
    "source_map": "problems",
    "publish": "problems",
    "fonts": "problems",
    "model": "period",
    "dataset": "model period problems",
    "placeholder": "dataset model period problems",
    "schema": "model",
    "chart_model": "",
    "document": "chart_model problems",
    "figures": "chart_model document problems",
    "numbering": "document problems",
    "load": "bare_numbers dataset model period placeholder problems yaml_tree",
    "reports": "dataset load model problems yaml_tree",
    "wording": "dataset model period",
    "derive": "dataset model period wording",
    "evidence": "dataset model period placeholder",
    "narrate": "chart_model dataset derive document evidence load.draft model period placeholder problems reports"
    " source_map wording yaml_tree",
    # The ledger lists the quantities a narration has bound; it is all that parsing knows of the narration.
    "inline": "document problems narrate.ledger",
    "markup": "document inline problems narrate.ledger",
    "charts": "chart_model document style fonts wording problems",
    "layout": "chart_model document numbering style fonts charts problems",
    "writers.pdf": _WRITER,
    "writers.docx": f"{_WRITER} fact_tag",
    "writers": f"{_WRITER} writers.pdf writers.docx",
    "gate": "dataset figures model period problems wording",
    "sources_check": "dataset model numerals problems",
    "trace": f"{_TRACE} derive",
    # An audit knows of an edition what its folder says: no data, no templates.
    "audit": "fact_tag numerals trace",
    "explain": "dataset derive evidence model numerals period problems trace wording",
    "compose": "config dataset document markup narrate numbering reports wording problems",
    # The prose gate reads files as they are written and documents as they read; nothing but the command knows of it.
    "lint": "bare_numbers document placeholder problems yaml_tree",
    "plan": "compose config dataset document figures gate load narrate problems reports trace",
    "record": "dataset document figures model wording problems trace",
    "index_page": "wording",
}
_ABOVE = {
    "edition": {"gallery", "cli", "__main__"},
    "gallery": {"cli", "__main__"},
    "cli": {"__main__"},
    "__main__": set[str](),
}
"""The top: what these may not import."""


def modules() -> list[str]:
    """Every module of the package by its dotted name below it; a folder's `__init__` by the folder's name."""
    paths = (path.relative_to(PACKAGE).with_suffix("") for path in sorted(PACKAGE.rglob("*.py")))
    return [".".join(path.parts).removesuffix(".__init__") for path in paths if path.as_posix() != "__init__"]


def room(module: str) -> str:
    """The longest name of the table that the module is in; the first part of its name when it is in none."""
    rooms = [name for name in (*_ALLOWED, *_ABOVE) if f"{module}.".startswith(f"{name}.")]
    return max(rooms, key=len, default=module.partition(".")[0])


def imports(module: str) -> Iterator[tuple[int, str]]:
    """Line and name of everything the module imports from the package, under TYPE_CHECKING and in functions too."""
    path = PACKAGE.joinpath(*module.split("."))
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
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


def may(importer: str, imported: str) -> bool:
    if imported == "" or room(imported) == importer:
        return True
    if importer in _ABOVE:
        return room(imported) not in _ABOVE[importer]
    return any(imported == name or room(imported) == name for name in _ALLOWED[importer].split())


def test_every_module_has_its_room_in_the_table() -> None:
    strangers = [module for module in modules() if room(module) not in {*_ALLOWED, *_ABOVE}]
    assert not strangers, f"tests/test_layers.py does not say what these may import: {', '.join(strangers)}"


def test_the_table_has_no_circle() -> None:
    graph = {name: {room(other) for other in allowed.split()} - {name} for name, allowed in _ALLOWED.items()}
    assert set(TopologicalSorter(graph).static_order()) == set(_ALLOWED)


@pytest.mark.parametrize("module", modules())
def test_imports_go_one_way(module: str) -> None:
    importer = room(module)
    wrong = [f"line {line}: {name}" for line, name in imports(module) if not may(importer, name)]
    assert not wrong, f"hgz_report.{module} may not import {'; '.join(wrong)}"
