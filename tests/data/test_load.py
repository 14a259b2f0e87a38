"""What the loader makes of good files, and that bad ones never make it do anything but complain."""

from __future__ import annotations

import re
import time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hgz_report.data.dataset import Dataset, FactEntry
from hgz_report.data.load.load import load_dataset
from hgz_report.data.load.texts import unbound
from hgz_report.data.placeholder import find, parse, resolve, strays
from hgz_report.forms.yaml.read import read_tree
from hgz_report.problems import Problems
from tests.tools.sample import FILES, ZIBO, write_sample
from tests.tools.shipped import shipped

README = Path(__file__).parents[2] / "data" / "README.md"
HARMLESS = shipped().allowed.in_data
PLENTY = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return load_dataset(write_sample(tmp_path_factory.mktemp("sample")))


# -- good files -------------------------------------------------------------------------------------------------------


def test_zones_stand_in_their_order_and_facts_as_in_the_files(dataset: Dataset) -> None:
    assert list(dataset.zones) == ["chengdu", "zibo"]
    assert [entry.id for entry in dataset.of("chengdu")] == [
        "chengdu.pilot_platforms@2024",
        "chengdu.pilot_platforms@2025:target",
    ]
    assert next(iter(dataset.facts.values())).owner == "national"


def test_a_number_keeps_the_digits_it_was_written_with(dataset: Dataset) -> None:
    value = dataset.facts["zibo.gdp@2023"].number
    assert str(value) == "1234.50"
    assert isinstance(value, Decimal)


def test_a_fraction_is_a_number(dataset: Dataset) -> None:
    assert dataset.facts["national.hightech_share@2023"].number == Fraction(1, 3)


def test_a_truth_value_is_read_where_the_model_has_one(dataset: Dataset) -> None:
    assert not dataset.indicators["gdp"].comparable
    assert dataset.indicators["rank"].comparable


def test_a_bare_year_is_a_date_where_a_date_is_asked_for(dataset: Dataset) -> None:
    assert dataset.facts["zibo.approved@unstated"].fact.value == "1992"


def test_every_fact_and_everything_with_an_id_knows_its_line(dataset: Dataset) -> None:
    assert str(dataset.facts["chengdu.pilot_platforms@2024"].where) == "data/zones/chengdu.yaml:9:5"
    assert dataset.places["zibo/upgrade"].file == "data/zones/zibo.yaml"
    assert dataset.places["article-2024"].line == 3
    assert dataset.places["gdp"].line == 3


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(tmp_path: Path) -> None:
    write_sample(tmp_path)
    path = tmp_path / "data" / "zones" / "zibo.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + ZIBO.replace("\n", "\r\n").encode())
    assert load_dataset(tmp_path).zones["zibo"].short == "淄博高新区"


def test_text_over_several_lines_gets_no_blanks_between_chinese_characters(tmp_path: Path) -> None:
    folded = (
        "text: >-\n      实施重点技术改造项目\n      {upgrade_projects@2024}，\n      推广 BFS line\n      two 设备"
    )
    files = {**FILES, "zones/zibo.yaml": ZIBO.replace("text: 实施重点技术改造项目{upgrade_projects@2024}", folded)}
    practice = load_dataset(write_sample(tmp_path, files)).zones["zibo"].practices[0]
    assert practice.text == "实施重点技术改造项目{upgrade_projects@2024}，推广BFS line two设备"


def test_what_systems_leave_in_folders_is_passed_over(tmp_path: Path) -> None:
    write_sample(tmp_path, {**FILES, ".DS_Store": "", "zones/Thumbs.db": "", "zones/.zibo.yaml.swp": ""})
    assert len(load_dataset(tmp_path).zones) == 2


# -- bad files --------------------------------------------------------------------------------------------------------


