"""What a chart prints, and the fact behind each text: the one place that knows how a chart describes itself."""

from __future__ import annotations

from collections.abc import Iterator

from hgz_report.document import ChartBlock

CATEGORY = "label:category"


def chart_texts(block: ChartBlock) -> Iterator[tuple[str, str]]:
    """(text, binding) of everything a chart letters, in the order of its data."""
    chart = block.chart
    for series in chart.series:
        if any(series.facts):
            for category, printed, fact in zip(chart.categories, series.printed, series.facts, strict=True):
                yield category, CATEGORY
                yield printed, fact or CATEGORY
