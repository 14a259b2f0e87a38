"""How to add a thing, as ARCHITECTURE.md tells it: whoever forgets a place is told in a sentence which.

What types can tell, mypy tells: a `match` over a union ends in `assert_never`, which one of the tests here sees to.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from hgz_report import origin
from hgz_report.charts.palette import HUES
from hgz_report.charts.plot import DRAWN_BY, drawing_of
from hgz_report.checks.data.rules import RULES as DATA_RULES
from hgz_report.checks.prose import papers
from hgz_report.checks.prose.sarif import markdown_table
from hgz_report.checks.prose.table import RULES as PROSE_RULES
from hgz_report.data import allow_list, briefing, channels, model, pathway, zone_register
from hgz_report.document import blocks, chart, ledger
from hgz_report.document.markdown.parse import parse
from hgz_report.draw import frame
from hgz_report.edition.plan import Plan
from hgz_report.narrate.calculating import Calculations
from hgz_report.narrate.charting import easel
from hgz_report.narrate.charting.constructors import NAMES, Charts
from hgz_report.narrate.functions import Functions
from hgz_report.narrate.reports import DEFINITION, ReportFile
from hgz_report.narrate.view_maker import Views
from hgz_report.writers.docx.native_charts.kinds import NATIVE, PICTURED, designing
from tests.tools.project import ROOT
from tests.tools.telling import DAY
from tests.tools.wrong_cases import cases_in

PLOT_KINDS: tuple[chart.PlotKind, ...] = get_args(chart.PlotKind)
PACKAGE = ROOT / "hgz_report"
GALLERY = {path.name.removesuffix(".md.j2").partition("_")[2]: path for path in (ROOT / "docs/gallery").glob("*.j2")}
UNIONS = {
    "Block": get_args(blocks.Block),
    "Inline": get_args(blocks.Inline),
    "Leaf": get_args(blocks.Leaf),
    "Chart": get_args(chart.Chart),
    "LedgerEntry": get_args(ledger.LedgerEntry),
    "Origin": get_args(origin.Origin),
    "Mark": get_args(frame.Mark),
}
SECTIONS = {
    "Indicator": ("指标",), "Source": ("出处",), "Policy": ("文件和名单",), "AllowedNumber": ("准许直接印的数字",),
    "Zone": ("高新区", "核对原文", "简报"), "National": ("全国总体", "高新区"), "Practice": ("高新区", "简报"),
    "Reading": ("一条事实", "高新区"), "Fact": ("一条事实", "高新区"), "Accept": ("数据检查",),
    "Briefing": ("简报", "高新区"), "Partner": ("简报", "核对原文"),
    **dict.fromkeys(("KeyFinding", "Tile", "FrontChart", "Lesson", "LearnFrom", "ChainLink", "Chain", "Standpoint", "Proposal",
                     "Request"), ("简报",)),
    "ZoneRegister": ("国家高新区名录",), "RegisteredZone": ("国家高新区名录",),
    **dict.fromkeys(("Pathway", "Dimension", "Shortcoming", "Task", "Measure", "Speaker"), ("四融三化",)),
    **dict.fromkeys(("Channel", "Exchange", "Case"), ("四融三化",)), "Carry": ("高新区",), "SummaryLine": ("高新区",),
}  # fmt: skip
"""Sections of data/README.md in which the fields of a model are told; files that only hold a list have none."""
ONLY_A_LIST = {"Entry", "Subject", "AllowedFile", "IndicatorFile", "SourceFile", "PolicyFile"}


def none(sentences: Iterable[str]) -> None:
    """Nothing was forgotten, or the sentences that say what."""
    forgotten = list(sentences)
    assert not forgotten, "\n" + "\n".join(forgotten)


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def read(path: str) -> str:
    return text_of(ROOT / path)


def part(path: str, heading: str) -> str:
    """What stands under a heading of a page."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", read(path), re.MULTILINE | re.DOTALL)
    return found.group(1) if found else ""