def test_mistakes_of_all_files_are_said_together(tmp_path: Path) -> None:
    files = {
        **FILES,
        "sources.yaml": FILES["sources.yaml"].replace("trust: B", "trust: E"),
        "policies.yaml": FILES["policies.yaml"].replace("kind: plan", "kind: paln"),
        "zones/zibo.yaml": ZIBO.replace("order: 80", "ordr: 80").replace("value: 60", "value: 0"),
        "zones/chengdu.yaml": FILES["zones/chengdu.yaml"].replace("short:", "short："),
    }
    with pytest.raises(Problems) as caught:
        load_dataset(write_sample(tmp_path, files))
    places = [str(problem.where) for problem in caught.value.problems]
    assert places == [
        "data/policies.yaml:5:11",
        "data/sources.yaml:7:12",
        "data/zones/chengdu.yaml:3",
        "data/zones/zibo.yaml:6:7",
        "data/zones/zibo.yaml:48:12",
    ]


def test_no_data_folder_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="没有数据文件夹"):
        load_dataset(tmp_path)


def test_a_folder_in_place_of_a_file_is_a_problem(tmp_path: Path) -> None:
    write_sample(tmp_path)
    (tmp_path / "data" / "zones" / "hefei.yaml").mkdir()
    with pytest.raises(Problems, match=re.escape("data/zones/hefei.yaml  这里应是一个文件")):
        load_dataset(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 3000 + "]" * 3000,
        "a: " + "{a: " * 3000,
        "\n".join("  " * level + "a:" for level in range(1500)),
        "a: &a [x]\n" + "\n".join(f"a{n}: &b{n} [*a, *a, *a]" for n in range(200)),
        "a: &a [*a]",
        "- " * 20000,
        "? " * 20000,
    ],
)
def test_traps_for_parsers_are_refused_at_once(text: str) -> None:
    begun = time.perf_counter()
    tree = read_tree(text.encode(), "data/zones/zibo.yaml")
    assert tree.problems
    assert time.perf_counter() - begun < 2


YAML_SIGNS = "ab:-?[]{}&*!|>'\"%@`#,.~<=0 \n\t：　{"


@PLENTY
@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.text(YAML_SIGNS, max_size=60).map(str.encode),
    )
)
@example(b"*a")
@example(b"\xef\xbb\xbf")
@example(b'a: "\\ud800"\n')
@example(b"? a\n: b\n")
@example("　name: 淄博".encode())
def test_nothing_but_problems_comes_of_arbitrary_bytes(tmp_path: Path, data: bytes) -> None:
    write_sample(tmp_path)
    (tmp_path / "data" / "zones" / "zibo.yaml").write_bytes(data)
    with pytest.raises(Problems):
        load_dataset(tmp_path)


SNIPPETS = st.sampled_from(
    [
        "1",
        "-1",
        "1/3",
        "no",
        "null",
        "true",
        "~",
        "[]",
        "{}",
        "{gdp}",
        "[1, a]",
        "{a: b}",
        "12:30",
        "文字",
        '""',
        "2023",
        "",
    ]
)
LINES = [line for line in ZIBO.splitlines() if ": " in line or line.endswith(":")]


@PLENTY
@given(st.sampled_from(LINES), SNIPPETS, st.booleans())
@example("  - indicator: gdp", "{a: b}", False)
def test_nothing_but_problems_comes_of_any_value_anywhere(tmp_path: Path, line: str, snippet: str, drop: bool) -> None:
    """One line of a zone gets another value, or is left out."""
    changed = "" if drop else line.partition(":")[0] + ": " + snippet
    text = ZIBO.replace(line, changed, 1)
    try:
        load_dataset(write_sample(tmp_path, {**FILES, "zones/zibo.yaml": text}))
    except Problems as problems:
        for problem in problems.problems:
            assert problem.hint, problem
            assert "写法不对" not in problem.what, f"no wording of our own for: {problem}"


# -- round trip -------------------------------------------------------------------------------------------------------

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=12)
NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=3, allow_nan=False).filter(lambda n: n != 0)
YEARS = st.integers(min_value=1988, max_value=2035)


