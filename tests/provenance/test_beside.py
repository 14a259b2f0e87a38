"""What stands beside a bound number is that number's own, or the build stops with the line; what is true is let through.

An editor puts a line into a section of 成都's report, or into a finding of 青岛's data file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from hgz_report.cache.store import Cache
from hgz_report.edition.config import load_config
from hgz_report.edition.plan import plan
from hgz_report.problems import Problems
from tests.tools.project import copy_project
from tests.tools.telling import lines

FINDING = "data/zones/qingdao.yaml"
ROW = "  - {{indicator: {}, period: {}, value: {}, source: article-2024, locator: 表, confidence: C, note: 只有一处报道}}\n"
BRIEFING = re.compile(r"^briefing:\n(?:(?: .*)?\n)+", re.MULTILINE)
NAMES = """\
{% set f = fact("pilot_platforms", 2024) %}{% set t = fact("pilot_platforms", "2025:target") %}\
{% set g = fact("gdp", 2022) %}{% set c = fact("gdp", 2021) %}{% set over = fact("pilot_funding", 2024) %}\
{% set r = fact("rank", 2021) %}{% set gr = fact("gdp_growth", 2020) %}{% set d = growth(g, fact("gdp", 2019)) %}\
{% set est = fact("gdp", "2020:estimate", "suzhou") %}{% set pre = fact("gdp", "2022:preliminary", "hefei") %}\
{% set years = series("gdp") | selectattr("full_year") | rejectattr("confidence", "equalto", "C") | list %}
"""
"""中试平台 49个 in 2024, 60个 wanted in 2025; 地区生产总值 of 2022, of 2021 (仅供参考), expected (苏州), not final (合肥)."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of a zone's sections only the findings, so that a report is made quickly; 青岛 has some of its own and no briefing."""
    folder = copy_project(tmp_path_factory.mktemp("beside"))
    for path in (folder / "templates/zone").glob("[2-8]*.md.j2"):
        path.unlink()
    (folder / "data/settled.yaml").unlink()
    zone = folder / FINDING
    text, briefings = BRIEFING.subn("findings:\n  - 做法有样子可看。\n", zone.read_text(encoding="utf-8"))
    assert briefings == 1
    more = "".join(ROW.format(*row) for row in (("rank", 2013, 10), ("founded", "unstated", "1992-11")))
    zone.write_text(text.replace("\nfacts:\n", f"\nfacts:\n{more}", 1), encoding="utf-8")
    for slug, indicator, period in (("chengdu", "gdp", 2021), ("chengdu", "rank", 2021), ("suzhou", "gdp", 2002)):
        for_reference_only(folder / f"data/zones/{slug}.yaml", indicator, period)
    return folder


def for_reference_only(path: Path, indicator: str, period: int) -> None:
    """Make a fact one of confidence C."""
    text, facts = re.subn(
        rf"(  - indicator: {indicator}\n    period: {period}\n(?:    .*\n)*?    confidence: )[A-D]\n",
        r"\g<1>C\n",
        path.read_text(encoding="utf-8"),
    )
    assert facts == 1
    path.write_text(text, encoding="utf-8")


def section(at: int) -> str:
    return f"templates/zone/36_try{at:03}.md.j2"


def put(project: Path, texts: Sequence[str]) -> list[Path]:
    """A section of each, tables and charts by names of their own; their files."""
    paths = [project / section(at) for at in range(len(texts))]
    for at, (path, text) in enumerate(zip(paths, texts, strict=True)):
        own = text.replace("{#try}", f"{{#try{at}}}").replace("id='try'", f"id='try{at}'")
        path.write_text(f"{NAMES}{own}\n", encoding="utf-8")
    return paths


def said_at_once(project: Path) -> str:
    """All that stops 成都's report; "" when it is printed."""
    try:
        plan(project, load_config(project), ["chengdu"], cache=Cache.of(project))
    except Problems as found:
        return str(found)
    return ""


def complaints(project: Path, texts: Sequence[str]) -> dict[int, set[int]]:
    """The lines that are blamed of each of these sections: those that were are taken away until nothing stops the report."""
    paths, blamed = put(project, texts), dict[int, set[int]]()
    try:
        while said := said_at_once(project):
            told = {at: lines_blamed(section(at), said) for at in range(len(texts)) if at not in blamed}
            told = {at: where for at, where in told.items() if where}
            assert told, said
            for at in told:
                paths[at].unlink()
            blamed |= told
    finally:
        for path in paths:
            path.unlink(missing_ok=True)
    return blamed


