"""What other office programs print in Word's charts, before and after somebody changes a value: LibreOffice, ONLYOFFICE's engine.

`python -m tests.outside.charts` opens every chart of the newest edition and of the gallery in each program that this machine
has, and looks for every name and printed value among the words of its page; then a value of every chart is changed, first one
in plain digits, then one in words (＞2400, 近一半): in the workbook by ONLYOFFICE's engine, and in the cache, as Word does.
Exit 1 on any finding.  A program that is missing is named and left out; docs/word.md says how ONLYOFFICE's is installed.
"""

from __future__ import annotations

import dataclasses
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path

from msgspec.structs import replace

from benchmarks.pages import newest_edition
from hgz_report.document.blocks import ChartBlock
from hgz_report.document.chart import Plot, Point, Series, ranked, with_unit
from hgz_report.document.tree_file import read_tree_json
from hgz_report.edition.config import EditionConfig, load_config
from hgz_report.edition.faces import edition_fonts
from hgz_report.fonts.fontset import FontSet
from hgz_report.workshop.gallery.make import gallery_layout
from hgz_report.writers.docx.native_charts.kinds import charts_of, has_chart
from hgz_report.writers.formats import write
from tests.tools.chart_pages import (
    ChartPage,
    cells_of,
    charts_only,
    dot_names,
    packed,
    unlabelled,
    unpacked,
    with_cache,
)
from tests.tools.offices import OFFICES, ONLYOFFICE, SECONDS, lacking, prints, run_engine