@PLENTY
@given(HAN, HAN, st.dictionaries(YEARS, NUMBERS, min_size=1, max_size=6), st.lists(HAN, max_size=4))
def test_what_is_written_is_what_is_loaded(
    tmp_path: Path, name: str, city: str, series: dict[int, Decimal], gaps: list[str]
) -> None:
    lines = [f"name: {name}", f'short: "{name}"', f"city: '{city}'", "province: 山东省", "facts:"]
    for year, value in series.items():
        lines += [f"  - indicator: gdp\n    period: {year}\n    value: {value:f}\n    source: article-2024"]
        lines += [f"    locator: {name}段\n    confidence: A"]
    lines += ["gaps:", *(f"  - {gap}" for gap in gaps)] if gaps else []
    dataset = load_dataset(write_sample(tmp_path, {**FILES, "zones/zibo.yaml": "\n".join(lines) + "\n"}))
    zone = dataset.zones["zibo"]
    assert (zone.name, zone.short, zone.city, zone.gaps) == (name, name, city, tuple(gaps))
    loaded = {entry.period.year: entry.number for entry in dataset.of("zibo", "gdp")}
    assert loaded == series
    assert [str(entry.fact.value) for entry in dataset.of("zibo")] == [f"{value:f}" for value in series.values()]


# -- placeholders -----------------------------------------------------------------------------------------------------


def resolved(dataset: Dataset, owner: str, text: str) -> FactEntry | None:
    return resolve(dataset.facts, owner, find(text)[0])


def test_a_placeholder_may_name_owner_period_and_status() -> None:
    text = "到{wuhan-donghu.pilot_platforms@2025:target}和{gdp}"
    first, second = find(text)
    assert (first.owner, first.indicator, first.period, first.status) == (
        "wuhan-donghu",
        "pilot_platforms",
        "2025",
        "target",
    )
    assert text[first.start : first.end] == "{wuhan-donghu.pilot_platforms@2025:target}"
    assert (second.owner, second.indicator, second.period, second.status) == (None, "gdp", None, "actual")
    assert str(first) == "wuhan-donghu.pilot_platforms@2025:target"


def test_doubled_braces_are_ordinary_text() -> None:
    assert find("{{ 7*7 }}{{gdp}}") == []
    assert list(strays("{{ 7*7 }}{{gdp}}")) == []


def test_other_braces_are_strays() -> None:
    assert list(strays("增长{增速}，{gdp}，{GDP，a}，{增速＠最新}")) == ["{GDP，a}", "{增速＠最新}"]


def test_a_reference_without_braces_is_read_the_same_way() -> None:
    reference = parse("gdp@2012..2023")
    assert reference is not None
    assert (reference.indicator, reference.period) == ("gdp", "2012..2023")
    assert parse("{gdp}") is None


def test_owner_indicator_and_status_may_be_called_by_their_chinese_names(dataset: Dataset) -> None:
    found = [
        resolved(dataset, "zibo", text)
        for text in ("{成都高新区.中试平台@2025:目标}", "{全国.高新技术企业占全国比重@2023}")
    ]
    assert [entry and entry.id for entry in found] == [
        "chengdu.pilot_platforms@2025:target",
        "national.hightech_share@2023",
    ]


def test_the_newest_may_be_asked_for_by_name(dataset: Dataset) -> None:
    assert resolved(dataset, "chengdu", "{中试平台@最新}") is resolved(dataset, "chengdu", "{pilot_platforms}")


@pytest.mark.parametrize(
    "reference", ["gdp.时期", "gdp@最新.时期", "地区生产总值.时期", "chengdu.gdp@2012..2023.时期", "gdp:target.时期"]
)
def test_a_part_of_a_fact_is_named_behind_it(reference: str) -> None:
    read = parse(reference)
    assert read is not None
    assert (read.part, read.indicator in ("gdp", "地区生产总值")) == ("时期", True)


def test_without_a_period_the_newest_actual_value_is_meant(dataset: Dataset) -> None:
    found = resolved(dataset, "chengdu", "{pilot_platforms}")
    assert found is not None
    assert found.id == "chengdu.pilot_platforms@2024"


