"""report.toml: what is read from it, and what an editor is told when it is wrong."""

from __future__ import annotations

import pickle
import re
from datetime import date
from pathlib import Path

import pytest

from hgz_report.edition.config import DOCX_FONTS, ROLES, EditionConfig, load_config
from hgz_report.edition.config_values import edition_problem
from hgz_report.problems import Problems
from hgz_report.writers.formats import FORMATS
from tests.tools.project import ROOT

LEAST = """\
[edition]
id = "2026-Q4"
date = 2026-11-23

[masthead]
series = "国家高新区新型工业化简报"
issuer = "编印单位"
"""


def load(folder: Path, text: str | bytes) -> EditionConfig:
    data = text if isinstance(text, bytes) else text.encode()
    (folder / "report.toml").write_bytes(data)
    return load_config(folder)


def messages(folder: Path, text: str | bytes) -> str:
    with pytest.raises(Problems) as caught:
        load(folder, text)
    return str(caught.value)


def test_the_projects_own_file_is_right() -> None:
    config = load_config(ROOT)
    assert config.output.formats == ("pdf", "docx", "html")
    assert set(config.docx_fonts) == set(ROLES)
    assert config.distribution.cc == ("各国家高新区管委会",)


def test_edition_and_head_are_all_that_must_be_said(tmp_path: Path) -> None:
    config = load(tmp_path, LEAST)
    assert (config.edition_id, config.date) == ("2026-Q4", date(2026, 11, 23))
    assert (config.masthead.issue, config.distribution.to, config.output.folder) == (1, (), "reports")
    assert (config.fonts.faces, config.fonts.machine) == ({}, False)
    assert config.docx_fonts == DOCX_FONTS


@pytest.mark.parametrize(
    ("edition", "rule", "day"),
    [
        ("2026-Q4", "last-workday-of-quarter", date(2026, 12, 31)),
        ("2027-Q1", "last-workday-of-quarter", date(2027, 3, 31)),
        ("2027Q2", "last-workday-of-quarter", date(2027, 6, 30)),
        ("2028-Q3", "last-workday-of-quarter", date(2028, 9, 29)),  # the 30th is a Saturday
        ("2028-Q4", "last-workday-of-quarter", date(2028, 12, 29)),  # the 31st is a Sunday
        ("2028-Q4", "last-day-of-quarter", date(2028, 12, 31)),
        ("2028-02", "last-day-of-month", date(2028, 2, 29)),
        ("2027-02", "last-workday-of-month", date(2027, 2, 26)),
        ("2027-H1", "last-workday-of-half-year", date(2027, 6, 30)),
        ("2027", "last-workday-of-year", date(2027, 12, 31)),
    ],
)
def test_the_date_may_be_a_rule_for_the_time_that_the_id_names(
    edition: str, rule: str, day: date, tmp_path: Path
) -> None:
    text = LEAST.replace("2026-11-23", f'"{rule}"').replace("2026-Q4", edition)
    assert load(tmp_path, text).date == day
    assert load_config(tmp_path, edition, date(2029, 1, 1)).date == date(2029, 1, 1)


def test_a_rule_gives_another_edition_its_own_date_and_a_date_does_not(tmp_path: Path) -> None:
    load(tmp_path, LEAST.replace("2026-11-23", '"last-workday-of-quarter"'))
    assert load_config(tmp_path, "2027-Q1").date == date(2027, 3, 31)
    load(tmp_path, LEAST)
    with pytest.raises(Problems, match=r"report\.toml:3  edition\.date：日期和期号是 2026-Q4 的，不是 2027-Q1 的"):
        load_config(tmp_path, "2027-Q1")


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("last-workday-of-month", "看不出时间"),
        ("last-workday-of-quater", "是不是 last-workday-of-quarter？"),
        ("2026-12-31", "应为日期"),
    ],
)
def test_a_rule_that_gives_no_date_is_a_mistake_of_its_line(rule: str, said: str, tmp_path: Path) -> None:
    assert re.search(rf"report\.toml:3(?s:.*){said}", messages(tmp_path, LEAST.replace("2026-11-23", f'"{rule}"')))


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_there_is_can_be_asked_for(suffix: str, tmp_path: Path) -> None:
    assert load(tmp_path, LEAST + f'[output]\nformats = ["{suffix}"]\n').output.formats == (suffix,)
    assert load(tmp_path, LEAST).output.formats == tuple(FORMATS)


