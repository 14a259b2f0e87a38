"""What a .docx shows beside its paragraphs: pictures, told by their hashes, and the letters of native charts."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from decimal import Context, Decimal, InvalidOperation
from html import unescape

from hgz_report.chart_model import Plot, Series

_CHART = re.compile(r"word/charts/chart\d*\.xml")
LETTERS = "label:chart"
"""Behind letters of a chart that are no fact: years, names, what is printed elsewhere too."""
_LETTERS = re.compile(r"<(?:c:v|a:t)(?:\s[^>]*)?>([^<]*)</(?:c:v|a:t)>")


def pictures(data: bytes) -> list[str]:
    """SHA-256 of every picture of a .docx, sorted."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.startswith("word/media/")]
        return sorted(hashlib.sha256(archive.read(name)).hexdigest() for name in names)


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


def chart_letters(data: bytes) -> list[list[str]]:
    """Of every native chart of a .docx, in the order of their numbers, all values, names and labels that it keeps."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = [name for name in archive.namelist() if _CHART.fullmatch(name)]
        names = sorted(found, key=lambda name: int("0" + re.sub(r"\D", "", name)))
        return [[unescape(text) for text in _LETTERS.findall(archive.read(name).decode("utf-8"))] for name in names]
