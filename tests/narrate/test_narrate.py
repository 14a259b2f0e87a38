"""What templates may say, what they are refused, and how a number keeps its source."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from hgz_report.data.dataset import Dataset
from hgz_report.document.blocks import ChartBlock, FactRef, Paragraph
from hgz_report.document.chart import Grid, chart_figures
from hgz_report.document.figures import fact_refs
from hgz_report.document.ledger import CLOSE, OPEN
from hgz_report.origin import Count, Derived, Fact, Origin
from hgz_report.problems import Problems
from tests.tools.telling import complaint, lines, sample, tell, told

CHENGDU_PLATFORMS = "chengdu.pilot_platforms@2024"
CHENGDU_TARGET = "chengdu.pilot_platforms@2025:target"
DONE = 'completion(fact("pilot_platforms"), fact("pilot_platforms", "2025:target"))'


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return sample(tmp_path_factory.mktemp("data"))


def said(root: Path, data: Dataset, template: str, owner: str = "chengdu", **beside: str) -> list[str]:
    files = {f"{name}.md.j2": text for name, text in beside.items()}
    return lines(told(root, data, template, owner=owner, beside=files))


# -- numbers keep their source ----------------------------------------------------------------------------------------


def test_a_printed_fact_remembers_which_fact_it_is(tmp_path: Path, data: Dataset) -> None:
    document = told(tmp_path, data, '建成{{ fact("pilot_platforms") }}，完成目标的{{ ' + DONE + " }}。")
    assert lines(document) == ["建成49个，完成目标的81.7%。"]
    assert [ref for ref, _ in fact_refs(document)] == [
        FactRef("49个", Fact(CHENGDU_PLATFORMS)),
        FactRef("81.7%", Derived("completion", (CHENGDU_PLATFORMS, CHENGDU_TARGET))),
    ]


@pytest.mark.parametrize(
    ("template", "expected", "origin"),
    [
        ('{{ fact("pilot_platforms", "2025:target") }}', "60个", Fact(CHENGDU_TARGET)),
        ('{{ fact("gdp", 2023, "zibo") }}', "1234.50万元", Fact("zibo.gdp@2023")),
        ('{{ fact("hightech_share", owner="national") }}', "1/3", Fact("national.hightech_share@2023")),
        ('{{ fact("rank", owner="zibo") }}', "第60位", Fact("zibo.rank@2023")),
        ('{{ fact("approved", owner="zibo") }}', "1992年", Fact("zibo.approved@unstated")),
        (
            '{{ fact("leading_industries", owner="zibo") }}',
            "新材料、智能装备",
            Fact("zibo.leading_industries@unstated"),
        ),
        ('{{ change(fact("va_growth", 2023, "zibo")) }}', "下降1.5%", Fact("zibo.va_growth@2023")),
        ('{{ fact("gdp_share", owner="national").number }}', "约14", Fact("national.gdp_share@2023", part="number")),
        ('{{ count(facts(), "条", "事实") }}', "2条", Count("chengdu.事实")),
        ('{{ fact("pilot_platforms") ~ "" }}', "49个", Fact(CHENGDU_PLATFORMS)),
        ('{{ facts()[:1] | join("、") }}', "49个", Fact(CHENGDU_PLATFORMS)),
        ('{% set x %}{{ fact("pilot_platforms") }}{% endset %}{{ x }}', "49个", Fact(CHENGDU_PLATFORMS)),
        ('{% macro m(f) %}{{ f }}{% endmacro %}{{ m(fact("pilot_platforms")) }}', "49个", Fact(CHENGDU_PLATFORMS)),
    ],
)
def test_every_way_of_printing_a_number_keeps_its_source(
    tmp_path: Path, data: Dataset, template: str, expected: str, origin: Origin
) -> None:
    assert [ref for ref, _ in fact_refs(told(tmp_path, data, template))] == [FactRef(expected, origin)]


@pytest.mark.parametrize(
    "template",
    [
        "{{ 3332.55 }}", "{{ 5 }}", "{{ true }}", "{{ facts() | length }}", '{{ fact("pilot_platforms").value }}',
        '{{ facts() | length ~ "条" }}', '{{ fact("pilot_platforms").value ~ "个" }}',
        '{{ facts() | map(attribute="value") | join("、") }}', "{{ [1, 2] | join_words }}",
        "{% for f in facts() %}{{ loop.index }}{% endfor %}", '{% set x = "有" ~ 5 ~ loop %}{{ x }}',
        "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(5) }}", '{{ "甲" if false else 5 }}',
    ],
)  # fmt: skip
def test_a_bare_number_is_refused_however_it_is_printed(tmp_path: Path, data: Dataset, template: str) -> None:
    message = complaint(tmp_path, data, template)
    assert message.startswith("templates/short/10_section.md.j2:1  ")
    assert "没有出处的数" in message or "没有定义的名字“loop”" in message


@pytest.mark.parametrize("template", ["{{ none }}", '{{ latest("gdp") }}', '{{ "有" ~ latest("gdp") }}'])
def test_nothing_is_never_printed_as_a_word(tmp_path: Path, data: Dataset, template: str) -> None:
    assert "要印的是空的，没有数据" in complaint(tmp_path, data, template)


@pytest.mark.parametrize(
    "template", ["{{ zone }}", "{{ facts() }}", "{{ fact }}", "{{ chart }}", "{{ {} }}", "{{ self }}"]
)
def test_only_text_and_quantities_are_printed(tmp_path: Path, data: Dataset, template: str) -> None:
    assert "这里印的既不是文字，也不是数" in complaint(tmp_path, data, template)


@pytest.mark.parametrize("part", ["text[0]", "text[:1]", "number[1:]", "cite[0]"])
def test_a_bound_number_cannot_be_cut(tmp_path: Path, data: Dataset, part: str) -> None:
    assert "不知从哪里来" in complaint(tmp_path, data, f'{{{{ fact("pilot_platforms").{part} }}}}')


def test_a_choice_without_else_prints_nothing(tmp_path: Path, data: Dataset) -> None:
    assert said(tmp_path, data, '甲{{ "乙" if has("gdp") }}丙') == ["甲丙"]


@pytest.mark.parametrize("name", ["id", "owner", "indicator", "kind", "confidence", "status", "qualifier"])
def test_what_only_the_program_reads_is_not_printed(tmp_path: Path, data: Dataset, name: str) -> None:
    assert "不知从哪里来" in complaint(tmp_path, data, f'{{{{ fact("pilot_platforms").{name} }}}}')


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{% set x %}{% if false %}甲{% endif %}{% endset %}{{ '有' if x else '无' }}", "无"),
        ("{% set x %}甲{% endset %}{{ '有' if x else '无' }}", "有"),
        ("{% macro m(x) %}{% if x %}甲{% endif %}{% endmacro %}{{ m(false) or '无' }}{{ m(true) or '无' }}", "无甲"),
        ("{% macro m() %} {% endmacro %}{% set x %}{{ m() }}{% endset %}{{ '有' if x else '无' }}", "无"),
    ],
)
def test_what_captures_no_words_is_empty(tmp_path: Path, data: Dataset, template: str, expected: str) -> None:
    assert said(tmp_path, data, template) == [expected]


# -- what is not there ------------------------------------------------------------------------------------------------


def test_an_absent_fact_is_an_error_that_says_which_periods_there_are(tmp_path: Path, data: Dataset) -> None:
    message = complaint(tmp_path, data, '\n甲{{ fact("pilot_platforms", 2019) }}')
    assert message == (
        "templates/short/10_section.md.j2:2  成都高新区没有“中试平台”（pilot_platforms）在 2019 的事实\n"
        "  提示：有的时期：2024、2025；可有可无的话放进 {% optional %} 与 {% endoptional %} 之间"
    )


@pytest.mark.parametrize(
    "inside",
    ['有{{ fact("gdp") }}', '{{ fact("pilot_platforms") }}和{{ fact("gdp") }}', '{% if zone %}{{ fact("gdp") }}{% endif %}',
     '{% for f in facts() %}{{ fact("gdp") }}{% endfor %}', '{{ change(fact("va_growth")) }}'],
)  # fmt: skip
def test_an_optional_passage_whose_fact_is_absent_is_not_there(tmp_path: Path, data: Dataset, inside: str) -> None:
    assert said(tmp_path, data, f"甲。{{% optional %}}{inside}{{% endoptional %}}乙。") == ["甲。乙。"]


def test_an_optional_passage_whose_facts_are_there_is_printed_whole(tmp_path: Path, data: Dataset) -> None:
    template = '甲。\n{% optional %}\n有{{ fact("pilot_platforms") }}。\n{% endoptional %}\n乙。'
    assert said(tmp_path, data, template) == ["甲。有49个。乙。"]


def test_an_absent_fact_leaves_out_only_the_innermost_optional_passage(tmp_path: Path, data: Dataset) -> None:
    template = '{% optional %}甲。{% optional %}{{ fact("gdp") }}{% endoptional %}乙。{% endoptional %}'
    assert said(tmp_path, data, template) == ["甲。乙。"]


@pytest.mark.parametrize(
    "inside",
    [
        '{{ fact("pilot_platform") }}',
        "{{ undefined_name }}",
        "{{ 5 }}",
        "{{ 1 + 1 }}",
        '{{ share(facts()[0], fact("gdp", 2023, "zibo")) }}',
    ],
)
def test_a_mistake_stays_a_mistake_inside_an_optional_passage(tmp_path: Path, data: Dataset, inside: str) -> None:
    assert complaint(tmp_path, data, f"{{% optional %}}{inside}{{% endoptional %}}")


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ('{{ fact("pilot_platform") }}', "没有叫“pilot_platform”的指标\n  提示：是不是 pilot_platforms？"),
        ('{% if has("pilot_platform") %}{% endif %}', "没有叫“pilot_platform”的指标"),
        ('{{ fact("pilot_platforms", 2024, "chengd") }}', "没有叫“chengd”的高新区"),
        ('{{ facts(group="规摸") | join }}', "没有“规摸”这个指标组\n  提示：可写：概况、规模"),
        ('{{ facts(dimension="smrt") | join }}', "没有“smrt”这个方面"),
        ('{{ practices("smrt") | join }}', "没有“smrt”这个方面"),
        ('{{ evidence(dimension="smrt") | join }}', "没有“smrt”这个方面"),
        ('{{ evidence("chengd") | join }}', "没有叫“chengd”的高新区"),
        ('{{ recommendations("advanced") | join }}', "没有“advanced”这个结论"),
        ('{{ leaders("highland") | join }}', "没有“highland”这个任务"),
        ('{{ policies("plans") | join }}', "没有“plans”这个文件类别"),
        ('{{ practice("chengdu/pilot").title }}', "没有编号为“chengdu/pilot”的做法"),
        ('{{ policy("plan").title }}', "没有编号为“plan”的文件或名单"),
        ('{{ cite("article") }}', "没有编号为“article”的出处"),
        ('{{ compare("gdp", 2023) | join }}', "指标“地区生产总值”口径不一"),
        ('{{ change(fact("pilot_platforms")) }}', "“中试平台”不是增速"),
        (
            '{{ average_growth(fact("pilot_platforms"), fact("pilot_platforms")) }}',
            "算不出：年均增速要用前后两个整年的数",
        ),
    ],
)
def test_a_misspelt_name_is_a_mistake_not_an_empty_list(
    tmp_path: Path, data: Dataset, template: str, expected: str
) -> None:
    assert expected in complaint(tmp_path, data, template)


# -- data text --------------------------------------------------------------------------------------------------------


def test_a_sentence_of_data_text_whose_fact_is_gone_is_left_out_whole(tmp_path: Path) -> None:
    text = "已建成{pilot_platforms}；比2019年的{pilot_platforms@2019}多。“很好。”到2025年{pilot_platforms@2025:target}"
    data = sample(
        tmp_path,
        chengdu=("以中试为核心，已建成中试平台{pilot_platforms}，到2025年建成{pilot_platforms@2025:target}", text),
    )
    assert said(tmp_path, data, "{{ practices()[0].text }}") == ["“很好。”到2025年60个"]


def test_numbers_in_data_text_are_bound(tmp_path: Path, data: Dataset) -> None:
    document = told(tmp_path, data, "{{ practices()[0].text }}")
    assert [ref.fact for ref, _ in fact_refs(document)] == [CHENGDU_PLATFORMS, "chengdu.pilot_platforms@2025:target"]


def test_the_numbers_of_a_practice_bring_their_own_sources(tmp_path: Path) -> None:
    """What stands in a practice's text and is not in its source is cited beside it, once."""
    template = "{{ practices()[0].text }}来源{{ practices()[0].cite }}。"
    ours = "    value: 49\n    source: article-2024"
    other = sample(tmp_path, chengdu=(ours, ours.replace("article-2024", "reply-1992")))
    assert said(tmp_path, other, template) == ["以中试为核心，已建成中试平台49个，到2025年建成60个来源1、2。"]
    both = sample(tmp_path, chengdu=(ours, ours.replace("article-2024", "reply-1992\n    also_in: [article-2024]")))
    assert said(tmp_path, both, template)[0].endswith("来源1。")