def test_a_target_must_be_called_one(dataset: Dataset) -> None:
    assert resolved(dataset, "chengdu", "{pilot_platforms@2025}") is None
    found = resolved(dataset, "zibo", "{chengdu.pilot_platforms:target}")
    assert found is not None
    assert found.number == 60


@pytest.mark.parametrize(
    "text",
    [
        "2024年4月26日印发",
        "2024—2027年建设",
        "《中关村世界领先科技园区建设方案（2024—2027年）》",
        "国函〔1992〕169号",
        "20世纪90年代",
        "布局6G和卫星互联网",
        "工业4.0，BFS设备，PM2.5，ISO 9001",
        "“十四五”时期",
        "“5+2+X”产业体系",
        "已建成{pilot_platforms@2024}，超过{wuhan-donghu.output@2023}",
    ],
)
def test_years_titles_and_names_may_hold_digits(text: str) -> None:
    assert list(unbound(text, HARMLESS)) == []


@pytest.mark.parametrize(
    "text",
    [
        "建成49个",
        "增长10.7%",
        "超5000亿元",
        "６０个",
        "第1名",
        "占1/3",
        "12月",
        "6个G",
        "中试平台四十九个",
        "规模达三千亿元",
        "《9999亿元》",
        "“9999+1家”",
        "居榜首",
    ],
)
def test_any_other_number_needs_a_fact(text: str) -> None:
    assert list(unbound(text, HARMLESS))


# -- the guide --------------------------------------------------------------------------------------------------------


def test_the_examples_of_the_guide_are_a_valid_data_folder(tmp_path: Path) -> None:
    blocks = re.findall(
        r"`data/([\w/-]+\.yaml)`[^\n]*\n+```yaml\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL
    )
    files: dict[str, str] = {}
    for name, text in blocks:
        files[name] = files.get(name, "") + text
    dataset = load_dataset(write_sample(tmp_path, files))
    assert dataset.facts["chengdu.pilot_platforms@2024"].number == 49
    assert dataset.facts["chengdu.pilot_platforms@2025:target"].number == 60


# -- files that nobody wrote, and files in the wrong place ------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["~$chengdu.yaml", ".~lock.chengdu.yaml#", ".DS_Store", "Thumbs.db", "desktop.ini", "~WRL0001.tmp"]
)
def test_what_an_open_program_or_a_system_leaves_behind_is_passed_over(tmp_path: Path, name: str) -> None:
    root = write_sample(tmp_path)
    for folder in (root, root / "data", root / "data/zones"):
        (folder / name).write_bytes(b"\x00\xff")
    assert load_dataset(root).zones


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("indicators.yaml", "indicators: {}"),
        ("mianyang.yaml", "name: 绵阳\nfacts: []"),
        ("zibo.yaml.txt", "practices: []"),
    ],
)
def test_data_beside_the_folder_of_data_is_a_problem(tmp_path: Path, file: str, text: str) -> None:
    root = write_sample(tmp_path)
    (root / file).write_text(text, encoding="utf-8")
    with pytest.raises(Problems, match=f"^{re.escape(file)}  数据文件放错了文件夹，不会读它"):
        load_dataset(root)


def test_another_file_beside_the_folder_of_data_is_nobodys_business(tmp_path: Path) -> None:
    root = write_sample(tmp_path)
    (root / "mkdocs.yml").write_text("site_name: 甲\nnav: []\n", encoding="utf-8")
    assert load_dataset(root).zones


def test_the_register_lists_zones_that_have_no_file_of_their_own(tmp_path: Path) -> None:
    write_sample(tmp_path)
    text = "as_of: 2024-12\nsource: reply-1992\nzones:\n  - {name: 绵阳高新技术产业开发区, province: 四川省, city: 绵阳市}\n"
    (tmp_path / "data" / "register.yaml").write_text(text, encoding="utf-8")
    register = load_dataset(tmp_path).register
    assert register and [(zone.name, zone.dated) for zone in register.zones] == [("绵阳高新技术产业开发区", False)]


def test_a_project_needs_no_register(tmp_path: Path) -> None:
    write_sample(tmp_path)
    assert load_dataset(tmp_path).register is None
