"""Do PDF and Word file of an edition agree?  Page of every heading, number of pages, and where body lines break.

`python -m benchmarks.pages [EDITION FOLDER] [--lines]` prints every .docx with LibreOffice, reads it and our PDF with
poppler's pdftotext, and finds the paragraphs of the .docx again in both.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import docx
from docx.oxml.ns import qn
from lxml import etree

from benchmarks.rendering import render
from hgz_report.edition.config import EditionConfig, load_config
from hgz_report.edition.faces import edition_fonts

ROOT = Path(__file__).parent.parent
_BODY = frozenset({"Body", "Lead", "Item"})
_XHTML = "{http://www.w3.org/1999/xhtml}"
_HANGS = frozenset("，。、；：？！）》”’")
_SAME_LINE = 6.0
"""pt: words whose middles are nearer than this stand on one line; a raised note mark does, the next line never."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print: its page and its characters without blanks."""

    page: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a .docx: the id of its style, its characters without blanks."""

    style: str
    text: str


@dataclass(slots=True)
class Comparison:
    """What two prints of one report have in common.  `lines`/`alike`: body lines of the PDF, and how many end alike."""

    slug: str
    pages: tuple[int, int]
    headings: list[tuple[str, int, int]] = field(default_factory=list)
    lines: int = 0
    alike: int = 0
    differences: list[tuple[str, str, str]] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    @property
    def moved(self) -> list[tuple[str, int, int]]:
        """Headings on different pages."""
        return [heading for heading in self.headings if heading[1] != heading[2]]


def lines_of(pdf: Path) -> list[Line]:
    """The lines of a PDF from top to bottom."""
    command = ["pdftotext", "-bbox", str(pdf), "-"]
    xml = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    # Control characters in the title of a page are not XML.
    tree = ElementTree.fromstring(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", xml))
    return [
        Line(number, text) for number, page in enumerate(tree.iter(f"{_XHTML}page"), 1) for text in _page_lines(page)
    ]


def _page_lines(page: ElementTree.Element) -> Iterator[str]:
    words = [
        ((float(word.get("yMin", 0)) + float(word.get("yMax", 0))) / 2, float(word.get("xMin", 0)), word.text or "")
        for word in page.iter(f"{_XHTML}word")
    ]
    words.sort()
    row: list[tuple[float, float, str]] = []
    for word in words:
        if row and word[0] - row[0][0] > _SAME_LINE:
            yield _joined(row)
            row = []
        row.append(word)
    if row:
        yield _joined(row)


def _joined(row: Sequence[tuple[float, float, str]]) -> str:
    return _bare("".join(text for _, _, text in sorted(row, key=lambda word: word[1])))


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def paragraphs_of(path: Path) -> list[Paragraph]:
    """The paragraphs of a .docx outside tables, with note marks as readers see them."""
    found = []
    for paragraph in docx.Document(str(path)).element.body.iter(qn("w:p")):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        text = "".join(_shown(paragraph))
        if style is not None and text:
            found.append(Paragraph(style.get(qn("w:val")) or "", _bare(text)))
    return found


def _shown(paragraph: etree._Element) -> Iterator[str]:
    for node in paragraph.iter(qn("w:t"), qn("w:footnoteReference")):
        yield (node.text or "") if node.tag == qn("w:t") else (node.get(qn("w:id")) or "")


def found_lines(paragraphs: Sequence[Paragraph], lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of every paragraph, in order; none where it was not found.  Lines in between (notes, 续表) are passed over."""
    found: list[list[Line]] = []
    at = 0
    for paragraph in paragraphs:
        start = next((k for k in range(at, len(lines)) if _begins(paragraph.text, lines[k].text)), None)
        taken: list[Line] = []
        left = paragraph.text
        for k in range(start if start is not None else len(lines), len(lines)):
            if taken and left[0] in _HANGS and left[1:].startswith(lines[k].text):
                # LibreOffice 7.4 loses a mark that hangs over the edge.
                taken[-1] = Line(taken[-1].page, taken[-1].text + left[0])
                left = left[1:]
            if left.startswith(lines[k].text):
                taken.append(lines[k])
                left = left[len(lines[k].text) :]
                at = k + 1
                if not left:
                    break
            elif len(taken) == 0 or lines[k].page > taken[-1].page + 1:
                break
        if taken and left in _HANGS:  # The same at the end of the paragraph.
            taken[-1], left = Line(taken[-1].page, taken[-1].text + left), ""
        found.append(taken if not left else [])
    return found