def test_data_text_is_printed_as_it_is_not_as_markup(tmp_path: Path) -> None:
    nasty = "A<B 且 C&D | * _ x*x a_b [a] # > ~ ^ $"
    data = sample(tmp_path, chengdu=("title: “中试+”成果转化生态", f"title: '{nasty}'"))
    assert said(tmp_path, data, "{{ practices()[0].title }}") == [nasty]
    for way in (
        '"甲" ~ p.title',
        '[p.title, "乙"] | join("、")',
        "m(p.title)",
        'm("甲") ~ p.title',
        "[p.title] | join_words",
    ):
        template = f"{{% macro m(x) %}}**{{{{ x }}}}**{{% endmacro %}}{{% set p = practices()[0] %}}{{{{ {way} }}}}"
        (line,) = said(tmp_path, data, template)
        assert nasty in line


def test_quotation_marks_inside_quotation_marks_become_single(tmp_path: Path, data: Dataset) -> None:
    assert said(tmp_path, data, "{{ practices()[0].title | quoted }}") == ["“‘中试+’成果转化生态”"]


# -- sources ----------------------------------------------------------------------------------------------------------


def test_a_source_has_the_number_it_has_in_every_paper_and_the_list_goes_by_numbers(
    tmp_path: Path, data: Dataset
) -> None:
    first = '{{ fact("approved").cite }}、{{ fact("gdp").cite }}、{{ fact("approved").cite }}'
    last = "{% for s in sources() %}\n{{ s.number }}．{{ s.title }}\n\n{% endfor %}"
    assert lines(told(tmp_path, data, first, last, owner="zibo")) == [
        "2、1、2",
        "1．迈向高智绿 探索新型工业化“高新”范式",
        "2．关于增建国家高新技术产业开发区的批复",
    ]


