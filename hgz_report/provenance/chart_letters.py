"""The letters of Word's own charts, each with the fact it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Context, Decimal, InvalidOperation

from hgz_report.document.chart import Plot, Series

LETTERS = "label:chart"
"""Behind letters of a chart that are no fact: years, names, what is printed elsewhere too."""


def bound_letters(charts: Iterable[Sequence[str]], plots: Iterable[Plot]) -> list[list[list[str]]]:
    """The letters of native charts, each with what stands behind it: the fact of a value, or `label:chart`.

    A plot is one native chart, small multiples one for each series; values are kept in the order of the series.
    """
    shown: list[tuple[Series, ...]] = []
    for plot in plots:
        shown += [(one,) for one in plot.series] if plot.kind == "multiples" else [plot.series]
    bound = []
    for letters, series in zip(charts, shown, strict=True):
        waiting = [(_value(p.value), p.fact) for one in series for p in one.points if p.value is not None and p.fact]
        rows = []
        for text in letters:
            value = _number(text)
            fact = next((fact for known, fact in waiting if known == value), "")
            if value is not None and fact:
                waiting.remove((value, fact))
            rows.append([text, fact or LETTERS])
        bound.append(rows)
    return bound


def _number(text: str) -> Decimal | None:
    try:
        return _value(Decimal(text))
    except InvalidOperation:
        return None


def _value(value: Decimal) -> Decimal:
    """As a spreadsheet keeps it, near enough."""
    return Context(prec=12).plus(value).normalize()
