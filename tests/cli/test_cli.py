"""The command as a person or a schedule meets it: exit codes, messages with file and line, JSON for machines."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from hgz_report.checks.data.rules import RULES
from hgz_report.cli.main import main
from hgz_report.edition.paper_names import slugs_called
from hgz_report.edition.plan import Plan
from hgz_report.edition.publish import exclusive
from hgz_report.problems import Problems
from tests.tools.project import ROOT, change, section
from tests.tools.tiny_project import tiny_project

Output = pytest.CaptureFixture[str]


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """For what is asked of any project."""
    return tiny_project(tmp_path / "project")


def run(project: Path, *arguments: str) -> int:
    command, *rest = arguments
    return main([command, "--root", str(project), *rest])


def test_check_says_what_it_looked_through(project: Path, capsys: Output) -> None:
    assert run(project, "check") == 0
    assert "检查通过：13 个高新区" in capsys.readouterr().out


def test_check_counts_rules_remarks_and_what_was_accepted(project: Path, capsys: Output) -> None:
    assert run(project, "check") == 0
    assert re.search(rf"{len(RULES)} 条规则，\d+ 处留意；另有 \d+ 处核对过（accept）。", capsys.readouterr().out)


def test_check_says_remarks_and_passes_unless_strict(project: Path, capsys: Output) -> None:
    line = change(
        project / "data/sources.yaml",
        "sources:\n",
        "sources:\n  new-1: {title: 新, publisher: 新, date: 2024, trust: B}\n",
    )
    assert run(project, "check") == 0
    said = capsys.readouterr()
    assert f"留意  data/sources.yaml:{line + 1}:3  出处 new-1《新》没有一处引用（规则 unused-source）" in said.err
    count = len(re.findall("^留意", said.err, re.MULTILINE))
    assert f"{count} 处留意" in said.out
    assert run(project, "check", "--json") == 0
    problems = json.loads(capsys.readouterr().out)["problems"]
    (problem,) = (each for each in problems if "unused-source" in each["what"])
    assert (problem["severity"], problem["line"]) == ("warning", line + 1)
    assert run(project, "check", "--strict") == 1
    assert f"共 {count} 处错误" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("written", "says"),
    [("好𪚥字。", "没有字体可以显示字符“𪚥”"), ("好\x07字。", "看不见的字符"), ("好\u202e字。", "看不见的字符")],
)
def test_check_refuses_a_character_that_cannot_be_printed(tiny: Path, capsys: Output, written: str, says: str) -> None:
    file = section(tiny, "zone", f"# 基本情况\n\n{written}\n")
    assert run(tiny, "check") == 1
    said = capsys.readouterr().err
    assert f"{file}:3" in said
    assert says in said


@pytest.mark.parametrize("written", ["\\u200b", "\\u202e", "\\U0002A6A5", "\\u0007"])
def test_check_refuses_such_a_character_in_the_configuration(tiny: Path, capsys: Output, written: str) -> None:
    change(tiny / "report.toml", 'series = "国家', f'series = "国{written}家')
    assert run(tiny, "check") == 1
    assert "report.toml" in capsys.readouterr().err


def test_check_refuses_a_chart_that_cannot_be_read(project: Path, capsys: Output) -> None:
    panels = ", ".join(['[fact("park_gdp", 2024), fact("park_gdp", 2023)]'] * 13)
    chart = f'{{{{ chart.multiples([{panels}], title="太多", id="many") }}}}'
    file = section(project, "national", f"# 规模\n\n{chart}\n")
    assert run(project, "check") == 1
    said = capsys.readouterr().err
    assert f"{file}:3" in said
    assert "画不成" in said


def test_check_looks_at_what_no_report_reads_each_time_it_changes(project: Path, capsys: Output) -> None:
    listed, kept = project / "data/recipients.yaml", project / "data/excel/年鉴.yaml"
    who = "recipients:\n  - {name: 甲, way: 文件夹, to: /mnt/x, papers: [summary]}\n"
    table = (
        "sheet: 表\nheads: 1\nzones: A\nsource: article-2024\ncolumns:\n  B: {head: 数, indicator: gdp, period: 2024}\n"
    )
    kept.parent.mkdir()
    listed.write_text(who.replace("summary", "sumary"), encoding="utf-8")
    kept.write_text(table.replace("heads", "haeds"), encoding="utf-8")
    assert run(project, "check") == 1
    said = capsys.readouterr().err
    assert "data/recipients.yaml:2:37  recipients[1].papers" in said
    assert "data/excel/年鉴.yaml:2:8  haeds：不认识这个键\n  提示：是不是 heads？" in said
    listed.write_text(who, encoding="utf-8")
    kept.write_text(table, encoding="utf-8")
    assert run(project, "check") == 0
    listed.write_text(who.replace("to:", "too:"), encoding="utf-8")
    assert run(project, "check") == 1
    assert "recipients[1].too" in capsys.readouterr().err


def test_check_lays_out_when_asked_to(project: Path, capsys: Output) -> None:
    """A table with more columns than the page is wide is found by nothing else."""
    head = "|" + "很长很长的列名|" * 40
    section(project, "zone", f"{head}\n|{'---|' * 40}\n|{'甲乙丙丁|' * 40}\n\n: 太宽 {{#wide}}\n")
    assert run(project, "check", "--pages") == 1
    assert "40 列排不进版心" in capsys.readouterr().err


def test_settling_tells_what_has_changed_and_ends_the_notice(project: Path, capsys: Output) -> None:
    change(project / "data/zones/zigong.yaml", "    value: 120\n", "    value: 121\n")
    run(project, "check")
    assert "2011年“地区生产总值”为121亿元，定稿时是120亿元（规则 changed）" in capsys.readouterr().err
    assert run(project, "check", "--settle") == 0
    assert "改动 1 处" in capsys.readouterr().out
    run(project, "check")
    assert "规则 changed" not in capsys.readouterr().err


def test_a_contradiction_stops_the_build_and_nothing_is_written(project: Path, capsys: Output) -> None:
    change(project / "data/zones/zhongguancun.yaml", "    value: 25.7\n", "    value: 52.7\n")
    assert run(project, "build", "yuelu") == 1
    assert "（规则 share-contradicts）" in capsys.readouterr().err
    assert not (project / "reports" / "2026-Q4").exists()


def test_a_remark_goes_with_the_build(project: Path, capsys: Output) -> None:
    change(
        project / "data/sources.yaml",
        "sources:\n",
        "sources:\n  new-1: {title: 新, publisher: 新, date: 2024, trust: B}\n",
    )
    assert run(project, "build", "yuelu", "--format", "docx") == 0
    assert "没有一处引用" in capsys.readouterr().out
    warnings = json.loads((project / "reports/2026-Q4-试做/manifest.json").read_text(encoding="utf-8"))["warnings"]
    assert sum("unused-source" in warning for warning in warnings) == 1


def test_the_rules_are_listed_for_people_and_machines(project: Path, capsys: Output) -> None:
    assert run(project, "check", "--rules") == 0
    assert "同一数列没有差十倍的" in capsys.readouterr().out
    assert run(project, "check", "--rules", "--json") == 0
    rules = json.loads(capsys.readouterr().out)
    assert len(rules) == len(RULES)
    assert set(rules[0]) == {"id", "name", "severity", "reason"}


def test_facts_as_json_have_all_fields_and_as_many_as_the_data(project: Path, capsys: Output) -> None:
    assert run(project, "facts", "--json") == 0
    facts = json.loads(capsys.readouterr().out)
    fields = {"id", "zone", "indicator", "period", "value", "unit", "qualifier", "source", "locator", "confidence"}
    assert all(fields <= set(fact) for fact in facts)
    platforms = next(fact for fact in facts if fact["id"] == "chengdu.pilot_platforms@2025:target")
    assert (platforms["value"], platforms["unit"], platforms["status"]) == ("60", "个", "target")
    assert len({fact["id"] for fact in facts}) == len(facts)
    plan = next(fact for fact in facts if fact["id"] == "policy.zhongguancun-plan@date")
    assert (plan["zone"], plan["value"], plan["period"]) == ("zhongguancun", "2024-04", "2024-04")


def test_facts_of_one_zone_as_csv(project: Path, capsys: Output) -> None:
    assert run(project, "facts", "--zone", "suzhou", "--csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["zone"] for row in rows} == {"suzhou"}
    assert any(row["value"] == "1698.88" for row in rows)


def test_facts_as_csv_hold_no_cell_that_a_spreadsheet_makes_something_else_of(project: Path, capsys: Output) -> None:
    assert run(project, "facts", "--zone", "national", "--csv") == 0
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(capsys.readouterr().out))}
    assert rows["national.zones@2012-12-31"]["period"] == "'2012-12-31"
    assert rows["national.zones@2012-12-31"]["value"] == "105"


def test_list_names_every_report(project: Path, capsys: Output) -> None:
    assert run(project, "list", "--json") == 0
    zones = len(list((project / "data/zones").glob("*.yaml")))
    assert len(json.loads(capsys.readouterr().out)) == 2 * zones + 4  # briefings and annexes; those of the country


def test_build_as_json_says_what_was_made(project: Path, capsys: Output) -> None:
    assert run(project, "build", "yuelu", "--format", "pdf", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["folder"], said["trial"]) == ("reports/2026-Q4-试做", True)
    assert [report["files"] for report in said["reports"]] == [["yuelu.pdf"]]


OWN = "templates/zone/15_own.md.j2"


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("data/zones/zibo.yaml", "name: 淄博", "name：淄博", "冒号"),
        ("data/zones/zibo.yaml", "indicator: gdp\n", "indicator: gpd\n", "没有叫“gpd”的指标"),
        ("data/zones/zibo.yaml", "value: 378.3", 'value: "378.3"', "应为数字，却写成了文字"),
        (OWN, "{{ zone.name }}", "{{ zone.nmae }}", "没有“nmae”这一项"),
        (OWN, "{{ zone.name }}", '{{ fact("exports") }}', "没有“出口总额”"),
        (OWN, "# 基本情况", "# 基本情况{% if %}", "模板语法写错了"),
        ("report.toml", "date = 2026-11-23", 'date = "下周"', "date"),
    ],
)
def test_a_mistake_is_said_with_file_line_and_remedy(
    project: Path, capsys: Output, file: str, old: str, new: str, message: str
) -> None:
    assert section(project, "zone", "# 基本情况\n\n{{ zone.name }}在山东省。\n") == OWN
    line = change(project / file, old, new)
    assert run(project, "build", "zibo") == 1
    said = capsys.readouterr().err
    assert message in said
    assert f"{file}:{line}" in said
    assert "提示：" in said
    assert "没有写任何文件" in said
    assert not (project / "reports" / "2026-Q4").exists()


def test_problems_as_json_carry_file_line_and_hint(project: Path, capsys: Output) -> None:
    line = change(project / "data/zones/zibo.yaml", "value: 378.3", "value: 378.3亿元")
    assert run(project, "check", "--json") == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["file"], problem["line"]) == ("data/zones/zibo.yaml", line)
    assert problem["hint"]


def test_an_unknown_report_is_answered_with_those_there_are(project: Path, capsys: Output) -> None:
    assert run(project, "build", "chengde") == 1
    said = capsys.readouterr().err
    assert "没有叫“chengde”的报告" in said
    assert "是不是 chengdu？" in said


@pytest.mark.parametrize(
    ("word", "slug"),
    [
        ("成都", "chengdu"),
        ("成都高新区", "chengdu"),
        ("成都数据附册", "annex-chengdu"),
        ("全国", "national"),
        ("一页要情", "summary"),
        ("推进路径", "pathway"),
        ("全国数据附册", "annex"),
        ("国家高新区强在源头，下一步看结果", "national"),
    ],
)
def test_a_paper_is_asked_for_by_the_name_people_call_it(planned: Plan, word: str, slug: str) -> None:
    assert slugs_called([word, slug], planned.reports, planned.dataset) == [slug]


def test_a_name_that_is_nearly_one_is_answered_with_it(planned: Plan) -> None:
    with pytest.raises(Problems, match="没有叫“武汉”的报告\n  提示：是不是 武汉东湖？"):
        slugs_called(["武汉"], planned.reports, planned.dataset)


@pytest.mark.parametrize("edition", ["../x", "a/b", "CON", "-rf", "x\u202ey"])
def test_an_edition_id_that_is_no_safe_folder_name_is_refused(project: Path, capsys: Output, edition: str) -> None:
    assert run(project, "build", "yuelu", f"--edition={edition}") == 1
    assert capsys.readouterr().err


def test_wrong_usage_is_exit_code_2_in_chinese(project: Path, capsys: Output) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(project, "build", "--formt", "pdf")
    assert stopped.value.code == 2
    assert "用法不对：认不出的参数：--formt" in capsys.readouterr().err


def test_another_run_holding_the_folder_is_exit_code_75(project: Path, capsys: Output) -> None:
    with exclusive(project / "reports"):
        assert run(project, "build", "yuelu") == 75
    assert "另一次运行" in capsys.readouterr().err


def test_help_teaches_with_examples_in_chinese(capsys: Output) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    said = capsys.readouterr().out
    assert "hgz-report build 成都 淄博" in said
    assert "用法：" in said
    assert "options:" not in said


def test_an_indicator_that_there_is_not_is_refused_with_near_ones(project: Path, capsys: Output) -> None:
    assert run(project, "facts", "--indicator", "gdpp") == 1
    assert "是不是 gdp" in capsys.readouterr().err


def test_output_that_is_no_terminal_has_no_colour(project: Path, capsys: Output) -> None:
    assert run(project, "facts", "--zone", "yuelu") == 0
    assert "\x1b" not in capsys.readouterr().out


PAPER = {"reportlab", "docx", "lxml", "xlsxwriter", "PIL", "uharfbuzz", "matplotlib", "numpy", "pypdfium2"}
SPARED = {
    ("--version",): PAPER | {"pydantic", "yaml", "jinja2", "markdown_it", "rich"},
    ("list",): PAPER | {"jinja2", "markdown_it", "rich"},
    ("facts", "--json"): PAPER | {"jinja2", "markdown_it", "rich"},
    ("check",): {"reportlab", "docx", "lxml", "xlsxwriter", "pypdfium2", "rich"},
    ("build", "yuelu", "--format", "docx"): {"reportlab", "PIL", "matplotlib", "numpy", "xlsxwriter", "rich"},
    ("build", "yuelu", "--format", "pdf"): {"docx", "lxml", "matplotlib", "numpy", "pypdfium2", "xlsxwriter", "rich"},
    ("build", "chengdu"): {
        "matplotlib",
        "numpy",
        "pypdfium2",
        "rich",
        "hgz_report.charts.bar",
        "hgz_report.charts.grid",
    },
}


@pytest.mark.parametrize("arguments", SPARED)
def test_a_command_loads_nothing_that_it_does_not_need(project: Path, arguments: tuple[str, ...]) -> None:
    assert SPARED[arguments].isdisjoint(loaded(project, *arguments))


def test_a_second_run_compiles_no_rule_about_words_for_texts_that_it_knows_to_be_clear(project: Path) -> None:
    assert "hgz_report.checks.prose.table" in loaded(project, "build", "chengdu")
    assert "hgz_report.checks.prose.table" not in loaded(project, "build", "chengdu")


def loaded(project: Path, *arguments: str) -> set[str]:
    """The modules that a command has imported in a process of its own."""
    given = ["--root", str(project), *arguments]
    program = (
        "import atexit, sys; from hgz_report.cli.main import main; "
        "atexit.register(lambda: print(*sys.modules, sep=chr(10), file=sys.stderr)); "
        f"assert main({given!r}) == 0"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stderr.split())


# -- markup -----------------------------------------------------------------------------------------------------------

PLAIN = "# 总体规模\n\n国家高新区的数都在这里。\n"
UNREAD = {
    "{# 注释 #}": "{# … #} 的注释",
    "[[TOC]]": "双方括号的标记",
    "** 强调 **": "强调的“**”",
    "**强调": "强调的“**”",
    "~~删去~~": "删除线",
    "__强调__": "下划线标记",
    "＃ 标题": "全角的“＃”",
    "＞ 按语": "不是按语的“>”",
    "：：：": "小字的“:::”",
    "｛｛ zone ｝｝": "全角的模板语法",
    "｛％ if x ％｝": "全角的模板语法",
    "｜甲｜乙｜": "全角竖线",
    "［［toc］］": "双方括号的标记",
    "说明［^a］": "注释的标记",
    "见[](basics)。": "链接“basics”哪里也不通",
    "标题\n====": "当作分隔线的一行",
    "见[甲](smb://a/b)。": "哪里也不通",
}


@pytest.mark.parametrize("command", [("check",), ("build", "national", "--format", "pdf")])
def test_markup_that_was_not_understood_stops_check_and_build_each_with_its_line(
    project: Path, capsys: Output, command: tuple[str, ...]
) -> None:
    file = "templates/national/15_own.md.j2"
    lines = PLAIN.split("\n")
    wanted: list[str] = []
    for text, name in UNREAD.items():
        lines += ["", *text.split("\n")]
        wanted.append(f"{file}:{len(lines)}  .*{re.escape(name)}.*\n  提示：.+")
    assert section(project, "national", "\n".join(lines) + "\n") == file
    assert run(project, *command) == 1
    message = capsys.readouterr().err
    assert [line for line in wanted if not re.search(line, message)] == []


def test_lines_of_a_version_conflict_are_named(project: Path, capsys: Output) -> None:
    file = section(project, "national", PLAIN + "\n<<<<<<< HEAD\n甲\n=======\n乙\n>>>>>>> b\n")
    assert run(project, "check") == 1
    assert f"{file}:5  版本冲突的标记" in capsys.readouterr().err


@pytest.mark.parametrize(
    "files",
    [
        (
            "templates/zone/55_风险.md",
            "templates/zone/mianyang.yaml",
            "templates/zone/report.yaml.txt",
            "templates/20_a.md.j2",
        ),
        ("data/zones/mianyang.yaml.txt", "data/mianyang.yaml", "data/zones/sources.yaml"),
    ],
)
def test_files_that_nobody_would_read_stop_check_by_their_names(
    project: Path, capsys: Output, files: tuple[str, ...]
) -> None:
    for file in files:
        (project / file).write_text("# 甲\n", encoding="utf-8")
    assert run(project, "check") == 1
    message = capsys.readouterr().err
    assert [file for file in files if f"{file}  " not in message] == []


def test_the_lock_file_of_an_office_program_is_passed_over(project: Path, capsys: Output) -> None:
    for name in (
        "~$10_a.md.j2",
        "templates/~$a.md.j2",
        "templates/zone/~$10_a.md.j2",
        "data/zones/~$chengdu.yaml",
        "data/~$a.yaml",
    ):
        (project / name).write_bytes(b"\x05\x00\xff")
    assert run(project, "check") == 0
    assert "检查通过" in capsys.readouterr().out
