"""An edition as delivery sees one: a folder of small files and the manifest that knows them.  Nothing is built."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.tools.project import ROOT

EDITION = "2026-Q4"
ZONES = tuple(sorted(path.stem for path in (ROOT / "data/zones").glob("*.yaml")))
"""Those of the repository."""
_TREE = b'{"report": {}}'


def published_project(folder: Path, zones: Sequence[str] = ZONES) -> Path:
    """A project with one edition: a paper and an annex of each zone, one about all of them."""
    (folder / "data/zones").mkdir(parents=True)
    (folder / "report.toml").write_text((ROOT / "report.toml").read_text(encoding="utf-8"), encoding="utf-8")
    for zone in zones:
        (folder / f"data/zones/{zone}.yaml").touch()
    papers = [
        ("summary", "源头强/工业稳：下一步", "summary", ""),
        *((zone, f"{zone}高新区简报", "zone", zone) for zone in zones),
    ]
    papers += [(f"annex-{zone}", f"{zone}数据附册", "annex-zone", zone) for zone in zones]
    publish(folder, EDITION, papers)
    return folder


def publish(root: Path, called: str, papers: Sequence[tuple[str, str, str, str]], **more: Any) -> None:
    """Write an edition of papers: slug, title, kind, zone; `more` goes into its manifest."""
    folder = root / "reports" / called
    folder.mkdir(parents=True, exist_ok=True)
    reports = []
    for slug, title, kind, zone in papers:
        files = {}
        for ending in ("docx", "pdf"):
            data = f"{called} {slug} {ending}\r\n.\r\n..\n".encode() * 40
            (folder / f"{slug}.{ending}").write_bytes(data)
            files[f"{slug}.{ending}"] = {"sha256": sha256(data).hexdigest(), "bytes": len(data)}
        tree = f"{slug}.tree.json"
        (folder / tree).write_bytes(_TREE)
        entry = {"slug": slug, "title": title, "kind": kind, "zone": zone, "files": files}
        reports.append({**entry, "tree": {"file": tree, "sha256": sha256(_TREE).hexdigest(), "bytes": len(_TREE)}})
    content: dict[str, Any] = {"edition": called, "date": "2026-11-23", "fonts": {}, "companions": {}}
    content |= {"reports": reports, **more}
    (folder / "manifest.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def rewritten(root: Path, edition: str, slug: str) -> None:
    """Another content of a paper's PDF, published as well."""
    folder = root / "reports" / edition
    content = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    data = (folder / f"{slug}.pdf").read_bytes() + b"changed\n"
    (folder / f"{slug}.pdf").write_bytes(data)
    entry = next(one for one in content["reports"] if one["slug"] == slug)
    entry["files"][f"{slug}.pdf"] = {"sha256": sha256(data).hexdigest(), "bytes": len(data)}
    (folder / "manifest.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
