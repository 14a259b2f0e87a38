"""Facts for statistical charts: two quantities of the same zones, two times, one quantity over many; what may not be compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec.structs import replace

from hgz_report.document.chart import Plot, PlotKind, Point, Series
from hgz_report.language.units import converted
from hgz_report.narrate.charting.axes import FactRows, Plotted, frame, percent_unit, point
from hgz_report.narrate.charting.easel import Options, program
from hgz_report.narrate.lookup import Missing
from hgz_report.narrate.pathway_views import ZoneView
from hgz_report.narrate.views import FactView
from hgz_report.origin import Attributed, between, joined

_PAIR = 2
_QUADRANTS, _YEAR = 4, 4
_MOST_TOLD = 6
"""So many that lack a value are named in the note; of more their number is in the drawing."""


def scatter(
    rows: FactRows, title: str, chosen: Options, mark: object, quadrants: Iterable[str], split: Sequence[object]
) -> tuple[Plot, Attributed, Attributed]:
    """Two quantities of the same things: the plot, what it shows in words, and who isn't drawn for want of a value.

    Raises Missing where they aren't of the same things at the same time.
    """
    _different(rows, title, "横、竖")
    across, upward = (frame([row], title, chosen.note) for row in rows)
    times = [{fact.period for fact in row} for row in rows]
    if not chosen.note and times[0] != times[1]:
        said = "；".join("、".join(sorted(each)) for each in times)
        hint = '只取同一时期的数；确要并列，用 note="…" 说明，会印在图下'
        raise Missing(f"图“{title}”横、竖两组数时期不同：{said}", hint)
    names = tuple(dict.fromkeys((*across.categories, *upward.categories)))
    both = [name for name in names if None not in (_at(across, name).value, _at(upward, name).value)]
    if len(both) < _PAIR:
        hint = "两组数要属于同样的高新区、同样的时期，各至少两个"
        raise Missing(f"图“{title}”只有{len(both)}项两个数都有，画不成散点图", hint)
    series = tuple(
        Series(row[0].name, tuple(_at(one, name) for name in names), one.unit)
        for row, one in zip(rows, (across, upward), strict=True)
    )
    plot = Plot("scatter", names, series, hue=chosen.hue)
    plot = replace(plot, marked=_marked(mark, both, [fact for row in rows for fact in row], title))
    plot = replace(plot, splits=_splits(split, series, title), quadrants=_quarters(quadrants, title))
    told = between((_dot_told(rows, (across, upward), name) for name in both), "；", "chart")
    lacking = [name for name in names if name not in both]
    few = joined((between(lacking), program("只有一项数，未画"))) if 0 < len(lacking) <= _MOST_TOLD else program("")
    return plot, told, few


def _different(rows: FactRows, title: str, lists: str) -> None:
    """Raises Missing where a fact stands in two lists, which are to be compared with each other."""
    held = [{fact.id for fact in row} for row in rows]
    if any(one & other for at, one in enumerate(held) for other in held[:at]):
        raise Missing(f"图“{title}”{lists}有同一个数，同自己比不出什么", "每个清单写不同指标或不同时期的数")


def _at(one: Plotted, name: str) -> Point:
    return dict(zip(one.categories, one.series[0].points, strict=True)).get(name, Point())


def _dot_told(rows: FactRows, frames: Sequence[Plotted], name: str) -> Attributed:
    """成都高新区：地区生产总值3015.8亿元，增速8%."""
    facts = {fact.id: fact for row in rows for fact in row}
    said = (facts[_at(one, name).fact] for one in frames)
    return joined((name, program("："), between((_value(fact) for fact in said), "，", "chart")))


def _value(fact: FactView) -> Attributed:
    return joined((fact.name, fact.status_name, fact.text))


def _quarters(quadrants: Iterable[str], title: str) -> tuple[str, ...]:
    """The names of the quadrants.  Raises Missing for other than four."""
    names = tuple(quadrants) if not isinstance(quadrants, str) else (quadrants,)
    if len(names) not in (0, _QUADRANTS) or not all(names):
        raise Missing(f"图“{title}”的象限名称不是四个", 'quadrants 写成 ["右上", "左上", "左下", "右下"]四处的名称')
    return names


def facts_of(split: Sequence[object]) -> list[FactView]:
    """The facts among what an editor gives."""
    return [fact for fact in split if isinstance(fact, FactView) and fact.value is not None]


def _splits(split: Sequence[object], series: Sequence[Series], title: str) -> tuple[Series, ...]:
    """Where the quadrants part: two facts.  Raises Missing where they aren't in the units of x and y."""
    facts = facts_of(split)
    if len(facts) != len(split) or len(facts) not in (0, _PAIR):
        raise Missing(f"图“{title}”的分界不是两个数", "split 写成 [横的事实, 竖的事实]；不写就用中位数分")
    for fact, one in zip(facts, series, strict=False):
        try:
            converted(Decimal(1), fact.unit or percent_unit(fact), one.unit)
        except ValueError:
            hint = f"分界要用{one.unit or '没有单位'}的数"
            raise Missing(f"图“{title}”的分界“{fact.name}”单位是{fact.unit}", hint) from None
    pairs = zip(facts, series, strict=False)
    return tuple(
        Series(joined((fact.owner_name, fact.name)), (point(fact, one.unit),), one.unit) for fact, one in pairs
    )


