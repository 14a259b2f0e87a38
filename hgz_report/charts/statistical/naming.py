"""What is said beside statistical charts: which names are shown, and names along an axis that has no room for all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hgz_report.charts.labels import Unreadable, spread
from hgz_report.charts.palette import FAINT, SMALL
from hgz_report.charts.sheet import Sheet
from hgz_report.document.chart import lettered
from hgz_report.draw.paths import Spot

MOST = 200
"""Dots, lines or rows: there are 178 zones; more than these are no longer told apart."""


def few_enough(count: int, measure: str, least: int = 2) -> None:
    """Raises Unreadable for fewer than `least` or more than MOST things (N个点, N条线)."""
    if count < least:
        raise Unreadable(f"只有{count}{measure}，画不成图", "少于两个时用一句话说")
    if count > MOST:
        raise Unreadable(f"有{count}{measure}，分不清", f"请减到{MOST}以内，或改用表格")


def how_many(named: int, of: int, measure: str, missing: int = 0) -> str:
    """Which are named and which could not be drawn, for the foot of a chart; "" where all are there with their names."""
    parts = []
    if named < of:
        parts.append(f"共{of}{measure}，标出{named}{measure}")
    if missing:
        parts.append(f"另有{missing}{measure}缺数，未画")
    return "；".join(parts)


def say_how_many(sheet: Sheet, text: str) -> None:
    """In the lower right corner."""
    if text:
        sheet.text(sheet.width, 2, text, size=SMALL, side="right", level="bottom", color=FAINT)


def marked_place(names: Sequence[str], marked: str) -> int | None:
    """The place of the one that the chart is about, None where it names none.  Raises Unreadable where it isn't there."""
    if not marked:
        return None
    if marked not in names:
        raise Unreadable(f"没有要标出的“{marked}”", f"mark 写图里有的：{'、'.join(map(str, names[:5]))}等")
    return list(names).index(marked)


def weightiest(order: Iterable[int], heights: Sequence[Sequence[float]], room: Spot) -> list[int]:
    """Of things along an axis those whose names find room between two ends, on every side that has heights for them."""
    chosen: list[int] = []
    filled = [0.0] * len(heights)
    for at in order:
        more = [before + side[at] for before, side in zip(filled, heights, strict=True)]
        if max(more) <= room[1] - room[0]:
            chosen.append(at)
            filled = more
    return sorted(chosen)


def apart(chosen: Sequence[int], wanted: Sequence[float], heights: Sequence[float], room: Spot) -> dict[int, float]:
    """The middles of the names of chosen things along an axis, as near as can be to what they name, none on another."""
    places = spread([wanted[at] for at in chosen], [heights[at] for at in chosen], *room)
    return dict(zip(chosen, places, strict=True))


def by_weight(values: Sequence[float], first: int | None = None) -> list[int]:
    """Places of values: the one that the chart is about, then from the outside in: greatest, least, second greatest …"""
    falling = sorted(range(len(values)), key=lambda at: (-values[at], at))
    inward = [at for pair in zip(falling, reversed(falling), strict=True) for at in pair]
    return list(dict.fromkeys(([] if first is None else [first]) + inward))


def bracketed(name: str) -> str:
    """A name with what stands in brackets on a line of its own: 成都高新区 / （2022年）; "" where nothing does."""
    at = name.find("（")
    if at < 1:
        return ""
    whole = lettered(name)
    return lettered(whole.cut(0, at), "\n", whole.cut(at, len(name)))