# -- charts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", PLOT_KINDS)
def test_a_kind_of_plot_stands_in_every_place(kind: chart.PlotKind) -> None:
    places = {
        "document/chart: Plot does not say what it is": f"`{kind}`:" in (chart.Plot.__doc__ or ""),
        "document/chart: KIND_NAMES has no name for it": kind in chart.KIND_NAMES,
        "charts/plot: DRAWN_BY has nothing that draws it": kind in DRAWN_BY and callable(drawing_of(kind)),
        "writers/docx/native_charts/kinds: NATIVE has no chart of Word's for it, PICTURED no picture": (
            kind in NATIVE and callable(designing(kind))
        )
        != (kind in PICTURED),
        "narrate/charting/constructors: Charts has no method for it": hasattr(Charts, kind),
        "docs/gallery has no page for it": kind in GALLERY,
        "docs/charts was not drawn since: make gallery": (ROOT / f"docs/charts/{kind}-pdf.png").exists(),
    }
    none(f"{kind}: {place}" for place, there in places.items() if not there)


def test_a_table_of_kinds_holds_none_that_there_is_not() -> None:
    tables: dict[str, set[str]] = {
        "KIND_NAMES": set(chart.KIND_NAMES),
        "DRAWN_BY": set(DRAWN_BY),
        "NATIVE": set(NATIVE),
        "PICTURED": set(PICTURED),
    }
    none(f"{kind}: {name} has it, PlotKind has not" for name, table in tables.items() for kind in table - {*PLOT_KINDS})


def constructors() -> list[str]:
    return [name for name, value in vars(Charts).items() if not name.startswith("_") and callable(value)]


@pytest.mark.parametrize("name", sorted({*constructors(), *NAMES}))
def test_what_templates_may_draw_has_a_name_a_line_and_a_page(name: str) -> None:
    asked = re.compile(rf"chart\.{name}\(|^kind: {name}$", re.MULTILINE)
    places = {
        "narrate/charting/constructors: Charts has no such method": name in constructors(),
        "narrate/charting/constructors: NAMES has no name for it": name in NAMES,
        "templates/README.md has no line for it": f"`chart.{name}(" in part("templates/README.md", "图"),
        "docs/gallery has no page for it": name in GALLERY or any(map(asked.search, map(text_of, GALLERY.values()))),
    }
    none(f"{name}: {place}" for place, there in places.items() if not there)


@pytest.mark.parametrize("kind", sorted(GALLERY))
def test_a_page_of_the_gallery_shows_what_there_is_and_was_drawn_since(kind: str) -> None:
    places = {
        "docs/gallery has a page for it, `chart.…` has not": kind in NAMES,
        "docs/charts was not drawn since: make gallery": text_of(GALLERY[kind]).strip()
        in read("docs/charts/README.md"),
    }
    none(f"{kind}: {place}" for place, there in places.items() if not there)


@pytest.mark.parametrize("hue", [hue for hue in get_args(chart.Hue) if hue])
def test_a_colour_has_a_shade_and_a_name(hue: chart.Hue) -> None:
    name = next((name for name, value in easel.HUES.items() if value == hue), "")
    places = {
        "charts/palette: HUES has no shade for it": hue in HUES,
        "narrate/charting/easel: HUES has no name for it": name,
        "templates/README.md does not offer it": f'`"{name}"`' in part("templates/README.md", "图"),
    }
    none(f"{hue}: {place}" for place, there in places.items() if not there)


@pytest.mark.parametrize("kind", UNIONS["Chart"])
def test_a_class_of_chart_is_made_by_some_call_of_a_template(kind: type) -> None:
    made = [path for path in (PACKAGE / "narrate/charting").glob("*.py") if f"{kind.__name__}(" in text_of(path)]
    none([] if made else [f"{kind.__name__}: nothing in narrate/charting makes one"])


