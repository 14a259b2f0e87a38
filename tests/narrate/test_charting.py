"""Charts as templates ask for them: the right axes, every value with its fact, and a refusal for what would mislead."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest

from hgz_report.data.dataset import Dataset
from hgz_report.document.blocks import ChartBlock, FactRef, KeyFigures, plain
from hgz_report.document.chart import Grid, PathDiagram, Plot, PlotKind, Timeline, chart_figures
from hgz_report.narrate.charting.chart_form import ChartForm
from hgz_report.narrate.charting.constructors import NAMES
from tests.tools.shipped import shipped
from tests.tools.telling import complaint, told


@pytest.fixture(scope="module")
def data() -> Dataset:
    """The project's own data: its zones, its gaps, its bounds."""
    return shipped()


def block(root: Path, data: Dataset, call: str, owner: str = "national") -> ChartBlock:
    (found,) = told(root, data, call if call.startswith("```") else f"{{{{ {call} }}}}", owner=owner).blocks
    assert isinstance(found, ChartBlock)
    return found


def plot(root: Path, data: Dataset, call: str, owner: str = "national") -> Plot:
    found = block(root, data, call, owner).chart
    assert isinstance(found, Plot)
    return found


SOUND = 'selectattr("full_year") | rejectattr("confidence", "equalto", "C")'
YEARS = f'series("park_gdp") | {SOUND}'


def test_a_year_without_a_value_is_a_category_with_a_gap(tmp_path: Path, data: Dataset) -> None:
    chart = plot(tmp_path, data, f'chart.line({YEARS}, title="园区生产总值", id="c")')
    assert chart.categories == tuple(str(year) for year in range(2012, 2025))
    there = [
        category
        for category, point in zip(chart.categories, chart.series[0].points, strict=True)
        if point.value is not None
    ]
    assert there == ["2012", "2013", "2019", "2021", "2022", "2023", "2024"]


def test_every_value_of_a_chart_is_the_value_of_its_fact(tmp_path: Path, data: Dataset) -> None:
    chart = plot(tmp_path, data, f'chart.column({YEARS}, title="园区生产总值", id="c")')
    points = [point for point in chart.series[0].points if point.fact]
    assert points and all(data.facts[point.fact].number == point.value for point in points)


def test_a_lower_bound_says_so_in_sign_and_in_meaning(tmp_path: Path, data: Dataset) -> None:
    gdp = f'series("gdp") | {SOUND}'
    chart = plot(tmp_path, data, f'chart.column({gdp}, title="生产总值", id="c")', "chengdu")
    bound = dict(zip(chart.categories, chart.series[0].points, strict=True))["2020"]
    assert (bound.printed, bound.bound, bound.value) == ("＞2400", "lower", Decimal(2400))


def test_a_target_is_expected_and_not_a_result(tmp_path: Path, data: Dataset) -> None:
    chart = plot(tmp_path, data, 'chart.progress(targets(), title="进度", id="c")', "chengdu")
    reached, target = chart.series
    assert [(p.printed, p.expected) for p in (reached.points[0], target.points[0])] == [("49", False), ("60", True)]
    assert chart.units == ("个",)


def test_a_share_without_target_is_measured_by_the_whole(tmp_path: Path, data: Dataset) -> None:
    call = 'chart.progress(targets() + ((latest("chain_coverage"),),), title="进度", id="c")'
    chart = plot(tmp_path, data, call, "chengdu")
    assert [series.points[1].value for series in chart.series] == [Decimal(60), Decimal(100)]
    assert chart.series[1].points[1].printed == ""


def test_fractions_are_drawn_as_percentages_and_printed_as_the_source_has_them(tmp_path: Path, data: Dataset) -> None:
    call = 'chart.share(present("star_market_share", "rd_share", "key_labs_share", period=2023), title="占比", id="c")'
    points = plot(tmp_path, data, call).series[0].points
    assert [point.printed for point in points] == ["近80%", "2/3", "近一半"]
    assert [round(point.value or Decimal(0), 2) for point in points] == [Decimal(80), Decimal("66.67"), Decimal(50)]