def test_a_source_that_was_only_looked_at_has_no_number(tmp_path: Path, data: Dataset) -> None:
    first = '{% if fact("approved").cite %}{{ fact("gdp").cite }}{% endif %}'
    last = "{{ sources() | map(attribute='title') | join }}"
    assert lines(told(tmp_path, data, first, last, owner="zibo")) == ["1", "迈向高智绿 探索新型工业化“高新”范式"]


def test_a_later_section_knows_which_facts_were_printed_before_it(tmp_path: Path, data: Dataset) -> None:
    first = '{{ fact("pilot_platforms") }}{% set hidden = fact("pilot_platforms", "2025:target") %}'
    last = '{{ printed() | map(attribute="period") | join("，") }}'
    assert lines(told(tmp_path, data, first, last)) == ["49个", "2024年"]


def test_a_formula_is_listed_only_when_its_value_was_printed(tmp_path: Path, data: Dataset) -> None:
    hidden = '{% set x = growth(fact("pilot_platforms", "2025:target"), fact("pilot_platforms")) %}'
    last = "{% for d in derived() %}{{ d }}＝{{ d.formula }}{% endfor %}"
    (_, line) = lines(told(tmp_path, data, "{{ " + DONE + " }}" + hidden, last))
    assert line.startswith("81.7%＝")
    assert "增" not in line


