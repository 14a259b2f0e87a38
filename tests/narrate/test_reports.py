"""Which reports there are: sections of one zone, reports about some zones, what a report.yaml says of its own head."""

from __future__ import annotations

from pathlib import Path

import pytest

from hgz_report.data.dataset import Dataset
from hgz_report.narrate.environment import Templates
from hgz_report.narrate.narration import narrate
from hgz_report.narrate.reports import Report, load_reports
from hgz_report.problems import Problems
from tests.tools.telling import DAY, sample

ZONE = 'title: "{short}情况"\neach: zone\nsubject: 情况\n'
ONE = "title: 对照\nslug: pair\nsubject: 对照\n"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return sample(tmp_path_factory.mktemp("data"))


def reports(root: Path, data: Dataset, files: dict[str, str]) -> dict[str, Report]:
    for name, text in files.items():
        path = root / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return {report.slug: report for report in load_reports(root / "templates", data)}


def printed(root: Path, data: Dataset, report: Report) -> str:
    narration = narrate(report, data.only(report.zones), Templates.of(root / "templates"), DAY)
    return "".join(getattr(one, "text", "") for one in narration.ledger.entries)


def test_a_zone_adds_and_replaces_sections_of_its_own(tmp_path: Path, data: Dataset) -> None:
    files = {"zone/report.yaml": ZONE, "zone/10_a.md.j2": "甲。", "zone/30_c.md.j2": "丙。"}
    own = {"zone/chengdu/20_b.md.j2": "乙。", "zone/chengdu/30_c.md.j2": "丁。"}
    found = reports(tmp_path, data, files | own)
    assert found["zibo"].sections == ("10_a.md.j2", "30_c.md.j2")
    assert found["chengdu"].sections == ("10_a.md.j2", "chengdu/20_b.md.j2", "chengdu/30_c.md.j2")


@pytest.mark.parametrize(
    "name", ["chengdou/20_b.md.j2", "chengdu/b.md", "chengdu/report.yaml", "chengdu/zibo/20_b.md.j2"]
)
def test_a_file_that_no_report_uses_is_named(tmp_path: Path, data: Dataset, name: str) -> None:
    files = {"zone/report.yaml": ZONE, "zone/10_a.md.j2": "甲。", f"zone/{name}": "乙。"}
    with pytest.raises(Problems) as found:
        reports(tmp_path, data, files)
    assert f"templates/zone/{name.split('/20')[0].split('/zibo')[0]}" in str(found.value)


def test_only_reports_of_each_zone_have_sections_of_one(tmp_path: Path, data: Dataset) -> None:
    with pytest.raises(Problems, match="不会用到"):
        reports(tmp_path, data, {"pair/report.yaml": ONE, "pair/10_a.md.j2": "甲。", "pair/chengdu/20_b.md.j2": "乙。"})


def test_a_report_about_some_zones_lists_these_only_and_may_name_others(tmp_path: Path, data: Dataset) -> None:
    listed = "{{ zones | map(attribute='short') | join }}{{ practices() | map(attribute='zone_name') | join }}"
    files = {"pair/report.yaml": f"{ONE}zones: [zibo]\n", "pair/10_a.md.j2": f"{listed}{{成都高新区.中试平台}}"}
    report = reports(tmp_path, data, files)["pair"]
    said = printed(tmp_path, data, report)
    assert "淄博高新区" in said and "成都高新区" not in said
    assert "49个" in said


def test_a_report_has_its_place_its_number_and_its_readers(tmp_path: Path, data: Dataset) -> None:
    head = "order: -1\nissue: 7\nclassification: 秘密★1年\nrecipients: {to: [省政府], cc: [各市]}\n"
    files = {
        "zone/report.yaml": ZONE,
        "zone/10_a.md.j2": "甲。",
        "pair/report.yaml": ONE + head,
        "pair/10_a.md.j2": "甲。",
    }
    found = reports(tmp_path, data, files)
    assert next(iter(found)) == "pair"
    assert (found["pair"].issue, found["pair"].classification) == (7, "秘密★1年")
    assert found["pair"].recipients == (("省政府",), ("各市",))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("zones: [zibbo]\n", "没有叫“zibbo”的高新区"),
        ("budgets: {title: -1}\n", "budgets.title"),
        ("lint: [frnt]\n", "lint"),
    ],
)
def test_a_mistake_in_these_is_named(tmp_path: Path, data: Dataset, line: str, said: str) -> None:
    with pytest.raises(Problems) as found:
        reports(tmp_path, data, {"pair/report.yaml": ONE + line, "pair/10_a.md.j2": "甲。"})
    assert said in str(found.value)


@pytest.mark.parametrize("line", ["zones: [zibo]\n", "issue: 3\n"])
def test_a_report_of_each_zone_takes_neither_zones_nor_a_number(tmp_path: Path, data: Dataset, line: str) -> None:
    with pytest.raises(Problems, match="每个高新区一份的报告不写"):
        reports(tmp_path, data, {"zone/report.yaml": ZONE + line, "zone/10_a.md.j2": "甲。"})


def test_a_title_is_printed_without_the_mark_of_its_lines(tmp_path: Path, data: Dataset) -> None:
    files = {"zone/report.yaml": ZONE.replace("}情况", "}|情况"), "zone/10_a.md.j2": "甲。"}
    report = reports(tmp_path, data, files)["zibo"]
    assert (report.title, report.title_ends) == ("淄博高新区情况", (5,))


@pytest.mark.parametrize(
    "title", ["新型工|业化", "高|新区情况", "2|024年情况", "甲|，乙", "甲（|乙）", "|甲", "甲||乙"]
)
def test_a_title_is_not_parted_within_a_word(tmp_path: Path, data: Dataset, title: str) -> None:
    files = {"pair/report.yaml": ONE.replace("title: 对照", f'title: "{title}"'), "pair/10_a.md.j2": "甲。"}
    with pytest.raises(Problems, match=r"templates/pair/report\.yaml:1  标题的断行"):
        reports(tmp_path, data, files)