def _begins(text: str, line: str) -> bool:
    return bool(line) and text.startswith(line) and (len(line) > 8 or line == text)


def compare(source: Path, ours: Path, theirs: Path) -> Comparison:
    """Compare our PDF of the report in `source` (a .docx) with LibreOffice's."""
    paragraphs = [p for p in paragraphs_of(source) if p.style in _BODY or p.style.startswith("Heading")]
    prints = lines_of(ours), lines_of(theirs)
    pages = max((line.page for line in prints[0]), default=0), max((line.page for line in prints[1]), default=0)
    result = Comparison(source.stem, pages)
    found = zip(paragraphs, found_lines(paragraphs, prints[0]), found_lines(paragraphs, prints[1]), strict=True)
    for paragraph, here, there in found:
        if not here or not there:
            result.lost.append(paragraph.text)
        elif paragraph.style in _BODY:
            _compare_lines(paragraph, here, there, result)
        else:
            result.headings.append((paragraph.text, here[0].page, there[0].page))
    return result


def _compare_lines(paragraph: Paragraph, here: Sequence[Line], there: Sequence[Line], result: Comparison) -> None:
    ends = {sum(len(line.text) for line in there[: k + 1]) for k in range(len(there))}
    done = 0
    for k, line in enumerate(here):
        done += len(line.text)
        result.lines += 1
        if done in ends:
            result.alike += 1
        else:
            other = there[k].text if k < len(there) else ""
            result.differences.append((paragraph.text[:12], line.text, other))


def compare_edition(folder: Path, root: Path, config: EditionConfig, slugs: Sequence[str] = ()) -> list[Comparison]:
    """Compare all reports of an edition, or those named.  Raises what `rendering.render` raises."""
    sources = [path for path in sorted(folder.glob("*.docx")) if not slugs or path.stem in slugs]
    with tempfile.TemporaryDirectory() as scratch:
        prints = render(sources, Path(scratch), edition_fonts(root, config), config.docx_fonts)
        return [compare(source, source.with_suffix(".pdf"), prints[source.stem]) for source in sources]


def newest_edition(root: Path, config: EditionConfig) -> Path:
    """The edition that was published last."""
    return max((root / config.output.folder).glob("*/manifest.json"), key=lambda path: path.stat().st_mtime).parent


def main() -> None:
    """Print the table, and the lines that differ when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("slug", nargs="*")
    parser.add_argument("--lines", action="store_true", help="print the lines that break differently")
    options = parser.parse_args()
    config = load_config(ROOT)
    results = compare_edition(options.folder or newest_edition(ROOT, config), ROOT, config, options.slug)
    print(table(results))
    for result in results:
        for text, ours, theirs in result.moved:
            print(f"{result.slug}  {text}  PDF 第 {ours} 页，DOCX 第 {theirs} 页")
        for text in result.lost:
            print(f"{result.slug}  没有找到：{text[:40]}")
        for start, here, there in result.differences if options.lines else []:
            print(f"{result.slug}  {start}\n  PDF  {here}\n  DOCX {there}")


def table(results: Sequence[Comparison]) -> str:
    """The measured agreement as a Markdown table."""
    rows = ["| 报告 | 页数（PDF / DOCX） | 标题 | 不同页的标题 | 正文行 | 断在同一处 |", "|---|---|---|---|---|---|"]
    rows += [
        f"| {r.slug} | {r.pages[0]} / {r.pages[1]} | {len(r.headings)} | {len(r.moved)}"
        f" | {r.lines} | {_share(r.alike, r.lines)} |"
        for r in results
    ]
    lines, alike = sum(r.lines for r in results), sum(r.alike for r in results)
    pages = [sum(r.pages[k] for r in results) for k in (0, 1)]
    headings, moved = sum(len(r.headings) for r in results), sum(len(r.moved) for r in results)
    rows.append(f"| 合计 | {pages[0]} / {pages[1]} | {headings} | {moved} | {lines} | {_share(alike, lines)} |")
    return "\n".join(rows)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "—"


if __name__ == "__main__":
    main()