def test_a_font_may_be_named_alone_or_in_a_list(tmp_path: Path) -> None:
    config = load(tmp_path, LEAST + '[fonts]\n"仿宋" = "a.ttf"\n"黑体" = ["b.ttf", "c.ttf"]\n')
    assert config.fonts.faces == {"仿宋": ("a.ttf",), "黑体": ("b.ttf", "c.ttf")}


def test_only_the_named_font_of_a_docx_changes(tmp_path: Path) -> None:
    config = load(tmp_path, LEAST + '[docx.fonts]\n"仿宋" = "FangSong"\n')
    assert config.docx_fonts == {**DOCX_FONTS, "仿宋": "FangSong"}


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    assert load(tmp_path, b"\xef\xbb\xbf" + LEAST.replace("\n", "\r\n").encode()) == load(tmp_path, LEAST)


def test_a_configuration_can_be_sent_to_another_process(tmp_path: Path) -> None:
    config = load(tmp_path, LEAST)
    assert pickle.loads(pickle.dumps(config)) == config


def test_every_mistake_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    text = """\
title = "多余"
[edition]
id = "../上期"
date = "2026-11-23"
[masthead]
series = ""
issuer = "甲\\n乙"
isue = 3
issue = 0
[distribution]
to = ["甲", 3]
cc = "  "
copies = true
[ouput]
folder = "x"
[output]
formats = ["pdf", "ofd"]
[fonts]
machine = "是"
folders = 3
"宋" = "x.ttf"
[docx.fonts]
"仿宋" = ["仿宋"]
"""
    assert messages(tmp_path, text).splitlines() == [
        "report.toml:1  title：不认识这个键",
        "  提示：是不是 site？",
        "report.toml:3  edition.id：期的编号“../上期”不能用",
        "  提示：它也是文件夹名：用字母、数字、汉字、“-”“_”，以字母、数字或汉字开头，不超过 60 字，如 2026-Q4",
        "report.toml:4  edition.date：应为日期，现为“2026-11-23”",
        "  提示：写成 2026-11-23：四位年、两位月、两位日，不加引号",
        "report.toml:6  masthead.series：不能是空的",
        "  提示：写上红色的简报名称",
        "report.toml:7  masthead.issuer：有不能印的字符 U+000A",
        "  提示：删去换行、制表符和其他控制字符",
        "report.toml:8  masthead.isue：不认识这个键",
        "  提示：是不是 issue？",
        "report.toml:9  masthead.issue：不能小于 1，现为数字 0",
        "  提示：核对数字；第一份报告的期号，其后各份依次加一；不需要时写 1",
        "report.toml:11  distribution.to[2]：应为文字，现为数字 3",
        '  提示：如果确实要写这个数字，加英文引号："3"',
        "report.toml:12  distribution.cc：有空的一项",
        '  提示：删去多余的 ""',
        "report.toml:13  distribution.copies：应为整数，现为 true",
        "  提示：写不带小数点、不带单位、不加引号的数字",
        "report.toml:14  ouput：不认识这个键",
        "  提示：是不是 output？",
        "report.toml:17  output.formats[2]：没有“ofd”这种格式",
        "  提示：可写：pdf、docx、html",
        "report.toml:19  fonts.machine：应为 true（是）或 false（否），现为“是”",
        "  提示：写 true 或 false，不加引号；是否也用本机已装的字体；false 时各台电脑做出的文件完全一样，写明的字体除外",
        "report.toml:20  fonts.folders：应为列表，现为数字 3",
        '  提示：写成 ["甲", "乙"]，文字各加英文引号',
        "report.toml:21  fonts.宋：不认识这个键",
        "  提示：是不是 宋体？",
        "report.toml:23  docx.fonts.仿宋：应为一句话，现为列表",
        "  提示：文字放在英文引号里",
    ]


def test_what_is_missing_is_told_with_the_line_of_its_section(tmp_path: Path) -> None:
    told = messages(tmp_path, '[edition]\nid = "a"\n\n[output]\nformats = []\n')
    assert "report.toml:1  edition.date：缺少这一项\n  提示：在 [edition] 下面写一行 date = ……；成文日期" in told
    assert (
        "report.toml  masthead：缺少这一项\n  提示：加一节 [masthead]，下面一行一项，写上 series、issuer；版头" in told
    )
    assert "report.toml:5  output.formats：没有要做的格式\n  提示：至少写一种" in told