def test_several_lists_are_several_series_over_the_same_categories(tmp_path: Path, data: Dataset) -> None:
    firms, staff = "hightech_industry_firms_share", "hightech_industry_employees_share"
    rows = ", ".join(f'[fact("{firms}", {year}), fact("{staff}", {year})]' for year in (2020, 2022))
    chart = plot(tmp_path, data, f'chart.grouped([{rows}], title="高技术产业", id="c")')
    assert [series.name for series in chart.series] == ["2020年", "2022年"]
    assert len(chart.categories) == 2 and all(len(series.points) == 2 for series in chart.series)


def test_a_line_on_the_second_axis_has_its_own_unit(tmp_path: Path, data: Dataset) -> None:
    share = f'series("park_gdp_share") | {SOUND}'
    found = block(tmp_path, data, f'chart.combo({YEARS}, {share}, title="规模和比重", id="c")')
    assert isinstance(found.chart, Plot)
    assert [series.unit for series in found.chart.series] == ["万亿元", "%"]
    assert plain(found.caption) == "规模和比重"


def test_units_of_one_family_are_converted_and_others_refused(tmp_path: Path, data: Dataset) -> None:
    revenue = f'series("revenue") | {SOUND}'
    chart = plot(tmp_path, data, f'chart.column({revenue}, title="营业收入", id="c")')
    assert (chart.unit, chart.series[0].points[-1].value) == ("万亿元", Decimal("49.50961"))
    mixed = '{{ chart.bar([fact("park_gdp", 2024), fact("zones", 2024)], title="图", id="c") }}'
    assert "没有“国家高新区数量”" in complaint(tmp_path, data, mixed, owner="national")
    mixed = '{{ chart.bar([fact("park_gdp", 2024), fact("zones", "2024-12-31")], title="图", id="c", note="说明") }}'
    assert "混用了单位：万亿元、家" in complaint(tmp_path, data, mixed, owner="national")


def test_small_multiples_share_their_years_and_keep_their_units(tmp_path: Path, data: Dataset) -> None:
    rows = ", ".join(f'year_ends("{name}", since=2011)' for name in ("park_gdp", "industrial_va"))
    found = block(tmp_path, data, f'chart.multiples([{rows}], title="总量", id="c", note="有的是年内累计数")')
    assert isinstance(found.chart, Plot) and found.chart.kind == "multiples"
    assert len({len(series.points) for series in found.chart.series}) == 1


def test_durations_stand_shortest_first(tmp_path: Path, data: Dataset) -> None:
    chart = plot(tmp_path, data, 'chart.strip(alike("duration"), title="用时", id="c")', "changsha")
    assert [point.printed for point in chart.series[0].points] == ["6", "7.5", "18", "27"]


def test_the_levels_of_evidence_add_up_to_the_zones(tmp_path: Path, data: Dataset) -> None:
    chart = plot(tmp_path, data, 'chart.structure(matrix(), title="佐证", id="c")')
    sums = [sum(series.points[at].value or 0 for series in chart.series) for at in range(7)]
    assert sums == [len(data.zones)] * 7
    assert all(fact.startswith("count:") for _, fact in chart_figures(chart))


def test_the_path_has_its_main_line_grips_support_and_directions(tmp_path: Path, data: Dataset) -> None:
    chart = block(tmp_path, data, 'chart.path(dimensions, rows=matrix(), title="关系", id="c")').chart
    assert isinstance(chart, PathDiagram)
    assert (len(chart.grips), len(chart.directions)) == (2, 3)
    assert chart.main.note.endswith("个高新区有做法且有数据") and chart.main.fact.startswith("count:")


def test_the_grid_of_tasks_shows_every_zone_and_task(tmp_path: Path, data: Dataset) -> None:
    chart = block(tmp_path, data, 'chart.tasks(verdicts(), title="任务", id="c")').chart
    assert isinstance(chart, Grid)
    assert (len(chart.rows), len(chart.columns), len(chart.states)) == (len(data.zones), 6, 3)