# -- the tree ----------------------------------------------------------------------------------------------------------


def matches() -> Iterator[tuple[str, ast.Match, set[str]]]:
    """Place, statement, and the names of the classes it tells apart, for every `match` of the package."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(text_of(path))):
            if isinstance(node, ast.Match):
                kinds = (kind for case in node.cases for kind in ast.walk(case.pattern))
                named = {ast.unparse(kind.cls) for kind in kinds if isinstance(kind, ast.MatchClass)}
                yield f"{path.relative_to(ROOT).as_posix()}:{node.lineno}", node, named


def test_a_match_that_knows_all_members_of_a_union_says_so_to_mypy() -> None:
    """So that mypy names every place that a new member is missing from."""
    unions = {name: {member.__name__ for member in members} for name, members in UNIONS.items()}
    none(
        f"{place}: a match over {name} does not end in `case _: assert_never(…)`"
        for place, node, named in matches()
        for name, members in unions.items()
        if members == named and "assert_never" not in ast.unparse(node.cases[-1])
    )


def said(text: str) -> origin.Attributed:
    return origin.attributed(text, origin.Wording("chart"))


MARKS = ledger.Ledger()
FIGURE = origin.attributed("1个", origin.Fact("a.b@2024"))
TEXT = f"""\
# 标题 {{#head}}

[[toc]]

