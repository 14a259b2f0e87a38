"""Whatever an editor changes: the edition made with what was kept is the one made of nothing, to the byte.

Four edits drawn by lot; `HGZ_EDITS=200` draws more, `HGZ_EDITS_SEED=2` others.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from hgz_report.cache.store import Cache
from hgz_report.edition.build import build
from hgz_report.edition.config import load_config
from hgz_report.problems import Problems
from tests.tools.project import contents, copy_project
from tests.tools.slips import Lot

EDITS = int(os.environ.get("HGZ_EDITS", "4"))
SEED = os.environ.get("HGZ_EDITS_SEED", "1")
_TOGETHER = 2
"""Edits between two builds: a build of nothing takes ten seconds of a processor."""
_PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><rect x="5" y="5" width="{}" height="20"/></svg>'
)
_SECTION = '# 图\n\n{{ picture("a.svg", title="方块", alt="白纸上一个黑的方块", source="本室", width=40) }}\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The shipped edition, and a picture in one of its papers."""
    root = copy_project(tmp_path)
    (root / "templates/pathway/95_picture.md.j2").write_text(_SECTION, encoding="utf-8")
    (root / "pictures").mkdir()
    (root / "pictures/a.svg").write_text(_PICTURE.format(10), encoding="utf-8")
    return root


def files(root: Path, pattern: str) -> list[Path]:
    return sorted(root.glob(pattern))


def _edited(path: Path, pattern: str, new: Callable[[re.Match[str]], str], lot: Lot) -> str:
    """One of the places in a file that a pattern finds, put in other words; what was done."""
    text = path.read_text(encoding="utf-8")
    found = lot.choice([*re.finditer(pattern, text, re.MULTILINE | re.DOTALL)])
    path.write_text(text[: found.start()] + new(found) + text[found.end() :], encoding="utf-8")
    return f"{path.name}: {found[0]!r} -> {new(found)!r}"


_FACT = r"(?<=\n)  - indicator: (?:(?!\n  - |\n\S).)*\n"


def value(root: Path, lot: Lot) -> str:
    path = lot.choice([*files(root, "data/zones/*.yaml"), root / "data/national.yaml"])
    return _edited(path, r"^    value: \d+(?:\.\d+)?$", lambda m: f"{m[0][:-1]}{(int(m[0][-1]) + 1) % 10}", lot)


def fact_removed(root: Path, lot: Lot) -> str:
    return _edited(lot.choice(files(root, "data/zones/*.yaml")), _FACT, lambda m: "", lot)


def fact_added(root: Path, lot: Lot) -> str:
    def again(found: re.Match[str]) -> str:
        return found[0] + re.sub(r"(?m)^    period: .*$", "    period: 2012", found[0])

    return _edited(lot.choice(files(root, "data/zones/*.yaml")), _FACT, again, lot)


def text(root: Path, lot: Lot) -> str:
    path = lot.choice([*files(root, "data/zones/*.yaml"), root / "data/pathway.yaml"])
    return _edited(path, r"(?<=[\u4e00-\u9fff])，(?=[\u4e00-\u9fff])", lambda m: "，又", lot)


def source(root: Path, lot: Lot) -> str:
    return _edited(root / "data/sources.yaml", r"^    title: \S+$", lambda m: f"{m[0]}续", lot)


def indicator(root: Path, lot: Lot) -> str:
    return _edited(root / "data/indicators.yaml", r"^    name: \S+$", lambda m: f"{m[0]}（新）", lot)


def lines_moved(root: Path, lot: Lot) -> str:
    path = lot.choice([*files(root, "data/*.yaml"), *files(root, "data/zones/*.yaml")])
    return _edited(path, r"^# [^\n]*\n", lambda m: f"{m[0]}# 又一行说明\n", lot)


def order(root: Path, lot: Lot) -> str:
    return _edited(
        lot.choice(files(root, "data/zones/*.yaml")),
        r"^order: \d+$",
        lambda m: f"order: {lot.choice(range(200, 400))}",
        lot,
    )


def template(root: Path, lot: Lot) -> str:
    path = lot.choice(files(root, "templates/*/[0-9]*.md.j2"))
    path.write_text(path.read_text(encoding="utf-8") + "\n\n另有一句说明。\n", encoding="utf-8")
    return f"{path.relative_to(root)}: one more sentence"


def section(root: Path, lot: Lot) -> str:
    path = root / "templates" / lot.choice(["zone", "national", "annex"]) / f"{lot.choice(range(70, 90))}_own.md.j2"
    path.write_text(f"# 另外{lot.choice('甲乙丙丁')}\n\n另有一节。\n", encoding="utf-8")
    return f"{path.relative_to(root)}: new"


def configuration(root: Path, lot: Lot) -> str:
    return _edited(root / "report.toml", r"^copies = \d+", lambda m: f"copies = {lot.choice(range(1, 90))}", lot)


def issue(root: Path, lot: Lot) -> str:
    return _edited(root / "report.toml", r"^issue = \d+", lambda m: f"issue = {lot.choice(range(2, 90))}", lot)


def picture(root: Path, lot: Lot) -> str:
    (root / "pictures/a.svg").write_text(_PICTURE.format(lot.choice(range(11, 50))), encoding="utf-8")
    return "another picture"


KINDS = (value, text, template, fact_removed, configuration, picture, fact_added, section, source, indicator,
         lines_moved, order, issue)  # fmt: skip


def written(root: Path) -> dict[Path, bytes]:
    """All that an editor writes."""
    inside = (
        path for folder in ("data", "templates", "pictures") for path in (root / folder).rglob("*") if path.is_file()
    )
    return {path: path.read_bytes() for path in (*inside, root / "report.toml")}


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
