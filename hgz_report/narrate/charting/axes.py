"""Facts on axes: which of owner, indicator and time makes the categories and which the series, in one unit.

What may not stand on one axis is refused, unless the editor says why it does (`note`): other units never, other periods or
definitions only with a note that is printed beneath the chart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from hgz_report.document.chart import Point, Series
from hgz_report.language.units import converted
from hgz_report.language.wording import bound_of, compact
from hgz_report.narrate.lookup import Missing
from hgz_report.narrate.views import FactView
from hgz_report.origin import Attributed, Fact, Wording, attributed, between, joined, pieces_of

FactRows = Sequence[Sequence[FactView]]
_ASPECTS: Mapping[str, Callable[[FactView], str]] = {
    "owner": lambda fact: fact.owner_name,
    "thing": lambda fact: fact.name,
    "time": lambda fact: fact.period if fact.stated or not fact.status_name else fact.status_name,
}
_OF_WHOLE = re.compile("占全国.*比重$")
_MOST_YEARS = 60
_GAP = "　"
_CHART = Wording("chart")


class Plotted(Struct, frozen=True):
    """Categories and series, ready for a plot; `by_time`: whether the categories are times."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    by_time: bool
    gaps: bool = False


def rows_of(facts: Iterable[object], title: str) -> FactRows:
    """One row of facts for each series.  Raises Missing for what is no facts, and for fewer than two values."""
    given = list(facts)
    lists = given if any(not isinstance(fact, FactView) for fact in given) else [given]
    rows = [_row(row, title) for row in lists]
    flat = [fact for row in rows for fact in row]
    if len(flat) < 2:
        raise Missing(f"图“{title}”只有{len(flat)}个数，画不成图", "少于两个数时用一句话说，或用 {% if %} 包起来")
    if words := [fact.name for fact in flat if fact.value is None]:
        raise Missing(f"图“{title}”里不是数的指标：{'、'.join(dict.fromkeys(words))}", "文字、日期类指标画不成图")
    return [row for row in rows if row]


def _row(row: object, title: str) -> list[FactView]:
    things = list(row) if isinstance(row, Iterable) and not isinstance(row, str) else [row]
    facts = [thing for thing in things if isinstance(thing, FactView)]
    if len(facts) < len(things) or row in facts:
        raise Missing(f"图“{title}”要的是事实的清单", "写 facts()、series() 一类的清单，或 [清单, 清单]")
    return facts


def frame(rows: FactRows, title: str, note: str) -> Plotted:
    """The rows on axes.  Raises Missing where they cannot share them."""
    flat = [fact for row in rows for fact in row]
    within = {name for name in _ASPECTS for row in rows if len({_ASPECTS[name](fact) for fact in row}) > 1}
    across = [name for name in _ASPECTS if name not in within and len({_ASPECTS[name](fact) for fact in flat}) > 1]
    _same_terms(flat, within, title, note)
    unit = common_unit(flat, title)
    years = within == {"time"} and all(fact.full_year or fact.snapshot for fact in flat)
    key = (lambda fact: fact.year) if years else lambda fact: _place(fact, _order(within))
    _once(rows, key, title, years=years)
    categories = _years(flat, title) if years else list(dict.fromkeys(key(fact) for fact in flat))
    series = []
    for row in rows:
        there = {key(fact): point(fact, unit) for fact in row}
        name = _place(row[0], across) or row[0].name
        series.append(Series(name, tuple(there.get(category, Point()) for category in categories)))
    gaps = any(point.value is None for one in series for point in one.points)
    return Plotted(tuple(_spoken(categories, within)), tuple(series), unit, "time" in within and len(within) == 1, gaps)


def spread_over(series: Series, own: Sequence[str], categories: Sequence[str], unit: str) -> Series:
    """A series over more categories than its own; those it lacks are gaps."""
    there = dict(zip(own, series.points, strict=True))
    return Series(series.name, tuple(there.get(category, Point()) for category in categories), unit)


def every_year(years: Sequence[str]) -> tuple[str, ...]:
    """From the first to the last; a year without a value is the axis's own."""
    there = {int(year): year for year in years}
    span = range(int(years[0]), int(years[-1]) + 1)
    return tuple(there.get(year, attributed(str(year), Wording("axis"))) for year in span)


def common_unit(facts: Sequence[FactView], title: str) -> str:
    """The unit most of the facts are in.  Raises Missing where one does not convert to it."""
    unit = Counter(fact.unit or percent_unit(fact) for fact in facts).most_common(1)[0][0]
    try:
        for fact in facts:
            converted(Decimal(1), fact.unit or percent_unit(fact), unit)
    except ValueError:
        units = sorted({fact.unit or percent_unit(fact) or "（无单位）" for fact in facts})
        raise Missing(
            f"图“{title}”混用了单位：{'、'.join(units)}", "一张图只画一个单位的数；两个单位用 combo 或 multiples"
        ) from None
    return unit


def by_size(facts: Iterable[FactView], title: str, *, falling: bool = False) -> list[FactView]:
    """Facts with the smallest (`falling`: largest) first, whatever the scale of each.  `rows_of` refuses what is no number."""
    given = list(facts)
    numbers = [fact for fact in given if fact.value is not None]
    if len(numbers) < len(given) or not numbers:
        return given
    unit = common_unit(numbers, title)
    return sorted(given, key=lambda fact: point(fact, unit).value or Decimal(0), reverse=falling)