def lines_blamed(file: str, said: str) -> set[int]:
    return {int(line) for line in re.findall(rf"^{re.escape(file)}:(\d+)", said, re.MULTILINE)}


def printed_findings(project: Path, texts: Sequence[str]) -> list[str]:
    """The findings as 青岛's report prints them.  Raises Problems."""
    path = project / FINDING
    before = path.read_text(encoding="utf-8")
    more = "".join(f"  - >-\n    {text}\n" for text in texts)
    path.write_text(before.replace("findings:\n", f"findings:\n{more}", 1), encoding="utf-8")
    try:
        (document,) = plan(project, load_config(project), ["qingdao"], cache=Cache.of(project)).documents
    finally:
        path.write_text(before, encoding="utf-8")
    return [line for line in lines(document) if line.startswith("> ")][: len(texts)]


def cell(number: str, head: str = "数", caption: str = "表 {#try}") -> str:
    return f"| 指标 | {head} |\n|---|--:|\n| {{{{ f.name }}}} | {number} |\n\n: {caption}"


WRONG = {
    "blank": [
        "2025年有{中试平台@2024}。",
        "2024年有进展。",
        "2024年有进展。有{中试平台@2024}。",
        "有{中试平台@2024}，2024年。",
        "2024年和2023年有{中试平台@2024}。",
        "2024年上半年有{中试平台@2024}。",
        "2022年地区生产总值{地区生产总值@2022}，2024年后再看。",
        "有{中试平台@2024}个。",
        "有{中试平台@2024.数}。",
        "约有{中试平台@2024}左右。",
        "有{中试平台@2025:目标}。",
        "有{中试平台@2024.数}家。",
    ],
    "period": [
        "| 指标 | {{ g.period }} |\n|---|--:|\n| {{ f.name }} | {{ f }} |\n\n: 表 {#try}",
        "| 指标 | {{ years[0].period }} | {{ g.period }} |\n|---|--:|--:|\n"
        "| {{ g.name }} | {{ g }} | {{ years[0] }} |\n\n: 表 {#try}",
        "{{ f.name }}{{ f }}（{{ g.period }}）。",
        "{{ f.name }}{{ f }}，{{ g.period }}数。",
        "{{ f.period }}一季度{{ f.name }}{{ f }}。",
        "{{ f.period }}上半年{{ f.name }}{{ f }}。",
        "前三季度{{ g.name }}{{ g }}。",
        "| 时期 | 数 |\n|---|--:|\n| {{ g.period }} | {{ f }} |\n\n: 表 {#try}",
        "| 指标 | 数 |\n|---|--:|\n| {{ f.name }} | {{ g.period }}<br>{{ f }} |\n\n: 表 {#try}",
        "{{ chart.column(years, title=f.period ~ '的生产总值', id='try') }}",
        "2025年{{ f.name }}{{ f }}。",
        "2023年底{{ f.name }}{{ f }}。",
        "{{ g.period }}{{ f.name }}{{ f }}。",
        "{{ g.year }}年{{ f.name }}{{ f }}。",
        "{{ g.in_year }}，{{ f.name }}{{ f }}。",
        "{{ g.year_end }}{{ f.name }}为{{ f }}。",
        "{{ g.period }}和以后，{{ f.name }}{{ f }}。",
        "二〇二五年{{ f.name }}{{ f }}。",
        "２０２５年{{ f.name }}{{ f }}。",
        "2025{{ '年' }}{{ f.name }}{{ f }}。",
        "{{ '2025年' ~ f.name ~ f.text }}。",
        "{% set y %}2025年{% endset %}{{ y }}{{ f.name }}{{ f }}。",
        "{% macro m(x) %}2025年{{ x.name }}{{ x }}{% endmacro %}{{ m(f) }}。",
        "{% macro m(x) %}{{ g.period }}{{ x.name }}{{ x }}{% endmacro %}{{ m(f) }}。",
        "{{ ['2025年', f.name, f.text] | join }}。",
        "{{ [g.period, f.name, f.text] | join }}。",
        "{{ [g.period, f.text] | join_words }}。",
        "{% for y in [g.period] %}{{ y }}{{ f }}{% endfor %}。",
        "**{{ g.period }}**{{ f.name }}{{ f }}。",
        "[{{ g.period }}](https://www.gov.cn/){{ f.name }}{{ f }}。",
        "{{ g.period }}，\n{{ f.name }}{{ f }}。",
        cell("{{ f }}", "2025年"),
        cell("{{ f }}", caption="2025年情况 {#try}"),
        "{{ f.name }}{{ f }}[^a]。\n\n[^a]: {{ g.period }}{{ f.name }}{{ f }}。",
        "- {{ g.period }}{{ f.name }}{{ f }}。",
        "{{ g.period }}{{ d }}、{{ f }}。",
        "{{ chart.column(years, title='生产总值', id='try', alt=f.period ~ '生产总值' ~ years[0].text) }}",
        "{{ chart.column(years, title='生产总值', id='try', note=f.period ~ '为' ~ years[0].text) }}",
    ],
    "unit": [
        "{{ f }}{{ g.unit }}。",
        "{{ f.number }}{{ f.unit }}亿元。",
        "{{ f }}{{ gr.unit }}。",
        "{{ d }}{{ f.unit }}。",
        "{{ f }}{{ g }}。",
        "{{ f }}多。",
        "{{ over }}整。",
        "百分之{{ f }}。",
        "{{ f }}分之一。",
        "负{{ f }}。",
        "{{ f }}（亿元）。",
        "| 指标 | 数 |\n|---|--:|\n| {{ f.name }} | {{ f.number }} |\n\n: 表 {#try}",
        "| 指标 | 数 | 单位 |\n|---|--:|---|\n| {{ f.name }} | {{ f.number }} | 亿元 |\n\n: 表 {#try}",
        "| 指标 | 数 | 单位 |\n|---|--:|---|\n| {{ f.name }} | {{ f.number }} | {{ g.unit }} |\n\n: 表 {#try}",
        "| 指标 | 数（亿元） |\n|---|--:|\n| {{ f.name }} | {{ f.number }} |\n\n: 表 {#try}",
        "| 指标 | 数 |\n|---|--:|\n| {{ f.name }} | {{ f.number }} |\n\n: 表 {#try unit=亿元}",
        "| 指标 | {{ f.number }} |\n|---|--:|\n| {{ f.name }} | 甲 |\n\n: 表 {#try}",
        "{{ f.name }}{{ f.number }}万亿元。",
        "{{ f.name }}{{ f }}亿元。",
        "{{ f.name }}{{ f.number }}家。",
        "{{ f.name }}{{ f.number }}。",
        "{{ f.name }}{{ f.number }}{{ g.unit }}。",
        "{{ f.name }}{{ f.number ~ '亿元' }}。",
        "{{ f.name }}{{ f.number }}**亿元**。",
        "{{ f.name }}**{{ f.number }}**亿元。",
        "{{ f.name }}{{ f.number }} 亿元。",
        "{{ f.name }}{{ f.number }}\n亿元。",
        "{{ f.name }}{{ f.number }}[亿元](https://www.gov.cn/)。",
        "{{ f.name }}{{ f.number }}（亿元）。",
        "{{ f.name }}{{ f }}亿。",
        "{{ f.name }}{{ f }}%。",
        "{{ f.name }}{{ f }}千家。",
        "{{ d.number }}倍。",
        "{{ d.number }}{{ f.unit }}。",
        "增长{{ d }}个百分点。",
        "{{ gr.number }}个百分点。",
        "{{ f.number }}{{ g }}。",
        "{{ f.number }}.{{ g.number }}{{ g.unit }}。",
        "1{{ f }}。",
        "百分之{{ f.number }}。",
        "{% macro m(x) %}{{ x }}亿元{% endmacro %}{{ m(f.number) }}。",
        "{% set x %}{{ f.number }}{% endset %}{{ x }}亿元。",
        cell("{{ f.number }}亿元"),
        cell("甲", "{{ f.number }}亿元"),
        cell("{{ f }}", caption="平台{{ f.number }}亿元 {#try}"),
        "{{ chart.column(years, title='生产总值', id='try', source=f.text ~ '亿元') }}",
    ],
    "qualifier": [
        "不足{{ over }}。",
        "约{{ over }}。",
        "近{{ over }}。",
        "不到{{ over }}。",
        "不多于{{ over }}。",
        "恰好{{ over }}。",
        "正好{{ over }}。",
        "准确为{{ over }}。",
        "≥{{ f }}。",
        "＞{{ f }}。",
        "上百{{ f }}。",
        "{{ f }}强。",
        "{{ f.name }}超过{{ f }}。",
        "{{ f.name }}约{{ f }}。",
        "近{{ f }}。",
        "不足{{ f }}。",
        "{{ f }}左右。",
        "{{ f }}以上。",
        "不少于{{ f }}。",
        "至少{{ f }}。",
        "{{ f.number }}余{{ f.unit }}。",
        "{{ f.number }}多{{ f.unit }}。",
        "{{ '约' }}{{ f }}。",
        "{{ '超过' ~ f.text }}。",
        "{% set q = '超过' %}{{ q }}{{ f }}。",
        "**超过**{{ f }}。",
        "将近{{ f }}。",
        cell("超过{{ f }}"),
        "{% macro m(x) %}超过{{ x }}{% endmacro %}{{ m(f) }}。",
        "{{ ['超过', f.text] | join }}。",
    ],
    "status": [
        "已建成{{ t.name }}{{ t.unmarked }}。",
        "预计{{ f.name }}{{ f }}。",
        "预期{{ f.in_year }}{{ f.name }}{{ f }}。",
        "{{ f.name }}目标{{ f }}。",
        "{{ f.name }}预计{{ f }}。",
        "{{ f.name }}初步数{{ f }}。",
        "力争{{ f }}。",
        "有望达到{{ f }}。",
        "{{ t.status_name }}{{ f }}。",
        "{{ est.status_name }}{{ f }}。",
        "{{ f }}仅供参考。",
        "{{ g }}（{{ c.mark }}）。",
        "{{ f }}（目标）。",
        "{{ t.name }}实际{{ t }}，目标不变。",
        "目标明确，已建成{{ t }}。",
        "已将平台建成{{ t }}。",
        "{{ t }}，比计划多。",
        "{{ t }}不是目标。",
        "{{ c }}并非仅供参考。",
        "增长{{ growth(est, fact('gdp', 2019, 'suzhou')) }}。",
        "{{ t.name }}{{ t }}。",
        "{{ t.period }}{{ t.name }}{{ t }}。",
        "建成目标内的{{ f }}；{{ t.name }}{{ t }}。",
        "{{ t.name }}的目标明确。{{ t.name }}{{ t }}。",
        "{{ t.name }}{{ t.number }}{{ t.unit }}。",
        "{{ t.name ~ t.text }}。",
        "{{ [t.text] | join }}。",
        "{% set x %}{{ t }}{% endset %}建成{{ x }}。",
        "{{ est.owner_name }}{{ est.period }}{{ est.name }}{{ est }}。",
        "{{ est.name }}目标{{ est }}。",
        "{{ pre.name }}{{ pre }}。",
        "{{ pre.name }}预计{{ pre }}。",
        "{{ c.period }}{{ c.name }}{{ c }}。",
        "{{ c.name }}{{ c.number }}{{ c.unit }}。",
        "{{ r.name }}{{ r }}。",
        cell("{{ t }}"),
        cell("{{ t.number }}"),
        cell("{{ c }}"),
        "{{ chart.tiles([c, f]) }}",
        "{{ change(fact('gdp_growth', '2020:estimate', 'suzhou')) }}。",
    ],
    "direction": [
        "{{ gr.name }}下降{{ gr }}。",
        "减少{{ gr }}。",
        "降低了{{ gr }}。",
        "{{ gr.period }}{{ gr.name }}回落{{ gr.number }}{{ gr.unit }}。",
        "{{ '下降' ~ gr.text }}。",
        "**下降**{{ gr }}。",
        "{{ ['下降', gr.text] | join }}。",
        "{% set w = '下降' %}{{ w }}{{ gr }}。",
        "{% macro m(x) %}下降{{ x }}{% endmacro %}{{ m(gr) }}。",
        "下滑{{ gr }}。",
        "减少了{{ gr }}。",
        "下降{{ d }}。",
        "提高{{ difference(fact('gdp', 2019), g) }}。",
        "尚差{{ difference(f, t) }}，目标未到。",
        "下降了{{ difference(fact('gdp', 2019), g) }}。",
    ],
    "count": [
        "{{ count(zones, '个', '高新区') }}亿元。",
        "{{ count(zones, '个', '高新区') }}%。",
        "{{ count(zones, '个', '高新区') }}万。",
        "{{ count(zones, '个', '高新区') }}多。",
        "{{ count(zones, '个', '高新区') }}{{ g.unit }}。",
        "{{ count(zones, '个', '高新区') }}{{ f }}。",
        "生产总值{{ count(zones, '亿元', '生产总值') }}。",
        "{{ count([], '9999家', 'x') }}。",
        "{{ count(zones, '万个', '高新区') }}。",
        "{{ count(zones, '', '高新区') }}。",
        "{{ count(zones, '%', '高新区') }}。",
        "{{ count(zones, '个百分点', '高新区') }}。",
        "{{ count(zones, '年', '高新区') }}。",
        "{{ count(zones, '亿' ~ '元', '高新区') }}。",
        "{{ count(zones, g.unit, '高新区') }}。",
        "超过{{ count(zones, '个', '高新区') }}。",
        "近{{ count(zones, '个', '高新区') }}。",
        "1{{ count(zones, '个', '高新区') }}。",
        "{{ count(zones, '个', '高新区')[:1] }}亿元。",
        "{{ chart.tiles([['生产总值', count(zones, '亿元', 'x')], ['任务', count(tasks, '项', '任务')]]) }}",
        "{{ chart.tiles([['生产总值', '9999亿元'], ['任务', count(tasks, '项', '任务')]]) }}",
        "{{ chart.tiles([['9999亿元', count(zones, '个', 'x')], ['任务', count(tasks, '项', '任务')]]) }}",
    ],
    "citation": [
        "| 指标 | 数量（家） |\n|---|--:|\n| 企业 | {{ f.cite }} |\n\n: 表 {#try}",
        "建成平台{{ f.cite }}。",
        "平台数为{{ f.cite }}。",
        "百分之{{ f.cite }}。",
        "增长{{ f.cite }}\n%。",
        "增长{{ cite('article-2024') }}%。",
        "{{ f.cite }}亿元。",
        "{{ f.cite }}个。",
        "平台{{ f.cite }}家。",
        "第{{ f.cite }}名。",
        "{{ f.cite }}{{ f.unit }}。",
        "{{ f.cite }}年。",
        "增长{{ f.cite ~ '%' }}。",
        "{{ [f.cite, '%'] | join }}。",
        "{{ f.cite }}.5%。",
        "2{{ f.cite }}。",
        "{{ f.cite }}{{ f }}。",
        "{{ f.number }}{{ f.cite }}。",
        "超过{{ f.cite }}。",
        "{{ f.cite }}**%**。",
        "{{ pathway_cite }}个方面。",
        "{{ label(9) }}亿元。",
        "增长{{ label(12) }}%。",
        "{{ chart.tiles([['甲', f.cite], ['任务', count(tasks, '项', '任务')]]) }}",
    ],
    "binding": [
        "{{ chart.easel.bound('九千亿元', 'qingdao.approved') }}",
        "{{ chart._easel.ledger }}",
        "{{ f.text.pieces }}",
        "{{ f.text[:1] }}亿元。",
        "{{ f.text | first }}。",
        "{{ f.text | list | join }}。",
        "{{ f.text | reverse | join }}。",
        "{{ f.text | sort | join }}。",
        "{% set x %}{{ f }}{% endset %}{{ x[1:] }}",
        "{% set x %}{{ f }}{% endset %}{{ x | reverse }}",
        "{% set x %}{{ f }}{% endset %}{{ x | list | join }}",
        "{% set x %}甲{{ f }}乙{% endset %}{% for y in x %}{{ y }}{% endfor %}",
        "{% set x %}{{ f }}{% endset %}{{ x | quoted }}",
        "{% macro m() %}{{ f }}{% endmacro %}{{ m()[2:] }}",
        "{{ chart.tiles([['甲', f.number], ['任务', count(tasks, '项', '任务')]]) }}",
    ],
    "no origin": [
        "{{ 9999 }}",
        "{{ f.value }}",
        "{{ f.value ~ '个' }}",
        "{{ f.id }}",
        "{{ f.status }}",
        "{{ zone.slug }}",
        "{{ d.id }}",
        "{{ '9999亿元' }}",
        "{{ nothing | default('9999亿元') }}",
        "{{ {'a': '9999亿元'}['a'] }}",
        "{% for k in {'9999亿元': 1} %}{{ k }}{% endfor %}",
        "{{ ['甲', '乙'] | join('9999亿元') }}",
        "{{ ['甲', '乙'] | join_words(last='9999亿元') }}",
        "{{ '9999亿元' | quoted }}",
        "{% set x %}9999亿元{% endset %}{{ x }}",
        "{% macro m() %}9999亿元{% endmacro %}{{ m() }}",
        "９９９９亿元",
        "九千亿元",
        "数百家企业",
        "三分之一",
        "过半企业",
        "全国第3",
        "十几个",
        "近万家企业",
        "产值增长一倍",
        "产值翻两番",
        "收入倍增",
        "①",
        "Ⅳ",
        "⅓",
        "壹佰万元",
        "廿家",
        "{{ chart.column(years, title='9999亿元的生产总值', id='try') }}",
        "{{ chart.column(years, title='生产总值', id='try', note='共9999亿元') }}",
        "{{ chart.column(years, title='生产总值', id='try', alt='共9999亿元') }}",
        "{{ chart.column(years, title='生产总值', id='try', source='9999号文件') }}",
        "```chart\nkind: column\ntitle: 2025年生产总值\nfacts: [gdp]\n```",
        "```chart\nkind: column\ntitle: 生产总值\nnote: 共9999亿元\nfacts: [gdp]\n```",
    ],
}