def test_a_fact_in_dispute_keeps_the_other_reading_and_its_source(tmp_path: Path, data: Dataset) -> None:
    chosen = '{% set f = fact("upgrade_projects") %}{% set c = f.conflicts[0] %}'
    template = chosen + "{{ f }}；{{ f.cite }}；{{ c.text }}；{{ c.source }}"
    document = told(tmp_path, data, template, owner="zibo")
    assert lines(document) == ["25个；1；26个；2"]
    assert [ref.fact for ref, _ in fact_refs(document)][2] == "zibo.upgrade_projects@2024!reply-1992"


# -- the same again ---------------------------------------------------------------------------------------------------


def test_the_same_section_gives_the_same_text_twice(tmp_path: Path, data: Dataset) -> None:
    template = "{% for e in evidence() %}{{ e.dimension.name }}{{ e.level_name }}\n\n{% endfor %}{{ " + DONE + " }}"
    first, second = (tell(tmp_path / name, data, template) for name in ("a", "b"))
    assert (first.text, first.ledger) == (second.text, second.ledger)
    assert [str(place) for place in first.places] == [str(place) for place in second.places]


def test_one_report_does_not_color_the_next(tmp_path: Path, data: Dataset) -> None:
    template = '{{ fact("pilot_platforms", 2024, "chengdu").cite }}{{ sources() | map(attribute="title") | join }}'
    assert said(tmp_path / "a", data, template) == said(tmp_path / "b", data, template, owner="zibo") == ["1"]


