"""The loader with a cache says to the letter what it says without one, whatever was changed since the last run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.many_zones import Lot
from hgz_report.cache.store import Cache
from hgz_report.data.load import cross_checks, folder, load
from hgz_report.data.load.load import load_dataset
from hgz_report.forms.draft import Draft
from hgz_report.forms.tree import Tree
from hgz_report.forms.yaml.read import read_tree
from hgz_report.problems import Problem, Problems
from tests.tools.project import change

STEPS = 12
TOGETHER = 2
"""Edits between two looks: to load without a store takes a second."""


def said(project: Path, cache: Cache | None) -> object:
    """Everything that is loaded, or everything that is wrong, each with its place."""
    try:
        data = load_dataset(project, cache)
    except Problems as found:
        return found.problems
    whole = (
        [*data.zones.items()],
        data.national,
        data.pathway,
        data.indicators,
        data.sources,
        data.numbered,
        data.policies,
    )
    allowed = data.allowed.names, data.allowed.in_data, dict(data.allowed.in_templates)
    return [*data.facts.items()], data.places, data.warnings, whole, allowed, data.register, data.settled


@pytest.fixture
def store(shared: Path) -> Cache:
    """Where every file of the project was read before, as it is shipped."""
    return Cache.of(shared)


def is_the_same(project: Path, store: Cache) -> bool:
    """Whether both ways of loading agree, the first time and when nothing has changed."""
    cold = said(project, None)
    return said(project, store) == cold == said(project, store)


def turned(file: str, old: str, new: str) -> Callable[[Path], object]:
    """A word that is changed."""
    return lambda project: change(project / file, old, new)


def added(file: str, text: str) -> Callable[[Path], object]:
    """A file that is new."""
    return lambda project: (project / file).write_text(text, encoding="utf-8")


EDITS: dict[str, Callable[[Path], object]] = {
    "a fact that the path names loses its year": turned(
        "data/zones/chengdu.yaml", "indicator: pilot_funding", "indicator: gdp"
    ),
    "an indicator becomes one of dates": turned("data/indicators.yaml", "group: 规模", "kind: date\n    group: 规模"),
    "an indicator goes": turned("data/indicators.yaml", "\n  gdp:", "\n  gdp_of_old:"),
    "an indicator takes the name of another": turned(
        "data/indicators.yaml", "name: 地区生产总值", "name: 高新技术企业"
    ),
    "a source goes": turned("data/sources.yaml", "\n  article-2024:", "\n  article-of-old:"),
    "a source with a number in its title": turned("data/sources.yaml", "title: ", "title: 三一重工"),
    "a zone takes the name of another": turned("data/zones/chengdu.yaml", "short: 成都高新区", "short: 淄博高新区"),
    "a practice is called otherwise": turned(
        "data/zones/chengdu.yaml", "practices:\n  - id: ", "practices:\n  - id: other-"
    ),
    "numbers are allowed no more": turned("data/allowed_numbers.yaml", "place: data", "place: template"),
    "a pattern is none": turned("data/allowed_numbers.yaml", "pattern: ", "pattern: (("),
    "a zone cannot be read": turned("data/zones/zibo.yaml", "name: ", "name: ["),
    "a zone is new": added("data/zones/new.yaml", "name: 新高新区\nshort: 新高新区\ncity: 新市\nprovince: 新省\n"),
    "a zone is none": added("data/zones/new.yaml.txt", "name: 新高新区\n"),
    "a text has markup": turned("data/zones/chengdu.yaml", "text: ", "text: **先说**"),
    "a task goes": turned("data/pathway.yaml", "tasks:\n  - id: ", "tasks:\n  - id: other-"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_after_an_edit_it_is_as_without_a_cache(project: Path, store: Cache, edit: Callable[[Path], object]) -> None:
    before = said(project, store)
    edit(project)
    assert is_the_same(project, store)
    assert said(project, store) != before


def test_after_an_edit_is_taken_back_all_is_as_before(project: Path, store: Cache) -> None:
    before = said(project, store)
    text = (project / "data/zones/zibo.yaml").read_text(encoding="utf-8")
    (project / "data/zones/zibo.yaml").write_text("name: [\n", encoding="utf-8")
    assert said(project, store) != before
    (project / "data/zones/zibo.yaml").write_text(text, encoding="utf-8")
    assert said(project, store) == before


@pytest.mark.parametrize("seed", range(2))
def test_after_one_edit_upon_another_it_is_as_without_a_cache(project: Path, store: Cache, seed: int) -> None:
    draw = Lot(str(seed))
    files = sorted((project / "data").rglob("*.yaml"))
    for step in range(STEPS):
        path = draw.one(files)
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        at, other = draw.number(0, len(lines) - 1), draw.number(0, len(lines) - 1)
        lines[at] = draw.one(("", lines[at] + lines[at], lines[other], lines[at].replace("2", "3")))
        path.write_text("".join(lines), encoding="utf-8")
        if step % TOGETHER:
            assert said(project, store) == said(project, None)


def test_only_the_file_that_was_changed_is_read_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_dataset(project, Cache.of(project))
    change(project / "data/zones/chengdu.yaml", "value: 613", "value: 614")
    read: list[str] = []

    def noted(data: bytes, file: str) -> Tree:
        read.append(file)
        return read_tree(data, file)

    monkeypatch.setattr(folder, "read_tree", noted)
    load_dataset(project, Cache.of(project))
    assert read == ["data/zones/chengdu.yaml"]


def test_what_has_not_changed_is_not_held_against_the_others_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_dataset(project, Cache.of(project))
    change(project / "data/zones/chengdu.yaml", "value: 613", "value: 614")
    looked: list[str] = []

    def noted(
        owner: str, draft: Draft[Any], common: cross_checks.Common, *, bare: bool
    ) -> tuple[list[Problem], set[str]]:
        looked.append(owner)
        return cross_checks.faults_of(owner, draft, common, bare=bare)

    monkeypatch.setattr(load, "faults_of", noted)
    load_dataset(project, Cache.of(project))
    assert "chengdu" in looked
    assert "zibo" not in looked