def test_the_timeline_is_in_order_of_time_and_binds_its_dates(tmp_path: Path, data: Dataset) -> None:
    chart = block(tmp_path, data, 'chart.timeline(policies(), title="文件", id="c")').chart
    assert isinstance(chart, Timeline)
    assert [event.at for event in chart.events] == sorted(event.at for event in chart.events)
    assert all(event.fact == f"policy.{event.fact[7:-5]}@date" for event in chart.events)


def test_beneath_a_chart_stand_the_sources_of_its_facts_and_the_note(tmp_path: Path, data: Dataset) -> None:
    call = 'chart.strip(alike("duration"), title="用时", id="c", note="按企业介绍")'
    assert plain(block(tmp_path, data, call, "changsha").source) == (
        f"资料来源：见文末来源{data.source_numbers['z_zl2025']}。注：按企业介绍。"
    )


def test_the_words_for_those_who_cannot_see_it_can_be_written_by_hand(tmp_path: Path, data: Dataset) -> None:
    call = 'chart.strip(alike("duration"), title="用时", id="c"{})'
    generated = block(tmp_path, data, call.format(""), "changsha").alt
    assert generated.startswith("用时图：用时。挖掘机平均下线用时6分钟，高空作业机械平均生产用时7.5分钟")
    assert block(tmp_path, data, call.format(', alt="四种产品"'), "changsha").alt == "四种产品"


FORM = """\
```chart
kind: {kind}
title: 生产总值
id: c
facts: {facts}
{more}
```"""


def form(facts: str, kind: str = "column", more: str = "") -> str:
    return FORM.format(kind=kind, facts=facts, more=more)


def test_a_chart_can_be_filled_in_as_a_form(tmp_path: Path, data: Dataset) -> None:
    found = block(tmp_path, data, form("[gdp]", more="hue: 钢蓝"), "chengdu")
    assert isinstance(found.chart, Plot)
    assert (found.chart.hue, [p.printed for p in found.chart.series[0].points if p.printed]) == (
        "steel",
        ["1665.8", "2285.6", "＞2400", "3015.8"],
    )
    assert (plain(found.caption), found.chart.unit) == ("生产总值", "亿元")


def test_a_form_takes_lists_and_facts_of_other_owners(tmp_path: Path, data: Dataset) -> None:
    facts = "[[park_gdp@2023, park_gdp@2024], [industrial_va@2023, industrial_va@2024]]"
    found = block(tmp_path, data, form(facts, "grouped"))
    assert isinstance(found.chart, Plot)
    assert [series.name for series in found.chart.series] == ["园区生产总值", "工业增加值"]
    one = "[zibo.industrial_va_growth@2023, dongguan-songshanhu.industrial_va_growth@2023]"
    assert len(plot(tmp_path, data, form(one, "dots")).categories) == 2


def test_every_kind_of_plot_is_offered_in_the_form() -> None:
    kinds = set(ChartForm.model_json_schema()["properties"]["kind"]["enum"])
    assert set(NAMES) - kinds == {"tiles", "matrix", "structure", "tasks", "path", "timeline"}
    assert kinds == {*get_args(PlotKind), "grouped"}


def test_progress_is_filled_in_as_pairs(tmp_path: Path, data: Dataset) -> None:
    facts = '[[pilot_platforms@2024, "pilot_platforms@2025:target"], [chain_coverage@2024]]'
    written = plot(tmp_path, data, form(facts, "progress"), "chengdu")
    assert [[p.printed for p in one.points] for one in written.series] == [["49", "60%"], ["60", ""]]
    alone = plot(tmp_path, data, form('[pilot_platforms@2024, "pilot_platforms@2025:target"]', "progress"), "chengdu")
    assert [one.points[0].printed for one in alone.series] == ["49", "60"]


