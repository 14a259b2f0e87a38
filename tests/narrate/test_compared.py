"""Statistical charts as templates ask for them: the same zones at the same time, or a refusal that says what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from hgz_report.data.dataset import Dataset
from hgz_report.document.blocks import ChartBlock, plain
from hgz_report.document.chart import Plot, chart_figures
from tests.tools.shipped import shipped
from tests.tools.telling import complaint, told

GDP = '[fact("gdp", 2023, "xian"), fact("gdp", 2023, "dongguan-songshanhu"), fact("gdp", 2023, "suzhou")]'
NOTED = 'note="年份不同"'
PAIR = (
    '[fact("gdp", 2023, "xian"), fact("gdp", 2022, "zibo"), fact("gdp", 2017, "suzhou")], '
    '[fact("gdp_growth", 2023, "xian"), fact("gdp_growth", 2022, "zibo")]'
)
SHARES = (
    '[[fact("park_gdp_share", 2019), fact("park_gdp_share", 2022)], [fact("tax_share", 2019), fact("tax_share", 2022)]]'
)


@pytest.fixture(scope="module")
def data() -> Dataset:
    return shipped()


def block(root: Path, data: Dataset, call: str, owner: str = "national") -> ChartBlock:
    (found,) = told(root, data, call if call.startswith("```") else f"{{{{ {call} }}}}", owner=owner).blocks
    assert isinstance(found, ChartBlock)
    return found


def plot(root: Path, data: Dataset, call: str, owner: str = "national") -> Plot:
    found = block(root, data, call, owner).chart
    assert isinstance(found, Plot)
    return found


def test_a_scatter_plot_pairs_two_numbers_of_the_same_zone_at_the_same_time(tmp_path: Path, data: Dataset) -> None:
    found = block(tmp_path, data, f'chart.scatter({PAIR}, title="规模和增速", id="c", {NOTED})')
    chart = found.chart
    assert isinstance(chart, Plot)
    assert chart.categories == ("西安高新区（2023年）", "淄博高新区（2022年）", "苏州高新区（2017年）")
    assert [one.unit for one in chart.series] == ["亿元", "%"]
    assert [point.printed for point in chart.series[1].points] == ["8.1%", "12.1%", ""]
    assert {fact for _, fact in chart_figures(chart)} == {
        *("xian.gdp@2023", "zibo.gdp@2022", "suzhou.gdp@2017", "xian.gdp_growth@2023", "zibo.gdp_growth@2022")
    }
    assert "年份不同；苏州高新区（2017年）只有一项数，未画。" in plain(found.source)
    assert found.alt.startswith(
        "散点图：规模和增速。西安高新区（2023年）：地区生产总值3332.55亿元，地区生产总值增速8.1%；"
    )


def test_quadrants_part_at_two_facts_that_are_printed_with_their_names(tmp_path: Path, data: Dataset) -> None:
    split = 'split=[fact("gdp", 2022, "chengdu"), fact("gdp_growth", 2017, "chengdu")]'
    quarters = 'quadrants=["大快", "小快", "小慢", "大慢"]'
    chart = plot(
        tmp_path, data, f'chart.scatter({PAIR}, title="图", id="c", mark="zibo", {split}, {quarters}, {NOTED})'
    )
    assert [(one.name, one.points[0].printed) for one in chart.splits] == [
        ("成都高新区地区生产总值", "3015.8"),
        ("成都高新区地区生产总值增速", "10%"),
    ]
    assert chart.quadrants == ("大快", "小快", "小慢", "大慢") and chart.marked == "淄博高新区（2022年）"
    assert "chengdu.gdp@2022" in {fact for _, fact in chart_figures(chart)}


def test_a_slope_has_two_times_and_a_line_for_each_list(tmp_path: Path, data: Dataset) -> None:
    chart = plot(tmp_path, data, f'chart.slope({SHARES}, title="占比", id="c")')
    assert chart.categories == ("2019年", "2022年")
    assert [[point.printed for point in one.points] for one in chart.series] == [["12.3%", "14.3%"], ["11.8%", "13.6%"]]


def test_a_dumbbell_runs_from_one_list_to_the_other(tmp_path: Path, data: Dataset) -> None:
    rows = ", ".join(f'[fact("gdp", {y}, "suzhou"), fact("budget_revenue", {y}, "suzhou")]' for y in (2017, 2021))
    found = block(tmp_path, data, f'chart.dumbbell([{rows}], title="主要指标", id="c")')
    assert isinstance(found.chart, Plot) and plain(found.caption) == "主要指标" and found.chart.unit == "亿元"
    assert [one.name for one in found.chart.series] == ["2017年", "2021年"]
    assert found.chart.categories == ("地区生产总值", "一般公共预算收入")


def test_targets_without_a_time_are_named_targets(tmp_path: Path, data: Dataset) -> None:
    ids = ("pump_truck_cycle", "excavator_cycle")
    rows = ", ".join(
        "[" + ", ".join(f'fact("{one}", "{at}", "changsha")' for one in ids) + "]"
        for at in ("unstated:target", "2025-10")
    )
    chart = plot(tmp_path, data, f'chart.dumbbell([{rows}], title="用时", id="c", {NOTED})', "changsha")
    assert [one.name for one in chart.series] == ["目标", "2025年10月"]


def test_the_own_zone_is_marked_by_itself_its_name_or_its_id(tmp_path: Path, data: Dataset) -> None:
    for mark in ("zone", '"xian"', '"西安高新区"'):
        chart = plot(tmp_path, data, f'chart.distribution({GDP}, title="产值", id="c", mark={mark}, {NOTED})', "xian")
        assert chart.marked == "西安高新区"


def test_a_heat_map_has_a_row_for_each_list_and_holes_where_there_is_no_number(tmp_path: Path, data: Dataset) -> None:
    rows = (
        '[[fact("gdp_growth", 2023, "xian"), fact("industrial_va_growth", 2023, "xian")], '
        '[fact("gdp_growth", 2023, "zibo"), fact("fixed_investment_growth", 2023, "zibo")]]'
    )
    chart = plot(tmp_path, data, f'chart.heat({rows}, title="增速", id="c", {NOTED})')
    assert [one.name for one in chart.series] == ["西安高新区", "淄博高新区"]
    assert [[point.value is None for point in one.points] for one in chart.series] == [
        [False, False, True],
        [False, True, False],
    ]


FORM = """```chart
kind: scatter
title: 图
facts:
  - [xian.gdp@2023, zibo.gdp@2022]
  - [xian.gdp_growth@2023, zibo.gdp_growth@2022]
mark: xian
quadrants: [大快, 小快, 小慢, 大慢]
note: 年份不同
```"""


def test_a_scatter_plot_is_filled_in_as_a_form(tmp_path: Path, data: Dataset) -> None:
    chart = plot(tmp_path, data, FORM)
    assert chart.kind == "scatter" and chart.marked == "西安高新区（2023年）" and len(chart.quadrants) == 4


def test_what_a_form_has_no_place_for_is_refused(tmp_path: Path, data: Dataset) -> None:
    assert "没有“quadrants”这个图的选项" in complaint(
        tmp_path, data, FORM.replace("scatter", "combo"), owner="national"
    )
    three = FORM.replace(", 大慢]", "]")
    assert "象限名称不是四个" in complaint(tmp_path, data, three, owner="national")


YEARS = (
    '[fact("gdp", 2017, "suzhou"), fact("gdp", 2021, "suzhou")], '
    '[fact("budget_revenue", 2020, "suzhou"), fact("budget_revenue", 2021, "suzhou")]'
)
FIRST = YEARS.split("], [", maxsplit=1)[0]
ONE_TIME = 'fact("gdp", 2023, "xian"), fact("gdp", 2023, "suzhou")'


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (f'chart.scatter({YEARS}, title="图")', "横、竖两组数时期不同：2017年、2021年；2020年、2021年"),
        (f'chart.scatter({YEARS}, title="图", {NOTED})', "只有1项两个数都有"),
        (f'chart.scatter({PAIR}, title="图", {NOTED}, quadrants=["甲", "乙"])', "象限名称不是四个"),
        (f'chart.scatter({PAIR}, title="图", {NOTED}, split=[1, 2])', "分界不是两个数"),
        (f'chart.scatter({PAIR}, title="图", {NOTED}, split=[fact("gdp_growth", 2017, "chengdu"), fact("gdp", 2022, "chengdu")])',
         "分界“地区生产总值增速”单位是%"),
        (f'chart.scatter({PAIR}, title="图", {NOTED}, mark="suzhou")', "没有要标出的“suzhou”"),
        (f'chart.slope([{ONE_TIME}], title="图", {NOTED})', "不是两个时期的数：西安高新区、苏州高新区"),
        ('chart.slope([[fact("gdp", 2017, "suzhou"), fact("gdp", 2021, "suzhou"), fact("gdp", 2023, "suzhou")]], title="图")',
         "不是两个时期的数"),
        (f'chart.dumbbell([{ONE_TIME}], title="图")', "有1组数"),
        ('chart.dumbbell([[fact("gdp", 2017, "suzhou")], [fact("budget_revenue", 2021, "suzhou")]], title="图", note="不同")',
         "没有共同的项目"),
        (f'chart.distribution([[{ONE_TIME}], [{ONE_TIME}]], title="图")', "有2组数"),
        (f'chart.distribution([{ONE_TIME}], title="图", mark="qingdao", {NOTED})', "没有要标出的“qingdao”"),
        (f'chart.heat([{ONE_TIME}], title="图")', "只有一行"),
        ('chart.heat([[fact("gdp", 2023, "xian")], [fact("gdp_growth", 2023, "xian")]], title="图")', "混用了单位"),
        ('chart.distribution([fact("gdp", 2023, "xian")], title="图")', "只有1个数"),
        (f'chart.distribution([{ONE_TIME}, fact("gdp", 2022, "zibo")], title="图")', "时期不同"),
        (f'chart.scatter([{ONE_TIME}], [{ONE_TIME}], title="图")', "有同一个数"),
        (f'chart.slope([{FIRST}], {FIRST}]], title="图")', "有同一个数"),
        (f'chart.dumbbell([[{ONE_TIME}], [{ONE_TIME}]], title="图")', "有同一个数"),
        (f'chart.heat([[{ONE_TIME}], [{ONE_TIME}]], title="图")', "有同一个数"),
        (f'chart.distribution({FIRST}], title="图", {NOTED})', "看不出分布"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_refused(tmp_path: Path, data: Dataset, call: str, said: str) -> None:
    assert said in complaint(tmp_path, data, f"{{{{ {call} }}}}", owner="national")