# -- where a block comes from -----------------------------------------------------------------------------------------


def test_every_block_knows_its_template_line(tmp_path: Path, data: Dataset) -> None:
    template = (
        '{% from "shared/words.md.j2" import two %}\n# 甲\n{% for f in facts() %}\n\n{{ f.name }}{{ f }}\n{% endfor %}\n\n'
        '{{ two(zone.short) }}\n\n{% include "short/_part.md.j2" %}\n\n'
        '{% optional %}\n{{ fact("pilot_platforms") }}\n{% endoptional %}'
    )
    beside = {
        "shared/words.md.j2": "{% macro two(x) %}\n一{{ x }}\n\n二\n{% endmacro %}\n",
        "short/_part.md.j2": "\n\n插入\n",
    }
    document = told(tmp_path, data, template, beside=beside)
    found = [str(block.where).removeprefix("templates/short/") for block in document.blocks]
    assert found == [
        "10_section.md.j2:2", "10_section.md.j2:5", "10_section.md.j2:5", "10_section.md.j2:8", "10_section.md.j2:8",
        "_part.md.j2:3", "10_section.md.j2:13",
    ]  # fmt: skip


def test_a_mistake_in_a_macro_is_told_at_the_macro_s_own_line(tmp_path: Path, data: Dataset) -> None:
    beside = {"shared/words.md.j2": "{% macro wrong(f) %}\n{{ f.nam }}\n{% endmacro %}"}
    template = '{% from "shared/words.md.j2" import wrong %}\n\n{{ wrong(facts()[0]) }}'
    assert complaint(tmp_path, data, template, beside=beside).startswith(
        "templates/shared/words.md.j2:2  这里没有“nam”"
    )