ROOT = Path(__file__).parents[2]
_CHANGE = """
import json, sys, docbuilder
builder = docbuilder.CDocBuilder()
builder.SetProperty("--fonts-system", "true")
builder.SetProperty("--check-fonts", "true")
for path, cell, value in json.load(sys.stdin):
    builder.OpenFile(path, "")
    builder.ExecuteCommand('Api.GetActiveSheet().GetRange("%s").SetValue("%s");' % (cell, value))
    builder.SaveFile("xlsx", path)
    builder.CloseFile()
"""
_RANKED = {"share": True, "dots": True, "doughnut": True, "strip": False}
"""Kinds whose rows stand in order of size, and whether the greatest is first."""
_UNBROKEN = 4
"""Characters of a name that stand on one line."""
_FORMAT_TALK = re.compile(r"General|通用|E\+|[\[\]#]")
_NUMBER = re.compile(r"-?[\d,]*\d(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class ComparedChart:
    """A chart of a file: what it shows, its rows in the order of its workbook, the names of its part and of its workbook.

    `gone`: a wording that no longer holds.
    """

    plot: Plot
    part: str
    book: str
    gone: str = ""


@dataclass(frozen=True, slots=True)
class Sheets:
    """A file of charts, a page each."""

    data: bytes
    pages: tuple[tuple[ComparedChart, ...], ...]


def main() -> int:
    """Print a table of what was compared; every finding above it."""
    config = load_config(ROOT)
    sources = {slug: sheets for slug, sheets in _sources(config) if sheets.pages}
    fonts = edition_fonts(ROOT, config)
    findings: list[str] = []
    rows = []
    changes = {"原样": ""}
    if missing := lacking(ONLYOFFICE):
        print(f"改数以后的图：没有做，这台机器上没有 {missing}")
    else:
        changes |= {"改一个数": "plain", "改一个有限定的数": "worded"}
    files = {name: {slug: _changed(sheets, how) for slug, sheets in sources.items()} for name, how in changes.items()}
    for engine in OFFICES:
        if missing := lacking(engine):
            print(f"{engine}：没有做，这台机器上没有 {missing}")
            continue
        for name, changed in files.items():
            found, counts = _compared(engine, changed, fonts, config)
            findings += [f"{engine}  {name}  {finding}" for finding in found]
            rows.append((engine, name, *counts, len(found)))
    print(*findings, sep="\n")
    print(f"{'程序':<12}{'图':>6}{'印出的数':>8}{'放不下没有标注':>10}{'问题':>6}  ")
    for engine, name, charts, printed, left_out, wrong in rows:
        print(f"{engine:<14}{charts:>6}{printed:>12}{left_out:>16}{wrong:>8}  {name}")
    return 1 if findings else 0


# -- what there is to print -------------------------------------------------------------------------------------------


def _sources(config: EditionConfig) -> Iterator[tuple[str, Sheets]]:
    """The charts of every report of the newest edition, and of the gallery."""
    folder = newest_edition(ROOT, config)
    for path in sorted(folder.glob("*.docx")):
        document = read_tree_json(path.with_suffix(".tree.json").read_bytes())
        blocks = [block for block in document.blocks if isinstance(block, ChartBlock)]
        yield path.stem, _sheets(path.read_bytes(), blocks)
    layout = gallery_layout(ROOT, config)
    data = write("docx", layout, config.docx_fonts).data
    yield "gallery", _sheets(data, [block for block, _ in layout.charts()])


def _sheets(data: bytes, blocks: list[ChartBlock]) -> Sheets:
    stripped, pages = charts_only(data)
    plots = [block.chart for block in blocks if isinstance(block.chart, Plot) and has_chart(block.chart)]
    return Sheets(stripped, tuple(_drawn(plot, page) for plot, page in zip(plots, pages, strict=True)))


def _drawn(plot: Plot, page: ChartPage) -> tuple[ComparedChart, ...]:
    charts = (ranked(one, falling=_RANKED[one.kind]) if one.kind in _RANKED else one for one in charts_of(plot))
    return tuple(ComparedChart(*each) for each in zip(charts, page.parts, page.books, strict=True))


# -- changing a value -------------------------------------------------------------------------------------------------


def _changed(sheets: Sheets, how: str) -> Sheets:
    """The file with a value of every chart changed."""
    if not how:
        return sheets
    files, pages, typed = unpacked(sheets.data), [], {}
    for page in sheets.pages:
        changed = []
        for drawn in page:
            if drawn.plot.kind == "scatter":  # its labels are names, whatever the values; the first dot moves
                typed[drawn.book] = ("B2", Decimal("0.01") + (drawn.plot.series[0].points[0].value or 0))
                changed.append(drawn)
                continue
            order, at, value = _chosen(drawn.plot, how)
            typed[drawn.book] = (f"{chr(ord('B') + order)}{at + 2}", value)
            plot, was = _with_value(drawn.plot, order, at, value), str(drawn.plot.series[order].points[at].printed)
            # Numbers may stand elsewhere too, as years and figures of the scale.
            gone = "" if _bare(was) or was in _printed_texts(plot) else was
            changed.append(dataclasses.replace(drawn, plot=plot, gone=gone))
        pages.append(tuple(changed))
    calculated = _calculated(files, typed)
    for drawn in (drawn for page in sheets.pages for drawn in page):
        files[drawn.part] = with_cache(files[drawn.part], cells_of(calculated[drawn.book]))
    return Sheets(packed({**files, **calculated}), tuple(pages))


def _chosen(plot: Plot, how: str) -> tuple[int, int, Decimal]:
    """Series and row of the value to change, and the new value: smaller, so that it stays on any scale, with two decimals."""
    points = [
        (order, at, point)
        for order, one in enumerate(plot.series)
        for at, point in enumerate(one.points)
        if point.value is not None and point.printed
    ]
    bare = [_bare(point.printed) for _, _, point in points]
    wanted = [each for each, plain in zip(points, bare, strict=True) if plain == (how == "plain")]
    order, at, point = (wanted or points)[0]
    value = point.value or Decimal(0)
    return order, at, (value - value / 8 - Decimal("0.01")).quantize(Decimal("0.01"))


def _bare(printed: str) -> bool:
    return _NUMBER.fullmatch(printed.removesuffix("%")) is not None


def _printed_texts(plot: Plot) -> list[str]:
    return [str(point.printed) for _, _, _, point in _points(plot)]


def _with_value(plot: Plot, order: int, at: int, value: Decimal) -> Plot:
    point = replace(plot.series[order].points[at], value=value, printed=f"{value.normalize():f}")
    points = (*plot.series[order].points[:at], point, *plot.series[order].points[at + 1 :])
    series = (*plot.series[:order], replace(plot.series[order], points=points), *plot.series[order + 1 :])
    return replace(plot, series=series)


def _calculated(files: Mapping[str, bytes], typed: Mapping[str, tuple[str, Decimal]]) -> dict[str, bytes]:
    """Workbooks with a value typed into a cell, and what depends on it calculated anew."""
    with tempfile.TemporaryDirectory() as name:
        paths = {book: Path(name) / Path(book).name for book in typed}
        for book, path in paths.items():
            path.write_bytes(files[book])
        jobs = [(str(path), typed[book][0], f"{typed[book][1]:f}") for book, path in paths.items()]
        run_engine(_CHANGE, given=json.dumps(jobs).encode())
        return {book: path.read_bytes() for book, path in paths.items()}


# -- what is printed --------------------------------------------------------------------------------------------------


def _compared(
    engine: str, files: Mapping[str, Sheets], fonts: FontSet, config: EditionConfig
) -> tuple[list[str], tuple[int, int, int]]:
    """Findings, and how many charts and values were compared, and how many values have no label for want of room."""
    findings, charts, printed, left_out = [], 0, 0, 0
    with tempfile.TemporaryDirectory() as name:
        pdfs = _prints(engine, files, Path(name), fonts, config)
        for slug, sheets in files.items():
            for at, (page, text) in enumerate(zip_longest(sheets.pages, _pages(pdfs[slug])), 1):
                if page is None or text is None:
                    findings.append(f"{slug}  第 {at} 页：{'多' if page is None else '少'}了一页")
                    continue
                wrong, seen, unseen = _on_page(page, sheets.data, text)
                findings += [f"{slug}  第 {at} 张图（{page[0].plot.kind}）：{one}" for one in wrong]
                charts, printed, left_out = charts + len(page), printed + seen, left_out + unseen
    return findings, (charts, printed, left_out)


def _on_page(page: tuple[ComparedChart, ...], data: bytes, text: str) -> tuple[list[str], int, int]:
    """What is wrong on a page, how many values stand there, and how many have no label."""
    words, flat = re.findall(r"\S+", text), re.sub(r"\s", "", text)
    findings = [f"印出了格式“{word}”" for word in words if _FORMAT_TALK.search(word)]
    files, seen, unseen = unpacked(data), 0, 0
    findings += [f"改了数还印着“{drawn.gone}”" for drawn in page if drawn.gone and drawn.gone in flat]
    for drawn in page:
        if drawn.plot.kind == "scatter":
            # A name's lines stand between those of its neighbours in the text of a page.
            lines = [line for name in dot_names(files[drawn.part]) for line in name.split("\n")]
            findings += [f"没有印出“{line}”" for line in lines if line not in flat]
            seen += len(lines)
            continue
        findings += [f"没有印出名称“{name}”" for name in drawn.plot.categories if _bare_start(name) not in flat]
        without = unlabelled(files[drawn.part])
        for order, at, one, point in _points(drawn.plot):
            if _printed(drawn.plot, one, at, point, words, flat):
                seen += 1
            elif drawn.plot.kind != "progress" and {(order + 1, at), (order + 1, -1)} & without:
                unseen += 1
            else:
                findings.append(f"没有印出“{point.printed}”")
    return findings, seen, unseen


def _bare_start(name: str) -> str:
    """The beginning of a name, which no program breaks over lines."""
    return re.sub(r"\s", "", name)[:_UNBROKEN]


def _points(plot: Plot) -> Iterator[tuple[int, int, Series, Point]]:
    for order, one in enumerate(plot.series):
        for at, point in enumerate(one.points):
            if point.value is not None and point.printed:
                yield order, at, one, point


def _printed(plot: Plot, one: Series, at: int, point: Point, words: list[str], flat: str) -> bool:
    """Whether a value stands on its page: its digits as a word of their own, its wording within a name."""
    if plot.kind == "progress":
        return with_unit(point.printed, plot.units[at]) in flat
    digits = point.printed.removesuffix(one.unit or plot.unit)
    if _NUMBER.fullmatch(digits):
        return digits in words or f"（{digits}）" in flat
    return point.printed in flat


def _pages(pdf: Path) -> list[str]:
    said = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=SECONDS)
    return said.stdout.decode("utf-8").split("\f")[:-1]


def _prints(
    engine: str, files: Mapping[str, Sheets], scratch: Path, fonts: FontSet, config: EditionConfig
) -> dict[str, Path]:
    """Every file as the program prints it."""
    paths = [scratch / f"{slug}.docx" for slug, sheets in files.items() if sheets.pages]
    for path in paths:
        path.write_bytes(files[path.stem].data)
    return prints(engine, paths, scratch / "office", fonts, config.docx_fonts)


if __name__ == "__main__":
    sys.exit(main())