@pytest.mark.parametrize(
    ("template", "line", "said"),
    [
        (form("[gdp]", "pie"), 2, "图的描述：kind："),
        (form("[gdpp]"), 1, "没有叫“gdpp”的指标"),
        (form("[gdp@1999]"), 1, "没有“gdp@1999”这条事实"),
        (form("[GDP]"), 1, "“GDP”不是事实的写法"),
        (form("[gdp@2022]"), 1, "只有1个数，画不成图"),
        (form("[]"), 1, "只有0个数，画不成图"),
        (form("[gdp, [gdp@2022]]"), 1, "清单和单个的数混在一起"),
        (form("[gdp]", more="hue: 红"), 1, "没有“红”这个颜色"),
        (form("[gdp]", more="colour: 红"), 6, "图的描述：colour："),
        (form("[gdp]", more="note: no"), 6, "图的描述："),
        ("```chart\nkind: column\n", 1, "```chart 没有结束"),
        ('```chart\nkind: column\ntitle: {{ fact("gdp") }}\n```', 1, "图的描述里不能用 {{ … }}"),
        (form("[gdp]", "combo"), 1, "要两组数"),
    ],
)
def test_a_mistake_in_a_form_is_named_with_its_line(
    tmp_path: Path, data: Dataset, template: str, line: int, said: str
) -> None:
    message = complaint(tmp_path, data, template, owner="chengdu")
    assert message.startswith(f"templates/short/10_section.md.j2:{line}  "), message
    assert said in message


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ('chart.line(alike("growth"), title="图", id="c")', "横轴不是时间"),
        ('chart.column(series("gdp"), title="图", id="c")', "时期不同"),
        ('chart.bar([fact("area"), fact("zzz")], title="图", id="c")', "没有叫“zzz”的指标"),
        ('chart.column([fact("gdp", 2022), fact("gdp", 2022)], title="图", id="c")', "同一项有几个数"),
        ('chart.bar([fact("gdp", 2022), fact("gdp", 2021, "suzhou")], title="图", id="c")', "时期不同"),
        ('chart.bar([fact("gdp", 2023, "xian"), fact("gdp", 2023, "suzhou")], title="图", id="c")', "口径不同"),
        ('chart.bar([fact("gdp", 2022), fact("leading_industries")], title="图", id="c")', "不是数的指标：主导产业"),
        (
            'chart.bar([fact("revenue", 2008, "national"), fact("industrial_va", 2008, "national")], title="图", id="c")',
            "仅供参考的数",
        ),
        ('chart.bar(["甲", "乙"], title="图", id="c")', "要的是事实的清单"),
        ('chart.bar([fact("gdp", 2022), facts()], title="图", id="c")', "要的是事实的清单"),
        ('chart.grouped([series("gdp")], title="图", id="c")', "只有一组数"),
        ('chart.strip(alike("growth"), title="图", id="c")', "不是用时的指标"),
        ('chart.doughnut(alike("growth"), title="图", id="c")', "不是占比的指标"),
        ('chart.progress([[fact("gdp", 2022)]], title="图", id="c")', "要的是实绩和目标"),
        ('chart.progress((), title="图", id="c")', "要的是实绩和目标"),
        ('chart.column(trends()[0], title="图", id="c", hue="红")', "没有“红”这个颜色"),
        ('chart.column(trends()[0], title="图", id="c", color="红")', "没有“color”这个图的选项"),
        ('chart.column(trends()[0], title="图", id="c", note=5)', "note 要写成文字"),
        ('chart.combo(trends()[0], trends()[0], title="图", id="c")', "两组数单位相同"),
        ('chart.multiples([trends()[0]], title="图", id="c")', "要几组逐年的数"),
        ('chart.timeline(policies()[:1], title="图", id="c")', "只有1件"),
        ('chart.path(dimensions[:3], title="图", id="c")', "要一条主线"),
        ('alike("money")', "没有“money”这个指标类别"),
    ],
)
def test_a_chart_that_would_mislead_is_refused_with_the_line(
    tmp_path: Path, data: Dataset, call: str, said: str
) -> None:
    message = complaint(tmp_path, data, f"甲\n\n{{{{ {call} }}}}", owner="chengdu")
    assert message.startswith("templates/short/10_section.md.j2:3  "), message
    assert said in message


