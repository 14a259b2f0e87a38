"""A fact of a range of days, months or years is printed beside that range, however it is written, and beside no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from hgz_report.cache.store import Cache
from hgz_report.edition.config import load_config
from hgz_report.edition.plan import plan
from hgz_report.problems import Problems
from tests.tools.project import copy_project

PERIODS = (
    "2024-03-05..2024-05-31",
    "2024-01-01..2024-02-29",
    "2024-03..2024-05",
    "2023-11..2024-02",
    "2023-11-01..2024-02-15",
    "2019..2023",
    "2024Q1..2024Q3",
    "2024-01-01..2024-12-31",
)
RIGHT = (
    (0, "2024年3月5日至5月31日"),
    (2, "2024年3月至5月"),
    (2, "2024年3月至2024年5月"),
    (7, "2024年1月1日至12月31日"),
)
WRONG = (
    (0, "2024年3月6日至5月31日"),
    (0, "2024年3月5日到5月30日"),
    (2, "2024年3月至6月"),
    (3, "2023年10月至2024年2月"),
    (3, "2023年11月至2025年2月"),
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """成都 with a fact of an indicator of its own for each period."""
    folder = copy_project(tmp_path_factory.mktemp("ranges"))
    for path in (folder / "templates/zone").glob("[2-8]*.md.j2"):
        path.unlink()
    (folder / "data/settled.yaml").unlink()
    indicators, zone = folder / "data/indicators.yaml", folder / "data/zones/chengdu.yaml"
    new = "".join(
        f"  try_{at}: {{name: {'甲乙丙丁戊己庚辛'[at]}类企业, unit: 家, group: 企业}}\n" for at in range(len(PERIODS))
    )
    indicators.write_text(indicators.read_text(encoding="utf-8").rstrip("\n") + "\n" + new, encoding="utf-8")
    rows = "".join(
        f"  - {{indicator: try_{at}, period: {period}, value: {60 + at}, source: article-2024, locator: 第二节, confidence: B}}\n"
        for at, period in enumerate(PERIODS)
    )
    zone.write_text(zone.read_text(encoding="utf-8").replace("facts:\n", f"facts:\n{rows}", 1), encoding="utf-8")
    return folder


def complaint(project: Path, text: str) -> str:
    section = project / "templates/zone/36_try.md.j2"
    section.write_text(f"{text}\n", encoding="utf-8")
    try:
        plan(project, load_config(project), ["chengdu"], cache=Cache.of(project))
    except Problems as found:
        return str(found)
    finally:
        section.unlink()
    return ""


def fact(at: int) -> str:
    return f'fact("try_{at}", "{PERIODS[at]}")'


def test_the_range_of_a_fact_stands_beside_it_in_tables_and_text(project: Path) -> None:
    rows = [f"| {{{{ {fact(at)}.period }}}} | {{{{ {fact(at)} }}}} |" for at in range(len(PERIODS))]
    table = "\n".join(["| 时期 | 数值 |", "|---|---|", *rows, "", ": 企业 {#try}"])
    text = [f"{{{{ {fact(at)}.period }}}}新增企业{{{{ {fact(at)} }}}}。" for at in range(len(PERIODS))]
    assert complaint(project, "\n\n".join([table, *text])) == ""


def test_a_typed_range_is_read_as_one_time(project: Path) -> None:
    right = complaint(project, "\n\n".join(f"{time}新增企业{{{{ {fact(at)} }}}}。" for at, time in RIGHT))
    assert "前面写的是" not in right
    wrong = complaint(project, "\n\n".join(f"{time}新增企业{{{{ {fact(at)} }}}}。" for at, time in WRONG))
    assert [time for _, time in WRONG if f"前面写的是“{time}”" not in wrong] == []
