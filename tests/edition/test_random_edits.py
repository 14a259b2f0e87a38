"""Whatever an editor changes: the edition made with what was kept is the one made of nothing, to the byte.

Four edits drawn by lot; `HGZ_EDITS=200` draws more, `HGZ_EDITS_SEED=2` others.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from hgz_report.cache.store import Cache
from hgz_report.edition.build import build
from hgz_report.edition.config import load_config
from hgz_report.problems import Problems
from tests.tools.edits import (
    PICTURE,
    configuration,
    fact_added,
    fact_removed,
    indicator,
    issue,
    lines_moved,
    order,
    picture,
    section,
    source,
    template,
    text,
    value,
    written,
)
from tests.tools.project import contents, copy_project
from tests.tools.slips import Lot

EDITS = int(os.environ.get("HGZ_EDITS", "4"))
SEED = os.environ.get("HGZ_EDITS_SEED", "1")
_TOGETHER = 2
"""Edits between two builds: a build of nothing takes ten seconds of a processor."""
_SECTION = '# 图\n\n{{ picture("a.svg", title="方块", alt="白纸上一个黑的方块", source="本室", width=40) }}\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The shipped edition, and a picture in one of its papers."""
    root = copy_project(tmp_path)
    (root / "templates/pathway/95_picture.md.j2").write_text(_SECTION, encoding="utf-8")
    (root / "pictures").mkdir()
    (root / "pictures/a.svg").write_text(PICTURE.format(10), encoding="utf-8")
    return root


KINDS = (value, text, template, fact_removed, configuration, picture, fact_added, section, source, indicator,
         lines_moved, order, issue)  # fmt: skip


def told(root: Path, output: str, cache: Cache, workers: int) -> tuple[dict[str, bytes] | str, int]:
    """All files of an edition and its warnings, or what is wrong; and how many reports were taken as they were."""
    config = load_config(root)
    config = replace(config, output=config.output.model_copy(update={"folder": output}))
    try:
        made = build(root, config, workers=workers, cache=cache)
    except Problems as found:
        return str(found), 0
    kept = sum(not paper.reason for paper in made.outcome.papers)
    return contents(made.folder) | {"warnings": "\n".join(map(str, made.warnings)).encode()}, kept


def differing(one: dict[str, bytes] | str, other: dict[str, bytes] | str) -> Sequence[str]:
    """What is not the same, by name: bytes of a whole edition are nothing to be printed."""
    if isinstance(one, str) or isinstance(other, str):
        return [] if one == other else [f"{str(one)[:300]}\n---\n{str(other)[:300]}"]
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


def test_after_every_edit_what_was_kept_changes_no_byte(root: Path) -> None:
    lot, cache = Lot(f"edits {SEED}"), Cache.of(root)
    turn = lot.sample(KINDS[:6], 6)  # in the first edits each of the kinds that an editor makes most
    first, _ = told(root, "reports", cache, 2)
    assert isinstance(first, dict), first
    taken, editions, done = 0, 0, list[str]()
    while len(done) < EDITS:
        before = written(root)
        for _ in range(_TOGETHER):
            done.append((turn.pop() if turn else lot.choice(KINDS))(root, lot))
        with_store, kept = told(root, "reports", cache, lot.choice([1, 2]))
        of_nothing, _ = told(root, "cold", Cache(None), 1)
        assert differing(with_store, of_nothing) == [], done
        taken, editions = taken + kept, editions + isinstance(of_nothing, dict)
        if isinstance(of_nothing, str):  # what can't be made is undone, as an editor does
            for path in {*written(root)} - {*before}:
                path.unlink()
            for path, data in before.items():
                path.write_bytes(data)
    assert editions >= EDITS // _TOGETHER // 2, done
    assert taken
