"""report.toml: what is read from it, and what an editor is told when it is wrong."""

from __future__ import annotations

import pickle
import re
from datetime import date
from pathlib import Path

import pytest

from hgz_report.edition.config import DOCX_FONTS, ROLES, Config, edition_problem, load_config
from hgz_report.problems import Problems
from hgz_report.writers.formats import FORMATS

ROOT = Path(__file__).parents[2]
LEAST = """\
[edition]
id = "2026-Q4"
date = 2026-11-23

[masthead]
series = "国家高新区新型工业化简报"
issuer = "编印单位"
"""


def load(folder: Path, text: str | bytes) -> Config:
    data = text if isinstance(text, bytes) else text.encode()
    (folder / "report.toml").write_bytes(data)
    return load_config(folder)


def messages(folder: Path, text: str | bytes) -> str:
    with pytest.raises(Problems) as caught:
        load(folder, text)
    return str(caught.value)


def test_the_projects_own_file_is_right() -> None:
    config = load_config(ROOT)
    assert config.output.formats == ("pdf", "docx")
    assert set(config.docx_fonts) == set(ROLES)
    assert config.distribution.cc == ("各国家高新区管委会",)


def test_edition_and_head_are_all_that_must_be_said(tmp_path: Path) -> None:
    config = load(tmp_path, LEAST)
    assert (config.edition_id, config.date) == ("2026-Q4", date(2026, 11, 23))
    assert (config.masthead.issue, config.distribution.to, config.output.folder) == (1, (), "reports")
    assert (config.fonts.faces, config.fonts.machine) == ({}, True)
    assert config.docx_fonts == DOCX_FONTS


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
        "report.toml:1  没有 [title] 这一节",
        "  提示：可用的节：edition、masthead、distribution、output、fonts、docx.fonts",
        "report.toml:3  期的编号“../上期”不能用",
        "  提示：它也是文件夹名：用字母、数字、汉字、“-”“_”，以字母、数字或汉字开头，不超过 60 字，如 2026-Q4",
        "report.toml:4  date应为日期，现为文字“2026-11-23”",
        "  提示：写成 2026-11-23：四位年、两位月、两位日，不加引号",
        "report.toml:6  缺少 [masthead] 的“series”",
        "  提示：在 [masthead] 下面写一行 series = …",
        "report.toml:7  issuer里有不能印的字符 U+000A",
        "  提示：删去换行、制表符和其他控制字符",
        "report.toml:8  [masthead] 里没有“isue”这一项",
        "  提示：是不是“issue”；可用的项：series、issuer、issue、classification、urgency",
        "report.toml:9  issue不能小于 1，现为 0",
        "  提示：不需要时写 1",
        "report.toml:11  to应为文字，现为数 3",
        "  提示：文字放在英文引号里",
        "report.toml:12  cc里有空的一项",
        '  提示：删去多余的 ""',
        "report.toml:13  copies应为整数，现为 true",
        "  提示：写成 copies = 0，不加引号",
        "report.toml:14  没有 [ouput] 这一节",
        "  提示：是不是“output”；可用的节：edition、masthead、distribution、output、fonts、docx.fonts",
        "report.toml:17  没有“ofd”这种格式",
        "  提示：可用的格式：pdf、docx",
        "report.toml:19  machine应为 true（是）或 false（否），现为文字“是”",
        "  提示：不加引号，全小写",
        "report.toml:20  folders应为文字，现为数 3",
        "  提示：文字放在英文引号里",
        "report.toml:21  [fonts] 里没有“宋”这一项",
        "  提示：是不是“宋体”；可用的项：machine、folders、仿宋、小标宋、黑体、楷体、宋体、西文",
        "report.toml:23  仿宋应为文字，现为一列值",
        "  提示：文字放在英文引号里",
    ]


def test_what_is_missing_is_told_with_the_line_of_its_section(tmp_path: Path) -> None:
    told = messages(tmp_path, '[edition]\nid = "a"\n\n[output]\nformats = []\n')
    assert "report.toml:1  缺少 [edition] 的“date”" in told
    assert "report.toml  缺少 [masthead] 的“issuer”" in told
    assert "report.toml:5  没有要做的格式" in told


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
        ("edition = 3\n", ":1 ", "[edition] 应为一节，现为一个值"),
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