def marked(mark: object, kind: PlotKind, framed: Plotted, facts: Sequence[FactView], title: str) -> str:
    """The category that a chart is about, of `slope` the series, by the name or id of its zone."""
    return _marked(mark, [one.name for one in framed.series] if kind == "slope" else framed.categories, facts, title)


def _marked(mark: object, framed: Sequence[str], facts: Sequence[FactView], title: str) -> str:
    """The category or series that a chart is about, by the name or id of its zone.  Raises Missing where it isn't there."""
    wanted = mark.slug if isinstance(mark, ZoneView) else mark
    if not wanted:
        return ""
    owner = next((fact.owner_name for fact in facts if wanted in (fact.owner, fact.owner_name)), wanted)
    found = [name for name in framed if name == owner or str(name).startswith(f"{owner}（")]
    if len(found) != 1:
        hint = f"mark 写图里有的一个：{'、'.join(map(str, framed[:6]))}"
        raise Missing(f"图“{title}”里没有要标出的“{wanted}”", hint)
    return found[0]


def slope(rows: FactRows, title: str, note: str) -> Plotted:
    """Two times.  Raises Missing for one time or more than two."""
    _different(rows, title, "各组")
    framed = _filled(frame(rows, title, note))
    if len(framed.categories) != _PAIR or not framed.by_time:
        hint = "每组数取同样两个时期，如 [[fact(甲, 2019), fact(甲, 2022)], [fact(乙, 2019), fact(乙, 2022)]]"
        raise Missing(f"图“{title}”不是两个时期的数：{'、'.join(framed.categories)}", hint)
    times = (
        joined((time, program("年"))) if len(time) == _YEAR and time.isdigit() else time for time in framed.categories
    )
    return replace(framed, categories=tuple(times))


def dumbbell(rows: FactRows, title: str, note: str) -> Plotted:
    """From one list to the other.  Raises Missing where there are not two, or they have nothing in common."""
    if len(rows) != _PAIR:
        raise Missing(f"图“{title}”有{len(rows)}组数", "dumbbell 要两个清单：[从, 到]；两个以上的用 grouped")
    _different(rows, title, "从、到")
    framed = _headed(_filled(frame(rows, title, note)), rows, title)
    if not any(all(point.value is not None for point in pair) for pair in _columns(framed)):
        raise Missing(f"图“{title}”两组数没有共同的项目", "两个清单取同样的指标或同样的高新区")
    return framed


def distribution(rows: FactRows, title: str, note: str) -> Plotted:
    """One quantity over many.  Raises Missing for several lists."""
    if len(rows) != 1:
        raise Missing(f"图“{title}”有{len(rows)}组数", "distribution 只画一组数：一个指标，各高新区各一个")
    if len(rows[0]) > 1 and len({fact.owner for fact in rows[0]}) == 1:
        raise Missing(
            f"图“{title}”只是{rows[0][0].owner_name}一处的数，看不出分布", "一个指标，各高新区各一个；各年的用 line"
        )
    return frame(rows, title, note)


def heat(rows: FactRows, title: str, note: str) -> Plotted:
    """Rows by columns in one unit."""
    if len(rows) < _PAIR:
        raise Missing(f"图“{title}”只有一行", "heat 要几个清单，一个清单一行；一行的用 bar")
    _different(rows, title, "各行")
    return _headed(frame(rows, title, note), rows, title)


def _headed(framed: Plotted, rows: FactRows, title: str) -> Plotted:
    """With a name for the only row or column, where every list is a single number.  Raises Missing for different things."""
    if framed.categories != ("",):
        return framed
    if len(things := list(dict.fromkeys(fact.name for row in rows for fact in row))) > 1:
        said = "、".join(things)
        raise Missing(f"图“{title}”两组数没有共同的项目：{said}", "几个清单取同样的指标或同样的高新区")
    return replace(framed, categories=(things[0],))


def _columns(framed: Plotted) -> Iterable[tuple[Point, ...]]:
    return zip(*(one.points for one in framed.series), strict=True)


def _filled(framed: Plotted) -> Plotted:
    """Without the categories that no series has a value for: the years between two times."""
    kept = [any(point.value is not None for point in column) for column in _columns(framed)]
    series = tuple(
        replace(one, points=tuple(point for point, keep in zip(one.points, kept, strict=True) if keep))
        for one in framed.series
    )
    return replace(
        framed, categories=tuple(c for c, keep in zip(framed.categories, kept, strict=True) if keep), series=series
    )
