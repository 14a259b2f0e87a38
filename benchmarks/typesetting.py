"""How fast a report is set and written, beside Typst and beside python-docx as it is usually used.

`python -m benchmarks.typesetting` runs the two programs in turn on the same text, never twice on the same, and prints medians
and ratios; `--counts` prints instead what the counters of the tests find in finished PDFs, and
`--pictures FOLDER` writes two pages of each as a picture (needs poppler).  It judges nothing.  Typst is asked for in Python
(`pip install typst`); without it its columns stay empty.
"""

from __future__ import annotations

import argparse
import io
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from operator import add
from pathlib import Path
from typing import Any

import docx
from PIL import Image

from benchmarks.typeset_sample import plain_texts, probe_document, report
from benchmarks.typst_sample import font_folders, typst_source
from hgz_report.document.address import NOWHERE
from hgz_report.document.blocks import Document, Heading, Paragraph, Table, plain
from hgz_report.edition.build import build
from hgz_report.edition.config import load_config
from hgz_report.fonts.roles import Role
from hgz_report.layout.inline.breaking import Breaks, Measures, greedy, total_fit
from hgz_report.layout.inline.clusters import Clusters
from hgz_report.layout.inline.cutting import cut
from hgz_report.layout.inline.metrics import Metrics
from hgz_report.layout.inline.spans import plain_look, plain_span
from hgz_report.layout.lay_out import lay_out
from hgz_report.style import Style
from hgz_report.writers.formats import write
from hgz_report.writers.pdf.pdf_file import write_pdf
from tests.tools.free_fonts import free_fonts

RUNS, WARM = 15, 3
PAGES = (10, 100, 500)
SECTION_PAGES = 2.1
"""Pages a section of the sample takes, about."""
SHOWN = (1, 5)
"""Pages of the probe to be seen in the pictures: hard cases, and prose."""
STYLE = Style()
FACES = {role.value: role.value for role in Role} | {Role.LATIN.value: "Times New Roman"}
Make = Callable[[Document], bytes]
Break = Callable[[Clusters, Measures, float, float], Breaks]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counts", action="store_true", help="count what is wrong in both programs' PDF of the probe")
    parser.add_argument("--pictures", type=Path, metavar="FOLDER", help="write two pages of each program as a picture")
    arguments = parser.parse_args()
    if arguments.pictures:
        for name, make in (("ours", our_pdf), ("typst", typst_pdf)):
            write_picture(make(probe_document()), arguments.pictures / f"typesetting-{name}.png")
    elif arguments.counts:
        print_counts()
    else:
        print_engine()
        print_reports()
        print_pages()


# -- what is measured -------------------------------------------------------------------------------------------------


def our_pdf(document: Document) -> bytes:
    """Set and written by us."""
    return write_pdf(lay_out(document, STYLE, free_fonts())).data


def our_docx(document: Document) -> bytes:
    """Our Word file, the layout that gives its page numbers not counted: it is there already for the PDF."""
    return write("docx", _layouts[id(document)], FACES).data


_layouts: dict[int, Any] = {}


def typst_pdf(document: Document) -> bytes:
    """Set and written by Typst, fonts known beforehand as in a running process."""
    import typst

    folders = [str(folder) for folder in font_folders(free_fonts())]
    known = typst.Fonts(include_system_fonts=False, font_paths=folders)
    data = typst.Compiler(font_paths=known).compile(
        typst_source(document, STYLE, free_fonts()).encode("utf-8"), format="pdf"
    )
    assert isinstance(data, bytes)
    return data


def usual_docx(document: Document) -> bytes:
    """As tutorials write it: the default template, a table filled cell by cell."""
    word = docx.Document()
    for block in document.blocks:
        match block:
            case Heading(level, inlines, label=label):
                word.add_heading(label + plain(inlines), level)
            case Paragraph(inlines):
                word.add_paragraph(plain(inlines))
            case Table(columns, rows):
                table = word.add_table(len(rows) + 1, len(columns), style="Table Grid")
                for at, column in enumerate(columns):
                    table.cell(0, at).text = plain(column.head)
                for down, row in enumerate(rows, 1):
                    for at, cell in enumerate(row.cells):
                        table.cell(down, at).text = plain(cell)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


# -- measuring --------------------------------------------------------------------------------------------------------


def milliseconds(make: Make, document: Document) -> float:
    """One run."""
    start = time.perf_counter()
    make(document)
    return (time.perf_counter() - start) * 1000


def in_turn(makes: Sequence[Make], sections: int = 3, runs: int = RUNS) -> list[float]:
    """Median ms of each, run in turn, on a new text each time."""
    times: list[list[float]] = [[] for _ in makes]
    for run in range(WARM + runs):
        for at, make in enumerate(makes):
            document = report(run * len(makes) + at, sections)
            if make is our_docx:
                _layouts[id(document)] = lay_out(document, STYLE, free_fonts())
            times[at].append(milliseconds(make, document))
            _layouts.clear()
    return [statistics.median(taken[WARM:]) for taken in times]