正文**强调**{MARKS.marks(FIGURE)}，见[](#head)[^a]，[网址](https://www.gov.cn/)。

- 条目

::: proposal
**建议**

牵头：甲
:::

| 甲 | 乙 |
|---|---|
| 一<br>二 | 三 |

: 表题 {{#table}}

{MARKS.mark(ledger.Drawing(chart.Timeline(()), said("图题"), said("图"), "chart", said("")))}

{MARKS.mark(ledger.Tiles(((said("甲"), FIGURE, said("")),) * 2))}

[[pagebreak]]

[^a]: 注释。
"""
"""Everything that a template can write down."""


def test_every_kind_of_block_and_inline_can_be_written_in_a_template() -> None:
    markup = parse(TEXT, [None] * TEXT.count("\n"), MARKS)
    inlines = [inline for block in markup.blocks for run in blocks.inlines_of(block) for inline in run]
    made = {type(each) for each in (*markup.blocks, *inlines)} | {type(leaf) for leaf in blocks.leaves(tuple(inlines))}
    wanted = {*UNIONS["Block"], *UNIONS["Inline"]}
    none(f"{kind.__name__}: document/markdown makes none, or the text of this test has none" for kind in wanted - made)


# -- rules -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", [rule.id for rule in DATA_RULES])
def test_a_rule_for_data_has_a_mistake_and_a_line_for_editors(rule: str) -> None:
    rows = [line for line in part("data/README.md", "数据检查").splitlines() if line.startswith("|")]
    places = {
        "tests/data/wrong/gate.toml has no mistake that it finds": f"（规则 {rule}）"
        in read("tests/data/wrong/messages.txt"),
        "data/README.md has it in no row under 数据检查": any(f"`{rule}`" in row for row in rows),
    }
    none(f"{rule}: {place}" for place, there in places.items() if not there)


@cache
def cases() -> tuple[dict[str, str], ...]:
    folder = ROOT / "tests/checks/prose/wrong"
    topics = sorted(path.stem for path in folder.glob("*.toml"))
    return tuple(case for _, case in cases_in(folder, topics, "case"))


OF_PAPERS = {rule.id for rule in papers.RULES}
"""Rules that a report.yaml switches on: tried in tests/checks/prose/test_papers.py."""


@pytest.mark.parametrize("rule", [rule.id for rule in PROSE_RULES])
def test_a_rule_for_prose_has_a_wrong_and_a_right_sentence_and_a_line_for_editors(rule: str) -> None:
    row = next(line for line in markdown_table().splitlines() if line.startswith(f"| {rule} "))
    own = [case for case in cases() if case["rule"] == rule]
    tried = rule in OF_PAPERS and rule in read("tests/checks/prose/test_papers.py")
    places = {
        "tests/checks/prose/wrong has no wrong sentence": tried or any(case.get("bad") for case in own),
        "tests/checks/prose/wrong has no right sentence beside the wrong one": all(case.get("good") for case in own),
        "docs/lint.md has not its line: hgz-report lint --rules --markdown": row in read("docs/lint.md"),
    }
    none(f"{rule}: {place}" for place, there in places.items() if not there)


def test_every_sentence_against_prose_is_of_a_rule_that_there_is() -> None:
    known = {rule.id for rule in PROSE_RULES}
    none(
        f"{case['rule']}: tests/checks/prose/wrong has a case of it, the table has not"
        for case in cases()
        if case["rule"] not in known
    )


# -- what editors write ------------------------------------------------------------------------------------------------

MODELS = {
    name: value
    for module in (model, briefing, allow_list, pathway, channels, zone_register)
    for name, value in vars(module).items()
    if isinstance(value, type) and issubclass(value, BaseModel) and value.__module__ == module.__name__
}


@pytest.mark.parametrize("name", sorted(set(MODELS) - ONLY_A_LIST))
def test_a_field_of_data_is_told_where_editors_look(name: str) -> None:
    sections = SECTIONS.get(name, ())
    none([] if sections else [f"{name}: SECTIONS of this test does not say where data/README.md tells of it"])
    told = "".join(part("data/README.md", section) for section in sections)
    untold = [field for field in MODELS[name].model_fields if not re.search(rf"(?<![\w-]){field}(?::|`)", told)]
    none(f"{name}.{field}: data/README.md does not tell of it under {'、'.join(sections)}" for field in untold)


@pytest.mark.parametrize("name", sorted(MODELS))
def test_a_field_of_data_says_in_chinese_what_to_write(name: str) -> None:
    fields = MODELS[name].model_fields.items()
    silent = [field for field, info in fields if (info.description or "").isascii()]
    none(f"{name}.{field}: its model has no description in Chinese" for field in silent)


def test_a_key_of_a_report_is_told_where_editors_look() -> None:
    told = part("templates/README.md", "一种报告")
    none(f"{key}: templates/README.md does not tell of it" for key in ReportFile.model_fields if f"`{key}`" not in told)


def test_a_kind_of_report_is_listed_where_editors_look() -> None:
    folders = [path.parent.name for path in (ROOT / "templates").glob(f"*/{DEFINITION}")]
    none(
        f"{name}: templates/README.md does not list it"
        for name in folders
        if f"`{name}/`" not in read("templates/README.md")
    )


def test_a_name_that_templates_may_use_is_told_where_editors_look(planned: Plan) -> None:
    marks, views = ledger.Ledger(), Views(planned.dataset)
    names = Functions(planned.dataset, views, marks, "national", Calculations(planned.dataset, views, DAY)).table()
    prose = re.sub(r"^(```+).*?^\1$", "", read("templates/README.md"), flags=re.MULTILINE | re.DOTALL)
    told = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]+)`", prose))))
    none(f"{name}: templates/README.md does not tell of it" for name in sorted(set(names) - told))


# -- the page that says so ---------------------------------------------------------------------------------------------


def test_every_place_that_architecture_names_is_there() -> None:
    named = re.findall(r"`([\w./…<>-]+/[\w./…<>-]+)`", part("ARCHITECTURE.md", "How to add …"))
    roots = (ROOT, PACKAGE, ROOT / "tests")
    fixed = [path for path in named if not re.search("[<>…]|NN_", path)]
    assert len(fixed) > 20
    there = {path: any((root / end).exists() for root in roots for end in (path, f"{path}.py")) for path in fixed}
    none(f"ARCHITECTURE.md, How to add: there is no {path}" for path, found in there.items() if not found)
