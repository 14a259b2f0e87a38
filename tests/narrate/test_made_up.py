"""Numbers and words that a template could make up out of what it is given: each is refused with its line and what to write."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hgz_report.data.dataset import Dataset
from hgz_report.document.blocks import Paragraph, Text
from hgz_report.origin import Wording
from tests.tools.telling import complaint, lines, sample, told

HEAD = "templates/short/10_section.md.j2:1  "


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return sample(tmp_path_factory.mktemp("data"))


def refused(root: Path, data: Dataset, template: str) -> str:
    """The one complaint about `template`: at its line, with a hint, without a mark."""
    message = complaint(root, data, template)
    assert message.startswith(HEAD), message
    assert message.count("\n  提示：") == 1
    assert not any("\ue000" <= char <= "\uf8ff" for char in message)
    return message


def said(root: Path, data: Dataset, template: str) -> list[str]:
    return lines(told(root, data, template, owner="zibo"))


# -- ordinals and counts ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number",
    ['"9999亿元"', "9999", "100", "0", "-1", "true", "1.5", '"1"', "none", "facts()", 'fact("pilot_platforms")', "zone",
     'fact("pilot_platforms").number', 'fact("pilot_platforms").value'],
)  # fmt: skip
def test_a_label_is_an_ordinal_and_nothing_else(tmp_path: Path, data: Dataset, number: str) -> None:
    assert "label() 只印表内的序号" in refused(tmp_path, data, f"{{{{ label({number}) }}}}")


@pytest.mark.parametrize(
    "template",
    ["共{{ label(9) }}。", "**{{ label(9) }}**亿元", "# 第{{ label(9) }}", "- {{ label(9) }}", "1. {{ label(9) }}",
     "{{ chart.matrix(matrix(), title='甲' ~ label(9)) }}", "{% set x %}{{ label(9) }}{% endset %}{{ x }}",
     "| {{ label(9) }}{{ label(9) }} |\n|---|\n| 甲 |\n\n: 表 {#t}",
     "| 乙 | 甲 |\n|---|---|\n| 丙 | 丁 |\n\n: 表{{ label(9) }} {#t}"],
)  # fmt: skip
def test_a_label_stands_alone_in_a_cell_of_a_table(tmp_path: Path, data: Dataset, template: str) -> None:
    message = complaint(tmp_path, data, template)
    assert "只用在表的格子里，一格一个" in message
    assert message.startswith("templates/short/10_section.md.j2:")


def test_a_label_counts_the_turns_of_a_loop(tmp_path: Path, data: Dataset) -> None:
    rows = "{% for d in dimensions %}\n| 方面{{ label(loop.index) }} |\n{% endfor %}\n"
    assert "方面1" in str(said(tmp_path, data, f"| 甲 |\n|---|\n{rows}\n: 表 {{#t}}\n"))


@pytest.mark.parametrize(
    "things",
    ['"一二三四五六七"', "[1, 2, 3]", '["甲", "乙"]', '("甲", "乙")', "zone.short", "5", "true", "none", "{1: 2}", "zone",
     'fact("pilot_platforms")', 'fact("pilot_platforms").text',
     '[fact("pilot_platforms").id]', "[[], []]", "[none]", '[zone.short ~ "甲"]', "[[1], [2]]",
     '"一二三" | list', "zone.short | list", 'facts() | map(attribute="value")', "fact", "chart", "dimensions | length"],
)  # fmt: skip
def test_only_things_of_the_data_are_counted(tmp_path: Path, data: Dataset, things: str) -> None:
    assert "count() " in refused(tmp_path, data, f'{{{{ count({things}, "个", "甲") }}}}')


@pytest.mark.parametrize(
    "things",
    [
        "zones + zones",
        "[zone, zone]",
        'facts() | map(attribute="owner_name")',
        "[facts(), facts()]",
        "[[zone], [zone, zone]]",
    ],
)
def test_nothing_is_counted_twice(tmp_path: Path, data: Dataset, things: str) -> None:
    template = f'{{{{ count({things}, "个", "甲") }}}}'
    assert "同一项数了两次" in complaint(tmp_path, data, template, owner="zibo")


@pytest.mark.parametrize(
    ("things", "expected"),
    [
        ("zones", "2个"),
        ("zones | list", "2个"),
        ("zones | map(attribute='short')", "2个"),
        ("[]", "0个"),
        ('matrix()[0] | selectattr("level", "equalto", 9)', "0个"),
        ('facts() | map(attribute="owner_name") | unique', "1个"),
        ('facts() | rejectattr("is_target") | map(attribute="name") | list', None),
        ("verdicts()", "2个"),
        ("matrix()", "2个"),
        ("measures()", None),
        ("targets()", None),
        ("policies()", None),
        ("shortcomings", None),
        ('facts() | groupby("owner_name")', None),
    ],
)
def test_lists_of_the_data_are_counted(tmp_path: Path, data: Dataset, things: str, expected: str | None) -> None:
    (line,) = said(tmp_path, data, f'{{{{ count({things}, "个", "甲") }}}}')
    assert line.endswith("个")
    assert expected in (None, line)


# -- captured text ----------------------------------------------------------------------------------------------------

X = '{% set x %}甲{{ fact("pilot_platforms") }}乙{% endset %}'
M = '{% macro m(f) %}甲{{ f }}乙{% endmacro %}{% set x = m(fact("pilot_platforms")) %}'


@pytest.mark.parametrize(
    "use",
    ["{{ x[:-1] }}", "{{ x[1:] }}", "{{ x[0] }}", "{{ x['a'] }}", "{{ x[::-1] }}", "{{ x | first }}", "{{ x | last }}",
     "{{ x | reverse }}", "{{ x | list | join }}", "{{ x | sort | join }}", "{{ x | unique | join }}", "{{ x | quoted }}",
     "{{ [x] | map('quoted') | join }}", "{% for y in x %}{{ y }}{% endfor %}", "{% set a, b = x %}",
     "{% if x | length > 2 %}甲{% endif %}", "{{ x | select | join }}", "{{ x | groupby('a') | length }}", "{{ x | join }}",
     "{{ (x ~ '丙')[:-1] }}", "{{ ([x, '丙'] | join)[1:] }}", "{{ fact(x) }}", "{{ practices(x) | join }}", "{{ label(x) }}",
     "{{ count(x, '个', '甲') }}", "{{ chart.column(facts(), title=x) }}", "{% include x %}", "{% for y in x[1:] %}{% endfor %}",
     "{{ zone[x] }}", "{{ facts()[x] }}", "{{ {'a': 'b'}[x] }}", "{{ facts() | groupby(x) }}",
     "{{ facts() | sort(attribute=x) }}"],
)  # fmt: skip
@pytest.mark.parametrize("made", [X, M])
def test_captured_text_is_only_printed_whole(tmp_path: Path, data: Dataset, made: str, use: str) -> None:
    assert "收起来的文字只能整段印" in refused(tmp_path, data, made + use)


@pytest.mark.parametrize(
    "template",
    ["{% set x | first %}甲{% endset %}{{ x }}", "{% filter first %}甲{% endfilter %}",
     "{% filter join('、') %}甲乙{% endfilter %}",
     "{% set x | quoted | default('乙') %}甲{% endset %}"],
)  # fmt: skip
def test_a_block_has_no_filter(tmp_path: Path, data: Dataset, template: str) -> None:
    assert "收起来的文字只能整段印" in refused(tmp_path, data, template)


@pytest.mark.parametrize(
    "template",
    ["{% macro m() %}甲{{ fact('pilot_platforms') }}{% endmacro %}{{ m()[:-1] }}",
     "{% autoescape false %}{% macro m() %}甲{{ fact('pilot_platforms') }}{% endmacro %}{{ m()[:1] }}{% endautoescape %}",
     "{% autoescape false %}{% set x %}甲{{ fact('pilot_platforms') }}{% endset %}{{ x[:1] }}{% endautoescape %}",
     "{% block b %}甲{{ fact('pilot_platforms') }}{% endblock %}{{ self.b()[:-1] }}",
     "{% macro m() %}{{ caller()[1:] }}{% endmacro %}{% call m() %}甲乙{% endcall %}",
     "{% for d in facts() recursive %}{% if loop.depth == 1 %}{{ loop(facts())[:-1] }}{% endif %}{% endfor %}"],
)  # fmt: skip
def test_whatever_prints_may_not_be_cut(tmp_path: Path, data: Dataset, template: str) -> None:
    assert "收起来的文字只能整段印" in refused(tmp_path, data, template)


@pytest.mark.parametrize(
    "attribute", ["words", "marked", "ledger", "striptags", "upper", "__len__", "join", "format", "_ledger"]
)
def test_captured_text_has_no_parts(tmp_path: Path, data: Dataset, attribute: str) -> None:
    assert refused(tmp_path, data, f"{X}{{{{ x.{attribute} }}}}")
    assert refused(tmp_path, data, f"{X}{{{{ x.{attribute}() }}}}")


@pytest.mark.parametrize("made", [X, M])
@pytest.mark.parametrize(
    ("use", "expected"),
    [
        ("{{ x }}", "甲49个乙"),
        ("{{ x ~ '丙' }}", "甲49个乙丙"),
        ("{{ [x, '丙'] | join('、') }}", "甲49个乙、丙"),
        ("{{ [x, '丙'] | join_words }}", "甲49个乙和丙"),
        ("{{ x if x }}", "甲49个乙"),
        ("{{ x or '无' }}", "甲49个乙"),
        ("{{ x | default('无', true) }}", "甲49个乙"),
        ("{{ '是' if x == '甲49个乙' else '否' }}", "是"),
        ("{{ '是' if '甲49个乙' == x else '否' }}", "是"),
        ("{{ '是' if x != '甲49个乙' else '否' }}", "否"),
        ("{{ '是' if x in ['甲49个乙'] else '否' }}", "是"),
        ("{{ '是' if '49个' in x else '否' }}", "是"),
        ("{{ '是' if '0' in x else '否' }}", "否"),
        ("{% set y %}{{ x }}{% endset %}{{ '是' if x == y else '否' }}", "是"),
        ("{{ [x, '甲49个乙'] | unique | join('、') }}", "甲49个乙"),
        ("{{ x is defined and x is not none and '是' }}", "是"),
    ],
)
def test_captured_text_is_compared_by_its_words(
    tmp_path: Path, data: Dataset, made: str, use: str, expected: str
) -> None:
    assert lines(told(tmp_path, data, made + use)) == [expected]


def test_a_call_block_prints_what_the_macro_prints(tmp_path: Path, data: Dataset) -> None:
    macro = "{% macro m() %}甲{{ caller() }}{{ '是' if caller() == '乙' }}{% endmacro %}"
    assert lines(told(tmp_path, data, macro + "{% call m() %}乙{% endcall %}丙")) == ["甲乙是丙"]
    assert lines(told(tmp_path, data, macro + "{% set x %}{% call m() %}乙{% endcall %}{% endset %}{{ x }}")) == [
        "甲乙是"
    ]


# -- names of groups and levels ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "expected", "rule"),
    [
        ("{{ groups | join('、') }}", "概况、规模、增长、产业、企业、创新、开放、绿色、建设、位次", "group"),
        ("{{ groups[1] }}", "规模", "group"),
        ("{{ levels | join('；') }}", "未见材料；有做法或有数据；有做法且有数据", "level"),
        ("{{ fact('pilot_platforms').group }}", "创新", "group"),
        ("{% for group, facts in facts() | groupby('group') %}{{ group }}{% endfor %}", "创新", "group"),
        ("{% for g in facts() | groupby('group') %}{{ g.grouper }}{% endfor %}", "创新", "group"),
        ("{{ facts() | map(attribute='group') | unique | join }}", "创新", "group"),
        ("{{ groups[5] if fact('pilot_platforms').group == groups[5] }}", "创新", "group"),
        ("{{ groups[5] if fact('pilot_platforms').group == '创新' }}", "创新", "group"),
        ("{{ groups[5] if fact('pilot_platforms').group in groups }}", "创新", "group"),
        ("{% for g in groups %}{{ g if facts(group=g) }}{% endfor %}", "创新", "group"),
        ("{{ levels[evidence()[0].level] if levels[evidence()[0].level] == evidence()[0].level_name }}", None, "level"),
    ],
)  # fmt: skip
def test_names_of_groups_and_levels_are_the_program_s_words(
    tmp_path: Path, data: Dataset, template: str, expected: str | None, rule: str
) -> None:
    document = told(tmp_path, data, template)
    (paragraph,) = document.blocks
    assert isinstance(paragraph, Paragraph)
    (line,) = lines(document)
    assert expected in (None, line)
    rules = {
        text.origin.rule for text in paragraph.inlines if isinstance(text, Text) and isinstance(text.origin, Wording)
    }
    assert rule in rules


# -- text that was cut ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cut",
    ["f.text[:1]", "f.text[0]", "f.number[1:]", "f.text | first", "f.text | last", "f.text | list | join", "f.text | reverse",
     "f.text | reverse | join", "f.text | sort | join", "f.text[:1] ~ '亿元'", "[f.text[0], '亿元'] | join",
     "f.text | unique | join",
     "f.text | map('default') | join", "f.text | join('、')", "f.number | select | join", "[f.text[:1]] | join_words"],
)  # fmt: skip
def test_a_number_that_was_cut_says_so(tmp_path: Path, data: Dataset, cut: str) -> None:
    message = refused(tmp_path, data, f'{{% set f = fact("pilot_platforms") %}}{{{{ {cut} }}}}')
    assert "数字被切开了" in message
    assert "{{ f }}" in message
    assert "f.number" in message


@pytest.mark.parametrize(
    "cut", ["zone.short[:2]", "zone.short | first", "fact('pilot_platforms').name[1:]", "zone.short[:2] ~ '甲'"]
)
def test_a_text_that_was_cut_says_so(tmp_path: Path, data: Dataset, cut: str) -> None:
    assert re.search("文字(或数字)?被切开了", refused(tmp_path, data, f"{{{{ {cut} }}}}"))


def test_a_cut_is_compared_and_looped_over_as_the_text_it_is(tmp_path: Path, data: Dataset) -> None:
    template = "{% set f = fact('pilot_platforms') %}{{ '是' if f.text[:1] == '4' and f.text[:2] | length == 2 }}"
    assert lines(told(tmp_path, data, template)) == ["是"]
    template = "{% for c in fact('pilot_platforms').text %}{{ '点' if c == '4' }}{% endfor %}"
    assert lines(told(tmp_path, data, template)) == ["点"]


def test_what_is_printed_out_of_a_loop_over_a_number_was_cut(tmp_path: Path, data: Dataset) -> None:
    assert "数字被切开了" in refused(tmp_path, data, "{% for c in fact('pilot_platforms').text %}{{ c }}{% endfor %}")


@pytest.mark.parametrize("title", ["zone.short[:1]", "'甲' ~ zone.short[:1]", "zone.slug"])
def test_a_title_that_was_cut_says_so(tmp_path: Path, data: Dataset, title: str) -> None:
    assert "不知从哪里来：是切开的文字" in refused(tmp_path, data, f"{{{{ chart.matrix(matrix(), title={title}) }}}}")
