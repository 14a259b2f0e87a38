"""The prose gate: every rule with a sentence that breaks it and a neighbour that does not; places, mending, suppressions.

`pytest --accept-golden` rewrites tests/checks/prose/wrong/messages.txt: read it as an editor would.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hgz_report.checks.prose.documents import Granted, lint_document
from hgz_report.checks.prose.files import ProseFile
from hgz_report.checks.prose.lint import ProseFinding, lint, lint_project, mended
from hgz_report.checks.prose.rendered import shown_texts
from hgz_report.checks.prose.sarif import markdown_table
from hgz_report.checks.prose.table import BY_ID
from hgz_report.cli.main import main
from hgz_report.data.allow_list import NONE_ALLOWED, allowed_as_written
from hgz_report.data.dataset import Dataset
from hgz_report.document.blocks import Document, FactRef, KeyFigure, KeyFigures, Table, Text
from hgz_report.origin import Fact
from hgz_report.problems import Problems, Where
from tests.conftest import CheckApproved
from tests.tools.project import ROOT, change, copy_project, section
from tests.tools.shipped import shipped
from tests.tools.telling import PROPERTIES, sample, told
from tests.tools.tiny_project import tiny_project
from tests.tools.wrong_cases import cases_in

WRONG = Path(__file__).parent / "wrong"
APPROVED = WRONG / "messages.txt"
TOPICS = ("punctuation", "numerals", "words", "marks")
TEMPLATE = "templates/short/10_section.md.j2"
DATA = "data/zones/chengdu.yaml"
_ALPHABET = (
    "高新区一三十百千万亿年月日个家等的第字发约左右增长由至，。、；：？！“”‘’（）《》〈〉〔〕—…～·「」"
    "＃＞｜｛｝［］＊＾－．＜"
    ",.;:!?()[]\"'~-%％ \u3000\t\n１2４0９aZ{}#|*\\&>\u00a0\u200b⾼"
)


def cases() -> Iterator[tuple[str, dict[str, Any]]]:
    return ((f"{case['rule']}：{case['name']}", case) for _, case in cases_in(WRONG, TOPICS, "case"))


def findings(root: Path, data: Dataset, text: str, *, template: bool) -> tuple[ProseFinding, ...]:
    """What is found in one template, composed with the sample, or in one note of a data file."""
    if not template:
        file = f"notes:\n  - >-\n    {text}\n"
        return lint([ProseFile(DATA, file)], ())
    file = f"{text.strip()}\n"
    documents: list[Document] = []
    with suppress(Problems):  # composing says itself what is wrong; the text as written is linted all the same
        documents.append(told(root, data, file))
    granted = Granted(allowed_as_written(ROOT))
    hits = [hit for document in documents for hit in lint_document(document, None, granted)]
    return lint([ProseFile(TEMPLATE, file)], hits, granted.allowed)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    fallen = (
        "facts:\n",
        "facts:\n  - indicator: fallen\n    period: 2024\n    value: -1.5\n    source: article-2024\n    locator: 正文\n"
        "    confidence: A\n",
    )
    indicator = (
        "indicators:\n",
        "indicators:\n  fallen:\n    name: 收入增速\n    kind: growth\n    unit: '%'\n    group: 规模\n",
    )
    return sample(tmp_path_factory.mktemp("data"), chengdu=fallen, indicators=indicator)


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory, data: Dataset) -> dict[str, str]:
    result: dict[str, str] = {}
    for name, case in cases():
        found = findings(tmp_path_factory.mktemp("bad"), data, case["bad"], template=case.get("template", False))
        assert name not in result
        assert case["rule"] in {finding.rule.id for finding in found}, f"{name}：{[str(f.problem) for f in found]}"
        result[name] = "\n".join(str(finding.problem) for finding in found)
    return result


def test_what_is_said_about_every_case_is_approved(messages: dict[str, str], check_approved: CheckApproved) -> None:
    check_approved(messages, APPROVED)


@pytest.mark.parametrize(("name", "case"), list(cases()))
def test_a_neighbour_that_is_right_is_left_alone(
    name: str, case: dict[str, Any], tmp_path: Path, data: Dataset
) -> None:
    found = findings(tmp_path, data, case["good"], template=case.get("template", False))
    assert [str(finding.problem) for finding in found] == [], name


def test_nine_claims_in_words_are_nine_findings(tmp_path: Path, data: Dataset) -> None:
    claims = (
        "园区从业人员两万多人，产值翻两番，占全省半壁江山，居榜首，企业逾万，上市企业一百二十，利润约三百亿，新增企业近半落户区内，"
        "建成千亿级集群。"
    )
    found = findings(tmp_path, data, claims, template=True)
    assert [finding.rule.id for finding in found if finding.rule.severity == "error"] == ["W02"] * 9


def test_every_message_has_line_and_column(messages: dict[str, str]) -> None:
    for name, message in messages.items():
        for line in message.split("\n")[::2]:
            assert re.match(r"(?:templates|data)/[\w./-]+:\d+(:\d+)?  [MPNWS]\d\d ", line), name


def test_the_table_in_the_manual_is_the_table_of_the_program() -> None:
    assert markdown_table() in (ROOT / "docs" / "lint.md").read_text(encoding="utf-8")


@given(st.text(st.sampled_from(_ALPHABET), max_size=60))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example("{{ x }}，，{% if a %}“甲\n{## lint: ##}")
@example("|---|\n: 甲。\n{{")
def test_no_text_is_too_strange_and_mending_twice_is_mending_once(text: str) -> None:
    for file, written in ((TEMPLATE, text), (DATA, f"notes:\n  - >-\n    {text}\n  - {text}\n"), (DATA, text)):
        source = ProseFile(file, written)
        for finding in lint([source]):
            assert finding.where.line >= 1
        once = mended(written, file)
        assert mended(once, file) == once
        assert not [finding for finding in lint([ProseFile(file, once)]) if finding.edits]


_CODE = st.sampled_from(
    (
        "{{ a }}",
        "{{ '甲, 乙' }}",
        '{{ "（" ~ x ~ ")" }}',
        "{% if x == '甲,乙' %}",
        "{% endif %}",
        "{## 甲,乙 ##}",
        '{{ fact("gdp", 2023) }}',
    )
)


@given(
    st.lists(
        st.one_of(_CODE, st.text(st.sampled_from(_ALPHABET.replace("{", "").replace("}", "")), max_size=8)), max_size=8
    )
)
@settings(max_examples=200, deadline=None)
def test_mending_never_touches_code(parts: list[str]) -> None:
    text = "".join(parts)
    code = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{##.*?##\}", re.DOTALL)
    assert code.findall(mended(text, TEMPLATE)) == code.findall(text)


def test_a_finding_in_data_is_told_at_its_own_line_within_a_folded_text() -> None:
    text = "about: >-\n  高新区位于\n  城市东部,面积未公布。\n"
    (finding,) = lint([ProseFile(DATA, text)])
    assert str(finding.where) == f"{DATA}:3:7"


def test_a_definition_is_read_and_states_no_value() -> None:
    """Names of growth rates say 同比 of no period; punctuation and vague words are looked at."""
    file = "data/indicators.yaml"
    text = "indicators:\n  gdp:\n    name: 总产值增速\n    definition: 显著,同比增速。\n"
    found = lint([ProseFile(file, text)])
    assert [(finding.rule.id, str(finding.where)) for finding in found] == [
        ("W03", f"{file}:4:17"),
        ("P01", f"{file}:4:19"),
    ]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("data/zones/chengdu.yaml", "city: 成都,市\n"),
        ("data/pathway.yaml", "dimensions:\n  - measure: 含,金量\n"),
        ("data/pathway.yaml", "speakers:\n  - post: 副总,经理\n"),
    ],
)
def test_every_printed_name_is_read(file: str, text: str) -> None:
    assert [finding.rule.id for finding in lint([ProseFile(file, text)])] == ["P01"]


def test_what_no_report_prints_is_not_read() -> None:
    for text in (
        "aliases: [成都,高新区]\n",
        "facts:\n  - locator: 第二节,第三段\n    accept: [{rule: a, reason: 属,实}]\n",
    ):
        assert lint([ProseFile(DATA, text)]) == ()


def test_the_allow_list_counts_in_a_template_also_while_it_has_mistakes(tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    section(project, "national", "# 方面\n\n七个方面都要看。\n")
    change(project / "data/allowed_numbers.yaml", "  - id: six-tasks\n", "  - id: BAD ID\n")
    change(project / "data/allowed_numbers.yaml", "pattern: 七个方面", "pattern: 七个(方面")
    found = {finding.what for finding in lint_project(project) if finding.rule.id == "W02"}
    assert found
    assert all("七个方面" in words for words in found)


def test_words_of_a_template_that_no_rule_has_seen_as_written_are_seen_as_printed(
    tmp_path: Path, data: Dataset
) -> None:
    found = findings(tmp_path, data, "工业总产值同比增长较快。", template=True)
    assert [(finding.rule.id, str(finding.where)) for finding in found] == [("W06", f"{TEMPLATE}:1:6")]


def test_what_only_shows_in_a_report_is_told_where_it_is_written(tmp_path: Path) -> None:
    project = tiny_project(tmp_path / "project")
    file = section(project, "zone", "# 基本情况\n\n{{ zone.about or zone.name }}。\n")
    found = json.loads(_run(["lint", "--json", "--root", str(project)], expect=1))["findings"]
    assert {(f["rule"], f["file"], f["line"]) for f in found} == {("P09", file, 3)}


SLIP = "# 说明\n\n不等于没有开展工作,见表。\n"
"""A section with a mistake."""


def _run(arguments: list[str], *, expect: int) -> str:
    with redirect_stdout(StringIO()) as out:
        assert main(arguments) == expect
    return out.getvalue()


def test_nothing_is_found_in_what_is_shipped() -> None:
    assert json.loads(_run(["lint", "--json", "--root", str(ROOT)], expect=0)) == {
        "findings": [],
        "mended": [],
        "problems": [],
    }


def test_mending_keeps_line_ends_and_byte_order_mark_and_leaves_nothing_to_mend(tmp_path: Path) -> None:
    project = tiny_project(tmp_path / "project")
    template = project / section(project, "zone", "")
    text = '\ufeff# 资料来源\r\n\r\n出处,见下。\n另见{{ "甲,乙" }}.\r\n'
    template.write_bytes(text.encode())
    file = str(template)
    _run(["lint", "--fix", file, "--root", str(project)], expect=1)
    assert template.read_bytes().decode() == text.replace("出处,", "出处，")
    again = template.read_bytes()
    assert "改了 0 个文件" in _run(["lint", "--fix", file, "--root", str(project)], expect=1)
    assert template.read_bytes() == again
    assert not list(template.parent.glob(".*"))


def test_check_stops_at_an_error_of_the_prose_gate_and_names_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = tiny_project(tmp_path / "project")
    file = section(project, "zone", "# 说明\n\n不等于没有开展,工作。\n")
    assert main(["check", "--root", str(project)]) == 1
    assert f"{file}:3:" in (said := capsys.readouterr().err)
    assert "P01" in said


def test_a_template_that_does_not_compose_is_still_linted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = tiny_project(tmp_path / "project")
    section(project, "zone", "# 说明\n\n材料见[](#nowhere),不再列。\n")
    out = _run(["lint", "--root", str(project)], expect=1)
    assert "P01" in out
    assert "nowhere" in capsys.readouterr().err


def test_sarif_has_what_2_1_0_asks_for(tmp_path: Path) -> None:
    project = tiny_project(tmp_path / "project")
    file = section(project, "zone", SLIP)
    log = json.loads(_run(["lint", "--sarif", "--root", str(project)], expect=1))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(BY_ID)
    assert run["results"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning")
        assert result["message"]["text"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert place["artifactLocation"]["uri"] == file
        assert place["region"]["startLine"] >= 1
        assert place["region"]["startColumn"] >= 1


def test_a_file_of_another_place_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", str(tmp_path / "x.txt"), "--root", str(ROOT)]) == 2
    assert "不能检查" in capsys.readouterr().err


def test_only_the_named_file_is_told_about(tmp_path: Path) -> None:
    project = tiny_project(tmp_path / "project")
    section(project, "zone", SLIP)
    other = str(project / "data/sources.yaml")
    assert "0 处错误" in _run(["lint", other, "--root", str(project)], expect=0)


def test_tiles_and_source_lines_of_tables_are_read_as_printed() -> None:
    tile = KeyFigure("总产值,现价", (FactRef("62%", Fact("f")),), "2023年")
    table = Table((), (), (), source=(Text("来源:统计公报"),), where=Where(TEMPLATE, 5))
    document = Document("short", "题目", (KeyFigures((tile,), Where(TEMPLATE, 3)), table), PROPERTIES)
    assert {shown.text for shown in shown_texts(document, NONE_ALLOWED)} == {"总产值,现价", "2023年", "来源:统计公报"}
    found = [(finding.rule.id, finding.where.line) for finding in lint((), lint_document(document, None, Granted()))]
    assert found == [("P01", 3), ("P01", 5)]


def test_the_fixed_numbers_a_template_may_write_are_those_of_the_data(data: Dataset) -> None:
    """七个方面, 四项融合, 三个方向 and 六项任务 are on the list of what needs no fact, because the pathway is made of them."""
    pathway = shipped().pathway
    kinds = [dimension.kind for dimension in pathway.dimensions]
    assert (kinds.count("integration"), kinds.count("transformation"), len(pathway.tasks)) == (4, 3, 6)
