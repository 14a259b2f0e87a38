"""What a chart costs, warm: drawn into the PDF, written as Word's own chart, or as pictures where Word has none; and memory.

`python -m benchmarks.charts` draws the charts of the gallery, which are all the kinds with real data.
"""

from __future__ import annotations

import datetime
import gc
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import docx
from docx.opc.part import Part

from hgz_report.charts import draw
from hgz_report.document.chart import Plot
from hgz_report.edition.config import load_config
from hgz_report.fonts.face import Face
from hgz_report.draw.frame import Inset
from hgz_report.layout.laid_out import Layout
from hgz_report.workshop.gallery.make import gallery_layout
from hgz_report.writers.docx.native_charts.add import AddedChart, ChartPlace, add_charts

ROOT = Path(__file__).parent.parent
RUNS = 20
MANY = 500
DAY = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


def main() -> None:
    """Print the tables."""
    layout = gallery_layout(ROOT, load_config(ROOT))
    faces = dict.fromkeys(layout.fonts.served(), "黑体")
    print(f"{'图':<10}{'PDF ms':>8}{'最慢':>8}{'Word ms':>9}{'最慢':>8}  Word 里是")
    for picture in layout.pictures():
        chart = picture.block.chart
        name = chart.kind if isinstance(chart, Plot) else type(chart).__name__
        pdf = timed(lambda picture=picture: drawn(layout, picture))  # type: ignore[misc]
        if isinstance(chart, Plot):
            word = timed(lambda picture=picture, chart=chart: native(picture, chart, faces))  # type: ignore[misc]
        else:
            word = timed(lambda picture=picture: pictured(layout, picture), 5)  # type: ignore[misc]
        form = "自己的图" if isinstance(chart, Plot) else "SVG 和 PNG"
        print(f"{name:<12}{pdf[0]:>8.1f}{pdf[1]:>10.1f}{word[0]:>9.1f}{word[1]:>10.1f}  {form}")
    memory(layout)


def timed(work: Callable[[], object], runs: int = RUNS) -> tuple[float, float]:
    """Median and slowest of some runs after a first one, in ms."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times), max(times)


def drawn(layout: Layout, picture: Picture) -> draw.PdfDrawing:
    """A chart; nothing is embedded."""
    return draw.for_pdf(picture.block, picture.width, picture.height, layout.fonts, nowhere)


def native(picture: Picture, plot: Plot, faces: dict[str, str]) -> list[AddedChart]:
    """A chart with its workbook in a package of its own."""
    return add_charts(
        plot, ChartPlace(package(), picture.width, picture.height, faces, DAY), "图1", picture.block.alt, 1
    )


def pictured(layout: Layout, picture: Picture) -> tuple[bytes, bytes]:
    """Both pictures of a chart."""
    box = (picture.block, picture.width, picture.height, layout.fonts)
    return draw.png(*box), draw.svg(*box)


_PACKAGE = docx.Document()


def package() -> Part:
    """A part that charts can be related to; the same one, so that opening it is not counted."""
    return _PACKAGE.part


def nowhere(face: Face, text: str) -> tuple[str, str]:
    """Stands for a file that embeds nothing."""
    return "/T1", "0000" * len(text)


def memory(layout: Layout) -> None:
    """Resident memory over many charts drawn one after another."""
    pictures = list(layout.pictures())
    before = 0
    for number in range(MANY):
        drawn(layout, pictures[number % len(pictures)])
        if number + 1 in (MANY // 5, MANY):
            gc.collect()
            kilobytes = resident()
            print(
                f"画了 {number + 1} 张以后占内存 {kilobytes / 1024:.1f} MB"
                + (f"，多 {kilobytes - before} kB" if before else "")
            )
            before = kilobytes


def resident() -> int:
    """Resident memory of this process in kB (Linux; 0 elsewhere)."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)


if __name__ == "__main__":
    main()