def test_what_is_not_the_number_s_own_is_refused_with_its_line(project: Path) -> None:
    texts = [text for texts in WRONG.values() for text in texts]
    blamed = complaints(project, texts)
    own = {at: set(range(2, 3 + text.count("\n"))) for at, text in enumerate(texts)}
    assert [text for at, text in enumerate(texts) if not blamed.get(at, set()) or not blamed[at] <= own[at]] == []


def test_every_kind_is_tried_in_more_than_ten_ways() -> None:
    assert min(map(len, WRONG.values())) > 10


WRONG_FINDINGS = {
    "period": [
        "项目{smart_projects@2023-12-31}（2025年）。",
        "项目{smart_projects@2023-12-31}，是2025年的数。",
        "2023年上半年项目{smart_projects@2023-12-31}。",
        "2023年12月30日项目{smart_projects@2023-12-31}。",
        "二〇二五年项目{smart_projects@2023-12-31}。",
        "2020—2025年项目{smart_projects@2023-12-31}。",
        "2025年智能制造项目{smart_projects@2023-12-31}。",
        "2025年，智能制造项目{smart_projects@2023-12-31}。",
        "2025年底智能制造项目{smart_projects@2023-12-31}。",
        "2023年6月智能制造项目{smart_projects@2023-12-31}。",
        "2025年1—6月项目{smart_projects@2023-12-31}。",
        "2024年以来实施项目{smart_projects@2023-12-31}。",
        "2025年的情况：项目{smart_projects@2023-12-31}。",
        "2024—2025年项目{smart_projects@2023-12-31}。",
        "2020年至2022年项目{smart_projects@2023-12-31}。",
        "“2025年”项目{smart_projects@2023-12-31}。",
        "到2025年，项目要达到{smart_projects@2023-12-31}。",
        "项目由2025年的{smart_projects@2023-12-31}起步。",
        "2013年{rank@2013}，仅供参考；2013年在赛迪园区百强里{ccid_park_rank@2022}。",
    ],
    "unit and qualifier": [
        "第{rank@2013}，仅供参考。",
        "项目不足{smart_projects@2023-12-31}。",
        "项目{smart_projects@2023-12-31}亿元。",
        "项目{smart_projects@2023-12-31}家。",
        "项目{smart_projects@2023-12-31}万。",
        "项目{smart_projects@2023-12-31}%。",
        "项目超过{smart_projects@2023-12-31}。",
        "项目约{smart_projects@2023-12-31}。",
        "项目不足{smart_projects@2023-12-31}。",
        "项目2{smart_projects@2023-12-31}。",
        "项目{smart_projects@2023-12-31}以下。",
        "项目９{smart_projects@2023-12-31}。",
    ],
    "status": [
        "项目目标{smart_projects@2023-12-31}。",
        "项目预计{smart_projects@2023-12-31}。",
        "项目{smart_projects@2023-12-31}，仅供参考。",
        "2013年综合评价排名{rank@2013}。",
        "成都建成平台{chengdu.pilot_platforms@2025:target}。",
        "成都目标明确。2025年建成平台{chengdu.pilot_platforms@2025:target}。",
        "苏州2020年生产总值{suzhou.gdp@2020:estimate}。",
        "苏州2020年生产总值目标{suzhou.gdp@2020:estimate}。",
        "合肥2022年生产总值{hefei.gdp@2022:preliminary}。",
        "合肥2022年生产总值预计{hefei.gdp@2022:preliminary}。",
        "成都2021年生产总值{chengdu.gdp@2021}。",
        "苏州2023年生产总值增速{suzhou.gdp_growth@2023:estimate}。",
        "苏州2002年生产总值{suzhou.gdp@2002}。",
    ],
    "bare number": [
        "营业收入9999亿元。",
        "营业收入９９９９亿元。",
        "项目9999个。",
        "同{smart_projects@2023-12-31}比，多9999个。",
    ],
}


