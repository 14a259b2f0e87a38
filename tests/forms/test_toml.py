"""TOML as a tree: plain values and the line of each key, however it is written."""

from __future__ import annotations

import os
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hgz_report.forms.bounded_toml import rough
from hgz_report.forms.toml import read_toml

TEXT = """\
# 说明：id = "不是"
a.b = 1

[docx.fonts]  # 一节
"仿宋" = '''
id = "也不是"
'''
list = [
  "甲 = 乙",
  2.50,
]
"a.b" = { c = true, d = 2026-11-23 }
[docx]
x = 0
"""


def test_values_are_plain_and_every_number_is_a_decimal() -> None:
    assert read_toml(TEXT.encode(), "f.toml").value == {
        "a": {"b": Decimal(1)},
        "docx": {
            "fonts": {
                "仿宋": 'id = "也不是"\n',
                "list": ["甲 = 乙", Decimal("2.50")],
                "a.b": {"c": True, "d": date(2026, 11, 23)},
            },
            "x": Decimal(0),
        },
    }


def test_every_key_knows_its_line_whatever_stands_in_texts_and_comments() -> None:
    assert {steps: line for steps, (line, _) in read_toml(TEXT.encode(), "f.toml").marks.items()} == {
        ("a",): 2,
        ("a", "b"): 2,
        ("docx",): 4,
        ("docx", "fonts"): 4,
        ("docx", "fonts", "仿宋"): 5,
        ("docx", "fonts", "list"): 8,
        ("docx", "fonts", "a.b"): 12,
        ("docx", "fonts", "a.b", "c"): 12,
        ("docx", "fonts", "a.b", "d"): 12,
        ("docx", "x"): 14,
    }


def test_lines_are_the_same_with_the_line_ends_and_the_mark_of_windows() -> None:
    unix, windows = TEXT.encode(), b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    assert read_toml(windows, "f.toml") == read_toml(unix, "f.toml")


def test_what_cannot_be_parsed_is_a_problem_with_its_line_and_no_value() -> None:
    tree = read_toml(b'a = 1\nb = "x\n', "f.toml")
    assert tree.value is None
    assert [str(problem).splitlines()[0] for problem in tree.problems] == [
        "f.toml:2:7  引号没有配对，或引号里有换行、制表符"
    ]


@pytest.mark.parametrize("line", ['"甲",', '"]",', '[1], # "'])
def test_a_list_of_ten_thousand_lines_is_read_at_once(line: str) -> None:
    began = time.process_time()
    tree = read_toml(f"a = [\n{f'{line}{chr(10)}' * 10_000}]\nb = 1\n".encode(), "f.toml")
    assert not tree.problems
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    "text", ["a = " + "[" * 1_000, "a = " + "[\n" * 1_000 + "]\n" * 1_000, "a" + ".a" * 9_000 + " = 1"]
)
def test_what_is_nested_too_deep_is_a_problem_however_it_is_broken_into_lines(text: str, tmp_path: Path) -> None:
    (problem,) = read_toml(text.encode(), "f.toml").problems
    assert "太" in problem.what
    path = tmp_path / "f.toml"
    path.write_text(text, encoding="utf-8")
    assert rough(path) == {}


def test_a_pipe_is_nothing_to_a_run_that_only_looks(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "report.toml")
    assert rough(tmp_path / "report.toml") == {}
