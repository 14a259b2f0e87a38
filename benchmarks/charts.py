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

from hgz_report.charts.draw import draw
from hgz_report.document.blocks import ChartBlock
from hgz_report.document.chart import Plot
from hgz_report.draw.frame import Frame
from hgz_report.edition.config import load_config
from hgz_report.fonts.face import Face
from hgz_report.layout.laid_out import Layout
from hgz_report.workshop.gallery.make import gallery_layout
from hgz_report.writers.docx.native_charts.add import AddedChart, ChartPlace, add_charts
from hgz_report.writers.docx.native_charts.kinds import has_chart
from hgz_report.writers.pdf.frame_operators import FrameOperators
from hgz_report.writers.pictures.png import png
from hgz_report.writers.pictures.svg import svg

ROOT = Path(__file__).parent.parent
RUNS = 20
MANY = 500
DAY = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


def main() -> None:
    """Print the tables."""
    layout = gallery_layout(ROOT, load_config(ROOT))
    faces = dict.fromkeys(layout.fonts.served(), "黑体")
    print(f"{'图':<10}{'画 ms':>8}{'最慢':>8}{'Word ms':>9}{'最慢':>8}  Word 里是")
    for block, frame in layout.charts():
        chart = block.chart
        name = chart.kind if isinstance(chart, Plot) else type(chart).__name__
        drawing = timed(lambda block=block, frame=frame: drawn(layout, block, frame))  # type: ignore[misc]
        own = isinstance(chart, Plot) and has_chart(chart)
        if isinstance(chart, Plot) and own:
            word = timed(lambda frame=frame, chart=chart, block=block: native(frame, chart, block.alt, faces))  # type: ignore[misc]
        else:
            word = timed(lambda frame=frame: pictured(frame), 5)  # type: ignore[misc]
        form = "自己的图" if own else "SVG 和 PNG"
        print(f"{name:<12}{drawing[0]:>8.1f}{drawing[1]:>10.1f}{word[0]:>9.1f}{word[1]:>10.1f}  {form}")
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


def drawn(layout: Layout, block: ChartBlock, frame: Frame) -> str:
    """A chart drawn and written as operators; nothing is embedded."""
    again = draw(block, 0, frame.width, frame.height, layout.fonts)
    content = FrameOperators(nowhere, lambda _: "/P1")
    for mark in again.marks():
        content.put(mark)
    return "\n".join(content.operators)


def native(frame: Frame, plot: Plot, alt: str, faces: dict[str, str]) -> list[AddedChart]:
    """A chart with its workbook in a package of its own."""
    return add_charts(plot, ChartPlace(package(), frame.width, frame.height, faces, DAY), "图1", alt, 1)


def pictured(frame: Frame) -> tuple[bytes, bytes]:
    """Both pictures of a chart."""
    return png(frame), svg(frame)


_PACKAGE = docx.Document()


def package() -> Part:
    """A part that charts can be related to; the same one, so that opening it is not counted."""
    return _PACKAGE.part


def nowhere(face: Face, text: str) -> tuple[str, str]:
    """Stands for a file that embeds nothing."""
    return "/T1", "0000" * len(text)


def memory(layout: Layout) -> None:
    """Resident memory over many charts drawn one after another."""
    charts = list(layout.charts())
    before = 0
    for number in range(MANY):
        drawn(layout, *charts[number % len(charts)])
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
