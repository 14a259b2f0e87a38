"""Does a Word file keep its pages in other office programs?  With the faces it names, and where the reader has none of them.

`python -m tests.outside.pages [REPORT …]` prints every .docx of the newest edition in each program that this machine has.  Kept
are a file's pages where there is at most one more or less than in our PDF, and its headings where 95 % stand on the same page.
Exit 1 where not.  A program that is missing is named and left out; docs/word.md says how ONLYOFFICE's is installed.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.pages import Comparison, compare, newest_edition
from hgz_report.edition.config import EditionConfig, load_config
from hgz_report.edition.faces import edition_fonts
from tests.tools.offices import OFFICES, lacking, prints

ROOT = Path(__file__).parents[2]
_KEPT = 0.95
"""Share of the headings of an edition that must stand on the page they have in the PDF."""


def main() -> int:
    """Print a table of what was compared; every finding above it."""
    config = load_config(ROOT)
    faces: dict[str, Mapping[str, str]] = {"有所指的字体": config.docx_fonts, "没有所指的字体": {}}
    sources = [
        path
        for path in sorted(newest_edition(ROOT, config).glob("*.docx"))
        if path.stem in sys.argv[1:] or not sys.argv[1:]
    ]
    findings: list[str] = []
    rows = []
    for office in OFFICES:
        if missing := lacking(office):
            print(f"{office}：没有做，这台机器上没有 {missing}")
            continue
        for how, names in faces.items():
            compared = _compared(office, sources, names, config)
            wrong = [finding for one in compared for finding in _findings(one)]
            headings, moved = sum(len(one.headings) for one in compared), sum(len(one.moved) for one in compared)
            if headings - moved < _KEPT * headings:
                wrong.append(f"{headings} 个标题中有 {moved} 个不在同一页")
            findings += [f"{office}  {how}  {finding}" for finding in wrong]
            pages = [sum(one.pages[k] for one in compared) for k in (0, 1)]
            rows.append(f"| {office} | {how} | {len(compared)} | {pages[0]} / {pages[1]} | {headings} | {moved} |")
    print(*findings, sep="\n")
    print(
        "| 程序 | 字体 | 文件 | 页数（PDF / DOCX） | 标题 | 不同页的标题 |",
        "|---|---|---|---|---|---|",
        *rows,
        sep="\n",
    )
    return 1 if findings else 0


def _compared(
    office: str, sources: Sequence[Path], names: Mapping[str, str], config: EditionConfig
) -> list[Comparison]:
    with tempfile.TemporaryDirectory() as scratch:
        printed = prints(office, sources, Path(scratch), edition_fonts(ROOT, config), names)
        return [compare(source, source.with_suffix(".pdf"), printed[source.stem]) for source in sources]


def _findings(one: Comparison) -> list[str]:
    ours, theirs = one.pages
    found = [f"{one.slug}  PDF {ours} 页，DOCX {theirs} 页"] if abs(ours - theirs) > 1 else []
    found += [f"{one.slug}  {text}  PDF 第 {a} 页，DOCX 第 {b} 页" for text, a, b in one.moved]
    return found + [f"{one.slug}  没有找到：{text[:30]}" for text in one.lost]


if __name__ == "__main__":
    sys.exit(main())
