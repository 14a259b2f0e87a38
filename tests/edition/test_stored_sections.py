"""Long papers whose sections are kept in the store say what they say without: whatever an editor changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from hgz_report.cache.store import Cache
from hgz_report.data.dataset import NATIONAL
from hgz_report.edition.config import load_config
from hgz_report.edition.do_jobs import made
from hgz_report.edition.doing import text_of
from hgz_report.edition.prepare import Wanted, prepare
from hgz_report.edition.shelf import FileShelf
from hgz_report.edition.stored_sections import sections_of
from hgz_report.narrate.narration_digest import narration_digest
from hgz_report.narrate.tell_section import Teller
from hgz_report.problems import Problems
from tests.tools.edits import (
    configuration,
    fact_added,
    fact_removed,
    indicator,
    lines_moved,
    order,
    source,
    template,
    text,
    value,
)
from tests.tools.project import change, copy_project
from tests.tools.slips import Lot

EDITS = (value, value, template, text, fact_removed, fact_added, source, indicator, order, lines_moved, configuration)
ANNEX = "national-annex"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_project(tmp_path)


def said(root: Path, store: Cache) -> tuple[dict[str, bytes], set[str]]:
    """Of each paper about the country a hash of what its templates say, and the templates that were run for it."""
    prepared = prepare(root, load_config(root), Wanted(depth="words"), store)
    texts, run = {}, set[str]()
    with pytest.MonkeyPatch.context() as patch:
        tell = Teller._run

        def noted(teller: Teller, name: str) -> object:
            run.add(name)
            return tell(teller, name)

        patch.setattr(Teller, "_run", noted)
        for job in prepared.jobs:
            if job.report.owner == NATIONAL:
                with sections_of(job, prepared.materials) as sections:
                    texts[job.report.slug] = narration_digest(text_of(job, prepared.materials, sections))
    return texts, run


def test_only_sections_that_read_what_has_changed_are_told_again(root: Path) -> None:
    store = Cache.of(root)
    first, all_of_them = said(root, store)
    assert said(root, store) == (first, set())
    change(root / "data/sources.yaml", "    title: ", "    title: 关于")
    changed, run = said(root, store)
    assert f"{ANNEX}/90_sources.md.j2" in run < all_of_them
    assert f"{ANNEX}/50_figures.md.j2" not in run
    assert changed["annex"] != first["annex"]
    assert said(root, store) == (changed, set())


def test_they_say_what_they_say_without_a_store(root: Path) -> None:
    store, lot, taken = Cache.of(root), Lot("sections"), 0
    _, all_of_them = said(root, store)
    for edit in EDITS:
        before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file() and ".cache" not in path.parts}
        done = edit(root, lot)
        try:
            of_nothing, _ = said(root, Cache(None))
        except Problems:  # what can't be made is undone, as an editor does
            for path, content in before.items():
                path.write_bytes(content)
            continue
        with_store, run = said(root, store)
        assert with_store == of_nothing, done
        taken += len(all_of_them - run)
    assert taken > len(all_of_them)


def test_sources_are_told_again_where_fewer_are_cited_before_them(root: Path) -> None:
    store = Cache.of(root)
    said(root, store)
    (root / "templates/national/30_momentum.md.j2").write_text("另有一句。\n", encoding="utf-8")
    with_store, run = said(root, store)
    assert {"national/30_momentum.md.j2", "national/90_sources.md.j2"} <= run
    assert "national/20_weight.md.j2" not in run
    assert with_store == said(root, Cache(None))[0]


def test_a_section_with_a_mistake_is_said_again_and_again(root: Path) -> None:
    store = Cache.of(root)
    said(root, store)
    (root / f"templates/{ANNEX}/55_own.md.j2").write_text("# 一节\n\n{{ fact('没有这个') }}\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(Problems, match="没有这个"):
            said(root, store)


def test_a_paper_that_is_made_is_the_one_made_without_a_store(root: Path, tmp_path: Path) -> None:
    store = Cache.of(root)
    said(root, store)
    change(root / "data/national.yaml", "\n    value: ", "\n    value: 1")
    of = {}
    for cache, folder in ((store, "kept"), (Cache(None), "cold")):
        prepared = prepare(root, load_config(root), Wanted(("national",)), cache)
        paper = made(prepared.jobs[0], prepared.materials, FileShelf(tmp_path / folder)).paper
        assert paper.made
        of[folder] = paper.made.kept
    assert of["kept"] == of["cold"]


IMPORTING = ("30_momentum", "55_zones")
"""Sections of the paper about the country that import the same file."""
AT_THE_TOP = {
    "what it imports itself": (
        '{% from "shared/inner.md.j2" import say %}{% macro both() %}{{ say() }}{% endmacro %}',
        ("templates/shared/inner.md.j2", "乙句", "丙句"),
    ),
    "a number": (
        '{% set n = fact("hightech_firms_share", "2024-12-31", "全国") %}{% macro both() %}{{ n }}{% endmacro %}',
        ("data/national.yaml", "    value: 33\n", "    value: 34\n"),
    ),
    "what was printed before it": (
        '{% set n = printed() %}{% macro both() %}{{ count(n, "个", "前面印过的数") }}{% endmacro %}',
        ("templates/national/55_zones.md.j2", "另说比重是", "再说一遍，比重是"),
    ),
}


@pytest.mark.parametrize(("top", "edit"), AT_THE_TOP.values(), ids=list(AT_THE_TOP))
def test_every_section_has_read_what_a_file_reads_that_it_imports(
    root: Path, top: str, edit: tuple[str, str, str]
) -> None:
    store, folder = Cache.of(root), root / "templates"
    (folder / "shared/inner.md.j2").write_text("{% macro say() %}内层乙句。{% endmacro %}", encoding="utf-8")
    (folder / "shared/outer.md.j2").write_text(top, encoding="utf-8")
    for name in IMPORTING:
        path = folder / f"national/{name}.md.j2"
        more = '\n{% from "shared/outer.md.j2" import both %}\n\n另说比重是{{ both() }}。\n'
        path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    said(root, store)
    change(root / edit[0], *edit[1:])
    assert said(root, store)[0] == said(root, Cache(None))[0]
