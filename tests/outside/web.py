"""What axe and a browser find in the newest edition's HTML, index pages too: at 390 and 1280 px, by day and by night.

`python -m tests.outside.web [FILE …]`.  Needs Chromium, and axe-core and playwright-core of npm (`npm ci` in this folder).
A page may have no violation, be no wider than its window, hold no script and ask nothing of the network.  Exit 1 on any finding.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.pages import newest_edition
from hgz_report.edition.config import load_config

ROOT = Path(__file__).parents[2]
_SCRIPT = Path(__file__).with_name("web.mjs")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main() -> int:
    """Print what was found, then how much was looked at."""
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None or not _SCRIPT.with_name("node_modules").exists():
        print("没有做：要有 Chromium，并在 tests/outside/ 里 npm ci")
        return 0
    files = [Path(name).resolve() for name in sys.argv[1:]] or _pages()
    looks = list(_looked_at(browser, files))
    findings = [finding for look in looks for finding in _findings(look)]
    print(*findings, sep="\n", end="\n" * bool(findings))
    print(f"{len(files)} 个网页，各看 {len(looks) // max(len(files), 1)} 遍：{len(findings)} 处问题")
    return 1 if findings else 0


def _pages() -> list[Path]:
    folder = newest_edition(ROOT, load_config(ROOT))
    return [*sorted(folder.glob("*.html")), *sorted(folder.parent.glob("*.html"))]


def _looked_at(browser: str, files: Sequence[Path]) -> Iterator[dict[str, Any]]:
    said = subprocess.run(
        ("node", str(_SCRIPT), browser, *map(str, files)), capture_output=True, text=True, encoding="utf-8", check=False
    )
    if said.returncode:
        raise SystemExit(said.stderr)
    return map(json.loads, said.stdout.splitlines())


def _findings(look: dict[str, Any]) -> Iterator[str]:
    where = f"{Path(look['file']).name}  {look['width']} px  {look['colorScheme']}"
    yield from (f"{where}  {violation}" for violation in look["violations"])
    yield from (f"{where}  要连网：{address}" for address in look["asked"])
    if look["overflow"]:
        yield f"{where}  宽出 {look['overflow']} px"
    if look["scripts"]:
        yield f"{where}  有脚本"


if __name__ == "__main__":
    sys.exit(main())