def test_a_mistake_of_syntax_in_an_included_file_is_told_there(tmp_path: Path, data: Dataset) -> None:
    beside = {"short/_part.md.j2": "甲\n{% if %}"}
    message = complaint(tmp_path, data, '{% include "short/_part.md.j2" %}', beside=beside)
    assert message.startswith("templates/short/_part.md.j2:2  ")


def test_every_section_tells_its_mistake(tmp_path: Path, data: Dataset) -> None:
    assert complaint(tmp_path, data, "{{ a }}", "好", "{{ b }}").count("提示：") == 2


def test_a_section_never_runs_on_into_the_next(tmp_path: Path, data: Dataset) -> None:
    document = told(tmp_path, data, "甲", "乙\n", "", "丙")
    assert lines(document) == ["甲", "乙", "丙"]
    assert [str(block.where) for block in document.blocks] == [
        f"templates/short/{number}0_section.md.j2:1" for number in (1, 2, 4)
    ]


# -- the sandbox ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__ }}", "{{ ''.__class__.__mro__[1].__subclasses__() }}", "{{ fact.__globals__ }}",
        "{{ fact.__self__.dataset }}", "{{ fact.__func__ }}", "{{ chart.ledger }}", "{{ chart.column.__self__ }}",
        "{{ self.__init__ }}", "{{ self._TemplateReference__context }}", "{{ zone.__dict__ }}", "{{ zone.__module__ }}",
        "{{ fact.__doc__ }}", "{{ zone['__class__'] }}",
        "{{ facts()[0] | map(attribute='__class__') | list }}", "{{ zones | map(attribute='__class__') | first }}",
        "{{ zone.short.format(zone) }}", "{{ '{0.__class__}'.format(zone) }}", "{{ zone.short.upper() }}",
        "{{ ''.join }}", "{{ groups.count('x') }}", "{{ zone | attr('__class__') }}", "{{ range(5) | list }}",
        "{{ cycler.__init__ }}", "{{ lipsum() }}", "{{ get_flashed_messages }}", "{{ config }}", "{{ dict() }}",
        "{% for x in fact.__self__ %}{% endfor %}", "{{ caller }}", "{{ loop }}", "{{ environment }}", "{{ context }}",
        "{% macro m() %}{{ caller.__globals__ }}{% endmacro %}{% call m() %}{% endcall %}",
        "{% macro m() %}{% endmacro %}{{ m.__init__ }}", "{% set zone.short = 'x' %}", "{% set ns = namespace() %}",
    ],
)  # fmt: skip
def test_a_template_cannot_reach_beyond_what_it_is_given(tmp_path: Path, data: Dataset, template: str) -> None:
    message = complaint(tmp_path, data, template)
    assert message.startswith("templates/short/10_section.md.j2:1  ")
    assert "hgz_report" not in message
    assert "<" not in message


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../../etc/passwd",
        "../data/sources.yaml",
        "..",
        "",
        "short",
        "C:\\windows\\win.ini",
        "nowhere.j2",
    ],
)
def test_a_template_cannot_read_files_outside_its_folder(tmp_path: Path, data: Dataset, name: str) -> None:
    template = '{% include "' + name.replace("\\", "\\\\") + '" %}'
    assert "找不到模板" in complaint(tmp_path, data, template)


LOOPS = "{{% for {0} in dimensions %}}"
_DEEP = "".join(LOOPS.format(name) for name in "abcdefghijkl")
_END = "{% endfor %}" * 12


