"""The house around the package: Makefile, dependencies, locks, size of modules."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions

import pytest

from tests.tools.project import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
LOCKS = ("run", "dev", "cluster", "preview")
SOURCES = sorted([*(ROOT / "hgz_report").rglob("*.py"), *(ROOT / "tests" / "outside").glob("*.py")])
_AT_THE_ROOT = {
    *("ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md"),
    *("Makefile", "pyproject.toml", "report.toml"),
    *("benchmarks", "data", "docs", "hgz_report", "reports", "requirements", "templates", "tests"),
}
"""What a stranger sees first; dot files are the tools' own."""
_PARTS = {"markupsafe": "jinja2", "pydantic-core": "pydantic"}
"""Distributions that are part of another one's interface and come with it."""


def targets() -> list[str]:
    return [name for line in re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE) for name in line.split()]


def declared(*extras: str) -> set[str]:
    project = tomllib.loads(PYPROJECT)["project"]
    wanted = [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]
    return {_normal(re.split(r"[ <>=]", line)[0]) for line in wanted}


def locked(name: str) -> dict[str, str]:
    """Distribution -> its entry in the lock, hashes included."""
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)
    return {entry.partition("==")[0]: entry for entry in entries if entry}


def imported(folder: str) -> set[str]:
    """Distributions whose modules are imported under `folder`."""
    found: set[str] = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [name.name for name in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found |= {name.partition(".")[0] for name in names}
    known = packages_distributions()
    outside = found - set(sys.stdlib_module_names) - {"hgz_report", "tests", "benchmarks"}
    names = [_normal(distribution) for name in outside for distribution in known.get(name, [name])]
    return {_PARTS.get(name, name) for name in names}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.skipif(not (ROOT / ".git").exists() or shutil.which("git") is None, reason="no repository here")
def test_the_root_holds_what_it_should_and_nothing_else() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    names = {name.partition("/")[0] for name in listed.split("\0") if name}
    assert {name for name in names if not name.startswith(".")} == _AT_THE_ROOT


def test_every_make_target_says_what_it_does() -> None:
    silent = [name for name in targets() if not re.search(rf"^{name}:.*## \S", MAKEFILE, re.MULTILINE)]
    assert not silent


@pytest.mark.skipif(shutil.which("make") is None, reason="no make on this machine")
def test_make_help_lists_every_target() -> None:
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    assert re.findall(r"^  make ([a-z-]+)", said, re.MULTILINE) == [name for name in _in_order() if name in targets()]


def _in_order() -> list[str]:
    return re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("page", sorted(path.name for path in ROOT.glob("*.md")))
def test_a_make_command_named_in_a_page_exists(page: str) -> None:
    named = re.findall(r"`make ([a-z-]+)", (ROOT / page).read_text(encoding="utf-8"))
    assert set(named) <= set(targets())


def test_every_dependency_has_its_reason_and_licence() -> None:
    lines = re.findall(r'^  "[\w.-]+ [<>=].*$', PYPROJECT, re.MULTILINE)
    assert len(lines) == len(declared("build", "cluster", "preview", "dev"))
    assert [line for line in lines if not re.search(r"# \S.*; [A-Z]", line)] == []


def test_what_the_package_imports_is_declared() -> None:
    assert imported("hgz_report") <= declared("cluster", "preview")
    extras = {"distributed", "starlette", "uvicorn", "watchfiles"}
    assert not extras & declared()  # whoever has no cluster and looks at PDFs need not install them


def test_what_the_tests_import_is_declared() -> None:
    assert imported("tests") <= declared("build", "dev", "preview")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_version_has_hashes(lock: str) -> None:
    bare = [name for name, entry in locked(lock).items() if not re.search(r"--hash=sha256:[0-9a-f]{64}", entry)]
    assert not bare


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_no_folder(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.lock").read_text(encoding="utf-8")
    assert not re.search(r"://|^\s*(?:-[a-z]|--(?!hash))|/", text, re.MULTILINE)


def test_the_locks_hold_every_dependency_at_one_version() -> None:
    run, dev, cluster, preview = (locked(name) for name in LOCKS)
    assert declared("build") <= set(run)
    assert declared("build", "dev", "preview") <= set(dev)
    assert {name: entry for name, entry in dev.items() if name in run} == run
    assert declared("cluster") <= set(cluster)
    assert {name: entry for name, entry in cluster.items() if name in run} == run
    assert declared("preview") <= set(preview)
    assert {name: entry for name, entry in preview.items() if name in run} == run


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "shared", "misc"}
    assert [path for path in SOURCES if path.stem.strip("_") in drawers or path.parent.name in drawers] == []


def test_a_module_fits_in_the_head() -> None:
    sizes = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {name: lines for name, lines in sizes.items() if lines > 320} == {}


def test_a_function_fits_on_a_screen() -> None:
    long: dict[str, int] = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > 50:
                    long[f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"] = lines
    assert long == {}


def test_a_class_has_a_name_of_its_own() -> None:
    """One word, one meaning.  A fact of the data and the origin that names it are one thing."""
    places: dict[str, list[str]] = {}
    for path in SOURCES:
        for name in _types_of(ast.parse(path.read_text(encoding="utf-8"))):
            places.setdefault(name, []).append(str(path.relative_to(ROOT)))
    assert {name: where for name, where in places.items() if len(where) > 1 and name != "Fact"} == {}


def _types_of(module: ast.Module) -> Iterator[str]:
    """Classes, and names of types given by an assignment."""
    for node in module.body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        yield from (
            name.id
            for name in targets
            if isinstance(name, ast.Name) and re.fullmatch("[A-Z][A-Za-z]*[a-z][A-Za-z]*", name.id)
        )


def test_why_the_system_refuses_is_said_in_chinese() -> None:
    own = [path for path in SOURCES if "hgz_report" in path.parts and path.name != "problems.py"]
    assert [path.name for path in own if "strerror" in path.read_text(encoding="utf-8")] == [], "problems.os_reason"