def point(fact: FactView, unit: str) -> Point:
    """A fact as a point in `unit`; a fraction of a whole becomes a percentage, and is printed as the source has it."""
    assert fact.written is not None  # `rows_of` has seen to it
    own = fact.unit or percent_unit(fact)
    value = fact.written if own == unit else converted(fact.written, own, unit)
    number = value * 100 if isinstance(value, Fraction) and unit == "%" else value
    decimal = number if isinstance(number, Decimal) else Decimal(number.numerator) / Decimal(number.denominator)
    expected = fact.is_target or fact.is_estimate
    printed = attributed(compact(value, unit, fact.qualifier), Fact(fact.id))
    return Point(decimal, printed, fact.id, bound_of(value, fact.qualifier), expected)


def share_names(facts: Sequence[FactView]) -> tuple[str, ...]:
    """What shares are of: 园区生产总值 for 园区生产总值占全国比重, as far as that tells them apart; with unlike periods."""
    short = [_without_whole(fact.name) for fact in facts]
    names = short if len(set(short)) == len(facts) else [fact.name for fact in facts]
    if len({fact.period for fact in facts}) == 1:
        return tuple(names)
    opened, closed = attributed("（", _CHART), attributed("）", _CHART)
    return tuple(joined((name, opened, fact.period, closed)) for name, fact in zip(names, facts, strict=True))


def _without_whole(name: str) -> str:
    found = _OF_WHOLE.search(name)
    return joined((name,)).cut(0, found.start()) if found and found.start() else name


def percent_unit(fact: FactView) -> str:
    """The unit of a share that is written as a fraction and so prints none."""
    return attributed("%", Fact(fact.id, part="unit")) if fact.kind == "share" else ""


def _place(fact: FactView, aspects: Sequence[str]) -> str:
    """What tells a value from the others: owner, indicator and time, as far as they differ."""
    return between((_ASPECTS[name](fact) for name in aspects), _GAP, "chart")


def _order(within: set[str]) -> list[str]:
    return [name for name in _ASPECTS if name in within]


def _same_terms(facts: Sequence[FactView], within: set[str], title: str, note: str) -> None:
    """Refuse other periods or definitions side by side without a note; one thing at several times is what a trend is."""
    kinds = {(fact.full_year, fact.snapshot) for fact in facts}
    partial = any(not full and not snap for full, snap in kinds) and len({fact.period for fact in facts}) > 1
    if not note and (partial or ("time" in within and len(within) > 1)):
        periods = "、".join(dict.fromkeys(fact.period for fact in facts))
        raise Missing(f"图“{title}”里时期不同：{periods}", '只取同一时期的数；确要并列，用 note="…" 说明，会印在图下')
    if not note and (weak := dict.fromkeys(fact.name for fact in facts if fact.confidence == "C")):
        hint = '用 rejectattr("confidence", "equalto", "C") 去掉；确要画，用 note="…" 说明，会印在图下'
        raise Missing(f"图“{title}”里有仅供参考的数：{'、'.join(weak)}", hint)
    loose = dict.fromkeys(fact.name for fact in facts if not fact.comparable)
    if not note and loose and len({fact.owner for fact in facts}) > 1:
        raise Missing(
            f"图“{title}”里各高新区口径不同：{'、'.join(loose)}", '换可比的指标；确要并列，用 note="…" 说明，会印在图下'
        )


def _once(rows: FactRows, key: Callable[[FactView], str], title: str, *, years: bool) -> None:
    for row in rows:
        if twice := [name for name, times in Counter(map(key, row)).items() if times > 1]:
            where = f"{twice[0]}年" if years else f"“{twice[0]}”" if twice[0] else "同一项"
            hint = "每年只取一个，如用 year_ends()，或用 selectattr 选出整年的数" if years else "每一项只取一个数"
            raise Missing(f"图“{title}”里{where}有几个数", hint)


def _years(facts: Sequence[FactView], title: str) -> list[str]:
    """Every year from the first to the last: one without a value is a gap."""
    known = [int(fact.year) for fact in facts]
    if max(known) - min(known) >= _MOST_YEARS:
        raise Missing(f"图“{title}”跨了{max(known) - min(known) + 1}年，画不清楚", "用 since= 或 selectattr 取近年的数")
    there = {int(fact.year): fact.year for fact in reversed(facts)}
    return [there.get(year, attributed(str(year), Wording("axis"))) for year in range(min(known), max(known) + 1)]


def _spoken(categories: Sequence[str], within: set[str]) -> list[str]:
    """With several aspects the time goes into brackets: 西安高新区（2023年）."""
    if "time" not in within or len(within) == 1:
        return list(categories)
    return [_spoken_of(text) for text in categories]


def _spoken_of(category: str) -> str:
    parts = pieces_of(category)
    gap = max(n for n, piece in enumerate(parts) if piece.text == _GAP)
    before = Attributed(piece for piece in parts[:gap] if piece.text != _GAP)
    return joined((before, attributed("（", _CHART), Attributed(parts[gap + 1 :]), attributed("）", _CHART)))