@pytest.mark.parametrize(
    "template",
    [
        "{% for i in range(10**9) %}x{% endfor %}",
        "{{ 'x' * 10**9 }}",
        "{{ 2 ** 2 ** 2 ** 99 }}",
        f"{_DEEP}{{{{ a.name }}}}{{{{ a.gist }}}}{_END}",
        f"{_DEEP}{_END}",
        f"{{% set x %}}{_DEEP}x{_END}{{% endset %}}",
        f"{{% macro m() %}}{_DEEP}x{_END}{{% endmacro %}}{{{{ m() }}}}",
        "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
        '{% include "short/10_section.md.j2" %}',
        "{{ zone.short | batch(10**9, 'x') | list }}",
        "{{ zone.short | center(1000000000) }}",
        "{{ '%1000000000d' | format(1) }}",
        "{{ '%1000000000d' % 1 }}",
        "{% for d in dimensions recursive %}{{ loop(dimensions) }}{% endfor %}",
    ],
)
def test_a_template_without_end_stops_quickly(tmp_path: Path, data: Dataset, template: str) -> None:
    begun = time.process_time()  # of this process alone, however busy the machine is
    assert complaint(tmp_path, data, template).startswith("templates/short/10_section.md.j2")
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("operator", ["+", "-", "*", "/", "//", "%", "**"])
def test_templates_do_not_calculate(tmp_path: Path, data: Dataset, operator: str) -> None:
    for left, right in (("1", "1"), ('fact("pilot_platforms").value', "2"), ('"甲"', '"乙"')):
        assert f"不能做运算（{operator}）" in complaint(tmp_path, data, f"{{{{ {left} {operator} {right} }}}}")


def test_lists_may_be_put_together(tmp_path: Path, data: Dataset) -> None:
    template = '{{ (facts() + facts(owner="zibo") | selectattr("indicator", "equalto", "rank") | list) | join("、") }}'
    assert said(tmp_path, data, template) == ["49个、60个、第60位"]


@pytest.mark.parametrize("character", ["\ue0f0", "\ue0f1", OPEN, CLOSE, f"{OPEN}0{CLOSE}", f"{OPEN}99999{CLOSE}"])
def test_the_characters_of_marks_are_refused_in_every_template(tmp_path: Path, data: Dataset, character: str) -> None:
    own = complaint(tmp_path, data, f"甲\n乙{character}")
    assert own.startswith("templates/short/10_section.md.j2:2  模板里有程序保留的私用区字符")
    beside = {"short/_part.md.j2": f"乙{character}"}
    included = complaint(tmp_path, data, '{% include "short/_part.md.j2" %}', beside=beside)
    assert included.startswith("templates/short/_part.md.j2:1  模板里有程序保留的私用区字符")


def test_a_template_in_another_encoding_is_told_as_such(tmp_path: Path, data: Dataset) -> None:
    template = '{% include "short/_part.md.j2" %}'
    tell(tmp_path, data, template, beside={"short/_part.md.j2": ""})
    (tmp_path / "templates/short/_part.md.j2").write_bytes("概况".encode("gbk"))
    with pytest.raises(Problems, match=r"templates/short/_part\.md\.j2  模板不是 UTF-8 编码"):
        tell(tmp_path, data, template)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path, data: Dataset) -> None:
    assert said(tmp_path, data, "\ufeff# 甲") == ["# 一、甲"]


def test_comments_are_not_printed(tmp_path: Path, data: Dataset) -> None:
    assert said(tmp_path, data, "甲{## 注释 {{ nothing }} ##}乙") == ["甲乙"]


# -- charts -----------------------------------------------------------------------------------------------------------


def test_a_chart_says_in_words_what_it_shows_and_binds_its_values(tmp_path: Path, data: Dataset) -> None:
    template = '{{ chart.share(facts(owner="national") | selectattr("kind", "equalto", "share") | list, title="占比", id="s") }}'
    (block,) = told(tmp_path, data, template).blocks
    assert isinstance(block, ChartBlock)
    assert block.alt == "占比图：占比。高新技术企业1/3，园区生产总值约14%。"
    assert [fact for _, fact in chart_figures(block.chart)] == [
        "national.hightech_share@2023",
        "national.gdp_share@2023",
    ]


