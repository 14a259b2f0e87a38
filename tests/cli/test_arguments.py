"""What a person is told who gets the command line wrong: every word Chinese, with what to write instead."""

from __future__ import annotations

import argparse
import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from hgz_report.cli.argparse_words import WORDS
from hgz_report.cli.arguments import parser_for
from hgz_report.cli.main import main
from hgz_report.writers.formats import FORMATS

Output = pytest.CaptureFixture[str]


def messages_of_argparse() -> Iterator[str]:
    """Every text that the running Python's argparse hands to gettext."""
    for node in ast.walk(ast.parse(Path(argparse.__file__).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
            for argument in node.args if node.func.id == "_" else node.args[:2]:
                # `kwargs.pop(name, default)`: the default is argparse's own text, the rest is ours.
                text = argument.args[1] if isinstance(argument, ast.Call) else argument
                assert isinstance(text, ast.Constant)
                if isinstance(text.value, str):
                    yield text.value


def blanks(text: str) -> list[str]:
    return sorted(re.findall(r"%(?:\(\w+\))?[rs]", text))


def test_argparse_says_nothing_that_is_not_translated() -> None:
    said = set(messages_of_argparse())
    assert len(said) > 35
    assert said - WORDS.keys() == set()


def test_a_translation_keeps_the_blanks_to_be_filled_in() -> None:
    assert {text for text, chinese in WORDS.items() if blanks(text) != blanks(chinese)} == set()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("", "缺少：命令"),
        ("biuld", "参数 命令：不能是 'biuld'（可选："),
        ("build --formt pdf", "认不出的参数：--formt"),
        ("build --format", "参数 --format：后面要跟一个值"),
        ("build --format doc", "参数 --format：不能是 'doc'（可选："),
        ("build --json=x", "参数 --json：后面不带值，却写了 'x'"),
        ("check --r", "--r 没有写全，可能是：--root, --rules"),
        ("check --rules --source a.pdf", "参数 --source：不能同 --rules 一起用"),
        ("explain", "缺少：事实、数或句子"),
        ("build --date 2026-11-31", "参数 --date：没有“2026-11-31”这一天"),
        ("build --date 20261231", "参数 --date：“20261231”不是日期，写成 2026-12-31"),
    ],
)
def test_wrong_usage_is_told_in_chinese_with_exit_code_2(arguments: str, told: str, capsys: Output) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments.split())
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith(f"用法不对：{told}")
    assert "看用法：hgz-report" in said


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_there_is_can_be_asked_for(suffix: str) -> None:
    assert parser_for(defaultdict(lambda: lambda options: 0)).parse_args(["build", "--format", suffix]).format == [
        suffix
    ]


@pytest.mark.parametrize(
    "command",
    [
        "",
        "build",
        "check",
        "lint",
        "audit",
        "facts",
        "explain",
        "fonts",
        "list",
        "gallery",
        "new-edition",
        "excel",
        "excel in",
    ],
)
def test_help_has_no_english_sentence_and_chinese_headings(command: str, capsys: Output) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([*command.split(), "--help"])
    assert stopped.value.code == 0
    said = capsys.readouterr().out
    assert said.startswith("用法：hgz-report")
    assert re.findall(r"^选项(.)$", said, re.MULTILINE) == ["："]
    assert not re.search(
        r"[a-z]+ [a-z]+ [a-z]+ [a-z]+", re.sub(r"^  hgz-report .*$|^.*\[.*$", "", said, flags=re.MULTILINE)
    )


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["bulid"], "build"),
        (["build", "--kep-going"], "--keep-going"),
        (["build", "--format", "pfd"], "pdf"),
        (["excel", "inn", "a.xlsx"], "in"),
    ],
)
def test_a_near_miss_is_answered_with_what_was_meant_perhaps(arguments: list[str], meant: str, capsys: Output) -> None:
    with pytest.raises(SystemExit):
        main(arguments)
    assert f"是不是 {meant}？" in capsys.readouterr().err