def print_engine() -> None:
    """Characters a second from text to chosen lines."""
    texts = plain_texts() * 3
    count = sum(map(len, texts))
    metrics = Metrics(free_fonts())
    print(f"段落引擎，{count} 字，从文字到断好的行：")
    ways: tuple[tuple[str, Break], ...] = (("全段最优", total_fit), ("逐行", greedy))
    for name, choose in ways:
        taken = [_engine(texts, choose, metrics) for _ in range(WARM + RUNS)][WARM:]
        print(f"  {name:<6}{count / statistics.median(taken):>12,.0f} 字/秒")


def _engine(texts: Sequence[str], choose: Break, metrics: Metrics) -> float:
    body, width = STYLE.body, STYLE.text_width
    start = time.perf_counter()
    for text in texts:
        clusters = cut(
            [plain_span(text, plain_look(body, free_fonts()), None, NOWHERE).stretch],
            metrics,
            body.size,
            body.tracking,
            width,
        )
        choose(clusters, Measures(clusters), width - 2 * body.size, width)
    return time.perf_counter() - start


def print_reports() -> None:
    """One report in both formats, with the other program's time and the ratio."""
    document = report(0)
    characters = sum(len(plain(block.inlines)) for block in document.blocks if isinstance(block, Heading | Paragraph))
    pages = len(lay_out(document, STYLE, free_fonts()).pages)
    print(f"一份报告，正文 {characters} 字、目录、2 个表，{pages} 页，交替运行 {RUNS} 次的中位数：")
    for name, ours, other, theirs in (
        ("PDF", our_pdf, "Typst", typst_pdf if _has_typst() else None),
        ("DOCX", our_docx, "python-docx 通常写法", usual_docx),
    ):
        taken = in_turn([ours, *([theirs] if theirs else [])])
        beside = f"{other} {taken[1]:.1f} ms，我们是它的 {taken[0] / taken[1]:.2f}" if theirs else f"{other} 没有安装"
        print(f"  {name:<5}{taken[0]:>7.1f} ms；{beside}")


def print_pages() -> None:
    """Does a page cost the same in a long report?"""
    makes = [our_pdf, *([typst_pdf] if _has_typst() else [])]
    print("每页用时（整份报告的用时除以页数）：")
    for wanted in PAGES:
        sections = round(wanted / SECTION_PAGES)
        pages = len(lay_out(report(0, sections), STYLE, free_fonts()).pages)
        taken = in_turn(makes, sections, 3)
        beside = f"；Typst {taken[1] / pages:.2f} ms" if len(taken) > 1 else ""
        print(f"  {pages:>4} 页  {taken[0] / pages:>6.2f} ms{beside}")


def write_picture(pdf: bytes, path: Path) -> None:
    """Two pages side by side, at 100 dots an inch in 16 greys."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "probe.pdf")
        file.write_bytes(pdf)
        subprocess.run(["pdftoppm", "-r", "100", "-gray", str(file), str(Path(folder, "page"))], check=True)
        sheets = [Image.open(Path(folder, f"page-{page}.pgm")) for page in SHOWN]
        both = Image.new("L", (sum(sheet.width for sheet in sheets) + 8, sheets[0].height), 128)
        for at, sheet in enumerate(sheets):
            both.paste(sheet, (at * (sheet.width + 8), 0))
    both.quantize(16).save(path, optimize=True)


def print_counts() -> None:
    """What the tests' counters find: the probe set by both programs, then more of ours."""
    from tests.tools.typeset_checks import KINDS, count

    makes = {"本程序": our_pdf, **({"Typst": typst_pdf} if _has_typst() else {})}
    counted = {f"测试文本，{name}": count(make(probe_document())) for name, make in makes.items()}
    counted |= {name: reduce(add, map(count, files)) for name, files in _more_of_ours()}
    print("| 数的是 | " + " | ".join(counted) + " |")
    print("|---|" + "--:|" * len(counted))
    for what, field in (("字符", "chars"), ("行", "lines"), ("应两端对齐的满行", "full")):
        print(f"| {what} | " + " | ".join(f"{getattr(one, field):,}" for one in counted.values()) + " |")
    for kind, words in KINDS.items():
        print(f"| {words} | " + " | ".join(str(len(one.wrong[kind])) for one in counted.values()) + " |")


def _more_of_ours() -> Iterator[tuple[str, list[bytes]]]:
    from tests.layout.test_typesetting import meetings, moved_probe
    from tests.tools.project import copy_project

    yield "逐字移位", [our_pdf(moved_probe())]
    yield "标点两两相遇", [our_pdf(meetings())]
    with tempfile.TemporaryDirectory() as folder:
        root = copy_project(Path(folder))
        edition = build(root, load_config(root), formats=("pdf",))
        files = [path.read_bytes() for path in sorted(edition.folder.glob("*.pdf"))]
    yield f"本期 {len(files)} 份报告", files


def _has_typst() -> bool:
    try:
        import typst  # noqa: F401
    except ImportError:
        return False
    return True


if __name__ == "__main__":
    main()
