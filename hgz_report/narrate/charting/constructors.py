"""What `chart.…` in a template makes: a chart block of data and meaning; how it looks is the business of `charts`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import chain

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from hgz_report.document.chart import KIND_NAMES, Chart, Plot, PlotKind, Point, Series, add_to_whole
from hgz_report.narrate.charting import compared, diagrams
from hgz_report.narrate.charting.axes import (
    FactRows,
    Plotted,
    by_size,
    common_unit,
    every_year,
    frame,
    point,
    rows_of,
    share_names,
    spread_over,
)
from hgz_report.narrate.charting.easel import Easel, Options, described, program
from hgz_report.narrate.lookup import Missing
from hgz_report.narrate.pathway_views import DimensionView
from hgz_report.narrate.views import EvidenceView, FactView, PolicyView, RecommendationView
from hgz_report.origin import Attributed, between, joined

FactViews = Sequence[FactView]
_WHOLE = Decimal(100)
NAMES: Mapping[str, str] = {
    "tiles": "关键数据", **KIND_NAMES, "grouped": "分组柱形图", "structure": "佐证分布", "matrix": "佐证矩阵",
    "tasks": "任务矩阵", "path": "“四融三化”关系图", "timeline": "时间线",
}  # fmt: skip
"""What `chart.…` offers, by the names that a reader knows."""


class Charts(Struct, frozen=True):
    """The `chart` object in templates.  Options of every kind: `source`, `note`, `alt`, `hue`."""

    _easel: Easel

    def tiles(self, figures: Iterable[object]) -> Markup:
        """Key figures at a glance, at the head of a report: `headline()` finds them.  Without caption or number."""
        return self._easel.tiles(figures)

    # -- quantities over categories -------------------------------------------------------------------------------

    def column(self, facts: FactViews | FactRows, title: str, id: str = "", **options: object) -> Markup:
        """Columns over years, zones or indicators; side by side for several lists."""
        return self._plot("column", facts, title, id, options)

    def grouped(self, facts: FactRows, title: str, id: str = "", **options: object) -> Markup:
        """Columns of several lists side by side."""
        if len(rows_of(facts, title)) < 2:
            raise Missing(f"图“{title}”只有一组数", "grouped 要几个清单：[清单, 清单]；一组数用 column")
        return self._plot("column", facts, title, id, options)

    def bar(self, facts: FactViews | FactRows, title: str, id: str = "", **options: object) -> Markup:
        """Level bars in the order given."""
        return self._plot("bar", facts, title, id, options)

    def stacked(self, facts: FactRows, title: str, id: str = "", **options: object) -> Markup:
        """Columns of parts that make a whole."""
        rows = rows_of(facts, title)
        if negative := [fact.name for row in rows for fact in row if (fact.value or 0) < 0]:
            raise Missing(f"图“{title}”里有负数：{'、'.join(negative)}", "有负数的不能堆积，改用 column")
        return self._plot("stacked", facts, title, id, options)

    def line(self, facts: FactViews | FactRows, title: str, id: str = "", **options: object) -> Markup:
        """Lines over time; a year without a value stays a gap, never bridged."""
        return self._plot("line", facts, title, id, options, over_time=True)

    def dots(self, facts: FactViews, title: str, id: str = "", **options: object) -> Markup:
        """A ranking, the largest first."""
        ordered = by_size(facts, title, falling=True)
        return self._plot("dots", ordered, title, id, options)

    def strip(self, facts: FactViews, title: str, id: str = "", **options: object) -> Markup:
        """Durations side by side, the shortest first."""
        ordered = by_size(facts, title)
        if wrong := [fact.name for fact in ordered if fact.kind != "duration"]:
            raise Missing(f"图“{title}”里不是用时的指标：{'、'.join(wrong)}", "strip 图只画用时类（duration）指标")
        return self._plot("strip", ordered, title, id, options)

    def combo(self, columns: FactViews, line: FactViews, title: str, id: str = "", **options: object) -> Markup:
        """Columns with a line on a second axis in its own unit, over the same years."""
        chosen, rows = Options.read(options), [rows_of(columns, title)[0], rows_of(line, title)[0]]
        left, right = (frame([row], title, chosen.note) for row in rows)
        if not (left.by_time and right.by_time):
            raise Missing(f"图“{title}”的横轴不是时间", "combo 图画逐年的数")
        if left.unit == right.unit:
            raise Missing(f"图“{title}”两组数单位相同（{left.unit}）", "单位相同的用 grouped 或 line")
        years = sorted({*left.categories, *right.categories})
        categories = every_year(years)
        series = tuple(spread_over(one.series[0], one.categories, categories, one.unit) for one in (left, right))
        plot = Plot("combo", categories, series, left.unit, hue=chosen.hue)
        said = self._easel.told(rows, _period_and_name)
        words = described(KIND_NAMES["combo"], title, said)
        return self._easel.drawing(plot, title, id, chosen, words, [*rows[0], *rows[1]])

    def multiples(self, facts: FactRows, title: str, id: str = "", **options: object) -> Markup:
        """A small chart for each list over the same years, each in its own unit."""
        chosen, rows = Options.read(options), rows_of(facts, title)
        frames = [frame([row], title, chosen.note) for row in rows]
        if len(rows) < 2 or not all(one.by_time for one in frames):
            raise Missing(f"图“{title}”要几组逐年的数", 'multiples 写成 [series("甲"), series("乙")]')
        years = sorted({year for one in frames for year in one.categories})
        categories = every_year(years)
        series = tuple(spread_over(one.series[0], one.categories, categories, one.unit) for one in frames)
        said = self._easel.told(rows, _period_and_name)
        flat = [*chain(*rows)]
        plot = Plot("multiples", categories, series, hue=chosen.hue)
        return self._easel.drawing(plot, title, id, chosen, described(KIND_NAMES["multiples"], title, said), flat)

    # -- shares and targets ---------------------------------------------------------------------------------------

    def share(self, facts: FactViews, title: str, id: str = "", **options: object) -> Markup:
        """Shares of wholes in %, one bar each, largest first."""
        ordered = self._shares(facts, title)
        return self._parts("share", ordered, title, id, options)

    def doughnut(self, facts: FactViews, title: str, id: str = "", **options: object) -> Markup:
        """Parts of one whole in %; what is missing to 100 is the rest."""
        ordered = self._shares(facts, title, least=1)
        if not add_to_whole(point(fact, "%") for fact in ordered):
            raise Missing(f"图“{title}”各部分之和超过100%", "doughnut 图的各部分属于同一个总体；分母不同的用 share")
        return self._parts("doughnut", ordered, title, id, options)

    def progress(self, pairs: Sequence[FactViews], title: str, id: str = "", **options: object) -> Markup:
        """What is reached and its target, a row each: `targets()` finds the pairs."""
        chosen = Options.read(options)
        if not pairs or any(not _is_goal(pair) for pair in pairs):
            raise Missing(f"图“{title}”要的是实绩和目标", "写 targets()，或 [[实绩, 目标], [占比]]")
        units = tuple(common_unit(pair, title) for pair in pairs)
        reached, target = (
            Series(name, tuple(_goal(pair, at, unit) for pair, unit in zip(pairs, units, strict=True)))
            for at, name in enumerate((program("实绩"), program("目标")))
        )
        if any((goal.value or Decimal(0)) <= 0 for goal in target.points):
            raise Missing(f"图“{title}”里有不大于零的目标", "目标为零的用一句话说")
        if any((fact.value or Decimal(0)) < 0 for fact in reached.points):
            raise Missing(f"图“{title}”里有负的实绩", "负数用一句话说，如 standing()")
        if falling := [pair[1].name for pair in pairs if len(pair) == 2 and pair[1].falling]:
            raise Missing(
                f"图“{title}”里有降下来的目标：{'、'.join(falling)}", "进度图画升上去的目标；降的用 standing() 说一句话"
            )
        names = tuple(pair[0].name for pair in pairs)
        said = between((between(map(self._reached, pair), "，", "chart") for pair in pairs), "；", "chart")
        plot = Plot("progress", names, (reached, target), units=units, hue=chosen.hue)
        words = described(KIND_NAMES["progress"], title, said)
        return self._easel.drawing(plot, title, id, chosen, words, [fact for pair in pairs for fact in pair])

    def _reached(self, fact: FactView) -> str:
        aim = program("目标") if fact.is_target else fact.name
        return joined((fact.period, aim, fact.text))

    def _shares(self, facts: FactViews, title: str, least: int = 2) -> list[FactView]:
        given = list(facts)
        rows_of([*given, *given] if len(given) == least == 1 else given, title)
        if wrong := [fact.name for fact in given if fact.kind != "share"]:
            raise Missing(f"图“{title}”里不是占比的指标：{'、'.join(wrong)}", "share 图只画占比类指标")
        if negative := [fact.name for fact in given if (fact.value or 0) < 0]:
            raise Missing(f"图“{title}”里有负的占比：{'、'.join(negative)}", "占比不会小于零，检查数据")
        return sorted(given, key=lambda fact: -(point(fact, "%").value or Decimal(0)))

    def _parts(
        self, kind: PlotKind, facts: Sequence[FactView], title: str, id: str, options: dict[str, object]
    ) -> Markup:
        chosen = Options.read(options)
        if not chosen.note and len({fact.period for fact in facts}) > 1:
            frame([facts], title, "")  # says what is wrong with the periods
        names = share_names(facts)
        plot = Plot(kind, names, (Series(title, tuple(point(f, "%") for f in facts)),), program("%"))
        said = self._easel.told([facts], dict(zip(facts, names, strict=True)).__getitem__)
        return self._easel.drawing(plot, title, id, chosen, described(KIND_NAMES[kind], title, said), facts)

    def _plot(
        self,
        kind: PlotKind,
        facts: FactViews | FactRows,
        title: str,
        id: str,
        options: dict[str, object],
        *,
        over_time: bool = False,
    ) -> Markup:
        chosen, rows = Options.read(options), rows_of(facts, title)
        framed = frame(rows, title, chosen.note)
        if framed.gaps and framed.by_time and not chosen.note:
            chosen = replace(chosen, note=program("空缺年份没有数据"))
        if over_time and not framed.by_time:
            raise Missing(f"图“{title}”的横轴不是时间", "折线图画逐年的数；别的用 column 或 bar")
        plot = Plot(kind, framed.categories, framed.series, framed.unit, hue=chosen.hue)
        said = self._easel.told(rows, _named(rows, framed))
        words = described(KIND_NAMES[kind], title, said)
        return self._easel.drawing(plot, title, id, chosen, words, [*chain(*rows)])

    # -- statistics -----------------------------------------------------------------------------------------------

    def scatter(
        self,
        across: FactViews,
        upward: FactViews,
        title: str,
        id: str = "",
        mark: object = "",
        quadrants: Sequence[str] = (),
        split: Sequence[object] = (),
        **options: object,
    ) -> Markup:
        """Two quantities of many, a dot each; `split`: two facts where quadrants part, the medians without."""
        chosen, rows = Options.read(options), [rows_of(across, title)[0], rows_of(upward, title)[0]]
        plot, told, lacking = compared.scatter(rows, title, chosen, mark, quadrants, split)
        chosen = replace(chosen, note=between([part for part in (chosen.note, lacking) if part], "；", "chart"))
        said, facts = described(KIND_NAMES["scatter"], title, told), [*rows[0], *rows[1], *compared.facts_of(split)]
        return self._easel.drawing(plot, title, id, chosen, said, facts)

    def slope(self, facts: FactRows, title: str, id: str = "", mark: object = "", **options: object) -> Markup:
        """From one time to another, a line for each list."""
        return self._compared("slope", compared.slope, facts, title, id, options, mark)

    def dumbbell(self, facts: FactRows, title: str, id: str = "", **options: object) -> Markup:
        """From the values of one list to those of the other."""
        return self._compared("dumbbell", compared.dumbbell, facts, title, id, options)

    def distribution(self, facts: FactViews, title: str, id: str = "", mark: object = "", **options: object) -> Markup:
        """How a quantity is spread over many zones, the own one marked."""
        return self._compared("distribution", compared.distribution, facts, title, id, options, mark)

    def heat(self, facts: FactRows, title: str, id: str = "", **options: object) -> Markup:
        """A row for each list, the darker the greater."""
        return self._compared("heat", compared.heat, facts, title, id, options)

    def _compared(
        self,
        kind: PlotKind,
        framing: Callable[[FactRows, str, str], Plotted],
        facts: FactViews | FactRows,
        title: str,
        id: str,
        options: dict[str, object],
        mark: object = "",
    ) -> Markup:
        chosen, rows = Options.read(options), rows_of(facts, title)
        framed, flat = framing(rows, title, chosen.note), [*chain(*rows)]
        about = compared.marked(mark, kind, framed, flat, title)
        plot = Plot(kind, framed.categories, framed.series, framed.unit, hue=chosen.hue, marked=about)
        words = described(KIND_NAMES[kind], title, self._easel.told(rows, _named(rows, framed)))
        return self._easel.drawing(plot, title, id, chosen, words, flat)

    # -- relations ------------------------------------------------------------------------------------------------

    def matrix(self, rows: Sequence[Sequence[EvidenceView]], title: str, id: str = "", **options: object) -> Markup:
        """Zones by dimensions with the level of evidence in each cell."""
        return self._relation(diagrams.evidence_grid(rows, title), title, id, options)

    def structure(self, rows: Sequence[Sequence[EvidenceView]], title: str, id: str = "", **options: object) -> Markup:
        """For every dimension how many zones have which evidence, stacked."""
        return self._relation(diagrams.evidence_counts(rows, title), title, id, options)

    def tasks(
        self, rows: Sequence[Sequence[RecommendationView]], title: str, id: str = "", **options: object
    ) -> Markup:
        """Zones by tasks with the verdict in each cell."""
        return self._relation(diagrams.task_grid(rows, title), title, id, options)

    def path(
        self,
        dimensions: Sequence[DimensionView],
        title: str,
        id: str = "",
        rows: Sequence[Sequence[EvidenceView]] = (),
        **options: object,
    ) -> Markup:
        """How main line, grips, support and directions hang together; with `rows`, how many zones show each."""
        return self._relation(diagrams.path(dimensions, rows, title), title, id, options)

    def timeline(self, policies: Sequence[PolicyView], title: str, id: str = "", **options: object) -> Markup:
        """Plans, policies and lists in order of time."""
        return self._relation(diagrams.timeline(policies, title), title, id, options)

    def _relation(self, drawn: tuple[Chart, Attributed], title: str, id: str, options: dict[str, object]) -> Markup:
        chart, said = drawn
        return self._easel.drawing(chart, title, id, Options.read(options), said)


def _named(rows: FactRows, framed: Plotted) -> Callable[[FactView], str]:
    """How a value is introduced in words: by its year, its zone or its name, with the series where there are several."""
    flat = [fact for row in rows for fact in row]
    owners, names, periods = (len({getattr(fact, part) for fact in flat}) > 1 for part in ("owner", "name", "period"))

    def name(fact: FactView) -> str:
        time = fact.period if periods or framed.by_time else ""
        return joined((fact.owner_name if owners else "", time, fact.name if names else ""))

    return name


def _period_and_name(fact: FactView) -> str:
    return joined((fact.period, fact.name))


def _is_goal(pair: object) -> bool:
    """A result with its target, or a share by itself: its target is the whole."""
    if not isinstance(pair, list | tuple):
        return False
    numbers = all(isinstance(fact, FactView) and fact.value is not None for fact in pair)
    return numbers and (len(pair) == 2 or (len(pair) == 1 and pair[0].kind == "share"))


def _goal(pair: FactViews, at: int, unit: str) -> Point:
    return point(pair[at], unit) if at < len(pair) else Point(_WHOLE, expected=True)