def test_a_matrix_has_a_row_a_zone_and_a_column_a_dimension(tmp_path: Path, data: Dataset) -> None:
    (block,) = told(tmp_path, data, '{{ chart.matrix(matrix(), title="佐证", id="m") }}', owner="national").blocks
    assert isinstance(block, ChartBlock)
    assert isinstance(block.chart, Grid)
    assert [row.name for row in block.chart.rows] == ["成都高新区", "淄博高新区"]
    assert len(block.chart.columns) == 7


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("chart.column(facts()[:1], title='图', id='c')", "只有1个数，画不成图"),
        ("chart.column((), title='图', id='c')", "只有0个数，画不成图"),
        ("chart.column(facts(owner='zibo'), title='图', id='c')", "不是数的指标"),
        ("chart.column(facts() + facts(), title='图', id='c')", "有几个数"),
        ("chart.share(facts(), title='图', id='c')", "不是占比的指标"),
        ("chart.matrix(matrix()[:1], title='图', id='c')", "少于两行"),
        ("chart.pie(facts())", "这里没有“pie”这一项"),
        ("chart.column(facts())", "column() 缺少参数"),
    ],
)
def test_a_chart_that_would_mislead_is_refused(tmp_path: Path, data: Dataset, call: str, expected: str) -> None:
    assert expected in complaint(tmp_path, data, f"{{{{ {call} }}}}")


def test_a_chart_written_into_a_sentence_still_stands_alone(tmp_path: Path, data: Dataset) -> None:
    blocks = told(tmp_path, data, "甲\n{{ chart.column(facts(), title='图', id='c') }}\n乙").blocks
    assert [type(block) for block in blocks] == [Paragraph, ChartBlock, Paragraph]


# -- {地区生产总值@最新}: numbers in running text ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("{中试平台@2024}", "49个"),
        ("{pilot_platforms}", "49个"),
        ("{成都高新区.中试平台@最新}", "49个"),
        ("目标{chengdu.中试平台@2025:目标}", "目标60个"),
        ("{中试平台@最新.年}{中试平台@最新.名称}{中试平台}", "2024年中试平台49个"),
        ("{中试平台@2024.年底}有{中试平台.数}", "2024年底有49"),
        ("{中试平台@2025:目标.不注}", "60个"),
        ("{完成率(中试平台@2024, 中试平台@2025:目标)}", "81.7%"),
        ("{completion(pilot_platforms@2024, pilot_platforms@2025:target)}", "81.7%"),
        ("全国{全国.高新技术企业占全国比重@2023}", "全国1/3"),
        ("{% optional %}有{中试平台@2019}。{% endoptional %}甲", "甲"),
        (r"\{中试平台\}", "{中试平台}"),
        ("{% macro m() %}{中试平台}{% endmacro %}{{ m() }}", "49个"),
    ],
)
def test_a_number_in_running_text_is_named_in_braces(
    tmp_path: Path, data: Dataset, template: str, printed: str
) -> None:
    assert "".join(said(tmp_path, data, template)) == printed


def test_what_stands_behind_a_number_in_braces_keeps_its_place(tmp_path: Path, data: Dataset) -> None:
    assert complaint(tmp_path, data, "甲。\n有{中试平台@2024}，{没有}。").startswith(
        "templates/short/10_section.md.j2:2  "
    )


# -- what an annex lists ----------------------------------------------------------------------------------------------


def test_what_other_papers_calculate_in_braces_is_had_once_with_its_formula(tmp_path: Path, data: Dataset) -> None:
    other = "完成{完成率(中试平台@2024, 中试平台@2025:目标)}，即{completion(pilot_platforms@2024, pilot_platforms@2025:target)}。"
    template = '{% for d in calculated("other") %}{{ d }}＝{{ d.formula }}。{% endfor %}'
    (line,) = said(tmp_path, data, template, **{"other/10_done": other})
    assert line.startswith("81.7%＝")
    assert line.count("81.7%") == 1


def test_figures_are_had_in_parts_of_a_group(tmp_path: Path, data: Dataset) -> None:
    row = (
        '{% for row in figures("创新", own=true, most=1) %}{{ row | map(attribute="text") | join("、") }}；{% endfor %}'
    )
    assert said(tmp_path, data, row) == ["49个；60个；"]
