"""What an editor writes for a zone's briefing, and what the loader says of it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from hgz_report.data.load.load import load_dataset
from hgz_report.data.placeholder import Calculated, find, mentions, strays
from hgz_report.language.deadline import by_the_end, deadline
from hgz_report.problems import Problems
from tests.tools.project import ROOT
from tests.tools.sample import write_sample

README = (ROOT / "data/README.md").read_text(encoding="utf-8")


def readme_files() -> dict[str, str]:
    return dict(re.findall(r"`data/([\w/-]+\.yaml)`[^\n]*\n+```yaml\n(.*?)```", README, re.DOTALL))


def example() -> str:
    found = re.search(r"^briefing:\n.*?(?=^```)", README, re.MULTILINE | re.DOTALL)
    assert found
    return found.group()


def loaded(folder: Path, briefing: str) -> None:
    files = readme_files()
    load_dataset(write_sample(folder, {**files, "zones/chengdu.yaml": files["zones/chengdu.yaml"] + briefing}))


def test_the_example_of_the_readme_loads(tmp_path: Path) -> None:
    files = readme_files()
    zone = files["zones/chengdu.yaml"] + example()
    briefing = load_dataset(write_sample(tmp_path, {**files, "zones/chengdu.yaml": zone})).zones["chengdu"].briefing
    assert briefing
    assert len(briefing.findings) == 3


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (
            "fact: pilot_platforms@2024,",
            "fact: pilot_platform@2024,",
            "briefing.tiles[1].fact：“pilot_platform@2024”",
        ),
        ("practices: [pilot-plus]", "practices: [pilot]", "没有编号为“pilot”的做法"),
        ("practices: [pilot-plus]", "practices: [chengd/pilot-plus]", "没有叫“chengd”的高新区"),
        ("task: innovation-highland", "task: innovation", "没有叫“innovation”的任务"),
        ("zone: zhongguancun", "zone: zhongguan", "没有叫“zhongguan”的高新区"),
        ("due: 1个季度", "due: 2027年3月", "“2027年3月”不是时限的写法"),
        ("form: full", "form: thin", "form 是 thin，却写了 tiles"),
        ("有{pilot_platforms@2024}", "有49个", "“的中试平台有49个”里的数字没有出处"),
        ("completion(", "complete(", "不是正确的占位写法"),
    ],
)
def test_what_leads_nowhere_is_told_with_its_line(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    text = example()
    assert right in text
    with pytest.raises(Problems) as found:
        loaded(tmp_path, text.replace(right, wrong))
    assert said in str(found.value)
    assert all(problem.where and problem.where.line for problem in found.value.problems)


def test_a_calculation_in_a_text_names_two_facts() -> None:
    text = "完成{completion(a@2024, chengdu.a@2025:target)}，共{b}"
    first, second = mentions(text)
    assert isinstance(first, Calculated)
    assert (first.rule, str(first.first), str(first.second)) == ("completion", "a@2024", "chengdu.a@2025:target")
    assert [str(one) for one in find(text)] == ["a@2024", "chengdu.a@2025:target", "b"]
    assert text[second.start : second.end] == "{b}"
    assert list(strays("{ratio(a, b)}{completion(a)}")) == ["{ratio(a, b)}", "{completion(a)}"]


@pytest.mark.parametrize(
    ("rule", "day", "last"),
    [
        ("0个月", date(2026, 11, 23), date(2026, 11, 30)),
        ("1个月", date(2026, 11, 23), date(2026, 12, 31)),
        ("3个月", date(2026, 11, 23), date(2027, 2, 28)),
        ("0个季度", date(2026, 11, 23), date(2026, 12, 31)),
        ("1个季度", date(2026, 11, 23), date(2027, 3, 31)),
        ("0年", date(2026, 1, 1), date(2026, 12, 31)),
        ("1年", date(2026, 11, 23), date(2027, 12, 31)),
    ],
)
def test_a_deadline_is_the_end_of_a_month_a_quarter_or_a_year(rule: str, day: date, last: date) -> None:
    assert deadline(rule, day) == last


def test_the_end_of_december_is_the_end_of_the_year() -> None:
    assert by_the_end(date(2027, 12, 31)) == "2027年底"
    assert by_the_end(date(2027, 6, 30)) == "2027年6月底"
