"""What editors do to data, templates and configuration, each somewhere drawn by lot; what was done is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from tests.tools.slips import Lot

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><rect x="5" y="5" width="{}" height="20"/></svg>'


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
    (root / "pictures/a.svg").write_text(PICTURE.format(lot.choice(range(11, 50))), encoding="utf-8")
    return "another picture"


def written(root: Path) -> dict[Path, bytes]:
    """All that an editor writes."""
    inside = (
        path for folder in ("data", "templates", "pictures") for path in (root / folder).rglob("*") if path.is_file()
    )
    return {path: path.read_bytes() for path in (*inside, root / "report.toml")}