def test_what_is_not_the_number_s_own_is_refused_in_data_files_with_its_line(project: Path) -> None:
    texts = [text for texts in WRONG_FINDINGS.values() for text in texts]
    first = (project / FINDING).read_text(encoding="utf-8").split("findings:\n")[0].count("\n") + 2
    left = dict(enumerate(texts))
    while left:
        with pytest.raises(Problems) as caught:
            printed_findings(project, list(left.values()))
        told = lines_blamed(FINDING, str(caught.value))
        assert told <= {*range(first, first + 2 * len(left))}
        seen = {at for turn, at in enumerate(left) if told & {first + 2 * turn, first + 2 * turn + 1}}
        assert seen, [*left.values()]
        left = {at: text for at, text in left.items() if at not in seen}


TRUE = [
    "2024年有{中试平台@2024}。",
    "到2025年，目标建成{中试平台@2025:目标}。",
    "2022年地区生产总值{地区生产总值@2022}，2024年中试平台{中试平台@2024}。",
    "截至2024年底，中试平台有{中试平台@2024}。",
    "{中试平台@最新.年}有{中试平台@最新}，{中试平台@2025:目标.年}目标{中试平台@2025:目标}。",
    "2024年有{{ f }}。",
    "2024年完成目标的{完成率(中试平台@2024, 中试平台@2025:目标)}。",
    "2022年地区生产总值比2019年增长{增速(地区生产总值@2022, 地区生产总值@2019)}。",
    "| 指标 | {{ years[0].period }} | {{ g.period }} |\n|---|--:|--:|\n"
    "| {{ g.name }} | {{ years[0] }} | {{ g }} |\n\n: 表 {#try}",
    "{{ f.period }}{{ f.name }}{{ f }}。",
    "{{ f.in_year }}，{{ f.name }}{{ f }}，服务创新项目{{ fact('pilot_projects_served', 2024) }}。",
    "{{ g.period }}{{ g.name }}{{ g }}，{{ f.period }}{{ f.name }}{{ f }}。",
    "{{ f.name }}由{{ g.period }}以来增至{{ f.period }}的{{ f }}。",
    "{{ g.name }}由{{ fact('gdp', 2017).in_year }}的{{ fact('gdp', 2017) }}增至{{ g.in_year }}的{{ g }}。",
    "{{ g.in_year }}{{ g.name }}为{{ fact('gdp', 2019).in_year }}的{{ multiple(g, fact('gdp', 2019)) }}，增长{{ d }}。",
    "完成{{ t.period }}目标{{ t }}的{{ completion(f, t) }}，尚差{{ difference(t, f) }}。",
    "增长{{ d }}，{{ change(g, fact('gdp', 2019)) }}，增加{{ difference(g, fact('gdp', 2019)) }}。",
    "减少的是{{ difference(g, fact('gdp', 2019)) }}。",
    "{{ t.period }}{{ t.name }}目标{{ t }}，已完成{{ completion(f, t) }}。",
    "{{ t.period }}{{ t.name }}{{ t.status_name }}{{ t }}。",
    "计划到{{ t.period }}建成{{ t.name }}{{ t }}。",
    "力争{{ t.period }}建成{{ t }}。",
    "方案要求建成{{ t.name }}{{ t }}，已有{{ f }}。",
    "{{ est.owner_name }}{{ est.period }}{{ est.name }}预计{{ est }}。",
    "{{ pre.owner_name }}{{ pre.period }}{{ pre.name }}{{ pre.status_name }}{{ pre }}。",
    "{{ c.period }}{{ c.name }}{{ c }}（仅供参考）。",
    "{{ c.period }}{{ c.name }}{{ c }}（{{ c.mark }}，来源{{ c.cite }}）。",
    "{{ t.unmarked }}和{{ c.unmarked }}，都不作依据。",
    "{{ over.period }}{{ over.name }}{{ over }}，来源{{ over.cite }}。",
    "{{ over.number }}{{ over.unit }}。",
    "覆盖重点产业链的{{ fact('chain_coverage', 2024) }}，占比见上表。",
    "{{ gr.period }}{{ change(gr) }}。",
    "{{ r.period }}{{ r.name }}{{ r }}，仅供参考。",
    "本期收集{{ count(zones, '个', '高新区') }}高新区，提出{{ count(tasks, '项', '任务') }}任务，涉及七个方面。",
    "{{ f.name }}（{{ f.period }}）{{ f }}家家有人管。",
    "{{ f.name }}{{ f }}，个个投运；{{ g.name }}{{ g }}，元气充足。",
    "{{ years | map(attribute='text') | join('、') }}。",
    "{% for y in years %}{{ y.period }}{{ y }}{{ '，' if not loop.last }}{% endfor %}。",
    "- **{{ f.name }}。**{{ f.period }}{{ f }}。\n- [{{ g.name }}](https://www.gov.cn/){{ g.period }}{{ g }}。",
    "# {{ f.period }}的情况\n\n{{ f.name }}{{ f }}[^a]。\n\n[^a]: {{ f.period }}数，来源{{ f.cite }}。",
    "| 指标 | 时期 | 数值 | 单位 | 备注 |\n|---|:-:|--:|:-:|:-:|\n{% for x in [f, t, c, est] %}\n"
    "| {{ x.name }} | {{ x.period }} | {{ x.number }} | {{ x.unit or '—' }} | {{ x.mark or '—' }} |\n{% endfor %}\n\n: 表 {#try}",
    "| 指标 | 数值和时期 |\n|---|---|\n| {{ f.name }} | {{ f.period }}<br>{{ f }} |\n| {{ g.name }} | {{ g.period }}<br>{{ g }} |"
    "\n\n: 表 {#try}",
    "| 时期 | 数值 | 来源 |\n|---|---|---|\n"
    "| {{ t.period }}<br>{{ f.period }} | {{ t }}（{{ t.mark }}）<br>{{ f }} | {{ t.cite }}<br>{{ f.cite }} |\n\n: 表 {#try}",
    "{{ chart.tiles([f, t, g, over]) }}",
    "{{ chart.column(years, title=zone.short ~ '生产总值', id='try', note='核算范围前后一致') }}",
    "{{ chart.column([f, t], title='平台和目标', id='try') }}",
]