@pytest.mark.parametrize(
    ("day", "now"),
    [("2026-11-23T08:00:00", "日期和时刻 2026-11-23 08:00:00"), ("08:00:00", "时刻 08:00:00"), ("2026", "数字 2026")],
)
def test_a_date_is_a_day_without_quotes_and_without_a_time(tmp_path: Path, day: str, now: str) -> None:
    told = messages(tmp_path, LEAST.replace("2026-11-23", day))
    assert told.startswith(f"report.toml:3  edition.date：应为日期，现为{now}\n  提示：写成 2026-11-23")


@pytest.mark.parametrize(
    ("section", "line", "told"),
    [
        ("distribution", 'copies = "3"', "copies：应为整数，现为“3”\n  提示：写不带小数点、不带单位、不加引号的数字"),
        ("distribution", "copies = 1.5", "copies：应为整数，现为数字 1.5"),
        ("distribution", "cc = [2026-01-01]", "cc[1]：应为文字，现为日期 2026-01-01"),
        ("distribution", "print_office = {}", "print_office：应为一句话，现为一节\n  提示：文字放在英文引号里"),
        ("fonts", "machine = 1", "machine：应为 true（是）或 false（否），现为数字 1"),
        ("output", 'formats = ["pfd"]', "formats[1]：没有“pfd”这种格式\n  提示：是不是 pdf？可写：pdf、docx、html"),
        ("output", 'folders = "x"', "folders：不认识这个键\n  提示：是不是 folder？"),
    ],
)
def test_a_wrong_value_is_told_with_what_to_write(tmp_path: Path, section: str, line: str, told: str) -> None:
    assert messages(tmp_path, f"{LEAST}[{section}]\n{line}\n").startswith(f"report.toml:9  {section}.{told}")


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("[edition]\nid = 2026-Q4\n", ":2:", "一行里多出了内容"),
        ("[edition]\nid = 第四季度\n", ":2:", "“=”后面的值写法不对"),
        ('[edition]\nid = "a\n', ":2:", "引号没有配对，或引号里有换行、制表符"),
        ('[edition]\nid = "a"\nid = "b"\n', ":3:", "同一项写了两次"),
        ("[edition]\ndate = 2026-02-30\n", ":2:", "没有这一天"),
        ("[edition]\n[edition]\n", ":2:", "同一节写了两次"),
        ("[edition]\nid：a\n", ":2:", "缺少“=”"),
        ("[edition]\nid\n", ":2:", "缺少“=”"),
        ('[distribution]\nto = ["甲" "乙"]\n', ":2:", "方括号没有配对，或少了逗号"),
        ("edition = 3\n", ":1 ", "edition：应为一节，现为数字 3"),
        ('[fonts]\n仿宋 = "a.ttf"\n', ":2:", "这一行的开头写法不对"),
        ('[docx]\nfonts.仿宋 = "仿宋"\n', ":2:", "名称写法不对"),
    ],
)
def test_a_slip_in_writing_is_told_in_chinese(tmp_path: Path, text: str, line: str, told: str) -> None:
    assert re.search(rf"report\.toml{line}.*{re.escape(told)}", messages(tmp_path, text))


def test_a_file_in_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    assert "report.toml:1  文件不是 UTF-8 编码" in messages(tmp_path, "# 全部报告的配置\n".encode("gbk"))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="没有找到配置文件"):
        load_config(tmp_path)


@pytest.mark.parametrize("identifier", ["2026-Q4", "2026Q4", "2026_4", "第4期", "a"])
def test_an_edition_may_be_called(identifier: str) -> None:
    assert edition_problem(identifier) is None


@pytest.mark.parametrize(
    "identifier",
    [
        "",
        ".",
        "..",
        "a/b",
        "a\\b",
        "-x",
        ".x",
        "_x",
        "a.",
        "README.md",
        "a b",
        "a\n",
        "a\x00",
        "CON",
        "con",
        "Lpt1",
        "é",
        "a" * 61,
    ],
)
def test_an_edition_may_not_be_called(identifier: str) -> None:
    assert edition_problem(identifier) is not None
