"""Blanks of words: `{牵头}` is a part of what is being told of, `{% each %}` tells of one thing after the other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hgz_report.data.dataset import Dataset
from hgz_report.data.load.load import load_dataset
from hgz_report.document.ledger import Ledger
from hgz_report.language.han import HAN
from hgz_report.narrate.calculating import Calculations
from hgz_report.narrate.functions import Functions
from hgz_report.narrate.item_words import kinds
from hgz_report.narrate.paper_words import paper_words
from hgz_report.narrate.scope import PaperWords
from hgz_report.narrate.view_maker import views_of
from tests.tools.past import with_past
from tests.tools.project import ROOT
from tests.tools.telling import DAY, complaint, lines, told

README = (ROOT / "templates/README.md").read_text("utf-8")


@pytest.fixture(scope="module")
def data() -> Dataset:
    return load_dataset(ROOT)


def say(root: Path, data: Dataset, template: str, owner: str = "national") -> list[str]:
    return lines(told(root, data, template, owner=owner))


def test_each_thing_is_told_of_in_its_own_words_with_marks_between(tmp_path: Path, data: Dataset) -> None:
    said = say(tmp_path, data, "三化有{三化.项数}：{% each 三化 “；” %}{短名}{% end %}。".replace("“；”", '"；"'))
    assert said == ["三化有3项：高端化；智能化；绿色化。"]


def test_a_list_in_a_blank_reads_as_a_list_and_may_be_cut_short(tmp_path: Path, data: Dataset) -> None:
    assert say(tmp_path, data, "{三化}。") == ["高端化、智能化、绿色化。"]
    assert say(tmp_path, data, "{% each 三化[:2] %}{它}。{% end %}") == ["高端化。智能化。"]


def test_where_nothing_is_there_the_marks_are_not_either(tmp_path: Path, data: Dataset) -> None:
    name, title = next((f"{zone}/{p.id}", p.title) for zone, p in data.practices() if not p.result_wanted)
    template = f'{{{{% each practice("{name}") %}}}}{{}}。{{{{% end %}}}}'
    assert say(tmp_path, data, template.format("甲{（还缺的数）}")) == ["甲。"]
    assert say(tmp_path, data, template.format("甲{，还缺的数/乙}")) == ["甲乙。"]
    assert say(tmp_path, data, template.format("甲{（标题）}")) == [f"甲（{title}）。"]
    assert say(tmp_path, data, template.format("{“标题”}")) == [f"“{title}”。"]


def test_an_empty_list_says_what_stands_behind_else(tmp_path: Path, data: Dataset) -> None:
    template = "{% each 三化[3:] %}{短名}{% else %}没有{% end %}。"
    assert say(tmp_path, data, template) == ["没有。"]


def test_one_thing_is_told_of_once_and_nothing_not_at_all(tmp_path: Path, data: Dataset) -> None:
    newest = say(tmp_path, data, "园区生产总值{园区生产总值@最新}。")
    assert say(tmp_path, data, '{% each latest("园区生产总值") %}{名称}{它}。{% end %}') == newest
    assert say(tmp_path, data, '甲。{% each latest("重点产业链") %}{名称}{% end %}') == ["甲。"]


def test_the_nearest_thing_that_has_a_word_says_it_and_facts_come_last(tmp_path: Path, data: Dataset) -> None:
    template = "{% each 任务[:1] %}{% each 举措[:1] %}{短名}，{任务.项数}，{全国.园区生产总值@2024}。{% end %}{% end %}"
    number = say(tmp_path, data, "{全国.园区生产总值@2024}。")[0]
    assert say(tmp_path, data, template, "chengdu") == [f"{data.pathway.tasks[0].short}，6项，{number}"]


def test_a_condition_is_a_word(tmp_path: Path, data: Dataset) -> None:
    template = "{% if 材料少 %}少{% elif 要点 and not 缺口 %}齐{% else %}多{% endif %}。"
    assert say(tmp_path, data, template, "ningxiang") == ["少。"]
    assert say(tmp_path, data, template, "chengdu") == ["多。"]


def test_ordinals_and_line_breaks_in_cells(tmp_path: Path, data: Dataset) -> None:
    table = "| 甲 | 乙 |\n|---|---|\n{}\n\n: 表\n"
    row = '| {% each 三化 "<br>" %}{短名}{% end %} | 丙 |'
    assert say(tmp_path, data, table.format(row))[2] == "| 高端化／智能化／绿色化 | 丙 |"
    rows = "{% each 三化 %}\n| {序号} | {短名} |\n{% end %}"
    assert say(tmp_path, data, table.format(rows))[3] == "| 2 | 智能化 |"
    assert say(tmp_path, data, "{% each 三化 %}\n**{次序}{短名}。**\n\n{% end %}")[1] == "【（二）智能化。】"


def test_what_is_included_speaks_in_the_words_of_where_it_stands(tmp_path: Path, data: Dataset) -> None:
    said = lines(
        told(
            tmp_path, data, '{% each 三化 %}\n{% include "shared/one.md.j2" %}\n\n{% end %}', owner="national",
            beside={"shared/one.md.j2": "{短名}。\n"},
        )
    )  # fmt: skip
    assert said == ["高端化。", "智能化。", "绿色化。"]


@pytest.mark.parametrize(
    ("template", "what"),
    [
        ("{% each 举措 %}{牵头人}{% end %}", "这里还可写：它、序号、次序、号、简述"),
        ("{% each 举措 %}{% if 牵头人 %}甲{% endif %}{% end %}", "没有“牵头人”这一项"),
        ("{任务.名称}", "“任务”没有“名称”这一项"),
        ("{（时期）}", "（时期）"),
        ("{时期}", "这里没有“时期”这一项"),
        ("{% if 佐证的 %}甲{% endif %}", "这里没有“佐证的”这一项"),
        ("{% each 举措 %}{简述}", "{% each %} 与 {% end %} 要成对"),
        ("{% each 不存在 %}甲{% end %}", "这里没有“不存在”这一项"),
        ("{% each zones[0].name[:2] %}{它}{% end %}", "被切开了"),
    ],
)
def test_a_word_that_means_nothing_is_a_mistake_that_says_what_there_is(
    tmp_path: Path, data: Dataset, template: str, what: str
) -> None:
    assert what in complaint(tmp_path, data, template, owner="national")


def test_a_heading_of_an_annex_is_no_blank(tmp_path: Path, data: Dataset) -> None:
    assert say(tmp_path, data, "# 表 {附件}\n\n甲。")[0] == "# 附件表"


def words_of_paper(data: Dataset, owner: str) -> PaperWords:
    views = views_of(data)
    functions = Functions(data, views, Ledger(data.source_numbers), owner, Calculations(data, views, DAY))
    return paper_words({**functions.table(), "front_chart": lambda: None}, owner)


@pytest.mark.parametrize("owner", ["chengdu", "national"])
def test_every_word_of_a_paper_can_be_asked_for(data: Dataset, owner: str) -> None:
    words = words_of_paper(with_past(data), owner)
    assert [
        word for word, value in words.items() if value() is None and word not in ("向谁学", "同期增速", "更正")
    ] == []


def test_no_word_is_an_indicator_too_and_all_stand_in_the_readme(data: Dataset) -> None:
    words = {word for table in kinds().values() for word in table}
    words |= {word for owner in ("chengdu", "national") for word in words_of_paper(data, owner)}
    assert [word for word in sorted(words) if word in data.indicator_names] == []
    assert [word for word in sorted(words) if f"`{word}`" not in README] == []
    assert [word for word in sorted(words) if not re.fullmatch(f"[{HAN}]+", word)] == []
