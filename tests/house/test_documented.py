"""What the documents tell a person to type, to open or to set is there.  `python -m tests.outside.documented` types it."""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterator

import pytest

from hgz_report.cli.arguments import parser_for
from tests.tools.documented import commands, keys, paths, told
from tests.tools.project import ROOT

_LATER = ("data/editions", "data/settled.yaml", "data/excel", "data/recipients.yaml", "tests/actual")
"""What is there once somebody has made it."""
_NOT_OURS = frozenset(
    ("--nthreads", "--nworkers", "--now", "--user", "--require-hashes", "--no-deps", "--no-build-isolation")
)
"""Options of pip, Dask and systemd."""


@pytest.fixture(scope="module")
def parser() -> argparse.ArgumentParser:
    return parser_for(defaultdict(lambda: lambda options: 0))


def options_of(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        yield from action.option_strings
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from options_of(below)


def code(parser: argparse.ArgumentParser, words: list[str]) -> int:
    """How the command line ends before anything is done."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            parser.parse_args(words)
        except SystemExit as end:
            return int(end.code or 0)
    return 0


def test_every_command_that_is_told_is_understood(parser: argparse.ArgumentParser) -> None:
    """A mention of a command by its name alone need not have all its words."""
    wrong, count = [], 0
    for one, words in commands("hgz-report"):
        count += 1
        bare = one.mentioned and not [word for word in words if word.startswith("-")]
        if code(parser, words) and not (bare and code(parser, [*words[:2], "--help"]) == 0):
            wrong.append(f"{one.page}:{one.line} hgz-report {' '.join(words)}")
    assert wrong == []
    assert count > 100


def test_every_option_that_is_told_is_there(parser: argparse.ArgumentParser) -> None:
    sources = [path for folder in ("tests", "benchmarks") for path in (ROOT / folder).rglob("*.py")]
    elsewhere = {found for path in sources for found in re.findall(r'"(--[a-z-]+)"', path.read_text(encoding="utf-8"))}
    known = {*options_of(parser), *elsewhere, *_NOT_OURS}
    asked = [(one, found) for one in told() for found in re.findall(r"(?<![\w-])--[a-z][a-z-]*", one.words)]
    assert [f"{one.page}:{one.line} {option}" for one, option in asked if option not in known] == []


def test_every_make_target_that_is_told_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = {name for line in re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE) for name in line.split()}
    asked = [(one, word) for one, words in commands("make") if "-f" not in words for word in words]
    asked = [(one, word) for one, word in asked if "=" not in word and not word.startswith("-")]
    assert [f"{one.page}:{one.line} make {word}" for one, word in asked if word not in targets] == []


def test_every_module_that_is_told_is_there() -> None:
    asked = [(one, words[0]) for one, words in commands("python -m") if words]
    wrong = [f"{one.page}:{one.line} {name}" for one, name in asked if importlib.util.find_spec(name) is None]
    assert wrong == []
    assert len(asked) > 10


def test_every_file_that_is_told_is_there() -> None:
    wrong = [
        f"{one.page}:{one.line} {one.words}"
        for one, path in paths()
        if not path.exists() and not one.words.startswith(_LATER)
    ]
    assert wrong == []


def test_every_key_of_report_toml_that_is_told_is_there() -> None:
    schema = json.loads((ROOT / "docs/schema/report.schema.json").read_text(encoding="utf-8"))
    known = {
        name: set(schema["$defs"][part["$ref"].rpartition("/")[2]]["properties"])
        for name, part in schema["properties"].items()
        if "$ref" in part
    }
    asked = list(keys())
    wrong = [
        f"{one.page}:{one.line} [{section}] {key}" for one, section, key in asked if key not in known.get(section, ())
    ]
    assert wrong == []
    assert asked