def test_what_is_true_is_printed(project: Path) -> None:
    assert {TRUE[at]: where for at, where in complaints(project, TRUE).items()} == {}


TRUE_FINDINGS = {
    "2023年底，智能制造项目{smart_projects@2023-12-31}。": "2023年底，智能制造项目200余个。",
    "2023年智能制造项目{smart_projects@2023-12-31}。": "2023年智能制造项目200余个。",
    "2023年末集聚项目{smart_projects@2023-12-31}，2025年再比较。": "2023年末集聚项目200余个，2025年再比较。",
    "2013年综合评价排名{rank@2013}，仅供参考。": "2013年综合评价排名第10位，仅供参考。",
    "2022年在赛迪园区百强里{ccid_park_rank@2022}，2023年末智能制造项目{smart_projects@2023-12-31}。": (
        "2022年在赛迪园区百强里第29位，2023年末智能制造项目200余个。"
    ),
    "成都的平台由{chengdu.pilot_platforms@2024}增加，2025年目标为{chengdu.pilot_platforms@2025:target}。": (
        "成都的平台由49个增加，2025年目标为60个。"
    ),
    "方案要求到2025年建成平台{chengdu.pilot_platforms@2025:target}。": "方案要求到2025年建成平台60个。",
    "苏州2020年生产总值预计{suzhou.gdp@2020:estimate}。": "苏州2020年生产总值预计1430亿元。",
    "成都2017年生产总值{chengdu.gdp@2017}，2022年{chengdu.gdp@2022}。": "成都2017年生产总值1665.8亿元，2022年3015.8亿元。",
    "2019—2022年，成都生产总值由{chengdu.gdp@2019}增至{chengdu.gdp@2022}。": (
        "2019—2022年，成都生产总值由2285.6亿元增至3015.8亿元。"
    ),
    "据《2025年行动计划》，智能制造项目{smart_projects@2023-12-31}。": "据《2025年行动计划》，智能制造项目200余个。",
    "成立时间为{founded}，批准时间为{approved}。": "成立时间为1992年11月，批准时间为1992年11月9日。",
}


def test_what_is_true_is_printed_from_data_files(project: Path) -> None:
    assert printed_findings(project, [*TRUE_FINDINGS]) == [f"> {said}" for said in TRUE_FINDINGS.values()]


BEGINS_WITH_A_NUMBER = [
    "1. {{ f.in_year }}中试平台{{ f }}。\n2. 无。",
    "1. {{ f }}中试平台。\n2. 无。",
    "- {{ f.in_year }}中试平台{{ f }}。",
]


def test_an_entry_that_begins_with_a_year_or_a_number_is_read_apart_from_its_label(project: Path) -> None:
    assert complaints(project, BEGINS_WITH_A_NUMBER) == {}


def test_a_wrong_year_at_the_beginning_of_an_entry_is_seen_behind_its_label(project: Path) -> None:
    (path,) = put(project, ["1. 2025年中试平台{{ f }}"])
    try:
        assert "“49个”是2024年的数，前面写的是“2025年”" in said_at_once(project)
    finally:
        path.unlink()
