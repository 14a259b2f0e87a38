"""What change() says of every kind of result is printed by a real report: no rule accuses the program's own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from hgz_report.cache.store import Cache
from hgz_report.edition.config import load_config
from hgz_report.edition.plan import plan
from hgz_report.problems import Problems
from tests.tools.project import copy_project
from tests.tools.telling import lines

PROFIT, OUTPUT, ENERGY, SHARE = (
    "name: 利润总额, unit: 亿元, group: 规模, signed: true",
    "name: 试验产值, unit: 亿元, group: 规模",
    "name: 单位产值能耗, unit: 吨, group: 绿色, aim: down",
    'name: 上云企业占比, kind: share, unit: "%", group: 企业',
)
CASES = (
    (OUTPUT, "100", "77.9", "", "下降22.1%"),
    (OUTPUT, "77.9", "100", "", "增长28.4%"),
    (OUTPUT, "100", "81", ", yearly=true", "下降10%"),
    (OUTPUT, "81", "100", ", yearly=true", "增长11.1%"),
    (OUTPUT, "100", "0", "", "下降100%"),
    (OUTPUT, "100000", "99999", "", "下降0.001%"),
    (OUTPUT, "100", "100", "", "持平"),
    (ENERGY, "10", "8", "", "下降20%"),
    (ENERGY, "8", "10", "", "增长25%"),
    (SHARE, "60", "55.5", "", "下降4.5个百分点"),
    (SHARE, "55.5", "60", "", "提高4.5个百分点"),
    (PROFIT, "-10", "-8", "", "亏损收窄20%"),
    (PROFIT, "-8", "-10", "", "亏损扩大25%"),
    (PROFIT, "-8", "10", "", "扭亏为盈"),
    (PROFIT, "10", "-8", "", "由盈转亏"),
    (PROFIT, "10", "8", "", "下降20%"),
)
"""An indicator, its values of 2021 and 2023, how change() is asked, and what it says."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """成都 with two facts of an indicator `try_<n>` for each case."""
    folder = copy_project(tmp_path_factory.mktemp("changes"))
    for path in (folder / "templates/zone").glob("[2-8]*.md.j2"):
        path.unlink()
    (folder / "data/settled.yaml").unlink()
    indicators, zone = folder / "data/indicators.yaml", folder / "data/zones/chengdu.yaml"
    new = "".join(
        f"  try_{at}: {{{case[0]}}}\n".replace("name: ", f"name: {'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午'[at]}类", 1)
        for at, case in enumerate(CASES)
    )
    indicators.write_text(indicators.read_text(encoding="utf-8").rstrip("\n") + "\n" + new, encoding="utf-8")
    rows = "".join(
        f"  - {{indicator: try_{at}, period: {year}, value: {value}, source: article-2024, locator: 第二节, confidence: B}}\n"
        for at, case in enumerate(CASES)
        for year, value in ((2021, case[1]), (2023, case[2]))
    )
    zone.write_text(zone.read_text(encoding="utf-8").replace("facts:\n", f"facts:\n{rows}", 1), encoding="utf-8")
    return folder


def printed(project: Path, text: str) -> str:
    """The report with a section of these words.  Raises Problems."""
    section = project / "templates/zone/36_try.md.j2"
    section.write_text(f"{text}\n", encoding="utf-8")
    try:
        (document,) = plan(project, load_config(project), ["chengdu"], cache=Cache.of(project)).documents
    finally:
        section.unlink()
    return "\n".join(lines(document))


def test_every_change_is_printed_in_text_in_bold_and_in_a_table(project: Path) -> None:
    text = []
    for at, (_, _, _, how, _) in enumerate(CASES):
        new, old = f'fact("try_{at}", 2023)', f'fact("try_{at}", 2021)'
        call = f"{{{{ change({new}, {old}{how}) }}}}"
        text.append(f"{{{{ {new}.name }}}}比{{{{ {old}.period }}}}{call}。\n\n这类数**{call}**。\n")
        text.append(f"| 变化 |\n|---|\n| {call} |\n\n: 变化 {{#try-{at}}}\n")
    said = printed(project, "\n".join(text))
    assert [f"比2021年{case[-1]}。" for case in CASES if f"比2021年{case[-1]}。" not in said] == []


@pytest.mark.parametrize("text", ["减少{{ growth(n, o) }}。", "提高{{ growth(n, o) }}。"])
def test_a_typed_verb_that_the_sign_denies_is_still_refused(project: Path, text: str) -> None:
    with pytest.raises(Problems, match="合不上"):
        printed(project, '{% set o = fact("try_0", 2021) %}{% set n = fact("try_0", 2023) %}\n\n' + text)
