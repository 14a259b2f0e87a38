"""A project that is built in a second: four made-up zones, a page each, all that data/ must hold and no more."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path
from typing import Any

import yaml

from benchmarks.many_zones import make_source_known, zones
from tests.tools.project import ROOT, change, copy_project
from tests.tools.shipped import shipped

ZONES = 4
EDITION = "reports/2026-Q4"
_SECTION = "# 情况\n\n本区在{{ zone.city }}，下面是各年的数。\n\n{{ front_chart() or '' }}\n"
_OF_ZONES = {"pilots", "practices", "cases", "contrast", "condition", "examples"}
"""What data/pathway.yaml says of zones."""


def tiny_project(folder: Path) -> Path:
    """Make it in a folder that is not there or empty."""
    folder.mkdir(exist_ok=True)
    copy_project(folder)
    for path in [*(folder / "templates").iterdir(), *(folder / "templates/zone").glob("*.j2")]:
        if path.is_dir() and path.name != "zone":
            shutil.rmtree(path)
        elif path.suffix == ".j2":
            path.unlink()
    (folder / "templates/zone/10_own.md.j2").write_text(_SECTION, encoding="utf-8")
    data = folder / "data"
    (data / "settled.yaml").unlink()
    (data / "policies.yaml").write_text("policies: []\n", encoding="utf-8")
    national = (data / "national.yaml").read_text(encoding="utf-8")
    (data / "national.yaml").write_text(
        re.sub(r"^proposals:\n(?:(?:[ #].*)?\n)*", "", national, flags=re.MULTILINE), encoding="utf-8"
    )
    pathway = _without_zones(yaml.safe_load((data / "pathway.yaml").read_text(encoding="utf-8")))
    text = yaml.safe_dump({**pathway, "speakers": []}, allow_unicode=True, sort_keys=False, width=10**6)
    (data / "pathway.yaml").write_text(text, encoding="utf-8")
    make_source_known(data)
    words = tomllib.loads((ROOT / "benchmarks/many_zones.toml").read_text(encoding="utf-8"))
    shutil.rmtree(data / "zones")
    (data / "zones").mkdir()
    for slug, said in zones(shipped(), ZONES, words):
        (data / f"zones/{slug}.yaml").write_text(said, encoding="utf-8")
    return folder


def _without_zones(value: Any) -> Any:
    """Data without what they say of zones, each text on one line."""
    if isinstance(value, dict):
        return {key: _without_zones(one) for key, one in value.items() if key not in _OF_ZONES}
    if isinstance(value, list):
        return [_without_zones(one) for one in value]
    return re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", value) if isinstance(value, str) else value


def turn(folder: Path) -> None:
    """Change the project between its two states: one zone is in another city."""
    path = sorted((folder / "data/zones").iterdir())[0]
    text = path.read_text(encoding="utf-8")
    city = re.search(r"^city: (.*)$", text, re.MULTILINE)
    assert city
    other = city[1].removeprefix("新") if city[1].startswith("新") else f"新{city[1]}"
    change(path, city[0], f"city: {other}")