def test_what_differs_may_stand_together_when_the_chart_says_so(tmp_path: Path, data: Dataset) -> None:
    two = '[fact("gdp", 2023, "xian"), fact("gdp", 2022, "chengdu")]'
    found = block(tmp_path, data, f'chart.bar({two}, title="图", id="c", note="各区核算范围不同")')
    assert isinstance(found.chart, Plot)
    assert found.chart.categories == ("西安高新区（2023年）", "成都高新区（2022年）")
    assert plain(found.source).endswith("注：各区核算范围不同。")


def test_parts_of_one_whole_cannot_exceed_it(tmp_path: Path, data: Dataset) -> None:
    parts = 'present("key_labs_share", "mfg_innovation_centers_share", period=2023)'
    message = complaint(tmp_path, data, f'{{{{ chart.doughnut({parts}, title="图", id="c") }}}}', owner="national")
    assert "各部分之和超过100%" in message


def test_the_headline_figures_are_those_of_the_findings_first(tmp_path: Path, data: Dataset) -> None:
    document = told(tmp_path, data, '{{ headline() | map(attribute="name") | join("、") }}', owner="chengdu")
    (paragraph,) = document.blocks
    assert plain(paragraph.inlines).startswith("中试平台、中试平台覆盖制造业重点产业链的比重")  # type: ignore[union-attr]


def test_key_figures_are_a_block_of_bound_numbers_with_their_periods(tmp_path: Path, data: Dataset) -> None:
    (tiles,) = told(tmp_path, data, "{{ chart.tiles(headline(2)) }}", owner="chengdu").blocks
    assert isinstance(tiles, KeyFigures)
    assert next((f.name, plain(f.value), f.note) for f in tiles.figures) == ("中试平台", "49个", "2024年")
    assert all(isinstance(inline, FactRef) for figure in tiles.figures for inline in figure.value)


def test_key_figures_may_be_counted(tmp_path: Path, data: Dataset) -> None:
    call = '{{ chart.tiles([["任务", count(tasks, "项", "任务")], ["短板", count(shortcomings, "项", "短板")]]) }}'
    (tiles,) = told(tmp_path, data, call, owner="national").blocks
    assert isinstance(tiles, KeyFigures)
    assert [plain(figure.value) for figure in tiles.figures] == ["6项", "4项"]


@pytest.mark.parametrize("call", ["chart.tiles(headline(1))", 'chart.tiles([["任务", "6项"], ["短板", "4项"]])'])
def test_key_figures_without_a_fact_or_by_themselves_are_refused(tmp_path: Path, data: Dataset, call: str) -> None:
    assert "关键数据" in complaint(tmp_path, data, f"{{{{ {call} }}}}", owner="chengdu")


def test_a_chart_that_nobody_refers_to_needs_no_id(tmp_path: Path, data: Dataset) -> None:
    assert block(tmp_path, data, 'chart.bar(alike("growth"), title="增速")', "xian").id == ""


def test_a_bar_of_a_share_is_named_shortly_and_says_its_period_where_they_differ(tmp_path: Path, data: Dataset) -> None:
    shares = '[fact("park_gdp_share", 2022), fact("rd_share", 2023)]'
    found = block(tmp_path, data, f'chart.share({shares}, title="占全国的比重", id="c", note="年份不同")')
    assert isinstance(found.chart, Plot)
    assert found.chart.categories == ("企业研发经费（2023年）", "园区生产总值（2022年）")
    same = block(
        tmp_path, data, 'chart.share(present("star_market_share", "rd_share", period=2023), title="占比", id="c")'
    )
    assert isinstance(same.chart, Plot)
    assert all("年" not in name for name in same.chart.categories)
